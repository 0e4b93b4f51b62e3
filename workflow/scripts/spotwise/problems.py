"""What was found and let pass: one row a finding, with what follows from it."""

from dataclasses import asdict, dataclass

import pandas as pd


@dataclass(frozen=True)
class Problem:
    """One finding: the stage that made it, the place, what was found and what was done about it."""

    stage: str
    where: str
    what: str
    consequence: str


def as_table(problems: list[Problem]) -> pd.DataFrame:
    """The rows of a `problems.tsv`."""
    return pd.DataFrame([asdict(p) for p in problems], columns=["stage", "where", "what", "consequence"])
