"""Make gels comparable on the log2 scale. Arrays in, arrays out; missing is NaN."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np

from spotwise.normalisation.internal_standard import internal_standard
from spotwise.normalisation.loess import loess
from spotwise.normalisation.quantile import quantile
from spotwise.normalisation.shifts import median, median_ratio, none, total


class Normalised(NamedTuple):
    """A matrix made comparable, and how.

    Attributes
    ----------
    values : array, shape (features, kept)
    kept : array of int, shape (kept,)
        Columns of the input that are in the output: all, but for the standards of a DIGE study.
    shift : array, shape (kept,), or None
        What was subtracted from each sample (from its log2 ratios, in a DIGE study); None where that differs from
        feature to feature.
    level : array, shape (features,), or None
        Where the values are ratios, the mean log2 volume that they no longer tell; None elsewhere.
    """

    values: np.ndarray
    kept: np.ndarray
    shift: np.ndarray | None = None
    level: np.ndarray | None = None


SHIFTS = {"median_ratio": median_ratio, "median": median, "total": total, "none": none}
CURVES = {"quantile": quantile, "loess": loess}


def _shifted(shifts: Callable[[np.ndarray], np.ndarray]) -> Callable[[np.ndarray], Normalised]:
    def normalise(log2: np.ndarray) -> Normalised:
        shift = shifts(log2)
        return Normalised(log2 - shift, np.arange(log2.shape[1]), shift)

    return normalise


def _curved(curve: Callable[[np.ndarray], np.ndarray]) -> Callable[[np.ndarray], Normalised]:
    return lambda log2: Normalised(curve(log2), np.arange(log2.shape[1]))


def _standardised(log2: np.ndarray, *, gel: list[str], dye: list[str], standard: str) -> Normalised:
    found = internal_standard(log2, gel, dye, standard)
    return Normalised(found.values, found.kept, found.shift, found.level)


METHODS: dict[str, Callable[..., Normalised]] = {
    **{name: _shifted(shifts) for name, shifts in SHIFTS.items()},
    **{name: _curved(curve) for name, curve in CURVES.items()},
    "internal_standard": _standardised,  # the one method with further arguments: gel, dye, standard
}


def normalise(log2: np.ndarray, method: str, dige: Mapping | None = None) -> Normalised:
    """Samples made comparable by a method, those of a DIGE study's standard left out.

    Parameters
    ----------
    log2 : array, shape (features, samples)
    method : str
        A name in `METHODS`.
    dige : mapping, optional
        The gel and the dye of each sample and the dye of the standard, as `internal_standard` takes them.

    Raises
    ------
    ValueError
        Where gels or dyes do not let their standard serve.
    """
    if method == "internal_standard":
        return METHODS[method](log2, **dige)
    if dige is None:
        return METHODS[method](log2)
    kept = np.flatnonzero(np.array(dige["dye"]) != dige["standard"])
    return METHODS[method](log2[:, kept])._replace(kept=kept)


def choose(method: str, normalised: bool, dige: bool = False) -> tuple[str, str]:
    """The method that a setting means for a table, and why.

    Parameters
    ----------
    method : str
        A name in `METHODS`, or auto.
    normalised : bool
        Whether the software has normalised the block read.
    dige : bool
        Whether the study names gels, dyes and a standard.
    """
    if method != "auto":
        return method, "as configured"
    if normalised:
        return "none", "the block read has been normalised by the software that wrote it"
    if dige:
        return "internal_standard", "the table holds raw volumes, and every gel carries a standard"
    return "median_ratio", "the table holds raw volumes"
