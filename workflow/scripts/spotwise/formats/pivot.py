"""From long tables, one row an entry and sample, to entries x samples. Standard library alone."""

from collections.abc import Sequence

from spotwise.faults import Fault, quoted
from spotwise.formats.numbers import shortened
from spotwise.formats.quantities import NAN


def pivot(
    entries: Sequence[str], samples: Sequence[str], values: Sequence[float]
) -> tuple[list[str], list[str], list[list[float]], list[tuple[int, int]]]:
    """Lay the rows of a long table out as entries x samples, both in the order of their first appearance.

    Parameters
    ----------
    entries, samples : sequence of str, length n
        The entry and the sample that each row is of.
    values : sequence of float, length n

    Returns
    -------
    names : list of str
        Each entry once.
    runs : list of str
        Each sample once.
    matrix : list of list of float
        names x runs; NaN for pairs without a row, the first of its rows for a pair that has several.
    repeats : list of (int, int)
        Rows of a pair that an earlier row holds: the number of that first row, then the row's own, from 0.
    """
    runs = {run: at for at, run in enumerate(dict.fromkeys(samples))}
    cells: dict[str, dict[int, int]] = {}
    repeats = []
    for row, (name, sample) in enumerate(zip(entries, samples, strict=True)):
        at = runs[sample]
        first = cells.setdefault(name, {}).setdefault(at, row)
        if first != row:
            repeats.append((first, row))
    matrix = []
    for taken in cells.values():
        line = [NAN] * len(runs)
        for at, row in taken.items():
            line[at] = values[row]
        matrix.append(line)
    return list(cells), list(runs), matrix, repeats


def first_rows(entries: Sequence[str]) -> list[int]:
    """The number of the row in which each entry stands first."""
    first: dict[str, int] = {}
    for row, name in enumerate(entries):
        first.setdefault(name, row)
    return list(first.values())


def empty_faults(path: str, lines: Sequence[int], names: Sequence[str], what: str) -> list[Fault]:
    """The fault of rows whose `names` are empty; `what` says what they do not name."""
    empty = [line for line, name in zip(lines, names, strict=True) if not name]
    faults = [Fault(f"{path}, line {line}", f"the row names no {what}", "export the table again") for line in empty]
    return shortened(faults, path, "rows")


def repeat_faults(
    path: str,
    lines: Sequence[int],
    entries: Sequence[str],
    samples: Sequence[str],
    repeats: Sequence[tuple[int, int]],
    mend: str = "keep one of the rows",
) -> list[Fault]:
    """The faults of pairs of entry and sample that stand twice, from what `pivot` calls repeats."""
    faults = []
    for first, row in repeats:
        found = f"{quoted(entries[row])} of {quoted(samples[row])} stands in line {lines[first]} already"
        faults.append(Fault(f"{path}, line {lines[row]}", found, mend))
    return shortened(faults, path, "rows")


def protein_faults(path: str, lines: Sequence[int], entries: Sequence[str], proteins: Sequence[str]) -> list[Fault]:
    """The faults of entries that are of one protein in one row and of another in a later one."""
    faults, known = [], {}
    for line, name, protein in zip(lines, entries, proteins, strict=True):
        if known.setdefault(name, protein) != protein:
            found = f"{quoted(name)} is of {quoted(protein)} here and of {quoted(known[name])} above"
            faults.append(Fault(f"{path}, line {line}", found, "give the table of one search"))
    return shortened(faults, path, "rows")
