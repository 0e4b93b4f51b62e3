"""Names that users give become ids that are safe in paths."""

import re
from collections.abc import Iterable

from spotwise.faults import Fault, listed, quoted

RESERVED = {
    "region": {"study", "overview", "logs", "report.html"},
    "contrast": {"figures", "problems"},
}
"""Words that already mean a file or folder where the ids of that kind stand."""


def make_id(name: str) -> str:
    """Keep `A-Za-z0-9._-`, write `_` for every other run, and strip `._-` at both ends."""
    return re.sub(r"[^A-Za-z0-9._-]+", "_", name).strip("._-")


def ids(kind: str, names: Iterable[str]) -> dict[str, str]:
    """Name to id, in the order given."""
    return {name: make_id(name) for name in names}


def id_faults(kind: str, names: Iterable[str]) -> list[Fault]:
    """Ids that are empty, reserved, too long for a folder, or alike (case ignored) for two names."""
    found, owners = [], {}
    for name, id_ in ids(kind, names).items():
        where, mend = f"{kind} {quoted(name)}", "give it another name, in letters and digits"
        if "{" in name or "}" in name:
            mend = "write it without { }, which mean something to Snakemake"
            found.append(Fault(where, "the name holds a curly bracket", mend))
        elif not id_:
            found.append(Fault(where, "nothing of this name can stand in a path", mend))
        elif id_.lower() in RESERVED[kind] or id_.lower().endswith((".tsv", ".json", ".parquet")):
            found.append(Fault(where, f"{id_} is a name that the results folder uses itself", mend))
        elif len(id_) > 100:
            found.append(Fault(where, f"the name has {len(id_)} characters, and becomes a folder", "shorten it to 100"))
        owners.setdefault(id_.lower(), []).append(name)
    for id_, alike in owners.items():
        if len(alike) > 1 and id_:
            where = f"{kind}s {listed(alike)}"
            found.append(Fault(where, f"all become the folder {id_}", "rename all but one of them"))
    return found
