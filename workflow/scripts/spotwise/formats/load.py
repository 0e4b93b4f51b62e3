"""From a table as read to the matrix that the next stages take."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from spotwise.faults import Fault, InputFault, listed
from spotwise.formats.quantities import Quantities
from spotwise.problems import Problem


@dataclass(frozen=True)
class Loaded:
    """A region's quantities (entries x samples, linear), its entries, facts for later stages, and findings."""

    values: pd.DataFrame
    entries: pd.DataFrame
    facts: dict
    problems: list[Problem]


def load(quantities: Quantities, samples: Sequence[str], scale: str, path: str) -> Loaded:
    """Pick the samples of a region, in the order of the table; zero volumes become missing, and are counted.

    Raises
    ------
    InputFault
        Where a sample is not in the table.
    """
    table = pd.DataFrame(quantities.values, quantities.entries, quantities.samples, dtype=float)
    if absent := sorted(set(samples) - set(table.columns)):
        mend = "correct the names in the sheet, or give them a reason in the column exclude"
        raise InputFault([Fault(path, f"there is no column for the samples {listed(absent)}", mend)])
    wanted = set(samples)
    table = table[[sample for sample in table.columns if sample in wanted]].rename_axis("entry")
    zeros = int((table == 0).sum().sum()) if scale == "linear" else 0
    volumes = table.where(table != 0) if scale == "linear" else np.exp2(table)
    entries = pd.DataFrame({"entry": quantities.entries, "feature": quantities.entries})
    entries = entries.assign(contaminant=False, decoy=False)
    for name in ("protein", "peptide", "charge", "x", "y", "pi", "mr"):
        if name in quantities.annotation:
            entries[name] = _column(name, quantities.annotation[name])
    facts = {"normalised": quantities.normalised, "scale": scale, "entries": len(table), "samples": table.shape[1]}
    facts |= {"zeros": zeros, "missing": int(volumes.isna().sum().sum())}
    return Loaded(volumes, entries, facts, _problems(volumes, zeros, path))


def _column(name: str, cells: list[str]) -> list[str] | pd.Series:
    text = name in ("protein", "peptide")
    return cells if text else pd.to_numeric(pd.Series(cells).str.replace(",", "."), errors="coerce")


def _problems(volumes: pd.DataFrame, zeros: int, path: str) -> list[Problem]:
    problems = []
    if zeros:
        problems.append(Problem("load", path, f"{zeros} volumes are zero", "taken as missing"))
    for sample in volumes.columns[volumes.isna().all()]:
        problems.append(Problem("load", path, f"sample {sample} shows no spot at all", "it adds nothing to any test"))
    if empty := list(volumes.index[volumes.isna().all(axis=1)]):
        shown = ", ".join(empty[:10]) + (" ..." if len(empty) > 10 else "")
        problems.append(Problem("load", path, f"{len(empty)} spots without any volume ({shown})", "not testable"))
    return problems
