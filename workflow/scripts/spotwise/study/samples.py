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


def sample_problems(
    sheet: Sheet,
    numeric: Iterable[str],
    subject: str | None,
    compared: Iterable[str] = (),
    block: str | None = None,
    repeated: bool = False,
) -> list[Problem]:
    """Excluded samples with their reasons, numbers that may be codes, and blocks that no one named.

    Parameters
    ----------
    sheet : Sheet
    numeric : iterable of str
        Columns of the model that are taken as numbers.
    subject, block : str or None
        The columns that name animals and blocks.
    compared : iterable of str
        Columns that contrasts compare.
    repeated : bool
        Whether an animal has several units, so that it becomes the block where no other is named.
    """
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
    if repeated:
        what = f"gels of one {subject} differ in columns of the model, so it stands in several units"
        follows = f"design.block: {block}" if block else f"its units are taken as correlated (block: {subject})"
        problems.append(
            Problem("samples", sheet.path, what, f"{follows}; n counts units where a contrast varies within it")
        )
    if block:
        what = "overview/regions.tsv and overview/outcomes.tsv do not know design.block"
        problems.append(Problem("samples", "configuration, design.block", what, "there, animals count as independent"))
    return problems + ([] if block else _unnamed_blocks(sheet, subject, list(compared)))


def _unnamed_blocks(sheet: Sheet, subject: str | None, compared: Sequence[str]) -> list[Problem]:
    """Columns whose levels each hold several animals and one level of a compared column, as litters and cages do."""
    animals = {row.values[subject or "sample"]: row.values for row in sheet.kept}
    own = {"sample", "region", "exclude", subject, *compared}
    problems = []
    for column in (c for c in sheet.columns if c not in own and len(sheet.levels(c)) < len(animals)):
        for of in compared:
            levels: dict[str, set[str]] = {}
            for values in animals.values():
                levels.setdefault(values[column], set()).add(values[of])
            if len(levels) > len(sheet.levels(of)) and all(len(held) == 1 for held in levels.values()):
                what = f"each level of {column} holds one level of {of}: are its {len(levels)} levels blocks?"
                mend = f"taken as independent animals; if they are litters or the like, set design.block: {column}"
                problems.append(Problem("samples", sheet.path, what, mend))
    return problems
