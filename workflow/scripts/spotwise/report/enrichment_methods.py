"""The part of a methods text on gene sets and foci."""

from collections.abc import Mapping, Sequence

from spotwise.report.numbers import percent
from spotwise.report.references import Citations
from spotwise.report.words import counted, isolated, series


def enrichment_sentences(config: Mapping, backgrounds: Sequence[Mapping | None], cite: Citations) -> list[str]:
    """What was done, and nothing where enrichment is off.

    Parameters
    ----------
    config : mapping
        The configuration as resolved.
    backgrounds : sequence of mapping or None
        `background.json` of each region: contrast to facts.
    cite : Citations
    """
    settings = config["enrichment"]
    known = [facts for one in backgrounds if one for facts in one.values()]
    if not settings["methods"] or not known:
        return []
    some = [facts for facts in known if facts["valid"] or facts["ora_valid"]]
    if not some:
        return [
            "There was no background to test gene sets against, so the changed genes of each set were counted and not "
            "tested."
        ]
    sets = _sets(settings, known, cite)
    tested = [_METHODS[method](cite) for method in settings["methods"] if method == "ora" or _valid(known)]
    return [sets, *tested, _families(settings, config["test"]["fdr"]), *_foci(settings)]


def _valid(known: Sequence[Mapping]) -> bool:
    return any(facts["valid"] for facts in known)


def _sets(settings: Mapping, known: Sequence[Mapping], cite: Citations) -> str:
    names = [_name(entry) for entry in settings["gene_sets"]]
    of_go = cite("ashburner2000") if "go" in settings["gene_sets"] else ""
    listed = any(facts["ora_valid"] and facts["ora_genes"] != facts["genes"] for facts in known)
    background = "the genes that were identified and testable in the region" if _valid(known) else ""
    if settings["background"] and listed:
        own = "the listed genes that could have been found"
        background = f"{background} (over-representation: {own})" if background else own
    presence = ", those called by presence alone included" if settings["include_presence"] else ""
    return (
        f"Gene sets ({series(names)}{of_go}) were reduced to {background}{presence}; those with at least "
        f"{counted(settings['min_size'], 'such gene')} and at most {percent(settings['max_fraction'])} of them were "
        "tested."
    )


def _name(entry: str | Mapping) -> str:
    if isinstance(entry, str):
        return "Gene Ontology" if entry == "go" else str(isolated(entry))
    return str(isolated(entry.get("name") or entry.get("path") or entry.get("url") or "own"))


def _camera(cite: Citations) -> str:
    return (
        f"Camera{cite('wu2012')}, with the correlation between genes estimated for each set, asked whether the genes "
        "of a set changed more than the others towards one side, or to whatever side; p is twice the smaller of the "
        "two."
    )


def _ora(cite: Citations) -> str:
    return "Over-representation of called genes, of any and of either direction, was tested by Fisher's exact test."


def _gsea(cite: Citations) -> str:
    papers = cite("subramanian2005", "korotkevich2021"), cite("fang2023")
    return (
        f"Genes ranked by signed z were tested by preranked enrichment{papers[0]} with GSEApy{papers[1]}, as a ranking."
    )


_METHODS = {"camera": _camera, "ora": _ora, "gsea": _gsea}


def _families(settings: Mapping, fdr: float) -> str:
    direction = " and direction" if "ora" in settings["methods"] else ""
    return (
        f"P-values were adjusted (Benjamini and Hochberg) over all tested sets of a collection{direction}, at a false "
        f"discovery rate of {percent(fdr)}."
    )


def _foci(settings: Mapping) -> list[str]:
    if not settings["focus"]:
        return []
    verdict = {"camera": "camera", "ora": "over-representation"}
    rests = next((name for method, name in verdict.items() if method in settings["methods"]), None)
    said = (
        f"{counted(len(settings['focus']), 'focus', 'foci')} declared before the run "
        f"({series(map(isolated, settings['focus']))}), each the union of its terms, "
        f"{'was' if len(settings['focus']) == 1 else 'were'} tested as one set each"
    )
    if rests:
        return [f"{said} by {rests}, adjusted over foci and regions within each contrast."]
    return []
