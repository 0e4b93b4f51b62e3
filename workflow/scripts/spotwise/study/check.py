"""Everything that can be known to be wrong before any job, all of it at once."""

import sys
from collections.abc import Iterable, Mapping
from os.path import exists, isdir
from pathlib import Path

from spotwise.faults import Fault, InputFault, quoted
from spotwise.study.check_dige import complete, confounded_faults, dige_faults, method_faults
from spotwise.study.check_enrichment import enrichment_faults, enrichment_paths
from spotwise.study.check_lists import list_faults
from spotwise.study.check_model import estimability_faults, model_faults, outcome_faults
from spotwise.study.check_previous import previous_faults
from spotwise.study.check_proteins import protein_faults, protein_paths
from spotwise.study.check_published import published_faults
from spotwise.study.check_tables import identification_faults, quantity_faults, region_faults
from spotwise.study.config import duplicate_keys, resolve, schema_faults
from spotwise.study.contrasts import contrast_faults, parse_contrasts
from spotwise.study.dige import without_standards
from spotwise.study.names import id_faults, ids
from spotwise.study.plan import Study, region_names, with_dige
from spotwise.study.sheet import Sheet, read_sheet


def check(config: Mapping, schema: Mapping, files: Iterable[str], shipped: Mapping[str, str]) -> list[Fault]:
    """Every fault of a study, each once, in the order in which a user would mend them.

    Parameters
    ----------
    config : mapping
        The configuration as Snakemake has it.
    schema : mapping
        The configuration's JSON schema.
    files : iterable of str
        The YAML files it came from, for keys that stand twice.
    shipped : mapping of str to str
        The files of the gene sets that come with the workflow, by name.
    """
    faults = [fault for file in files for fault in duplicate_keys(file)] + _machine_faults()
    departures, sound = schema_faults(config, schema)
    settings = resolve(sound, schema)
    told = {fault.where for fault in departures}
    asked = config if isinstance(config, Mapping) else {}
    lists = isinstance(asked.get("lists"), list) and asked["lists"]
    found = list_faults(settings, asked.get("quantities")) if lists else _study_faults(settings, config)
    faults += departures + [fault for fault in found if fault.where not in told]
    faults += _path_faults(settings) + previous_faults(settings["previous"], settings.get("outdir"))
    if "enrichment" in settings:
        faults += enrichment_faults(settings["enrichment"], shipped)
    return list(dict.fromkeys(faults))


def _machine_faults() -> list[Fault]:
    if " " not in sys.executable:
        return []
    found = "the path of this Python holds a space, and Snakemake's script jobs can't start there"
    return [Fault(quoted(sys.executable), found, "make the virtual environment in a folder without spaces")]


def _path_faults(settings: Mapping) -> list[Fault]:
    """Marks in a path that Snakemake would read as a wildcard or a path variable."""
    paths = [(key, settings[key]) for key in ("samples", "previous", "outdir") if settings.get(key)]
    tables = ("quantities", "identifications", "lists")
    paths += [(key, entry["path"]) for key in tables for entry in settings.get(key, ())]
    paths += [("identifications", entry["plate"]) for entry in settings["identifications"] if entry.get("plate")]
    paths += [("lists", entry["background"]) for entry in settings["lists"] if entry["background"]]
    paths += [("published", path) for path in settings.get("published", ())]
    paths += protein_paths(settings.get("proteins", {}))
    paths += enrichment_paths(settings.get("enrichment", {}))
    faults = []
    for key, path in paths:
        if marks := [mark for mark in "{}<>" if mark in path]:
            found = f"found {quoted(marks[0])} in {quoted(path)}"
            mend = "write a path without { } < >, which mean something to Snakemake"
            faults.append(Fault(f"configuration, {key}", found, mend))
    return faults + _outdir_faults(settings.get("outdir", ""))


def _outdir_faults(outdir: str) -> list[Fault]:
    """A file where the folder of results, or one that holds it, is to be."""
    taken = [path for path in (Path(outdir), *Path(outdir).parents) if exists(path) and not isdir(path)]
    mend = "name a folder; it is made if need be"
    return [Fault("configuration, outdir", f"{quoted(path)} is a file", mend) for path in taken]


def _study_faults(settings: Mapping, config: Mapping) -> list[Fault]:
    """Faults of the sheet, the contrasts, the model and the tables, as far as what they need is sound itself."""
    sheet, faults = _sheet(settings)
    animals, more = _animals(settings, config, sheet)
    study, others = _design_faults(settings, animals, planned=not more)
    faults += more + others + (outcome_faults(settings.get("outcomes", ()), animals) if animals else [])
    regions = None
    if settings.get("quantities"):
        whole = len(settings["quantities"]) == len(config["quantities"])
        faults += _table_faults(settings, sheet, sheet if more else animals or sheet, whole)
        regions = region_names(settings, animals or sheet) if whole and sheet else None
    faults += protein_faults(settings["proteins"])
    faults += published_faults(settings.get("published", ()), regions, settings.get("design", {}).get("contrasts"))
    return faults + (confounded_faults(study) or estimability_faults(study) if study else [])


def _animals(settings: Mapping, config: Mapping, sheet: Sheet | None) -> tuple[Sheet | None, list[Fault]]:
    """The sheet without the standards of a DIGE study, None where they can't be told, and the faults of these."""
    asked, dige = config.get("dige") if isinstance(config, Mapping) else None, settings["dige"]
    faults = method_faults(settings["normalisation"]["method"], asked)
    if asked is None or sheet is None:
        return sheet, faults
    if not complete(dige):
        return None, faults
    told = dige["dye"] in sheet.columns and dige["standard"] in sheet.levels(dige["dye"])
    return without_standards(sheet, dige) if told else None, faults + dige_faults(dige, sheet)


def _sheet(settings: Mapping) -> tuple[Sheet | None, list[Fault]]:
    if "samples" not in settings:
        return None, []
    try:
        return read_sheet(settings["samples"]), []
    except InputFault as error:
        return None, error.faults


def _design_faults(settings: Mapping, sheet: Sheet | None, planned: bool) -> tuple[Study | None, list[Fault]]:
    """The study, where its design has no fault, and the faults; gels and dyes enter the model where it is planned."""
    if "design" not in settings:
        return None, []
    design = settings["design"]
    asked = design.get("contrasts", {})
    contrasts, faults = parse_contrasts(asked)
    faults += id_faults("contrast", asked) + contrast_faults(contrasts, asked, sheet)
    model, more = model_faults(design, contrasts, sheet)
    faults += more
    if faults or not model or not contrasts or len(contrasts) < len(asked) or not settings.get("quantities"):
        return None, faults
    study = Study(settings, sheet, contrasts, model, ids("region", region_names(settings, sheet)))
    return with_dige(study) if planned else study, []


def _table_faults(settings: Mapping, sheet: Sheet | None, animals: Sheet | None, whole: bool) -> list[Fault]:
    """Faults of the tables; where the configuration's list of them is not whole, their regions are not looked at."""
    regions = region_names(settings, animals) if whole else None
    faults = id_faults("region", regions or [])
    if animals and whole:
        faults += region_faults(settings, animals)
    spots, more = quantity_faults(settings, sheet)
    return faults + more + identification_faults(settings, spots, regions)
