"""The bundled simulated study: it is what its script makes, and it behaves as its README says."""

import csv
import importlib.util
import re
import subprocess
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import stats

EXAMPLE = Path(__file__).resolve().parents[2] / "resources" / "example"
GENE_SETS = EXAMPLE.parent / "gene_sets" / "go.gmt"
REGIONS = {"frontal cortex": "frontal_cortex", "hippocampus": "hippocampus"}
MADE = [
    "simulated_samples.tsv",
    "simulated_truth.tsv",
    "simulated_frontal_cortex.tsv",
    "simulated_hippocampus.csv",
    "simulated_identifications_frontal_cortex.tsv",
    "simulated_identifications_hippocampus.tsv",
    "simulated_identifications_hippocampus_changed.tsv",
]
FOCI = {
    "carbohydrate": ["GO:0005975", "GO:0006099", "GO:0006090", "GO:0006098"],
    "actin": ["GO:0030029", "GO:0015629", "GO:0003779"],
    "cytoskeleton": ["GO:0005856", "GO:0007010"],
    "synaptic": ["GO:0007268"],
    "neurite": ["GO:0048812"],
}
PLANTED_IN = {"FSL": ["carbohydrate", "actin", "cytoskeleton"], "FRL": ["synaptic", "neurite"]}
FOLD_COLUMNS = ["log2fc_FSL_unseparated", "log2fc_FSL_separated", "log2fc_FRL"]
ORTHOLOGS = {"TUBB5": "TUBB", "CAR2": "CA2"}  # rat symbols that are not the human one in upper case


def table(name):
    return pd.read_csv(EXAMPLE / name, sep="\t", keep_default_na=False, na_values={})


def samespots():
    """(header rows, body rows) of the export as text, without the empty cell after the last separator."""
    with open(EXAMPLE / "simulated_hippocampus.csv", encoding="ascii", newline="") as handle:
        rows = [row[:-1] for row in csv.reader(handle, delimiter=";")]
    return rows[:3], rows[3:]


def number(text):
    return float(text.replace(",", "."))


@pytest.fixture(scope="module")
def sheet():
    return table("simulated_samples.tsv").set_index("sample")


@pytest.fixture(scope="module")
def truth():
    out = table("simulated_truth.tsv")
    return out.assign(**{c: pd.to_numeric(out[c]) for c in FOLD_COLUMNS})


@pytest.fixture(scope="module")
def volumes():
    """Raw volumes of all gels, spots x gels, missing as NaN: {region: frame}."""
    cortex = pd.read_csv(EXAMPLE / "simulated_frontal_cortex.tsv", sep="\t", index_col="spot")
    head, body = samespots()
    at = head[0].index("Volume")
    values = [[float(v) for v in row[at:]] for row in body]
    frame = pd.DataFrame(values, index=[int(row[0]) for row in body], columns=head[2][at:])
    return {"frontal cortex": cortex, "hippocampus": frame.replace(0, np.nan)}


@pytest.fixture(scope="module")
def normalised(volumes, sheet):
    """log2 volumes of the analysed gels after median-ratio normalisation: {region: frame}."""
    out = {}
    for region, raw in volumes.items():
        x = np.log2(raw[[s for s in raw if not sheet.exclude[s]]])
        often = x[x.notna().mean(axis=1) >= 0.5]
        out[region] = x - often.sub(often.mean(axis=1), axis=0).median()
    return out


def first_gels(x):
    return x[[s for s in x if not s.endswith("_b")]]


def within_groups(x, sheet):
    """Deviations from the mean of the animal's group, one gel an animal."""
    x = first_gels(x)
    group = sheet.loc[x.columns, ["strain", "separation", "treatment"]].agg(" ".join, axis=1)
    return x.T.groupby(group).transform(lambda v: v - v.mean()).T


def cv(sd_log2):
    return np.sqrt(np.expm1((np.asarray(sd_log2) * np.log(2)) ** 2))


def technical_sd(x):
    """SD of log2 volume between two gels of one animal, by spot (root mean square over the pairs)."""
    pairs = [x[s] - x[f"{s}_b"] for s in x if f"{s}_b" in x]
    return np.sqrt((pd.concat(pairs, axis=1) ** 2).mean(axis=1) / 2)


# ---------------------------------------------------------------- the files themselves


