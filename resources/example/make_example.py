"""Make the simulated study of this folder from a seed: `python make_example.py [--out FOLDER]`.

Everything but `proteins.tsv` is drawn here. Each purpose has a random stream of its own, so that a change to
one part leaves the numbers of the others as they are. What is written is rounded far above the last bits of a
floating number, so that another processor writes the same bytes.

Shapes: A animals, G gels and S spots of a region, P proteins, M modules. Volumes and effects are log2 until
they are written.
"""

import argparse
import csv
import io
import math
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
SEED = 20110

REGIONS = {"frontal cortex": "FC", "hippocampus": "HC"}
N_SPOTS = {"frontal cortex": 648, "hippocampus": 661}
LAST_SPOT_NUMBER = 1180
BATCHES = ("b1", "b2", "b3", "b4")
TECHNICAL = {"frontal cortex": (4, 17, 30, 43), "hippocampus": (9, 20, 27, 46)}
FAILED = {
    ("frontal cortex", 22): "streaked first dimension, a third of the spots unmatched",
    ("hippocampus", 37): "gel torn at the basic end while staining",
}

# Fold changes of planted proteins, and how much of them the separated FSL animals show.
FOLD_RANGE = (1.3, 2.0)
SEPARATED_SHARE = 0.7
REGION_JITTER = 0.12
FSL_MODULES = ("carbohydrate", "actin", "cytoskeleton")
FRL_MODULES = ("synaptic", "neurite")
N_ABSENT = {"FSL:nortriptyline": 2, "FRL:nortriptyline": 1}
ABSENT_BELOW = 20.5  # log2 volume

# Scatter. Coefficients of variation are on the linear scale, shares are shares of a variance.
BIOLOGICAL_CV = (0.20, 0.34)
TECHNICAL_CV = (0.15, 0.26)  # of the strongest and of the weakest spot
MODULE_SHARE = 0.12  # of the whole variance: correlation of about .1 between members of a module
LITTER_SHARE = 0.10  # of the biological variance, as the next two
PROTEIN_SHARE = 0.50
REGION_SHARE = 0.20  # of the protein's animal-to-animal part: what both regions of an animal have in common
BATCH_SD = 0.10
LOADING_SD = 0.25
FAILED_SD = 1.0

# Spots go missing by a logistic curve of what the gel shows, and now and then for no reason.
MISSING_HALF = math.log2(3.0e4)
MISSING_SLOPE = 0.85
MISSING_BASE = 0.003
FAILED_MISSING = 0.35

# What was measured on the animals: seconds immobile of 300 in the swim test, pg BDNF in a mg of tissue.
IMMOBILE, IMMOBILE_SD = {"FSL": 160, "FRL": 95}, 21
IMMOBILE_FALL = {
    ("FSL", "unseparated"): 52,
    ("FSL", "separated"): 28,
    ("FRL", "unseparated"): 20,
    ("FRL", "separated"): 20,
}
BDNF = {"frontal cortex": 41, "hippocampus": 63}

LOG10_VOLUME = {"high": (6.6, 0.30), "mid": (6.0, 0.35), "low": (5.5, 0.35), "unidentified": (5.35, 0.42)}
IDENTIFIED_IN_REGION = 0.85
N_SHARED_SPOTS = 24
STREAMS = ("covariates", "effects", "litters", "animals", "spots", "volumes", "gels", "missing", "identify")


@dataclass(frozen=True)
class Animal:
    number: int
    strain: str
    separation: str
    treatment: str
    litter: str
    batch: str

    @property
    def group(self):
        return f"{self.strain} {self.separation} {self.treatment}"


@dataclass(frozen=True)
class Gel:
    name: str
    animal: Animal
    failed: str


@dataclass
class Spot:
    """A spot, its protein (None: not identified) and what was planted in it."""

    number: int
    protein: dict | None
    log2_volume: float
    pi: float
    mr: float
    fc: dict = field(default_factory=dict)
    absent_in: str = ""
    second: dict | None = None

    @property
    def module(self):
        return self.protein["module"] if self.protein else "none"


def stream(purpose, region=""):
    """Random numbers of one purpose, in one region where it differs by region."""
    return np.random.default_rng([SEED, STREAMS.index(purpose), ["", *REGIONS].index(region)])


