"""Made studies for the tests of the explorer: spots with p-values, calls, animals and places on a gel."""

import importlib.util
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
from spotwise.report.explorer.facts import called_spots, explorer_facts
from spotwise.report.explorer.page import explorer_page
from spotwise.report.explorer.tables import RegionTables, StudyTables
from spotwise.report.explorer.vega import vega_script

HERE = Path(__file__).parent
TEMPLATES = HERE.parents[2] / "workflow/scripts/spotwise/report/templates"

spec = importlib.util.spec_from_file_location("explorer_report_study", HERE.parent / "study.py")
of_report = importlib.util.module_from_spec(spec)
spec.loader.exec_module(of_report)
table = of_report.table

CONTRASTS = {
    "drug": {"column": "treatment", "test": "nortriptyline", "reference": "control", "where": {}},
    "any": {"any_of": ["drug", "drug"], "where": {}},
}
NAMES = {name: name for name in CONTRASTS}
REGIONS = {"hippo_campus": "hippo campus", "cortex": "cortex"}
GROUPS = ("control:FSL", "nortriptyline:FSL", "control:FRL", "nortriptyline:FRL")
FDR = 0.05


def config(**changes):
    """The configuration as resolved, as far as the explorer reads it."""
    return of_report.config(design={"contrasts": CONTRASTS}) | changes


def features(names, genes, **further):
    """`features.tsv`; further columns by name."""
    rows = [
        {"feature": name, "gene": gene, "primary_gene": gene, "protein": f"P{at:05}" if gene else "",
         "description": f"what {gene} is" if gene else "", "n_entries": 1}
        for at, (name, gene) in enumerate(zip(names, genes, strict=True))
    ]  # fmt: skip
    return table("features", rows).assign(**further)


def entries(names, **further):
    """`entries.tsv` of spots that are features."""
    return table("entries", [{"entry": name, "feature": name} for name in names]).assign(**further)


def call(row, joint):
    """The call of a row by the design's rules."""
    if np.isnan(row["p_value"]):
        return "only_in_test" if row["presence_adj_p"] <= FDR else "not_testable"
    if row["adj_p_value"] <= FDR:
        return "changed" if joint else "up" if row["log2fc"] > 0 else "down"
    return "unchanged" if row["adj_p_equivalent"] <= FDR else "inconclusive"


def differential(names, genes, seed, joint=False):
    """`differential.tsv`: some spots change, one is seen in one arm alone, one is not testable."""
    random = np.random.default_rng(seed)
    fold = random.normal(0, 0.6, len(names))
    p = np.clip(10 ** (-3 * np.abs(fold) + random.normal(0, 0.2, len(names))), 1e-12, 1)
    numbers = {
        "log2fc": fold, "ci_low": fold - 0.5, "ci_high": fold + 0.5, "mean": 18 + fold, "p_value": p,
        "adj_p_value": np.minimum(1, 2 * p), "adj_p_equivalent": np.abs(fold) / 4,
        "presence_adj_p": np.full(len(names), np.nan),
        "n_test": np.full(len(names), 6.0), "n_reference": np.full(len(names), 6.0),
    }  # fmt: skip
    frame = pd.DataFrame(numbers)
    tested = ["log2fc", "ci_low", "ci_high", "mean", "p_value", "adj_p_value", "adj_p_equivalent"]
    frame.loc[frame.index[-2:], tested] = np.nan
    if len(names) > 2:
        frame.loc[frame.index[-1], ["presence_adj_p", "n_reference"]] = [0.001, 0]
    if joint:
        frame[["log2fc", "ci_low", "ci_high"]] = np.nan
    frame["call"] = [call(row, joint) for _, row in frame.iterrows()]
    whole = table("differential", [{"feature": n, "gene": g} for n, g in zip(names, genes, strict=True)])
    return whole.assign(**{column: frame[column] for column in frame})


def region(names, genes, seed=1, places=True, animals=12, **further):
    """Tables of a region: animals in four groups, the first of them with two gels."""
    random = np.random.default_rng(seed)
    units = [f"r{at}" for at in range(animals)]
    own = [f"{unit}_a;{unit}_b" if at == 0 else f"{unit}_a" for at, unit in enumerate(units)]
    rows = [
        {"unit": unit, "subject": unit, "group": GROUPS[at % 4], "samples": own[at]} for at, unit in enumerate(units)
    ]
    values = random.normal(18, 1, (len(names), animals))
    values[0, 1] = np.nan
    index = pd.Index(names, name="feature")
    gels = [gel for row in rows for gel in row["samples"].split(";")]
    normalised = pd.DataFrame(random.normal(18, 1, (len(names), len(gels))), pd.Index(names, name="entry"), gels)
    where = {"pi": random.uniform(4, 9, len(names)), "mr": random.uniform(10, 120, len(names))} if places else {}
    given = {
        "features": features(names, genes, **where),
        "entries": entries(names),
        "units": table("units", rows),
        "analysed": pd.DataFrame(values, index, units),
        "normalised": normalised,
        "differential": {c: differential(names, genes, seed + n, c == "any") for n, c in enumerate(CONTRASTS)},
    }
    return RegionTables(**(given | further))


def names_and_genes(spots):
    """Spot numbers, and genes of which several share a gene; every fourth spot is not identified."""
    return [str(at + 1) for at in range(spots)], ["" if at % 4 == 3 else f"Gene{at // 3}" for at in range(spots)]


SUPPORTED = {"focus": "sugar", "verdict": "supported (down)", "p_value": 0.001, "adj_p_value": 0.004}
FOCI = [SUPPORTED | {"region": region, "contrast": contrast} for region in REGIONS.values() for contrast in CONTRASTS]
TERMS = [
    {"collection": collection, "term_id": id_, "term": name, "region": "cortex", "contrast": "drug",
     "camera_p_value": p, "camera_adj_p_value": 2 * p}
    for collection, id_, name, p in (
        ("focus", "sugar", "sugar", 0.001), ("go", "GO:1", "glycolysis", 0.02), ("go", "GO:2", "energy", 0.01),
    )
]  # fmt: skip
MEMBERS = {("focus", "sugar"): ["GENE0", "GENE2"], ("go", "GO:1"): ["GENE1"], ("go", "GO:2"): ["GENE3"]}


def study(spots=40, regions=REGIONS, **further):
    """Tables of a study with one focus and two terms."""
    names, genes = names_and_genes(spots)
    made = {id_: region(names, genes, seed=7 * at + 1, **further) for at, id_ in enumerate(regions)}
    mapping = [{"gene": gene, "symbol": gene.upper()} for gene in sorted(set(genes) - {""})]
    enriched = table("mapping", mapping), table("focus_overview", FOCI), table("terms", TERMS), MEMBERS
    return StudyTables(made, *enriched)


def facts(tables=None, regions=REGIONS, settings=None):
    """The facts of a study."""
    return explorer_facts(tables or study(), settings or config(), regions, NAMES)


@cache
def vega():
    """Vega, which is the same in every study."""
    return vega_script()


def page(tables=None, regions=REGIONS, settings=None):
    """The page of a study."""
    tables = tables or study()
    called = called_spots(tables, regions, NAMES)
    templates = {path.name: path.read_text(encoding="utf-8") for path in TEMPLATES.rglob("*") if path.is_file()}
    return explorer_page(facts(tables, regions, settings), called, vega(), templates)
