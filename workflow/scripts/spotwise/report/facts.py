"""All that the report says, as a plain dict made from the hand-over tables; no file is read here, nothing rounded."""

from collections.abc import Mapping

import pandas as pd

from spotwise.report.animals import animal_facts, excluded_samples
from spotwise.report.findings import chance_facts, gene_facts, spot_facts
from spotwise.report.handover import ContrastTables, RegionTables, StudyTables
from spotwise.report.outputs import output_files
from spotwise.report.pathways import focus_facts, no_background, set_facts, unmapped_genes
from spotwise.report.rows import plain
from spotwise.report.words import meaning_of_up, sentence, title_of


def make_facts(tables: StudyTables, config: Mapping, regions: Mapping[str, str], contrasts: Mapping[str, str]) -> dict:
    """The facts of a study.

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
        Of dicts, lists, text, numbers, booleans and None, ready for the templates.
    """
    enrich = tables.mapping is not None
    of_region = [_region(id_, name, tables.regions[id_], tables, config, contrasts) for id_, name in regions.items()]
    return {
        "title": title_of(config["title"], list(contrasts.values())),
        "simulated": config["simulated"],
        "fdr": config["test"]["fdr"],
        "equivalence": config["test"]["equivalence"],
        "compared": [_compared(name, config) for name in contrasts.values()],
        "calls": list(dict.fromkeys(call for r in of_region for c in r["contrasts"] for call in c["spots"]["calls"])),
        "regions": of_region,
        "unidentified": [region["name"] for region in of_region if not region["identified"]],
        "enrichment": _enrichment(tables, config, regions) if enrich else None,
        "problems": plain(tables.problems[["stage", "where", "what", "consequence"]]),
        "excluded": excluded_samples(tables.samples),
        "files": output_files(list(regions), list(contrasts), config["enrichment"]["methods"] if enrich else []),
    }


def _compared(name: str, config: Mapping) -> dict:
    asked = config["design"]["contrasts"]
    return {"name": name, "sentence": sentence(name, asked), "up": meaning_of_up(name, asked)}


def _region(
    id_: str, name: str, tables: RegionTables, study: StudyTables, config: Mapping, contrasts: Mapping[str, str]
) -> dict:
    features = tables.features
    identified = int(((features["gene"] != "") | (features["protein"] != "")).sum())
    description = dict(zip(features["feature"], features["description"], strict=True))
    of_contrast = []
    for contrast, called in contrasts.items():
        facts = _contrast(tables.contrasts[contrast], called, description, bool(identified), config, tables.background)
        why = _reasons(study.problems, f"{name}, {called}")
        facts["chance"] = chance_facts(tables.calls, called)
        own = {"id": contrast, "anchor": f"contrast:{id_}:{contrast}", "path": f"{id_}/{contrast}", "why_untested": why}
        of_contrast.append(own | facts)
    return {
        "id": id_,
        "anchor": f"region:{id_}",
        "name": name,
        "spots": len(features),
        "identified": identified,
        "animals": animal_facts(tables.units, study.samples[study.samples["region"] == name]),
        "model": tables.model,
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


def _enrichment(tables: StudyTables, config: Mapping, regions: Mapping[str, str]) -> dict:
    backgrounds = {name: tables.regions[id_].background for id_, name in regions.items()}
    return {
        "min_size": config["enrichment"]["min_size"],
        "max_fraction": config["enrichment"]["max_fraction"],
        "focus": focus_facts(tables.focus, config["test"]["fdr"]),
        "no_background": no_background(backgrounds),
        "unmapped": unmapped_genes(tables.mapping),
    }