def log2_sd(cv):
    """Standard deviation of log2 of a log-normal with this coefficient of variation."""
    return np.sqrt(np.log1p(np.square(cv))) / math.log(2)


# ---------------------------------------------------------------- the animals and their gels


def litter_plan(cell):
    """Four litters of a cell, each three (batch, treatment): two with two treated pups, two with one.

    Litter i skips batch i. Cells alternate which batches hold two treated animals, so that every batch has
    six treated and six control animals over the four cells.
    """
    treated = [{2, 3}, {2}, {0, 1}, {0}] if cell % 2 == 0 else [{1, 3}, {3}, {0, 1}, {2}]
    name = {True: "nortriptyline", False: "control"}
    return [[(b, name[b in treated[i]]) for b in range(4) if b != i] for i in range(4)]


def make_animals():
    """48 animals: 2 strains x 2 rearings x 2 treatments x 6, in 16 litters of 3."""
    animals = []
    cells = [(s, r) for s in ("FSL", "FRL") for r in ("unseparated", "separated")]
    for cell, (strain, separation) in enumerate(cells):
        for i, pups in enumerate(litter_plan(cell)):
            litter = f"L{4 * cell + i + 1:02d}"
            for batch, treatment in pups:
                number = len(animals) + 1
                animals.append(Animal(number, strain, separation, treatment, litter, BATCHES[batch]))
    return animals


def make_gels(animals, region):
    """One gel an animal, and second gels of some; a second gel is of the same batch."""
    gels = []
    for a in animals:
        name = f"{REGIONS[region]}_R{a.number:02d}"
        gels.append(Gel(name, a, FAILED.get((region, a.number), "")))
        if a.number in TECHNICAL[region]:
            gels.append(Gel(f"{name}_b", a, ""))
    return gels


def covariates(animals):
    """Seconds immobile in the swim test by animal, and BDNF by (animal, region)."""
    rng = stream("covariates")
    immobile, bdnf = {}, {}
    for a in animals:
        mean = IMMOBILE[a.strain]
        if a.treatment == "nortriptyline":
            mean -= IMMOBILE_FALL[a.strain, a.separation]
        immobile[a.number] = round(float(np.clip(rng.normal(mean, IMMOBILE_SD), 15, 285)), 1)
        for region, level in BDNF.items():
            bdnf[a.number, region] = round(float(rng.normal(level, 0.16 * level)), 1)
    return immobile, bdnf


# ---------------------------------------------------------------- the planted effects


def read_proteins(path):
    """Rows of proteins.tsv as dicts, numbers as numbers."""
    with open(path, encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle, delimiter="\t"))
    for i, row in enumerate(rows):
        row.update(index=i, train=int(row["train"]))
        row.update({k: float(row[k]) for k in ("pi_theoretical", "mr_theoretical")})
    return rows


def planted_effects(proteins):
    """log2 fold change of each planted protein, by region: {region: (P,)}; zero where nothing is planted.

    The size is the protein's own and varies little between regions; a "shift" is a size without a sign.
    """
    rng = stream("effects")
    low, high = (math.log2(x) for x in FOLD_RANGE)
    size = low + (high - low) * np.sqrt(rng.random(len(proteins)))
    sign = np.array([{"up": 1, "down": -1, "shift": 1, "": 0}[p["planted"]] for p in proteins])
    out = {}
    for region in REGIONS:
        jitter = rng.uniform(1 - REGION_JITTER, 1 + REGION_JITTER, len(proteins))
        out[region] = sign * np.clip(size * jitter, low, high)
    return out


def fold_changes(protein, effect):
    """log2 fold change of nortriptyline against control by stratum, for a spot with this effect."""
    fsl = effect if protein["module"] in FSL_MODULES else 0.0
    frl = effect if protein["module"] in FRL_MODULES else 0.0
    return {"FSL_unseparated": fsl, "FSL_separated": SEPARATED_SHARE * fsl, "FRL": frl}


# ---------------------------------------------------------------- the spots


def charge_train(rng, protein):
    """(offset in pI, offset in log10 volume) of each spot of a protein, acidic end first."""
    n = protein["train"]
    if n > 1:
        n = max(2, n + int(rng.integers(-1, 2)))
    at = np.arange(n) - (n - 1) * rng.uniform(0.4, 0.8)
    return [(0.13 * k + rng.normal(0, 0.02), -0.22 * abs(k) + rng.normal(0, 0.08)) for k in at]


