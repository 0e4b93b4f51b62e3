"""DIGE: each sample against the pooled standard that ran on the same gel."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from spotwise.normalisation.shifts import median_ratio, row_means
from spotwise.study.dye import dye_faults


class Standardised(NamedTuple):
    """Samples held against their standard.

    Attributes
    ----------
    values : array, shape (features, kept)
        Log2 of sample over standard, shifted.
    shift : array, shape (kept,)
        What was subtracted from each sample's log2 ratios.
    kept : array of int, shape (kept,)
        Columns of the input that are no standards.
    level : array, shape (features,)
        Mean log2 volume over the kept samples before any of it: the covariate of a variance trend, which no ratio
        can be. NaN where no sample shows the feature.
    """

    values: np.ndarray
    shift: np.ndarray
    kept: np.ndarray
    level: np.ndarray


def internal_standard(log2: np.ndarray, gel: Sequence[str], dye: Sequence[str], standard: str) -> Standardised:
    """Log2 of each sample over its gel's standard, then made comparable within each dye and between dyes.

    Alban et al. 2003 (Proteomics 3:36). A gel's own part in a spot's volume falls out of the ratio; so does no dye's
    part, which is why samples are shifted by their median ratio among the samples of their dye, and each dye by its
    median ratio among dyes. A dye's part in single spots stays, for a model with dye as a covariate.

    Parameters
    ----------
    log2 : array, shape (features, samples)
    gel, dye : sequence of str, one a sample
    standard : str
        The dye of the standard.

    Returns
    -------
    Standardised
        A spot that the gel's standard lacks is missing for the samples of that gel.

    Raises
    ------
    ValueError
        Where `dye_faults` finds any.
    """
    if faults := dye_faults(gel, dye, standard):
        raise ValueError("; ".join(faults))
    dye = np.asarray(dye)
    column = {gel[at]: at for at in np.flatnonzero(dye == standard)}
    kept = np.flatnonzero(dye != standard)
    ratios = log2[:, kept] - log2[:, [column[gel[at]] for at in kept]]
    shift = _dye_shifts(ratios, dye[kept])
    return Standardised(ratios - shift, shift, kept, row_means(log2[:, kept]))


def _dye_shifts(ratios: np.ndarray, dye: np.ndarray) -> np.ndarray:
    """Median ratio within each dye, and of each dye's means among the dyes; shape (samples,)."""
    names, number = np.unique(dye, return_inverse=True)
    within, means = np.zeros(len(dye)), np.empty((len(ratios), len(names)))
    for at in range(len(names)):
        own = number == at
        within[own] = median_ratio(ratios[:, own])
        means[:, at] = row_means(ratios[:, own] - within[own])
    return within + median_ratio(means)[number]
