"""What stands in the workbook, sheet by sheet."""

from collections.abc import Callable, Mapping, Sequence

from spotwise.report.sheets import (
    TERM_P,
    WORKING,
    Sheet,
    Table,
    filled,
    matrix_sheet,
    small_p,
    stacked,
    table_sheet,
    without,
)

LEFT_OUT = ("protein", *WORKING)
NOT_LOOKED_AT = f"the columns {', '.join(LEFT_OUT)}"
TERMS = {
    "camera": ("Camera", "gene sets by camera, which allows for genes that go together"),
    "ora": ("ORA", "gene sets by over-representation"),
    "gsea": ("GSEA", "gene sets by the ranked list"),
}
OVERVIEW = {
    "focus": ("Focus", "focus_overview", "the foci of all regions and contrasts, with verdicts"),
    "regions": ("Regions", "regions", "differences between regions, by gene"),
    "outcomes": ("Outcomes", "outcomes", "the animals' own measurements"),
}
REGION = {
    "calls": ("Calls", "calls by threshold, beside those that relabelled animals give"),
    "power": ("Power", "the smallest fold that this study can find, and the animals that smaller ones would need"),
    "units": ("Units", "the animals that were tested, with their gels"),
    "features": ("Features", "which protein each spot holds"),
}
STUDY = {
    "problems": ("Problems", "what was found and let pass, by every stage"),
    "samples": ("Samples", "every sample with its animal, region and group; excluded ones with the reason"),
}
MATRICES = {
    "analysed": "log2 volumes by animal: what was tested",
    "normalised": "log2 volumes by gel or run, made comparable",
}


def study_sheets(
    read: Callable[[str], Table],
    files: Mapping[str, Sequence[str]],
    regions: Mapping[str, str],
    contrasts: Mapping[str, str],
) -> list[Sheet]:
    """The sheets of a study, results first.

    Parameters
    ----------
    read : function of a path
        Reads a table, its cells as text, or a matrix. Each file is read when its turn comes: gene sets by the thousand,
        of which few stay, are not held together.
    files : mapping of str to sequence of str
        The files of each kind; none where it was not asked for. Those of contrasts go by region, then contrast.
    regions, contrasts : mapping of str to str
        Id to the name that the user gave.
    """
    grid = [(region, contrast) for region in regions.values() for contrast in contrasts.values()]

    def of_grid(kind: str, name: str, holds: str, kept: Callable[[Table], Table], note: str = "") -> Sheet:
        tables = zip(grid, (kept(read(file)) for file in files[kind]), strict=True)
        table = stacked(tables, ("region", "contrast"))
        return table_sheet(name, kind, holds, f"{{region}}/{{contrast}}/{kind}.tsv", table, 3, note)

    sheets = [
        of_grid("table1", "Table 1", "the called spots as a paper prints them", whole),
        of_grid("differential", "Differential", "every spot: fold, interval, p, call", to_look_at, NOT_LOOKED_AT),
        of_grid("genes", "Genes", "every gene: its spots joined", whole),
    ]
    sheets += [_overview(kind, read(file)) for kind in OVERVIEW for file in files[kind]]
    sheets += [
        of_grid(kind, name, holds, of_small_p, f"gene sets of p {TERM_P} and more")
        for kind, (name, holds) in TERMS.items()
        if files[kind]
    ]
    for kind, (name, holds) in REGION.items():
        tables = zip(([region] for region in regions.values()), map(read, files[kind]), strict=True)
        sheets.append(table_sheet(name, kind, holds, f"{{region}}/{kind}.tsv", stacked(tables, ["region"]), 2))
    for kind, (name, holds) in STUDY.items():
        sheets += [table_sheet(name, kind, holds, f"study/{kind}.tsv", read(file)) for file in files[kind]]
    return sheets + _matrices(read, files, regions)


def whole(table: Table) -> Table:
    """All of a table."""
    return table


def to_look_at(table: Table) -> Table:
    """The tests without the columns that only those who check them need."""
    return without(table, LEFT_OUT)


def of_small_p(table: Table) -> Table:
    """The gene sets that may be worth a look."""
    return small_p(table, TERM_P)


def _overview(kind: str, table: Table) -> Sheet:
    name, contract, holds = OVERVIEW[kind]
    note = ""
    if kind == "regions":
        table, note = filled(table, "difference"), "each region for itself"
    return table_sheet(name, contract, holds, f"overview/{kind}.tsv", table, 3, note)


def _matrices(
    read: Callable[[str], Table], files: Mapping[str, Sequence[str]], regions: Mapping[str, str]
) -> list[Sheet]:
    """A sheet a region and matrix, with the genes of spots; those of peptides are their proteins'."""
    sheets = []
    for at, (id_, region) in enumerate(regions.items()):
        genes = _columns(read(files["features"][at]), "feature", "gene")
        entries = _columns(read(files["entries"][at]), "entry", "feature")
        of_rows = {"analysed": genes, "normalised": {entry: genes.get(own, "") for entry, own in entries.items()}}
        for kind, holds in MATRICES.items():
            name, matrix = f"{kind.capitalize()} {region}", read(files[kind][at])
            sheets.append(matrix_sheet(name, f"{region}: {holds}", f"{id_}/{kind}.parquet", matrix, of_rows[kind]))
    return sheets


def _columns(table: Table, key: str, value: str) -> dict[str, str]:
    """One column of a table by another."""
    header, rows = table
    at, found = header.index(key), header.index(value)
    return {row[at]: row[found] for row in rows}