def protein_spots(rng, protein, effect):
    """The spots of one protein in one region, without numbers."""
    mean, sd = LOG10_VOLUME[protein["abundance"]]
    level = rng.normal(mean, sd)
    pi = protein["pi_theoretical"] + rng.normal(0, 0.12)
    mr = protein["mr_theoretical"] * math.exp(rng.normal(0, 0.04))
    train = charge_train(rng, protein)
    spots = []
    for k, (d_pi, d_volume) in enumerate(train):
        # a train that shifts gains at its acidic end what it loses at the basic one
        flip = -1 if protein["planted"] == "shift" and k >= len(train) / 2 else 1
        volume = max(level + d_volume, 4.7) * math.log2(10)
        at = float(np.clip(pi + d_pi, 3.6, 9.9)), mr * math.exp(rng.normal(0, 0.008))
        spots.append(Spot(0, protein, volume, *at, fold_changes(protein, flip * effect)))
    return spots


def unidentified_spot(rng):
    mean, sd = LOG10_VOLUME["unidentified"]
    volume = max(rng.normal(mean, sd), 4.7) * math.log2(10)
    return Spot(0, None, volume, float(rng.uniform(4, 9)), float(rng.uniform(12, 110)))


def make_spots(proteins, effects, region):
    """All spots of a region in the order of their numbers, which say nothing and have gaps."""
    rng = stream("spots", region)
    spots = []
    for p in proteins:
        seen = rng.random() < IDENTIFIED_IN_REGION
        found = protein_spots(rng, p, effects[p["index"]])
        spots += found if seen else []
    spots += [unidentified_spot(rng) for _ in range(N_SPOTS[region] - len(spots))]
    numbers = rng.choice(np.arange(1, LAST_SPOT_NUMBER + 1), len(spots), replace=False)
    for spot, number in zip(spots, numbers, strict=True):
        spot.number = int(number)
    mark_absent(rng, spots)
    mark_second(rng, spots)
    return sorted(spots, key=lambda s: s.number)


def mark_absent(rng, spots):
    """Switch a few planted spots off in treated animals of a strain, where they then have no fold change."""
    for where, n in N_ABSENT.items():
        strain = where.split(":")[0]
        modules = FSL_MODULES if strain == "FSL" else FRL_MODULES
        down = [s for s in spots if s.module in modules and s.protein["planted"] == "down"]
        ready = [s for s in down if s.log2_volume < ABSENT_BELOW]
        for k in rng.choice(len(ready), n, replace=False):
            ready[k].absent_in = where
            ready[k].fc = {c: None if c.startswith(strain) else v for c, v in ready[k].fc.items()}


def mark_second(rng, spots):
    """Give some identified spots a second, weaker protein that runs at the same place."""
    found = [s for s in spots if s.protein]
    order = rng.permutation(len(found))
    left = N_SHARED_SPOTS
    for k in order:
        spot = found[k]
        others = [o for o in found if o.protein is not spot.protein]
        near = [o.protein for o in others if abs(o.pi - spot.pi) < 0.3 and abs(o.mr / spot.mr - 1) < 0.1]
        if near and left:
            spot.second = near[int(rng.integers(len(near)))]
            left -= 1


# ---------------------------------------------------------------- the volumes


def spot_scatter(rng, spots):
    """Biological and technical SD of each spot (S,), the technical one larger for weak spots."""
    volume = np.array([s.log2_volume for s in spots])
    rank = (volume.max() - volume) / (volume.max() - volume.min())
    low, high = TECHNICAL_CV
    technical = (low + (high - low) * rank) * rng.uniform(0.9, 1.1, len(spots))
    return log2_sd(rng.uniform(*BIOLOGICAL_CV, len(spots))), log2_sd(technical)


def shared_factors(animals, proteins, region):
    """Standard normal parts that spots share: litters (16, P), animals (A, P), modules (A, M)."""
    litters = stream("litters").normal(size=(16, len(proteins)))  # the same in both regions
    common = stream("animals").normal(size=(len(animals), len(proteins)))
    rng = stream("animals", region)
    own = rng.normal(size=common.shape)
    modules = rng.normal(size=(len(animals), len(FSL_MODULES + FRL_MODULES)))
    return litters, math.sqrt(REGION_SHARE) * common + math.sqrt(1 - REGION_SHARE) * own, modules


