"""A small made study for the report's tests: two regions, comparisons and their difference, as the stages hand over."""

import pandas as pd
from spotwise.report.facts import make_facts
from spotwise.report.handover import ContrastTables, RegionTables, StudyTables
from spotwise.tables import COLUMNS, FLAG, TEXT

CONTRASTS = {
    "drug": {"column": "treatment", "test": "nortriptyline", "reference": "control", "where": {"strain": "FSL"}},
    "other": {"column": "treatment", "test": "nortriptyline", "reference": "control", "where": {}},
    "interaction": {"difference": ["drug", "other"], "where": {}},
}
ENRICHMENT = {
    "min_size": 5, "max_fraction": 0.5, "focus": {}, "methods": ["camera", "ora", "gsea"], "gene_sets": ["go"],
    "background": None, "include_presence": False,
}  # fmt: skip
REGIONS = {"hippo_campus": "hippo campus", "cortex": "cortex"}


def table(kind, rows):
    """A hand-over table as it is read: missing text is empty, missing numbers are NaN."""
    empty = {TEXT: "", FLAG: False}
    columns = COLUMNS[kind]
    filled = [{c: row.get(c, empty.get(holds, float("nan"))) for c, holds in columns.items()} for row in rows]
    return pd.DataFrame(filled, columns=list(columns))


def config(**changes):
    """The configuration as resolved, as far as the report reads it."""
    settings = {
        "title": "A title",
        "simulated": False,
        "design": {"contrasts": CONTRASTS, "regions": {"compare": True}},
        "test": {"fdr": 0.05, "equivalence": 2, "lfc": 0, "trend": "auto", "robust": True, "gel_weights": False},
        "missing": {"min_fraction": 0.5, "in": "any_group"},
        "summarise": {"method": "median_polish"},
        "dige": None,
        "outcomes": [],
        "enrichment": ENRICHMENT,
    }
    return settings | changes


def spot(feature, call, p, log2fc=0.5, **further):
    """A row of `differential.tsv`."""
    numbers = {"p_value": p, "adj_p_value": p, "log2fc": log2fc, "ci_low": log2fc - 1, "ci_high": log2fc + 1}
    return {"feature": feature, "call": call, "n_test": 6, "n_reference": 5} | numbers | further


def untestable(feature):
    """A row of `differential.tsv` of a spot that has no statistics."""
    return {"feature": feature, "call": "not_testable", "n_test": 0, "n_reference": 0}


SPOTS = [
    spot("1", "inconclusive", 0.2, gene="Actb", protein="P1"),
    spot("2", "up", 0.001, 0.58, gene="Aldoa", protein="P2"),
    spot("3", "down", 0.00001, -0.5, gene="Eno1", protein="P3"),
    untestable("4"),
]
GENES = [
    {"gene": "Actb", "lead_feature": "1", "n_features": 1, "p_value": 0.2, "adj_p_value": 0.2, "direction": "ns"},
    {"gene": "Aldoa", "lead_feature": "2", "n_features": 1, "p_value": 0.001, "adj_p_value": 0.002, "direction": "up"},
    {"gene": "Eno1", "lead_feature": "3", "n_features": 1, "p_value": 1e-5, "adj_p_value": 3e-5, "direction": "down"},
]
TERM = {
    "collection": "go", "direction": "any", "query_size": 2, "background_size": 3, "expected": 0.5, "set_size": 5,
    "n_tests": 2, "p_attainable": 0.001,
}  # fmt: skip
ORA = [
    TERM | {"term_id": "GO:1", "term": "glycolysis", "overlap": 1, "p_value": 0.2, "adj_p_value": 0.2},
    TERM | {"term_id": "GO:2", "term": "energy", "overlap": 2, "p_value": 0.01, "adj_p_value": 0.02},
    TERM | {"term_id": "GO:3", "term": "empty", "overlap": 0, "p_value": 1, "adj_p_value": 1},
]
CAMERA = [
    {"term_id": "GO:2", "term": "energy", "collection": "go", "set_size": 9, "direction": "down", "correlation": 0.1,
     "p_directional": 0.004, "p_any": 0.02, "p_value": 0.008, "adj_p_value": 0.016, "n_tests": 2, "cluster": "GO:1"},
    {"term_id": "GO:1", "term": "glycolysis", "collection": "go", "set_size": 7, "direction": "mixed", "correlation": 0,
     "p_directional": 0.5, "p_any": 0.4, "p_value": 0.8, "adj_p_value": 0.8, "n_tests": 2, "cluster": "GO:1"},
]  # fmt: skip
GSEA = [
    {"term_id": "GO:1", "term": "glycolysis", "collection": "go", "set_size": 7, "es": -0.6, "nes": -1.7,
     "p_value": 0.01, "adj_p_value": 0.02, "n_tests": 2, "leading_edge": "Eno1;Aldoa"},
]  # fmt: skip
SHIFTS = {"g1": -0.5, "g2": 0.5}
MODEL = {
    "normalisation": {"method": "median_ratio", "why": "the table holds raw volumes", "log2_shift": SHIFTS},
    "test": "moderated t", "prior_df": 5.5, "prior_variance": 0.2, "units_by_group": {"a": 2, "b": 2},
}  # fmt: skip


