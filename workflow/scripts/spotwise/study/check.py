"""Everything that can be known to be wrong before any job, all of it at once."""

import sys
from collections.abc import Iterable, Mapping

from spotwise.faults import Fault, InputFault, quoted
from spotwise.study.check_enrichment import enrichment_faults
from spotwise.study.check_model import estimability_faults, model_faults, outcome_faults
from spotwise.study.check_tables import identification_faults, quantity_faults, region_faults
from spotwise.study.config import duplicate_keys, resolve, schema_faults
from spotwise.study.contrasts import contrast_faults, parse_contrasts
from spotwise.study.names import id_faults, ids
from spotwise.study.plan import Study, region_names
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
    faults += departures + [fault for fault in _study_faults(settings, config) if fault.where not in told]
    faults += _path_faults(settings)
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
    paths = [(key, settings[key]) for key in ("samples", "outdir") if key in settings]
    paths += [(key, entry["path"]) for key in ("quantities", "identifications") for entry in settings.get(key, ())]
    paths += [("enrichment.gene_sets", name) for name in settings.get("enrichment", {}).get("gene_sets", ())]
    faults = []
    for key, path in paths:
        if marks := [mark for mark in "{}<>" if mark in path]:
            found = f"found {quoted(marks[0])} in {quoted(path)}"
            mend = "write a path without { } < >, which mean something to Snakemake"
            faults.append(Fault(f"configuration, {key}", found, mend))
    return faults


def _study_faults(settings: Mapping, config: Mapping) -> list[Fault]:
    """Faults of the sheet, the contrasts, the model and the tables, as far as what they need is sound itself."""
    sheet, faults = _sheet(settings)
    study, more = _design_faults(settings, sheet)
    faults += more + (outcome_faults(settings.get("outcomes", ()), sheet) if sheet else [])
    if settings.get("quantities"):
        faults += _table_faults(settings, sheet, whole=len(settings["quantities"]) == len(config["quantities"]))
    return faults + (estimability_faults(study) if study else [])


def _sheet(settings: Mapping) -> tuple[Sheet | None, list[Fault]]:
    if "samples" not in settings:
        return None, []
    try:
        return read_sheet(settings["samples"]), []
    except InputFault as error:
        return None, error.faults


def _design_faults(settings: Mapping, sheet: Sheet | None) -> tuple[Study | None, list[Fault]]:
    """The study, where its design has no fault, and the faults."""
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
    return Study(settings, sheet, contrasts, model, ids("region", region_names(settings, sheet))), []


def _table_faults(settings: Mapping, sheet: Sheet | None, whole: bool) -> list[Fault]:
    """Faults of the tables; where the configuration's list of them is not whole, their regions are not looked at."""
    regions = region_names(settings, sheet) if whole else None
    faults = id_faults("region", regions or [])
    if sheet and whole:
        faults += region_faults(settings, sheet)
    spots, more = quantity_faults(settings, sheet)
    return faults + more + identification_faults(settings, spots, regions)