def biology(rng, spots, animals, proteins, region, sd_bio, sd_tech):
    """Animal-to-animal part of every spot (S, A), planted effects included."""
    litters, of_protein, of_module = shared_factors(animals, proteins, region)
    litter = [int(a.litter[1:]) - 1 for a in animals]
    out = np.empty((len(spots), len(animals)))
    for i, s in enumerate(spots):
        parts = rng.normal(size=(4, len(animals)))  # what a spot without protein or module has of its own
        if s.protein:
            parts[1:3] = litters[litter, s.protein["index"]], of_protein[:, s.protein["index"]]
        if s.module != "none":
            parts[3] = of_module[:, (FSL_MODULES + FRL_MODULES).index(s.module)]
        variances = variance_parts(s, sd_bio[i] ** 2, sd_tech[i] ** 2)
        out[i] = sum(math.sqrt(v) * part for v, part in zip(variances, parts, strict=True))
        out[i] += [effect(s, a) for a in animals]
    return out


def variance_parts(spot, bio, tech):
    """The biological variance of a spot split: its own, litter, protein, module."""
    module = min(MODULE_SHARE * (bio + tech), 0.5 * bio) if spot.module != "none" else 0.0
    rest = bio - module
    return rest * (1 - LITTER_SHARE - PROTEIN_SHARE), rest * LITTER_SHARE, rest * PROTEIN_SHARE, module


def effect(spot, animal):
    """log2 effect on a spot of an animal; a spot that is absent there has -inf."""
    if animal.treatment == "control" or not spot.fc:
        return 0.0
    key = "FRL" if animal.strain == "FRL" else f"FSL_{animal.separation}"
    return -math.inf if spot.fc[key] is None else spot.fc[key]


def make_volumes(spots, gels, animals, proteins, region):
    """Raw volumes (S, G), whole numbers, 0 where the spot was not found."""
    rng = stream("volumes", region)
    sd_bio, sd_tech = spot_scatter(rng, spots)
    by_animal = biology(rng, spots, animals, proteins, region, sd_bio, sd_tech)
    batch = rng.normal(0, BATCH_SD, (len(spots), len(BATCHES)))
    of_gel = stream("gels", region)
    noise = of_gel.normal(size=(len(spots), len(gels)))
    loading = of_gel.normal(0, LOADING_SD, len(gels))
    x = np.empty((len(spots), len(gels)))
    for j, gel in enumerate(gels):
        sd = np.hypot(sd_tech, FAILED_SD if gel.failed else 0)
        x[:, j] = by_animal[:, gel.animal.number - 1] + batch[:, BATCHES.index(gel.animal.batch)]
        x[:, j] += np.array([s.log2_volume for s in spots]) + sd * noise[:, j] + loading[j]
    return np.where(lost(x, gels, region), 0, np.rint(np.exp2(x))).astype(np.int64)


def lost(x, gels, region):
    """Which spots are not found (S, G), weak ones more often; x as log2 volumes."""
    chance = MISSING_BASE + (1 - MISSING_BASE) / (1 + np.exp((x - MISSING_HALF) / MISSING_SLOPE))
    chance[:, [bool(g.failed) for g in gels]] += FAILED_MISSING
    return stream("missing", region).random(x.shape) < chance


# ---------------------------------------------------------------- what the image software makes of them


def gel_factors(raw):
    """One factor a gel (G,): the median ratio to the spots' means, over spots seen in half of the gels."""
    with np.errstate(divide="ignore"):
        x = np.where(raw > 0, np.log(raw), np.nan)
    x = x[np.isfinite(x).mean(axis=1) >= 0.5]
    ratio = np.nanmedian(x - np.nanmean(x, axis=1, keepdims=True), axis=0)
    return np.array([float(f"{math.exp(-r):.6g}") for r in ratio])