def contrast(spots=SPOTS, genes=GENES, ora=ORA):
    """The tables of one contrast."""
    sets = table("ora", ora), table("camera", CAMERA), table("gsea", GSEA)
    return ContrastTables(table("differential", spots), table("genes", genes), *sets)


def features(spots=SPOTS):
    """`features.tsv` of some spots."""
    told = [{"feature": s["feature"], "gene": s.get("gene", ""), "protein": s.get("protein", "")} for s in spots]
    return table("features", [row | {"description": f"what {row['feature']} is"} for row in told])


PLS = [
    {"contrast": "drug", "n_test": 6, "n_reference": 5, "components": 2, "error": 0.25, "error_by_chance": 0.48,
     "p_value": 0.04, "r2y": 0.99, "q2": 0.31, "permutations": 99},
    {"contrast": "other", "n_test": 2, "n_reference": 2, "components": 1, "error": 0.5, "p_value": 1, "r2y": 0.97,
     "q2": -0.2, "permutations": 0},
]  # fmt: skip
POWER = [
    {"contrast": name, "spot": spot, "n": 6, "smallest_fold": fold, "p_to_pass": 0.002, "n_for_1.25": 71,
     "n_for_1.5": 23, "n_for_2": 8}
    for name in CONTRASTS for spot, fold in (("median", 1.8), ("90th percentile", 2.4))
]  # fmt: skip
UNITS = [
    {"unit": "r1", "subject": "r1", "group": "a", "samples": "g1;g2"},
    {"unit": "r2", "subject": "r2", "group": "b", "samples": "g3"},
]


def calls(contrast):
    """`calls.tsv` of one contrast."""
    rows = [("p .05", 7, 6.5), ("p .05 and fold 1.5", 3, 2), ("BH .05", 0, 0.02), ("BH .05 and fold 1.5", 0, 0.01)]
    return [
        {"contrast": contrast, "threshold": threshold, "observed": observed, "expected": expected, "relabellings": 100}
        for threshold, observed, expected in rows
    ]


def region(contrasts, background=None, feature_table=None, model=MODEL):
    """The tables of a region whose contrasts are all the same."""
    valid = {"valid": True, "why": "", "genes": 3, "ora_valid": True, "ora_genes": 3}
    valid = valid if background is None else background
    feature_table = features() if feature_table is None else feature_table
    by_name, by_id = dict.fromkeys(CONTRASTS, valid), dict.fromkeys(CONTRASTS, contrasts)
    return RegionTables(table("units", UNITS), feature_table, model, by_name, by_id, pls=table("pls", PLS))


def same(one):
    """The study whose regions are all alike."""
    return study(dict.fromkeys(REGIONS, one))


def samples(regions=REGIONS):
    """`samples.tsv`: three gels kept and one left out in each region."""
    rows = []
    for name in regions.values():
        rows += [{"sample": f"g{at}", "region": name, "group": "a" if at < 3 else "b"} for at in (1, 2, 3)]
        rows += [{"sample": "g4", "region": name, "group": "gone", "excluded": "torn"}]
    return table("samples", rows)


FOCI = [
    {"region": "cortex", "contrast": "drug", "focus": "sugar", "verdict": "supported (down)", "p_value": 0.001,
     "method": "ora", "adj_p_value": 0.004, "n_tests": 4, "genes_measured": 9, "genes_changed": 6,
     "ora_p_attainable": 1e-4},
    {"region": "cortex", "contrast": "other", "focus": "sugar", "verdict": "not supported", "p_value": 0.3,
     "method": "ora", "adj_p_value": 0.6, "n_tests": 4, "genes_measured": 9, "genes_changed": 1,
     "ora_p_attainable": 0.2},
    {"region": "cortex", "contrast": "interaction", "focus": "sugar", "verdict": "no background", "n_tests": 0},
]  # fmt: skip
PROBLEMS = [
    {"stage": "load", "where": "x.csv", "what": "12 volumes are zero", "consequence": "taken as missing"},
    {"stage": "test", "where": "cortex, other", "what": "no animals of A beside B", "consequence": "not testable"},
]
MAPPING = [
    {"protein": "P1", "gene": "Actb", "symbol": "ACTB", "route": "upper-case"},
    {"protein": "P9", "gene": "Odd9", "symbol": "", "route": "unmapped"},
]


def study(regions=None, **changes):
    """The tables of the study; `mapping` and `focus` None switch enrichment off."""
    regions = dict.fromkeys(REGIONS, region(contrast())) if regions is None else regions
    given = {
        "samples": samples(),
        "problems": table("problems", PROBLEMS),
        "mapping": table("mapping", MAPPING),
        "focus": table("focus_overview", FOCI),
    }
    return StudyTables(**(given | changes), regions=regions)


def facts_of(tables=None, settings=None, regions=None, contrasts=None):
    """The facts of a study, with what the script adds."""
    contrasts = {name: name for name in CONTRASTS} if contrasts is None else contrasts
    facts = make_facts(tables or study(), settings or config(), regions or REGIONS, contrasts)
    return facts | {"config": "title: A title\n", "versions": {"python": "3"}, "bundle": "figures_and_tables.zip"}
