"""The rows of `study/samples.tsv`, and what in a sample sheet is let pass with a word."""

from collections.abc import Iterable, Sequence

from spotwise.problems import Problem
from spotwise.study.sheet import Sheet
from spotwise.study.units import stored


def sample_rows(sheet: Sheet, regions: Sequence[str], subject: str | None, group: Sequence[str]) -> list[dict]:
    """One row a sample and region; a sheet without regions lists its samples in the one region there is."""
    rows = []
    for row in sheet.rows:
        own = {
            "sample": row.sample,
            "subject": row.values[subject or "sample"],
            "region": row.region if "region" in sheet.columns else regions[0],
            "group": ":".join(row.values[column] for column in group),
            "excluded": row.excluded,
        }
        further = {stored(c): value for c, value in row.values.items() if c and c not in ("sample", "region")}
        rows.append(own | further)
    return rows


def sample_problems(sheet: Sheet, numeric: Iterable[str], subject: str | None) -> list[Problem]:
    """Excluded samples with their reasons, and numbers that may be codes."""
    problems = [
        Problem(
            "samples", f"{sheet.path}, line {row.line}", f"sample {row.sample} is excluded: {row.excluded}", "left out"
        )
        for row in sheet.rows
        if row.excluded
    ]
    for column in sorted(numeric):
        levels = sheet.levels(column)
        if len(levels) <= 6 and all(level.isdigit() for level in levels):
            what = f"the column {column} holds {', '.join(levels)}, which may be codes"
            problems.append(
                Problem("samples", sheet.path, what, "taken as numbers; write b1, b2, ... to make them levels")
            )
    if subject is None:
        what = "design.subject names no column"
        problems.append(Problem("samples", "configuration", what, "each sample is taken as an animal of its own"))
    return problems
