"""From a table as read to the matrix that the next stages take."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from spotwise.faults import Fault, InputFault, listed, quoted
from spotwise.formats.numbers import MISSING, read_numbers
from spotwise.formats.quantities import Quantities
from spotwise.formats.rows import Rows, rows_of
from spotwise.formats.samples import near
from spotwise.problems import Problem

TEXT = ("peptide", "gene", "description")
NUMBERS = ("charge", "x", "y", "pi", "mr")
LOOSE = ("charge",)  # search engines list several in one cell
SMALLEST_LOG2 = 2  # counts of two and three lie about it


@dataclass(frozen=True)
class Loaded:
    """A region's quantities (entries x samples, linear), its entries, facts for later stages, and findings."""

    values: pd.DataFrame
    entries: pd.DataFrame
    facts: dict
    problems: list[Problem]


def load(
    quantities: Quantities,
    samples: Sequence[str],
    scale: str,
    path: str,
    rows: str = "auto",
    keep: Sequence[str] = (),
) -> Loaded:
    """Pick the samples of a region, in the order of the table; zero volumes become missing, and are counted.

    So do zeros among logarithms, where they lie apart from all other values.

    Contaminants, decoys, peptides of several proteins and peptides without any volume in the region belong to no
    feature; they are named in the problems.

    Parameters
    ----------
    quantities : Quantities
    samples : sequence of str
    scale : {'linear', 'log2'}
    path : str
        The file, for messages.
    rows : {'auto', 'spots', 'peptides'}
        What the rows are.
    keep : sequence of str
        Proteins under study although they are common contaminants.

    Raises
    ------
    InputFault
        Where a sample is not in the table.
    """
    table = pd.DataFrame(quantities.values, quantities.entries, quantities.samples, dtype=float)
    if absent := sorted(set(samples) - set(table.columns)):
        close = near(absent[0], set(table.columns) - set(samples))
        hint = f"did you mean {quoted(close)}? or " if close else ""
        mend = f"{hint}correct the names in the sheet, or give them a reason in the column exclude"
        raise InputFault([Fault(path, f"there is no column for the samples {listed(absent)}", mend)])
    wanted = set(samples)
    table = table[[sample for sample in table.columns if sample in wanted]].rename_axis("entry")
    apart = scale == "linear" or _zero_lies_apart(table.to_numpy())
    zeros = int((table == 0).sum().sum()) if apart else 0
    table = table.where(table != 0) if apart else table
    volumes = table if scale == "linear" else np.exp2(table)
    known = rows_of(quantities, rows, keep)
    seen = volumes.notna().any(axis=1).to_numpy()
    entries, unread = _entries(quantities, known, seen)
    facts = {"format": quantities.format, "format_reason": quantities.format_reason}
    facts |= {"normalised": quantities.normalised, "scale": scale, "peptides": known.peptides}
    features = entries.loc[entries["feature"] != "", "feature"].nunique()
    facts |= {"entries": len(table), "features": features, "samples": table.shape[1]}
    facts |= {"zeros": zeros, "missing": int(volumes.isna().sum().sum())}
    problems = [Problem("load", path, what, consequence) for what, consequence in quantities.findings]
    problems += [Problem("load", path, what, "taken as missing") for what in unread]
    problems += _volume_problems(volumes, zeros, scale, path, known.peptides) + _row_problems(entries, known, path)
    problems += _kept_problems(entries, known, path)
    if known.peptides and rows == "auto" and "peptide" not in quantities.annotation:
        what = "rows are taken for peptides, since several of them name one protein"
        problems.append(Problem("load", path, what, "set `rows: spots` in `quantities` if each row is a spot"))
    return Loaded(volumes, entries, facts, problems)


def _zero_lies_apart(logs: np.ndarray) -> bool:
    """Whether zeros of a log2 table seem to mean missing: all others are far larger, as no volume is 1 beside them."""
    others = logs[np.isfinite(logs) & (logs != 0)]
    if not others.size or others.min() < SMALLEST_LOG2:
        return False
    lower, upper = np.percentile(others, [25, 75])
    return bool(others.min() > upper - lower)


