"""The rows of `study/samples.tsv`, and what in a sample sheet is let pass with a word."""

from collections.abc import Iterable, Mapping, Sequence

from spotwise.problems import Problem
from spotwise.study.dige import is_standard, without_standards
from spotwise.study.sheet import Sheet
from spotwise.study.units import stored


def sample_rows(
    sheet: Sheet,
    regions: Sequence[str],
    subject: str | None,
    group: Sequence[str],
    dige: Mapping[str, str] | None = None,
) -> list[dict]:
    """One row a sample and region; a sheet without regions lists its samples in the one region there is.

    An image of the standard of a DIGE study has no subject and no group.
    """
    rows = []
    for row in sheet.rows:
        own = {
            "sample": row.sample,
            "subject": row.values[subject or "sample"],
            "region": row.region if "region" in sheet.columns else regions[0],
            "group": ":".join(row.values[column] for column in group),
            "excluded": row.excluded,
        }
        if is_standard(row.values, dige):
            own |= {"subject": "", "group": ""}
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
    dige: Mapping[str, str] | None = None,
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
    dige : mapping, optional
        That key of the configuration.
    """
    problems = [
        Problem(
            "samples", f"{sheet.path}, line {row.line}", f"sample {row.sample} is excluded: {row.excluded}", "left out"
        )
        for row in sheet.rows
        if row.excluded
    ]
    problems += [Problem("samples", sheet.path, what, consequence) for what, consequence in sheet.findings]
    sheet = without_standards(sheet, dige)
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
    if dige and block == dige["gel"] and len({row.region for row in sheet.kept}) > 1:
        what = "overview/regions.tsv does not know which animals share a gel"
        problems.append(Problem("samples", "configuration, dige", what, "there, they count as independent"))
    own = list(dige.values()) if dige else []
    return problems + ([] if block else _unnamed_blocks(sheet, subject, list(compared), own))


def dige_problems(
    sheet: Sheet, dige: Mapping[str, str], subject: str | None, averaged: bool, block: str | None
) -> list[Problem]:
    """What a DIGE study's model does not know of gels and dyes.

    Parameters
    ----------
    sheet : Sheet
    dige : mapping
        That key of the configuration.
    subject : str or None
        The column that names animals.
    averaged : bool
        Whether animals have several images, which are averaged.
    block : str or None
        The column that names blocks.
    """
    where = "configuration, dige"
    if averaged:
        dyes: dict[tuple[str, str], list[str]] = {}
        for row in without_standards(sheet, dige).kept:
            dyes.setdefault((row.region, row.values[subject or "sample"]), []).append(row.values[dige["dye"]])
        several, alone = (sum(map(test, dyes.values())) for test in (lambda d: len(d) > 1, lambda d: len(set(d)) == 1))
        what = f"{several} of {len(dyes)} animals have several images, which are averaged"
        follows = f"{dige['dye']} and {dige['gel']} are not in the model, as they would be with one image an animal"
        dyed = f"{alone} animals were seen in one dye alone, and keep its part in single spots"
        return [Problem("samples", where, what, f"{follows}; {dyed}")]
    if block and block != dige["gel"]:
        follows = "samples of one gel count as independent but for that"
        return [Problem("samples", where, f"the block is {block}, so the gel ({dige['gel']}) is none", follows)]
    return []


def _unnamed_blocks(
    sheet: Sheet, subject: str | None, compared: Sequence[str], others: Sequence[str] = ()
) -> list[Problem]:
    """Columns whose levels each hold several animals and one level of a compared column, as litters and cages do."""
    animals = {row.values[subject or "sample"]: row.values for row in sheet.kept}
    own = {"sample", "region", "exclude", subject, *compared, *others}
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