def test_script_makes_the_committed_bytes(tmp_path):
    subprocess.run([sys.executable, EXAMPLE / "make_example.py", "--out", tmp_path], check=True)
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(MADE)
    for name in MADE:
        assert (tmp_path / name).read_bytes() == (EXAMPLE / name).read_bytes(), name


def test_folder_is_small_and_says_simulated():
    assert sum((EXAMPLE / name).stat().st_size for name in MADE) < 4e6
    assert "SIMULATED" in (EXAMPLE / "README.md").read_text(encoding="utf-8").splitlines()[0]


def test_design_counts(sheet):
    gels = sheet[~sheet.index.str.endswith("_b")]
    animals = gels.drop_duplicates("animal")
    assert len(animals) == 48
    assert len(gels) == 96
    assert len(sheet) == 104
    assert set(animals.groupby(["strain", "separation", "treatment"]).size()) == {6}
    assert set(gels.groupby("region").size()) == {48}
    assert set(sheet[sheet.index.str.endswith("_b")].groupby("region").size()) == {4}
    assert set(animals.groupby("litter").size()) == {3}
    assert animals.litter.nunique() == 16
    assert (sheet.exclude != "").sum() == 2
    assert not sheet[sheet.index.str.endswith("_b")].exclude.any()


def test_litters_and_batches_are_balanced(sheet):
    animals = sheet.drop_duplicates("animal")
    by_litter = animals.groupby("litter")
    assert (by_litter[["strain", "separation"]].nunique() == 1).all(axis=None)
    assert set(by_litter.treatment.agg(lambda t: (t == "control").sum())) == {1, 2}
    assert (by_litter.batch.nunique() == 3).all()
    assert set(animals.groupby(["batch", "treatment"]).size()) == {6}
    assert set(animals.groupby(["batch", "strain"]).size()) == {6}


def test_second_gels_are_alike_in_all_but_their_name(sheet):
    for name in sheet.index[sheet.index.str.endswith("_b")]:
        assert (sheet.loc[name] == sheet.loc[name[:-2]]).all(), name


def test_swim_test_falls_with_the_drug_in_fsl_most(sheet):
    animals = sheet.drop_duplicates("animal")
    mean = animals.groupby(["strain", "treatment"]).immobility_s.mean().unstack()
    fall = mean["control"] - mean["nortriptyline"]
    assert fall["FSL"] > 25
    assert fall["FSL"] > fall["FRL"] > 0
    assert animals.immobility_s.between(10, 290).all()
    assert sheet.bdnf_pg_mg.between(15, 110).all()


def test_gels_of_the_tables_are_those_of_the_sheet(volumes, sheet):
    for region, raw in volumes.items():
        assert sorted(raw.columns) == sorted(sheet.index[sheet.region == region])
        assert not raw.index.has_duplicates
        assert len(raw) == pytest.approx(650, abs=15)


def test_spot_numbers_of_the_regions_are_unrelated(volumes, truth):
    cortex, hippocampus = (set(raw.index) for raw in volumes.values())
    for spots in (cortex, hippocampus):
        assert max(spots) > 1.5 * len(spots)
    expected = len(cortex) * len(hippocampus) / 1180
    assert len(cortex & hippocampus) == pytest.approx(expected, rel=0.12)
    gene = truth.set_index(["region", "spot"]).gene
    both = gene["frontal cortex"].to_frame("a").join(gene["hippocampus"].rename("b"), how="inner")
    assert (both.a == both.b).mean() < 0.05


# ---------------------------------------------------------------- identifications and truth


@pytest.mark.parametrize("region", REGIONS)
def test_truth_covers_the_identified_spots(region, truth, volumes):
    rows = table(f"simulated_identifications_{REGIONS[region]}.tsv")
    here = truth[truth.region == region].set_index("spot")
    assert set(rows.spot) == set(here.index) <= set(volumes[region].index)
    assert len(here) == pytest.approx(335, abs=25)
    best = rows.loc[rows.groupby("spot").score.idxmax()].set_index("spot").accession
    assert (best == here.accession[best.index]).all()
    per_spot = Counter(rows.spot)
    assert set(per_spot.values()) == {1, 2}
    assert list(per_spot.values()).count(2) == 24
    assert 3 < here.accession.value_counts().max() <= 7


