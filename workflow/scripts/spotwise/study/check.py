"""Everything that can be known to be wrong before any job, all of it at once."""

import sys
from collections.abc import Iterable, Mapping

from spotwise.faults import Fault, InputFault, quoted
from spotwise.study.check_enrichment import enrichment_faults
from spotwise.study.check_model import estimability_faults, model_faults
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
    faults += departures + _design_faults(settings)
    if "enrichment" in settings:
        faults += enrichment_faults(settings["enrichment"], shipped)
    return list(dict.fromkeys(faults))


def _machine_faults() -> list[Fault]:
    if " " not in sys.executable:
        return []
    found = "the path of this Python holds a space, and Snakemake's script jobs can't start there"
    return [Fault(quoted(sys.executable), found, "make the virtual environment in a folder without spaces")]


def _design_faults(settings: Mapping) -> list[Fault]:
    """Faults of the sheet, the contrasts, the model and the tables, as far as what they need is sound itself."""
    asked = settings.get("design", {}).get("contrasts", {})
    contrasts, faults = parse_contrasts(asked)
    faults += id_faults("contrast", asked)
    sheet, more = _sheet(settings)
    faults += more + contrast_faults(contrasts, asked, sheet)
    if sheet is None:
        return faults
    model = None
    if "contrasts" in settings.get("design", {}):
        model, more = model_faults(settings["design"], contrasts, sheet)
        faults += more
    if not settings.get("quantities"):
        return faults
    faults += _table_faults(settings, sheet)
    if model and not faults and contrasts:
        regions = ids("region", region_names(settings, sheet))
        faults += estimability_faults(Study(settings, sheet, contrasts, model, regions))
    return faults


def _sheet(settings: Mapping) -> tuple[Sheet | None, list[Fault]]:
    if "samples" not in settings:
        return None, []
    try:
        return read_sheet(settings["samples"]), []
    except InputFault as error:
        return None, error.faults


def _table_faults(settings: Mapping, sheet: Sheet) -> list[Fault]:
    faults = id_faults("region", region_names(settings, sheet)) + region_faults(settings, sheet)
    spots, more = quantity_faults(settings, sheet)
    return faults + more + identification_faults(settings, spots)
