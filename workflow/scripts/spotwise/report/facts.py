"""All that the report says, as a plain dict made from the hand-over tables; no file is read here, nothing rounded."""

from collections.abc import Mapping, Sequence

import pandas as pd

from spotwise.report.animals import animal_facts, animals_by_cell, excluded_samples
from spotwise.report.captions import figures_of
from spotwise.report.findings import chance_facts, gene_facts, spot_facts
from spotwise.report.front import (
    doubtful_gels,
    explained,
    focus_agreement,
    influence_facts,
    power_facts,
    region_differences,
    thresholds,
)
from spotwise.report.handover import ContrastTables, RegionTables, StudyTables
from spotwise.report.methods import Ran, methods_facts
from spotwise.report.miape import miape_facts
from spotwise.report.outputs import output_files
from spotwise.report.pathways import focus_facts, no_background, set_facts, unmapped_genes
from spotwise.report.rows import plain
from spotwise.report.words import CALLS, NOUNS, meaning_of_up, sentence, title_of

NO_MODEL = {"terms": [], "numeric": [], "block": None}


def make_facts(
    tables: StudyTables,
    config: Mapping,
    regions: Mapping[str, str],
    contrasts: Mapping[str, str],
    model: Mapping = NO_MODEL,
    versions: Mapping[str, str] | None = None,
) -> dict:
    """The facts of a study.

    Parameters
    ----------
    tables : StudyTables
    config : mapping
        The configuration as resolved.
    regions, contrasts : mapping of str to str
        Id to the name that the user gave.
    model : mapping
        `terms`, `numeric` and `block` as resolved, for the methods text.
    versions : mapping of str to str, optional
        Of the software that ran.

    Returns
    -------
    dict
        Of dicts, lists, text, numbers, booleans and None, ready for the templates.
    """
    enrich, versions = tables.mapping is not None, versions or {}
    words = _words(region.loaded.get("peptides", False) for region in tables.regions.values())
    asked = config["enrichment"]["methods"] if enrich else []
    files = output_files(
        list(regions), list(contrasts), asked, tables.compared is not None, tables.outcomes is not None
    )
    of_region = [
        _region(id_, name, tables.regions[id_], tables, config, contrasts, files) for id_, name in regions.items()
    ]
    enrichment = _enrichment(tables, config, regions, contrasts) if enrich else None
    for region in of_region:
        for contrast in region["contrasts"]:
            contrast["foci"] = _supported(enrichment, region["name"], contrast["name"])
    title = title_of(config["title"], list(contrasts.values()))
    methods = methods_facts(config, _ran(of_region, tables), model, words, versions)
    formats = dict.fromkeys(str(one.loaded["format"]) for one in tables.regions.values() if one.loaded.get("format"))
    return {
        "title": title,
        "simulated": config["simulated"],
        "words": words,
        "fdr": config["test"]["fdr"],
        "equivalence": config["test"]["equivalence"],
        "compared": [_compared(name, config) for name in contrasts.values()],
        "calls": _calls(of_region),
        "regions": of_region,
        "cells": animals_by_cell(of_region),
        "unidentified": [region["name"] for region in of_region if not region["identified"]],
        "enrichment": enrichment,
        "differences": region_differences(tables.compared, config["test"]["fdr"]),
        "outcomes": [] if tables.outcomes is None else plain(tables.outcomes),
        "figures": figures_of("overview", files, words, title, contrasts),
        "problems": plain(tables.problems[["stage", "where", "what", "consequence"]]),
        "excluded": excluded_samples(tables.samples),
        "methods": methods,
        "miape": miape_facts(config, of_region, methods, versions, list(formats)),
        "files": files,
        "index": None,
        "versions": dict(versions),
    }


def _calls(regions: Sequence[Mapping]) -> list[str]:
    """The calls that were made somewhere, in the order in which they are shown."""
    made = dict.fromkeys(call for r in regions for c in r["contrasts"] for call in c["spots"]["calls"])
    return [call for call in CALLS if call in made] + [call for call in made if call not in CALLS]


def _words(peptides: Sequence[bool]) -> dict[str, str]:
    """The nouns of a study: of spots, of proteins, or of either where its regions differ."""
    kinds = set(peptides)
    return NOUNS["both" if len(kinds) > 1 else "peptides" if kinds == {True} else "spots"]


def _compared(name: str, config: Mapping) -> dict:
    asked = config["design"]["contrasts"]
    return {"name": name, "sentence": sentence(name, asked), "up": meaning_of_up(name, asked)}