def test_planted_effects_are_of_the_stated_size(truth):
    shown = truth[truth[FOLD_COLUMNS].fillna(1).ne(0).any(axis=1)]
    full = pd.concat([shown.log2fc_FSL_unseparated, shown.log2fc_FRL]).dropna()
    full = 2 ** full[full != 0].abs()
    assert full.between(1.299, 2.001).all()
    ratio = (shown.log2fc_FSL_separated / shown.log2fc_FSL_unseparated).dropna()
    assert np.allclose(ratio, 0.7, atol=1e-3)
    for strain, modules in PLANTED_IN.items():
        columns = [c for c in FOLD_COLUMNS if strain in c]
        assert (truth.loc[~truth.module.isin(modules), columns] == 0).all(axis=None)
        for module in modules:
            sign = np.sign(shown.loc[shown.module == module, columns[0]].dropna())
            assert {-1, 1} <= set(sign), f"{module}: one direction only"


def test_share_of_each_module_that_shifts():
    proteins = table("proteins.tsv")
    share = (proteins.planted != "").groupby(proteins.module).mean()
    assert share.pop("none") == 0
    assert share.between(0.6, 0.77).all()


def test_absent_spots_are_absent(truth, volumes, sheet):
    absent = truth[truth.absent_in != ""]
    assert set(absent.groupby("region").size()) == {3}
    for _, row in absent.iterrows():
        strain, treatment = row.absent_in.split(":")
        gels = sheet[(sheet.region == row.region) & (sheet.strain == strain)]
        seen = volumes[row.region].loc[row.spot].notna()
        assert not seen[gels.index[gels.treatment == treatment]].any()
        assert seen[gels.index[gels.treatment != treatment]].mean() > 0.5
        assert row[[c for c in FOLD_COLUMNS if strain in c]].isna().all()


def test_changed_list_holds_changed_spots_only():
    whole = table("simulated_identifications_hippocampus.tsv")
    changed = table("simulated_identifications_hippocampus_changed.tsv")
    kept = whole[whole.spot.isin(changed.spot)].reset_index(drop=True)
    pd.testing.assert_frame_equal(kept, changed)
    assert 0.15 < changed.spot.nunique() / whole.spot.nunique() < 0.5


def test_proteins_are_of_the_form_of_real_ones():
    proteins = table("proteins.tsv")
    assert 200 <= len(proteins) <= 250
    assert not proteins.accession.duplicated().any()
    assert not proteins.gene.duplicated().any()
    form = r"[OPQ][0-9][A-Z0-9]{3}[0-9]|[A-NR-Z][0-9](?:[A-Z][A-Z0-9]{2}[0-9]){1,2}"
    assert proteins.accession.str.fullmatch(form).all()
    assert proteins.gene.str.fullmatch(r"[A-Z][a-z0-9]+").all()
    assert 12 <= (proteins.gene != proteins.gene_reported).sum() <= 0.08 * len(proteins)
    assert proteins.pi_theoretical.between(3.9, 9.7).all()
    assert proteins.mr_theoretical.between(10, 140).all()


def test_observed_pi_and_mr_lie_near_theory():
    for region in REGIONS.values():
        rows = table(f"simulated_identifications_{region}.tsv")
        first = rows.drop_duplicates("spot")
        assert (first.mr / first.mr_theoretical).between(0.8, 1.25).all()
        assert (first.pi - first.pi_theoretical).abs().quantile(0.9) < 0.5
        assert first.score.min() > 55
        assert first.coverage.between(3, 90).all()
        assert first.peptides.min() >= 2


# ---------------------------------------------------------------- how gels behave


@pytest.mark.parametrize("region", REGIONS)
def test_technical_cv_and_its_rise_at_low_volume(region, normalised):
    x = normalised[region]
    sd, level = technical_sd(x), x.mean(axis=1)
    third = pd.qcut(level, 3, labels=False)
    by_third = cv(np.sqrt((sd**2).groupby(third).mean()))
    assert 0.15 <= cv(np.sqrt((sd**2).mean())) <= 0.25
    assert by_third[0] > by_third[2] + 0.02


@pytest.mark.parametrize("region", REGIONS)
def test_biological_cv(region, normalised, sheet):
    x = normalised[region]
    scatter = within_groups(x, sheet)
    freedom = scatter.notna().sum(axis=1) - 8
    variance = (scatter**2).sum(axis=1) / freedom - technical_sd(x) ** 2
    assert 0.2 <= cv(np.sqrt(variance[freedom > 20].mean())) <= 0.4