def _entries(quantities: Quantities, known: Rows, seen: np.ndarray) -> tuple[pd.DataFrame, list[str]]:
    """The rows of `entries.tsv`, and which cells hold no number although they should.

    Peptides without a sequence of their own stand under the name of their row.
    """
    kept = seen if known.peptides else np.ones(len(seen), bool)
    entries = pd.DataFrame({"entry": quantities.entries, "feature": np.where(kept, known.feature, "")})
    entries = entries.assign(protein=known.protein, contaminant=known.contaminant, decoy=known.decoy)
    if known.peptides:
        entries["peptide"] = quantities.entries
    unread = []
    for name in (*TEXT, *NUMBERS):
        if name in quantities.annotation:
            cells = quantities.annotation[name]
            entries[name] = cells if name in TEXT else _numbers(cells)
            lost = [cell for cell, number in zip(cells, entries[name], strict=True) if number != number]
            lost = [cell for cell in lost if cell.strip() not in MISSING]
            if lost and name not in LOOSE:
                unread.append(
                    f"{len(lost)} cells of {name} can't be read as numbers ({listed(dict.fromkeys(lost), 3)})"
                )
    return entries, unread


def _numbers(cells: list[str]) -> list[float]:
    """Numbers of a column in its own notation; NaN where a cell holds none, and where it can be two of them."""
    return [value for (value,) in read_numbers("", [""], [(0, [cell]) for cell in cells])[0]]


def _volume_problems(volumes: pd.DataFrame, zeros: int, scale: str, path: str, peptides: bool) -> list[Problem]:
    spot, problems = "peptide" if peptides else "spot", []
    if zeros:
        what = "volumes are zero" if scale == "linear" else "values are 0, and all others far larger logarithms"
        problems.append(Problem("load", path, f"{zeros} {what}", "taken as missing"))
    for sample in volumes.columns[volumes.isna().all()]:
        what = f"sample {sample} shows no {spot} at all"
        problems.append(Problem("load", path, what, "it adds nothing to any test"))
    if empty := list(volumes.index[volumes.isna().all(axis=1)]):
        what = f"{len(empty)} {spot}s without any volume ({_first(empty)})"
        problems.append(Problem("load", path, what, "left out" if peptides else "not testable"))
    return problems


def _row_problems(entries: pd.DataFrame, known: Rows, path: str) -> list[Problem]:
    """Rows that belong to no feature for what they are, by the reason."""
    spot = "peptides" if known.peptides else "spots"
    real = ~(entries["contaminant"] | entries["decoy"])
    told = {f"{spot} are of contaminants": entries["contaminant"], f"{spot} are decoys": entries["decoy"]}
    told["proteins are known by a modified site alone"] = real & np.array(known.site, dtype=bool)
    if known.peptides:
        alone = np.array([feature != "" for feature in known.feature])
        told["peptides name no protein"] = real & (entries["protein"] == "")
        told["peptides are shared by proteins that others tell apart"] = real & ~alone & (entries["protein"] != "")
    return [
        Problem("load", path, f"{own.sum()} {what} ({_first(list(entries.loc[own, 'entry']))})", "in no test")
        for what, own in told.items()
        if own.any()
    ]


def _kept_problems(entries: pd.DataFrame, known: Rows, path: str) -> list[Problem]:
    """What became of the proteins that are kept although they are common contaminants."""
    problems = []
    if own := list(entries.loc[np.array(known.spared, dtype=bool), "entry"]):
        spot = "peptides" if known.peptides else "spots"
        what = f"{len(own)} {spot} of contaminants are of proteins in contaminants.keep ({_first(own)})"
        problems.append(Problem("load", path, what, "kept in the tests"))
    if known.absent:
        what = f"contaminants.keep names proteins that no row of the table does: {listed(known.absent)}"
        problems.append(Problem("load", path, what, "nothing is kept for them; check the names"))
    return problems


def unlisted(quantities: Quantities, names: Collection[str], path: str) -> list[Problem]:
    """Samples of a table that the sheet lacks, each with the row it may have been meant for, if one has no column.

    Parameters
    ----------
    quantities : Quantities
    names : collection of str
        The samples of the sheet.
    path : str
        The file, for messages.
    """
    extra = [sample for sample in quantities.samples if sample not in names]
    if not extra:
        return []
    free = set(names) - set(quantities.samples)
    close = {sample: near(sample, free) for sample in extra}
    shown = [f"{sample} (did you mean {quoted(close[sample])}?)" if close[sample] else sample for sample in extra]
    what = f"{len(extra)} samples are not in the sheet: {', '.join(shown)}"
    return [Problem("load", path, what, "left out")]


def _first(names: list[str]) -> str:
    return ", ".join(names[:10]) + (" ..." if len(names) > 10 else "")