def incomplete_beta(a, b, x):
    """Regularised incomplete beta function by its continued fraction (Numerical Recipes, 6.4)."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - incomplete_beta(b, a, 1 - x)
    log_beta = math.lgamma(a) + math.lgamma(b) - math.lgamma(a + b)
    front = math.exp(a * math.log(x) + b * math.log1p(-x) - log_beta) / a
    c, d = 1.0, 1 / (1 - (a + b) * x / (a + 1))
    h = d
    for m in range(1, 500):
        even = m * (b - m) / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) / ((a + 2 * m) * (a + 2 * m + 1))
        for t in (even, odd):
            d, c = 1 / (1 + t * x * d), 1 + t * x / c
            h *= c * d
        if abs(c * d - 1) < 1e-14:
            break
    return front * h


def anova_p(groups):
    """One-way ANOVA of lists of numbers; 1 where there is no scatter at all."""
    values = [v for g in groups for v in g]
    mean = math.fsum(values) / len(values)
    means = [math.fsum(g) / len(g) for g in groups]
    between = math.fsum(len(g) * (m - mean) ** 2 for g, m in zip(groups, means, strict=True))
    within = math.fsum((v - m) ** 2 for g, m in zip(groups, means, strict=True) for v in g)
    df1, df2 = len(groups) - 1, len(values) - len(groups)
    if within == 0:
        return 1.0
    return incomplete_beta(df2 / 2, df1 / 2, within / (within + between))


def samespots_statistics(row, columns):
    """(Anova p, fold) of one spot's normalised volumes by group, as SameSpots gives them.

    Held against exports of the program: a one-way ANOVA of arcsinh volumes (as good as log for any volume
    that is not 0) and the largest group mean divided by the smallest.
    """
    groups = [[float(row[j]) for j in js] for js in columns.values()]
    p = anova_p([[math.asinh(v) for v in g] for g in groups])
    means = [math.fsum(g) / len(g) for g in groups]
    return p, max(means) / min(means) if min(means) > 0 else math.inf


# ---------------------------------------------------------------- the files


def tsv(header, rows):
    out = io.StringIO()
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()


def sample_sheet(all_gels, immobile, bdnf):
    header = ["sample", "animal", "region", "strain", "separation", "treatment", "litter", "batch"]
    rows = []
    for region, gels in all_gels.items():
        for g in gels:
            a = g.animal
            row = [g.name, f"R{a.number:02d}", region, a.strain, a.separation, a.treatment, a.litter, a.batch]
            rows.append([*row, immobile[a.number], bdnf[a.number, region], g.failed])
    return tsv([*header, "immobility_s", "bdnf_pg_mg", "exclude"], rows)


def truth_table(all_spots):
    columns = ("FSL_unseparated", "FSL_separated", "FRL")
    rows = []
    for region, spots in all_spots.items():
        for s in spots:
            if s.protein:
                fc = ["" if s.fc[c] is None else f"{s.fc[c]:.4f}" if s.fc[c] else "0" for c in columns]
                p = s.protein
                rows.append([region, s.number, p["accession"], p["gene"], p["module"], *fc, s.absent_in])
    header = ["region", "spot", "accession", "gene", "module", *(f"log2fc_{c}" for c in columns), "absent_in"]
    return tsv(header, rows)


def identification(rng, spot, protein, share):
    """One row: Mascot-like score, peptides and coverage grow with the amount (share of the spot's volume)."""
    amount = spot.log2_volume / math.log2(10) - 4.7 + math.log10(share)
    peptides = max(2, round(float(4 * math.exp(0.45 * amount + rng.normal(0, 0.25)))))
    score = max(58, round(float(peptides * rng.uniform(20, 38))))
    covered = peptides * float(rng.uniform(0.96, 1.5)) / protein["mr_theoretical"]  # a peptide: about 1.2 kDa
    coverage = min(86, max(4, round(100 * covered)))
    name = [protein[k] for k in ("accession", "gene_reported", "description")]
    observed = [f"{spot.pi:.2f}", f"{spot.mr:.1f}"]
    theory = [f"{protein['pi_theoretical']:.2f}", f"{protein['mr_theoretical']:.1f}"]
    return [spot.number, *name, score, peptides, coverage, *observed, *theory]


def identification_rows(spots, region):
    """All rows of a region, the protein that carries the spot first and with the higher score."""
    rng = stream("identify", region)
    rows = []
    for s in spots:
        if s.protein:
            first = identification(rng, s, s.protein, 1.0)
            rows.append(first)
            if s.second:
                weak = identification(rng, s, s.second, 0.25)
                weak[4] = min(weak[4], max(45, round(0.7 * first[4])))
                rows.append(weak)
    return rows


def identification_table(rows):
    head = ["spot", "accession", "gene", "description", "score", "peptides", "coverage", "pi", "mr"]
    return tsv([*head, "pi_theoretical", "mr_theoretical"], rows)


def wide_table(spots, gels, raw):
    """One row a spot, one column a gel, blank where the spot was not found."""
    rows = [[s.number, *("" if v == 0 else int(v) for v in row)] for s, row in zip(spots, raw, strict=True)]
    return tsv(["spot", *(g.name for g in gels)], rows)


def comma(value):
    """A number as the program writes it on a machine with a decimal comma."""
    if math.isinf(value):
        return "Infinity"
    return f"{value:.15g}".replace("e", "E").replace(".", ",")


def gels_by_group(gels):
    """{group: gel columns}, in the order of first appearance."""
    groups = {}
    for j, g in enumerate(gels):
        groups.setdefault(g.animal.group, []).append(j)
    return groups


def samespots_export(spots, gels, raw, normalised):
    """The CSV of Progenesis SameSpots: three header rows, normalised and raw block, by Anova p."""
    groups = gels_by_group(gels)
    order = [j for js in groups.values() for j in js]
    names = [name if k == 0 else "" for name, js in groups.items() for k in range(len(js))]
    pad = [""] * (len(order) - 1)
    lines = [["", "", "", "Normalized Volume", *pad, "Volume", *pad], ["", "", "", *names, *names]]
    lines.append(["#", "Anova (p)", "Fold", *2 * [gels[j].name for j in order]])
    body = []
    for i, s in enumerate(spots):
        p, fold = (float(f"{v:.8g}") for v in samespots_statistics(normalised[i], groups))
        volumes = [comma(float(normalised[i, j])) for j in order] + [str(raw[i, j]) for j in order]
        body.append((p, s.number, [str(s.number), comma(p), comma(fold), *volumes]))
    lines += [row for _, _, row in sorted(body)]
    return "".join(";".join(f'"{cell}"' for cell in line) + ";\r\n" for line in lines)


def changed_spots(spots, gels, normalised):
    """Spots with p < .05 in a plain t-test of log volumes in either strain, gels taken for animals."""
    picked = set()
    for i, s in enumerate(spots):
        for strain in ("FSL", "FRL"):
            arms = {"nortriptyline": [], "control": []}
            for j, g in enumerate(gels):
                if g.animal.strain == strain and not g.failed and normalised[i, j] > 0:
                    arms[g.animal.treatment].append(math.log(normalised[i, j]))
            if min(map(len, arms.values())) > 1 and anova_p(list(arms.values())) < 0.05:
                picked.add(s.number)
    return picked


def build(proteins_path=HERE / "proteins.tsv"):
    """All files as {name: text}."""
    proteins, animals = read_proteins(proteins_path), make_animals()
    effects = planted_effects(proteins)
    gels = {r: make_gels(animals, r) for r in REGIONS}
    spots = {r: make_spots(proteins, effects[r], r) for r in REGIONS}
    raw = {r: make_volumes(spots[r], gels[r], animals, proteins, r) for r in REGIONS}
    rows = {r: identification_rows(spots[r], r) for r in REGIONS}
    hippocampus = [x["hippocampus"] for x in (spots, gels, raw)]
    normalised = np.round(raw["hippocampus"] * gel_factors(raw["hippocampus"]), 2)
    changed = changed_spots(*hippocampus[:2], normalised)
    cortex = [x["frontal cortex"] for x in (spots, gels, raw)]
    return {
        "simulated_samples.tsv": sample_sheet(gels, *covariates(animals)),
        "simulated_truth.tsv": truth_table(spots),
        "simulated_frontal_cortex.tsv": wide_table(*cortex),
        "simulated_hippocampus.csv": samespots_export(*hippocampus, normalised),
        "simulated_identifications_frontal_cortex.tsv": identification_table(rows["frontal cortex"]),
        "simulated_identifications_hippocampus.tsv": identification_table(rows["hippocampus"]),
        "simulated_identifications_hippocampus_changed.tsv": identification_table(
            [row for row in rows["hippocampus"] if row[0] in changed]
        ),
    }


def main():
    parser = argparse.ArgumentParser(description="Make the simulated study.")
    parser.add_argument("--out", type=Path, default=HERE, help="folder to write to (this one if left out)")
    out = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    for name, text in build().items():
        (out / name).write_bytes(text.encode("utf-8"))


if __name__ == "__main__":
    main()
