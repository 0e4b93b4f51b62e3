"""The files of the results folder, with a line on each: what the report indexes, packs, and waits for."""

from collections.abc import Sequence

OPEN = {
    "explore.html": "every {unit} with its animals in linked pictures and a table, to look through",
    "overview/workbook.xlsx": "the tables and matrices as one workbook for a spreadsheet",
}
STUDY = {
    "study/config.yaml": "the configuration as resolved",
    "study/samples.tsv": "every sample with its animal, region and group; excluded ones with the reason",
    "study/names.tsv": "the names behind the ids in paths",
    "study/problems.tsv": "what was found and let pass, by every stage",
    "overview/animals.tsv": "animals by cell and region, and how the sheet's other columns spread over the arms",
    "overview/figures/animals.svg": "animals by cell and region",
    "overview/figures/called.svg": "called genes over regions and contrasts",
}
REGION = {
    "quantities.parquet": "{values} as loaded",
    "entries.tsv": "the rows of the table",
    "normalised.parquet": "log2 {values}, {runs} made comparable",
    "levels.parquet": "mean log2 {values}, where the values are ratios to a standard",
    "analysed.parquet": "log2 {values} by animal, technical {runs} averaged: what was tested",
    "units.tsv": "the animals that were tested, with their {runs}",
    "features.tsv": "which protein each {unit} holds, with pI and Mr observed and theoretical",
    "model.json": "normalisation taken and why, prior of the variances, animals by group",
    "calls.tsv": "calls by threshold, beside those that relabelled animals give",
    "pls.tsv": "whether all {units} together tell the arms apart (PLS-DA): cross-validated error beside chance",
    "vip.tsv": "the {units} that weigh most in that",
    "power.tsv": "the smallest fold that this study can find, and the animals that smaller ones would need",
    "influence.tsv": "how many calls of each contrast would be lost without one animal, by animal",
    "quality.tsv": "every {run}: missing, level, correlation; outliers and possible swaps, and why",
    "factors.tsv": "which factor of the sheet goes with which principal component",
    "components.tsv": "the principal components",
    "correlations.parquet": "how alike each two {runs} are",
    "correlations_centred.parquet": "the same, each {unit}'s mean taken away",
    "variation.tsv": "coefficients of variation by group and between technical {runs}",
    "variances.tsv": "the variance of each {unit} before and after moderation",
    "problems.tsv": "what was found and let pass in the region",
    "figures/intensities.svg": "{values} of each {run}",
    "figures/missing.svg": "what was seen where",
    "figures/variation.svg": "coefficients of variation",
    "figures/mean_variance.svg": "variance against level",
    "figures/correlation.svg": "correlation of {runs}",
    "figures/pca.svg": "animals by their main differences",
    "figures/factors.svg": "what the main differences go with",
    "figures/power.svg": "what a study of this size can find",
    "figures/calls.svg": "calls beside those of chance",
    "figures/influence.svg": "calls that hang on one animal",
}
CONTRAST = {
    "differential.tsv": "every {unit}: fold, interval, p, call",
    "genes.tsv": "every gene: its {units} joined",
    "table1.tsv": "the called {units} with protein, fold and p, as a paper prints them",
    "figures/volcano.svg": "fold against p",
    "figures/ma.svg": "fold against level",
    "figures/p_values.svg": "how p-values are spread",
    "figures/intervals.svg": "the top {units} with their intervals",
    "figures/heat_map.svg": "called {units} in every animal",
    "figures/strips.svg": "the top {units}, every animal a point",
    "figures/gel.svg": "the changes by pI and mass, or by place",
}
COMPARED = {
    "overview/regions.tsv": "every gene: each contrast compared between regions",
}
OUTCOMES = {"overview/outcomes.tsv": "what was measured on the animals themselves, by the same contrasts"}
ENRICH_STUDY = {
    "study/mapping.tsv": "the gene-set symbol of every identified gene, and how it was found",
    "overview/focus.tsv": "foci of all regions and contrasts, with verdicts",
    "overview/figures/foci.svg": "foci over regions and contrasts",
    "overview/terms.tsv": "foci and terms by contrast, region and method, and among genes that all regions measured",
}
ENRICH_REGION = {
    "background.json": "whether there is a background to test gene sets against",
    "activity.parquet": "mean z of each focus in each animal",
    "figures/activity.svg": "foci by animal",
}
ENRICH_CONTRAST = {
    "focus.tsv": "the foci of one region and contrast",
    "figures/dots.svg": "gene sets by p and size",
}
METHODS = {
    "camera": "every gene set: camera, which allows for genes that go together",
    "ora": "every gene set: over-representation",
    "gsea": "every gene set: the ranked list",
}
BUNDLE = "figures_and_tables.zip"


def output_files(
    regions: Sequence[str],
    contrasts: Sequence[str],
    methods: Sequence[str],
    compared: bool = False,
    outcomes: bool = False,
) -> list[dict]:
    """The files of a study.

    Parameters
    ----------
    regions, contrasts : sequence of str
        Ids.
    methods : sequence of str
        Of enrichment; empty where it is off.
    compared, outcomes : bool
        Whether regions are held against each other, and whether the sheet holds measurements of the animals.

    Returns
    -------
    list of dict
        One a kind of file: what it holds (with places for the words of `words.NOUNS`), and paths relative to the
        results. Of a picture the SVG is named; a PNG lies beside it.
    """
    study, region, contrast = OPEN | STUDY, REGION, CONTRAST
    if methods:
        study, region, contrast = study | ENRICH_STUDY, region | ENRICH_REGION, contrast | ENRICH_CONTRAST
        contrast = contrast | {f"{method}.tsv": METHODS[method] for method in methods}
    study = study | (COMPARED if compared else {}) | (OUTCOMES if outcomes else {})
    folders = [f"{r}/{c}" for r in regions for c in contrasts]
    rows = [{"holds": holds, "paths": [path]} for path, holds in study.items()]
    if compared:
        pairs = [f"overview/figures/regions_{one}.svg" for one in contrasts]
        rows.append({"holds": "folds of one region against another", "paths": pairs})
    rows += [{"holds": holds, "paths": [f"{r}/{path}" for r in regions]} for path, holds in region.items()]
    rows += [{"holds": holds, "paths": [f"{f}/{path}" for f in folders]} for path, holds in contrast.items()]
    return rows


def with_pngs(paths: Sequence[str]) -> list[str]:
    """The same paths, each picture followed by its PNG."""
    return [one for path in paths for one in ([path, f"{path[:-3]}png"] if path.endswith(".svg") else [path])]
