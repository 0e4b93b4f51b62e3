"""All that the explorer shows, as a plain dict made from the hand-over tables; the page counts and compares alone."""

from collections.abc import Iterable, Mapping

from spotwise.report.explorer.contrasts import contrast_columns
from spotwise.report.explorer.encode import STEP
from spotwise.report.explorer.sets import chosen_terms, focus_facts, term_facts
from spotwise.report.explorer.spots import spot_columns
from spotwise.report.explorer.tables import RegionTables, StudyTables
from spotwise.report.explorer.volumes import volume_facts
from spotwise.report.findings import spot_facts
from spotwise.report.words import CALLED, CALLS, NOUNS, meaning_of_up, sentence, title_of


def explorer_facts(
    tables: StudyTables, config: Mapping, regions: Mapping[str, str], contrasts: Mapping[str, str]
) -> dict:
    """The facts of a study that the script of the page reads.

    Parameters
    ----------
    tables : StudyTables
    config : mapping
        The configuration as resolved.
    regions, contrasts : mapping of str to str
        Id to the name that the user gave.

    Returns
    -------
    dict
        Of dicts, lists, text, numbers, booleans and None. Spots stand in columns; volumes are packed (`encode.packed`).
    """
    fdr = config["test"]["fdr"]
    genes = _genes(tables)
    at = {gene: number for number, gene in enumerate(genes)}
    symbol = _symbols(tables, genes)
    return {
        "title": title_of(config["title"], list(contrasts.values())),
        "simulated": config["simulated"],
        "fdr": fdr,
        "equivalence": config["test"]["equivalence"],
        "step": STEP,
        "words": _words(tables.regions[id_].peptides for id_ in regions),
        "calls": CALLS,
        "called": list(CALLED),
        "genes": genes,
        "symbols": symbol,
        "contrasts": [_contrast(id_, name, config) for id_, name in contrasts.items()],
        "regions": [_region(id_, name, tables.regions[id_], at, contrasts, fdr) for id_, name in regions.items()],
        **_sets(tables, symbol, [(region, one) for region in regions.values() for one in contrasts.values()], fdr),
    }


def called_spots(tables: StudyTables, regions: Mapping[str, str], contrasts: Mapping[str, str]) -> list[dict]:
    """The counts and first called spots of each region and contrast, for a reader without JavaScript."""
    found = []
    for id_, region in regions.items():
        own = tables.regions[id_]
        description = dict(zip(own.features["feature"], own.features["description"], strict=True))
        for contrast, name in contrasts.items():
            spots = spot_facts(own.differential[contrast], description)
            spots["rows"] = [row for row in spots["rows"] if row["call"] in CALLED]
            words = _words([own.peptides])
            path = f"{id_}/{contrast}/differential.tsv"
            found.append({"region": region, "contrast": name, "path": path, "words": words, **spots})
    return found


def _words(peptides: Iterable[bool]) -> Mapping[str, str]:
    """The nouns of regions: of spots, of proteins, or of either where they differ."""
    kinds = set(peptides)
    return NOUNS["both" if len(kinds) > 1 else "peptides" if kinds == {True} else "spots"]


def _genes(tables: StudyTables) -> list[str]:
    """The primary genes of the study, each once."""
    return sorted({gene for region in tables.regions.values() for gene in region.features["primary_gene"] if gene})


def _symbols(tables: StudyTables, genes: list[str]) -> list[str]:
    """The gene-set symbol of each gene; empty where it has none, or none was looked for."""
    if tables.mapping is None:
        return [""] * len(genes)
    symbol = dict(zip(tables.mapping["gene"], tables.mapping["symbol"], strict=True))
    return [symbol.get(gene, "") for gene in genes]


def _contrast(id_: str, name: str, config: Mapping) -> dict:
    asked = config["design"]["contrasts"]
    return {"id": id_, "name": name, "sentence": sentence(name, asked), "up": meaning_of_up(name, asked)}


def _region(
    id_: str, name: str, tables: RegionTables, gene_at: Mapping[str, int], contrasts: Mapping[str, str], fdr: float
) -> dict:
    feature = tables.features["feature"]
    return {
        "id": id_,
        "name": name,
        "words": _words([tables.peptides]),
        "spots": spot_columns(tables.features, tables.entries, gene_at),
        "volumes": volume_facts(tables.units, feature, tables.analysed, tables.normalised),
        "contrasts": [contrast_columns(tables.differential[contrast], feature, fdr) for contrast in contrasts],
    }


def _sets(tables: StudyTables, symbol: list[str], cells: list[tuple[str, str]], fdr: float) -> dict:
    """Foci and terms with their genes by number; none where enrichment is off."""
    if tables.focus is None:
        return {"foci": [], "terms": [], "terms_left_out": 0}
    numbers: dict[str, list[int]] = {}
    for number, one in enumerate(symbol):
        if one:
            numbers.setdefault(one, []).append(number)
    genes = {key: sorted(n for one in own for n in numbers.get(one, [])) for key, own in tables.members.items()}
    chosen = chosen_terms(tables.terms)
    asked = tables.terms.loc[tables.terms["collection"] != "focus", ["collection", "term_id"]].drop_duplicates()
    return {
        "foci": focus_facts(tables.focus, genes, cells),
        "terms": term_facts(tables.terms, chosen, genes, cells, fdr),
        "terms_left_out": len(asked) - len(chosen),
    }
