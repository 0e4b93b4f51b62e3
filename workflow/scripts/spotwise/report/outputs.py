"""The files of the results folder, with a line on each."""

from collections.abc import Sequence

STUDY = {
    "study/config.yaml": "the configuration as resolved",
    "study/samples.tsv": "every sample with its animal, region and group; excluded ones with the reason",
    "study/names.tsv": "the names behind the ids in paths",
    "study/problems.tsv": "what was found and let pass, by every stage",
}
REGION = {
    "quantities.parquet": "volumes as loaded",
    "entries.tsv": "the spots of the table",
    "normalised.parquet": "log2 volumes, gels made comparable",
    "levels.parquet": "mean log2 volumes, where the values are ratios to a standard",
    "analysed.parquet": "log2 volumes by animal, technical gels averaged: what was tested",
    "units.tsv": "the animals that were tested, with their gels",
    "features.tsv": "which protein each spot holds",
    "model.json": "normalisation taken and why, prior of the variances, animals by group",
    "calls.tsv": "calls by threshold, beside those that relabelled animals give",
    "pls.tsv": "whether all spots together tell the arms apart (PLS-DA): cross-validated error beside chance",
    "vip.tsv": "the spots that weigh most in that",
    "power.tsv": "the smallest fold that this study can find, and the animals that smaller ones would need",
    "problems.tsv": "what was found and let pass in the region",
    "figures/intensities.svg": "volumes of each gel",
    "figures/missing.svg": "what was seen where",
    "figures/pca.svg": "animals by their main differences",
}
CONTRAST = {
    "differential.tsv": "every spot: fold, interval, p, call",
    "genes.tsv": "every gene: its spots joined",
    "figures/volcano.svg": "fold against p",
    "figures/p_values.svg": "how p-values are spread",
}
ENRICH_STUDY = {
    "study/mapping.tsv": "the gene-set symbol of every identified gene, and how it was found",
    "overview/focus.tsv": "foci of all regions and contrasts, with verdicts",
    "overview/figures/foci.svg": "the same as a picture",
    "overview/terms.tsv": "foci and terms by contrast, region and method, and among genes that all regions measured",
}
ENRICH_REGION = {
    "background.json": "whether there is a background to test gene sets against",
    "activity.parquet": "mean z of each focus in each animal",
    "figures/activity.svg": "the same as a picture",
}
METHODS = {
    "camera": "every gene set: camera, which allows for genes that go together",
    "ora": "every gene set: over-representation",
    "gsea": "every gene set: the ranked list",
}


def output_files(regions: Sequence[str], contrasts: Sequence[str], methods: Sequence[str]) -> list[dict]:
    """One row a kind of file: what it holds, and its paths relative to the report; `methods` are of enrichment."""
    folders = [f"{region}/{contrast}" for region in regions for contrast in contrasts]
    study, region, contrast = STUDY, REGION, CONTRAST
    if methods:
        study, region = study | ENRICH_STUDY, region | ENRICH_REGION
        contrast = contrast | {f"{method}.tsv": METHODS[method] for method in methods}
        contrast = contrast | {"focus.tsv": "the foci of one region and contrast"}
    rows = [{"holds": holds, "paths": [path]} for path, holds in study.items()]
    rows += [{"holds": holds, "paths": [f"{r}/{path}" for r in regions]} for path, holds in region.items()]
    return rows + [{"holds": holds, "paths": [f"{f}/{path}" for f in folders]} for path, holds in contrast.items()]
