"""What a run knows of the items that the guidelines for gels ask for, and which it leaves to the laboratory.

The guidelines are those of the Proteomics Standards Initiative, as published: MIAPE-GE (Gibson et al. 2008, Nat
Biotechnol 26:863, doi:10.1038/nbt0808-863) and MIAPE-GI (Hoogland et al. 2010, Nat Biotechnol 28:655,
doi:10.1038/nbt0710-655). Items are named by what they ask for, under the section of the guideline that holds them.
"""

from collections.abc import Mapping, Sequence

from spotwise.report.words import counted, isolated, series

SOURCES = (
    {"module": "MIAPE-GE", "text": "Gel electrophoresis: Gibson F et al., Nat Biotechnol 2008;26:863-864",
     "doi": "10.1038/nbt0808-863"},
    {"module": "MIAPE-GI", "text": "Gel informatics: Hoogland C et al., Nat Biotechnol 2010;28:655-656",
     "doi": "10.1038/nbt0710-655"},
)  # fmt: skip

OPEN_GE = (
    ("General features", "date, responsible person with affiliation and contact"),
    ("Sample", "origin, preparation and load of each sample; labels"),
    ("Gel matrix and electrophoresis", "matrix, dimensions, buffers and running conditions of each dimension"),
    ("Inter-dimension process", "equilibration between the dimensions"),
    ("Detection", "stain or label, and its protocol"),
    ("Image acquisition", "scanner or camera, software, calibration, resolution"),
    ("Image", "names, formats and locations of the images"),
)
OPEN_GI = (
    ("General features", "date, responsible person, reference to the experiment"),
    ("General features", "names and locations of the input images"),
    ("Image preparation", "edits of the images before analysis, such as cropping or flipping"),
    ("Image processing", "alignment, warping and filtering, with parameters"),
    ("Data extraction", "how spots were detected, edited and matched, with parameters"),
    ("Data extraction", "background subtraction and what a volume measures"),
)


def miape_facts(
    config: Mapping, regions: Sequence[Mapping], methods: Mapping, versions: Mapping[str, str], formats: Sequence[str]
) -> dict | None:
    """Items that are filled in, and items that are open; None in a study without gels.

    Parameters
    ----------
    config : mapping
        The configuration as resolved.
    regions : sequence of mapping
        Facts of the regions: name, animals, spots, model, words.
    methods : mapping
        Of `methods_facts`.
    versions : mapping of str to str
    formats : sequence of str
        The formats that the tables of volumes were read as.

    Returns
    -------
    dict or None
        sources, filled (module, section, item, value) and open (module, section, item).
    """
    if all(region["peptides"] for region in regions):
        return None
    filled = [("MIAPE-GE", "General features", "electrophoresis type", _type(config))]
    filled += [("MIAPE-GE", "Sample", "control and test samples", _groups(regions))]
    filled += [("MIAPE-GI", *item) for item in _informatics(config, regions, methods, versions, formats)]
    asked = [("MIAPE-GE", *item) for item in OPEN_GE] + [("MIAPE-GI", *item) for item in OPEN_GI]
    return {
        "sources": [dict(source) for source in SOURCES],
        "filled": [dict(zip(("module", "section", "item", "value"), one, strict=True)) for one in filled],
        "open": [dict(zip(("module", "section", "item"), one, strict=True)) for one in asked],
    }


def _type(config: Mapping) -> str:
    return "two-dimensional, difference gel electrophoresis (DIGE)" if config.get("dige") else "two-dimensional"


def _groups(regions: Sequence[Mapping]) -> str:
    return "; ".join(
        f"{isolated(region['name'])}: "
        + series(
            f"{isolated(one['group'])} ({counted(one['animals'], 'animal')})" for one in region["animals"]["groups"]
        )
        for region in regions
    )


def _informatics(
    config: Mapping, regions: Sequence[Mapping], methods: Mapping, versions: Mapping[str, str], formats: Sequence[str]
) -> list[tuple[str, str, str]]:
    parts = {one["title"]: one["text"] for one in methods["paragraphs"]}
    replicates = "; ".join(
        f"{isolated(region['name'])}: {counted(region['animals']['animals'], 'animal')}, "
        f"{counted(region['animals']['technical'], 'technical gel')}"
        for region in regions
    )
    rows = [
        ("General features", "electrophoresis type", _type(config)),
        ("General features", "image analysis software, by the format of its table", series(formats)),
        ("Analysis design", "assignment of images to groups", "directed: groups are those of the sample sheet"),
        ("Analysis design", "replicates", replicates),
        ("Analysis design", "groups", "as under MIAPE-GE, Sample; images by group in study/samples.tsv"),
        ("Data extraction", "normalisation", methods["normalisation"]),
        ("Data analysis", "intent", "spots, proteins and pathways that differ between groups"),
        ("Data analysis", "methods, transformations and parameters", parts["Model and tests"]),
        ("Data analysis", "software", parts["Software"]),
        ("Data reporting", "features, with values and places", "normalised.parquet and entries.tsv of each region"),
        ("Data reporting", "results of each analysis", "differential.tsv of each region and contrast"),
    ]
    if dige := config.get("dige"):
        rows.insert(
            5, ("Analysis design", "internal standard", f"the pooled samples in dye {isolated(dige['standard'])}")
        )
    return [row for row in rows if row[2]]