@pytest.mark.parametrize("region", REGIONS)
def test_missing_spots_are_weak_spots(region, volumes, normalised, truth):
    x = normalised[region]
    x = x.drop(index=truth.spot[(truth.region == region) & (truth.absent_in != "")])
    missing = x.isna().mean(axis=1).groupby(pd.qcut(x.mean(axis=1), 4, labels=False)).mean()
    assert 0.03 < x.isna().mean(axis=None) < 0.08
    assert missing.is_monotonic_decreasing
    assert missing[0] > 0.10
    assert missing[3] < 0.01


@pytest.mark.parametrize("region", REGIONS)
def test_members_of_a_module_are_correlated(region, normalised, sheet, truth):
    scatter = within_groups(normalised[region], sheet)
    here = truth[(truth.region == region) & (truth.absent_in == "")].set_index("spot")
    found = {}
    for module, spots in here.drop_duplicates("gene").groupby("module").groups.items():
        r = scatter.loc[spots].T.corr(min_periods=30).to_numpy()
        found[module] = np.nanmean(r[np.triu_indices_from(r, 1)])
    assert abs(found.pop("none")) < 0.03
    assert np.mean(list(found.values())) == pytest.approx(0.1, abs=0.04)
    assert min(found.values()) > 0.03


@pytest.mark.parametrize("region", REGIONS)
def test_gels_differ_in_loading_and_failed_ones_in_more(region, volumes, sheet):
    x = np.log2(volumes[region])
    level = x.sub(x.mean(axis=1), axis=0).median()
    failed = [s for s in x if sheet.exclude[s]]
    assert 0.15 < level.drop(failed).std() < 0.4
    assert x[failed[0]].isna().mean() > 0.3 > x.drop(columns=failed).isna().mean().max()


# ---------------------------------------------------------------- the SameSpots export


def test_samespots_layout():
    raw = (EXAMPLE / "simulated_hippocampus.csv").read_bytes()
    lines = raw.split(b"\r\n")
    assert lines[-1] == b""
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert all(re.fullmatch(rb'("[^";]*";)+', line) for line in lines[:-1])
    head, body = samespots()
    assert head[2][:3] == ["#", "Anova (p)", "Fold"]
    assert head[0][3] == "Normalized Volume"
    assert [c for c in head[0] if c] == ["Normalized Volume", "Volume"]
    at = head[0].index("Volume")
    assert head[1][3:at] == head[1][at:]
    assert head[2][3:at] == head[2][at:]
    assert len({len(row) for row in head + body}) == 1
    assert not any("." in cell for row in body for cell in row)


def test_samespots_groups_stand_on_their_first_gel(sheet):
    head, _ = samespots()
    at, group = head[0].index("Volume"), ""
    for label, gel in zip(head[1][3:at], head[2][3:at], strict=True):
        group = label or group
        assert group == " ".join(sheet.loc[gel, ["strain", "separation", "treatment"]])
    assert len([c for c in head[1][3:at] if c]) == 8


def test_samespots_statistics_follow_from_its_volumes():
    head, body = samespots()
    at = head[0].index("Volume")
    starts = [j for j in range(3, at) if head[1][j]] + [at]
    shown = []
    for row in body:
        groups = [[number(v) for v in row[a:b]] for a, b in pairwise(starts)]
        p = stats.f_oneway(*[np.arcsinh(g) for g in groups]).pvalue
        means = [np.mean(g) for g in groups]
        assert number(row[1]) == pytest.approx(p, rel=1e-6)
        if min(means) > 0:
            assert number(row[2]) == pytest.approx(max(means) / min(means), rel=1e-6)
        else:
            assert row[2] == "Infinity"
        shown.append(number(row[1]))
    assert shown == sorted(shown)


def test_samespots_normalised_is_raw_times_a_gel_factor():
    head, body = samespots()
    width = head[0].index("Volume") - 3
    for j in range(3, 3 + width):
        pairs = [(number(row[j]), float(row[j + width])) for row in body if row[j + width] != "0"]
        ratio = np.array([a / b for a, b in pairs])
        assert np.ptp(ratio) < 1e-6 * ratio.mean()
        assert all(row[j] == "0" for row in body if row[j + width] == "0")


# ---------------------------------------------------------------- what was planted can be found