def _region(
    id_: str,
    name: str,
    tables: RegionTables,
    study: StudyTables,
    config: Mapping,
    contrasts: Mapping[str, str],
    files: Sequence[Mapping],
) -> dict:
    features, fdr = tables.features, config["test"]["fdr"]
    words = _words([tables.loaded.get("peptides", False)])
    identified = int(((features["gene"] != "") | (features["protein"] != "")).sum())
    description = dict(zip(features["feature"], features["description"], strict=True))
    of_contrast = []
    for contrast, called in contrasts.items():
        facts = _contrast(tables.contrasts[contrast], called, description, bool(identified), config, tables.background)
        chance = chance_facts(tables.calls, called)
        of_contrast.append(
            {
                "id": contrast,
                "anchor": f"contrast:{id_}:{contrast}",
                "path": f"{id_}/{contrast}",
                "why_untested": _reasons(study.problems, f"{name}, {called}"),
                "figures": figures_of(f"{id_}/{contrast}", files, words, f"{name}, {called}"),
                "chance": chance,
                "thresholds": thresholds(chance),
                "power": power_facts(tables.power, called),
                "influence": influence_facts(tables.influence, called),
            }
            | facts
        )
    return {
        "id": id_,
        "anchor": f"region:{id_}",
        "name": name,
        "words": words,
        "peptides": tables.loaded.get("peptides", False),
        "spots": len(features),
        "identified": identified,
        "animals": animal_facts(tables.units, study.samples[study.samples["region"] == name]),
        "model": tables.model,
        "figures": figures_of(id_, files, words, name),
        "doubtful": doubtful_gels(tables.quality),
        "explained": explained(tables.factors, fdr),
        "contrasts": of_contrast,
        "pls": [] if tables.pls is None else plain(tables.pls),
    }


def _contrast(
    tables: ContrastTables,
    name: str,
    description: Mapping[str, str],
    identified: bool,
    config: Mapping,
    background: Mapping | None,
) -> dict:
    return {
        **_compared(name, config),
        "spots": spot_facts(tables.differential, description),
        "genes": gene_facts(tables.genes, tables.differential, config["test"]["fdr"]) if identified else None,
        "sets": None if background is None else set_facts(tables, background[name], config["test"]["fdr"]),
    }


def _reasons(problems: pd.DataFrame, where: str) -> list[str]:
    """What the test stage noted of one contrast in one region."""
    rows = problems[(problems["stage"] == "test") & (problems["where"] == where)]
    return [f"{what}: {follows}" for what, follows in zip(rows["what"], rows["consequence"], strict=True)]


def _ran(regions: Sequence[Mapping], tables: StudyTables) -> list[Ran]:
    """What a methods text needs to know of each region."""
    return [
        Ran(
            name=region["name"],
            model=region["model"],
            peptides=region["peptides"],
            n_animals=region["animals"]["animals"],
            n_runs=region["animals"]["gels"],
            n_features=region["spots"],
            n_units=len(tables.regions[region["id"]].units),
            identified=bool(region["identified"]),
            relabellings=max((c["chance"]["relabellings"] for c in region["contrasts"] if c["chance"]), default=0),
            discriminated=bool(region["pls"]),
            permuted=any(row["permutations"] for row in region["pls"]),
            subjects=frozenset(tables.regions[region["id"]].units["subject"]),
            backgrounds=tables.regions[region["id"]].background,
        )
        for region in regions
    ]


def _supported(enrichment: Mapping | None, region: str, contrast: str) -> list[dict] | None:
    """The foci supported in one region and contrast; None where none was tested there."""
    rows = [] if enrichment is None else [row for one in enrichment["focus"]["families"] for row in one["rows"]]
    own = [row for row in rows if (row["region"], row["contrast"]) == (region, contrast) and row["p_value"] is not None]
    if not own:
        return None
    return [{"focus": row["focus"], "verdict": row["verdict"]} for row in own if row["supported"]]


def _enrichment(tables: StudyTables, config: Mapping, regions: Mapping[str, str], contrasts: Mapping[str, str]) -> dict:
    backgrounds = {name: tables.regions[id_].background for id_, name in regions.items()}
    focus = focus_facts(tables.focus, config["test"]["fdr"])
    symbol = {gene: name for gene, name in zip(tables.mapping["gene"], tables.mapping["symbol"], strict=True) if name}
    at = {
        (name, called): tables.regions[id_].contrasts[contrast]
        for id_, name in regions.items()
        for contrast, called in contrasts.items()
    }
    for row in focus["supported"]:
        if own := at.get((row["region"], row["contrast"])):
            row["agreement"] = focus_agreement(row, own.genes, own.differential, symbol, config["test"]["fdr"])
    return {
        "min_size": config["enrichment"]["min_size"],
        "max_fraction": config["enrichment"]["max_fraction"],
        "focus": focus,
        "no_background": no_background(backgrounds),
        "unmapped": unmapped_genes(tables.mapping),
    }
