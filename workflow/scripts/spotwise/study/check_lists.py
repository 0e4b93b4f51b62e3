"""Faults of a study of gene lists."""

from collections.abc import Mapping

from spotwise.delimited import read_rows
from spotwise.faults import Fault, InputFault, quoted
from spotwise.identify.gene_list import read_gene_list
from spotwise.study.names import id_faults

LISTS = "configuration, lists"


def list_faults(settings: Mapping, quantities: object) -> list[Fault]:
    """What keeps lists from being tested: their files, their names, and what stands beside them.

    Parameters
    ----------
    settings : mapping
        The configuration as resolved, without the parts at fault.
    quantities : object
        What the configuration itself gives as quantities.
    """
    faults = []
    if quantities:
        mend = "run them as two studies, each with a configuration and an outdir of its own"
        faults.append(Fault(LISTS, "lists and quantities stand in one configuration", mend))
    if "ora" not in settings["enrichment"]["methods"]:
        found = "lists allow over-representation alone, and ora is not asked for"
        faults.append(Fault("configuration, enrichment.methods", found, "write [ora], or leave the key out"))
    names = [entry["contrast"] for entry in settings["lists"]]
    for name in dict.fromkeys(name for name in names if names.count(name) > 1):
        found = f"{names.count(name)} lists are called {quoted(name)}"
        faults.append(Fault(LISTS, found, "give each a name of its own as its contrast"))
    faults += id_faults("contrast", names)
    common = settings["enrichment"]["background"]
    return faults + [fault for entry in settings["lists"] for fault in _file_faults(entry, common)]


def _file_faults(entry: Mapping, common: str | None) -> list[Fault]:
    """Faults of a list, and of its background or the `common` one."""
    faults = []
    for path, read in ((entry["path"], read_gene_list), (entry["background"] or common, read_rows)):
        try:
            if path is not None:
                read(path)
        except InputFault as error:
            faults += error.faults
    return faults
