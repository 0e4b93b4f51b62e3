"""A DIGE study: several images a gel, one of them of the pooled standard, which is no animal's."""

from collections.abc import Mapping
from dataclasses import replace

from spotwise.study.sheet import Sheet


def is_standard(values: Mapping[str, str], dige: Mapping[str, str] | None) -> bool:
    """Whether a sheet's row is an image of the standard; `dige` is that key of the configuration."""
    return bool(dige) and values[dige["dye"]] == dige["standard"]


def without_standards(sheet: Sheet, dige: Mapping[str, str] | None) -> Sheet:
    """The sheet without the images of the standard: what is left has animals and treatments."""
    return replace(sheet, rows=tuple(row for row in sheet.rows if not is_standard(row.values, dige)))
