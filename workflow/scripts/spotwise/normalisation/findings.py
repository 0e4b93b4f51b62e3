"""What normalisation lets pass, with a word."""

from collections.abc import Mapping, Sequence

import numpy as np

from spotwise.normalisation.shifts import disagreement
from spotwise.problems import Problem

APART = 0.5  # log2; two kinds of shift that differ by more disagree


def normalisation_problems(
    region: str, samples: Sequence[str], log2: np.ndarray, method: str, dige: Mapping | None = None
) -> list[Problem]:
    """Samples on whose loading two kinds of shift disagree; and what was done with a DIGE study's standards.

    Parameters
    ----------
    region : str
    samples : sequence of str
    log2 : array, shape (features, samples)
        Before normalisation.
    method : str
        The one taken, a name in `normalise.METHODS`.
    dige : mapping, optional
        The gel and the dye of each sample and the dye of the standard, as `internal_standard` takes them.
    """
    apart = zip(samples, disagreement(log2), strict=True)
    problems = [_disagreement(region, sample, by) for sample, by in apart if abs(by) > APART]
    if dige is None:
        return problems
    if method != "internal_standard":
        what = f"normalisation took {method}, so that the standard of each gel is not used"
        mend = "read raw volumes (quantities.block: raw) or set normalisation.method: internal_standard to use it"
        return [*problems, Problem("normalise", region, what, mend)]
    if lost := without_standard(log2, **dige):
        what = f"{lost} volumes are of spots that the standard of their gel does not show"
        problems.append(Problem("normalise", region, what, "taken as missing"))
    return problems


def _disagreement(region: str, sample: str, by: float) -> Problem:
    side, meaning = ("above", "weak spots may have gone missing from it") if by > 0 else (
        "below", "it may show many spots that the other samples lack"
    )  # fmt: skip
    what = f"the median of sample {sample} lies {abs(by):.2f} log2 {side} what its spots say one by one"
    return Problem("normalise", region, what, f"{meaning}; look at the gel, its loading is uncertain by as much")


def without_standard(log2: np.ndarray, gel: Sequence[str], dye: Sequence[str], standard: str) -> int:
    """How many volumes of samples have no counterpart in their gel's standard; arguments as `internal_standard`."""
    seen, dye = np.isfinite(log2), np.asarray(dye)
    column = {gel[at]: at for at in np.flatnonzero(dye == standard)}
    kept = np.flatnonzero(dye != standard)
    return int((seen[:, kept] & ~seen[:, [column[gel[at]] for at in kept]]).sum())