def gene_sets():
    wanted = {term for terms in FOCI.values() for term in terms}
    found = {}
    with open(GENE_SETS, encoding="utf-8") as handle:
        for line in handle:
            term, _, *genes = line.rstrip("\n").split("\t")
            if term in wanted:
                found[term] = set(genes)
    return {focus: set().union(*(found[t] for t in terms)) for focus, terms in FOCI.items()}


def human(gene):
    return ORTHOLOGS.get(gene.upper(), gene.upper())


def test_modules_agree_with_the_gene_ontology():
    sets = gene_sets()
    for row in table("proteins.tsv").itertuples():
        inside = {focus for focus, genes in sets.items() if human(row.gene) in genes}
        if row.module != "none":
            assert row.module in inside, row.gene
            other = PLANTED_IN["FRL" if row.module in PLANTED_IN["FSL"] else "FSL"]
            assert not inside & set(other), f"{row.gene} would carry its shift into {inside}"


def arms(sheet, strain):
    """One row a gel: cells of the design and batches; and the contrast drug - control in a strain."""
    cells = sheet[["strain", "separation", "treatment"]].agg(":".join, axis=1)
    design = pd.concat([pd.get_dummies(cells), pd.get_dummies(sheet.batch).iloc[:, 1:]], axis=1).astype(float)
    weight = [0.5 * (1 if "nortriptyline" in c else -1) * c.startswith(strain) for c in design]
    return design.to_numpy(), np.array(weight)


def spot_p(y, design, weight):
    """p of a contrast of one spot by least squares; NaN where a cell of the contrast was not observed."""
    seen = np.isfinite(y)
    x, y = design[seen], y[seen]
    if (x[:, weight != 0].sum(axis=0) < 1).any():
        return np.nan
    beta, _, rank, _ = np.linalg.lstsq(x, y, rcond=None)
    freedom = len(y) - rank
    variance = np.sum((y - x @ beta) ** 2) / freedom * (weight @ np.linalg.pinv(x.T @ x) @ weight)
    return 2 * stats.t.sf(abs(weight @ beta) / np.sqrt(variance), freedom)


def simes(p):
    return np.min(np.sort(p) * len(p) / np.arange(1, len(p) + 1))


def focus_p(x, sheet, genes, strain):
    """Hypergeometric p of each focus: genes with BH < .05 (Simes over spots) among the identified ones."""
    design, weight = arms(sheet.loc[x.columns], strain)
    p = pd.Series({spot: spot_p(x.loc[spot].to_numpy(), design, weight) for spot in genes.index}).dropna()
    by_gene = p.groupby(genes[p.index].map(human)).apply(lambda v: simes(v.to_numpy()))
    hits = set(by_gene.index[stats.false_discovery_control(by_gene) < 0.05])
    out = {}
    for focus, members in gene_sets().items():
        inside = members & set(by_gene.index)
        out[focus] = stats.hypergeom.sf(len(inside & hits) - 1, len(by_gene), len(inside), len(hits))
    return out


@pytest.mark.parametrize(("strain", "other"), [("FSL", "FRL"), ("FRL", "FSL")])
def test_planted_foci_come_out_where_they_were_planted(strain, other, normalised, sheet, truth):
    p = {}
    for region, x in normalised.items():
        genes = truth[truth.region == region].set_index("spot").gene
        averaged = x.T.groupby(x.columns.str.removesuffix("_b")).mean().T
        p.update({(region, f): v for f, v in focus_p(averaged, sheet, genes, strain).items()})
    adjusted = dict(zip(p, stats.false_discovery_control(list(p.values())), strict=True))
    for region in REGIONS:
        assert all(adjusted[region, f] < 0.05 for f in PLANTED_IN[strain]), adjusted
        assert all(p[region, f] > 0.1 for f in PLANTED_IN[other]), p


def test_own_incomplete_beta_agrees_with_scipy():
    spec = importlib.util.spec_from_file_location("make_example", EXAMPLE / "make_example.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    rng = np.random.default_rng(3)
    groups = [list(rng.normal(m, 1, 6)) for m in (0, 0.4, 1.5)]
    assert module.anova_p(groups) == pytest.approx(stats.f_oneway(*groups).pvalue, rel=1e-10)
    assert module.anova_p([[1.0, 1.0], [1.0, 1.0]]) == 1
