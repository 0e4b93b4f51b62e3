"""Exact test of whether a feature is observed more often in one arm than in the other, within strata.

Given how many units of a stratum show the feature, the number among its test units is hypergeometric if the arm does
not matter; over strata, the sum of these has their convolution (Birch 1964, J R Stat Soc B 26:313; Mehta, Patel and
Gray 1985, JASA 80:969). With one stratum the test is Fisher's.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import gammaln

TIE = 1e-7
"""Outcomes whose probabilities differ by less than this share count as equally likely."""


@dataclass(frozen=True)
class Presence:
    """Tests of presence; each array has shape (features,).

    Attributes
    ----------
    p_value : array
        Two-sided, by the probability of the outcomes. NaN where the margins leave one outcome only, as where all
        units of both arms show the feature, or none does.
    p_attainable : array
        The least p that the feature's margins allow; NaN as above.
    excess : array
        Test units that show the feature, less how many are expected: above zero where it goes with the test arm.
    """

    p_value: np.ndarray
    p_attainable: np.ndarray
    excess: np.ndarray


def presence(
    observed_test: np.ndarray, n_test: np.ndarray, observed_reference: np.ndarray, n_reference: np.ndarray
) -> Presence:
    """Test each feature's presence, given how often each stratum shows it.

    Parameters
    ----------
    observed_test, observed_reference : arrays of int, shape (features, strata)
        Units of each arm in which the feature was observed.
    n_test, n_reference : arrays of int, shape (strata,)
        Units of each arm.

    Returns
    -------
    Presence

    Raises
    ------
    ValueError
        Where a count is below zero or above the number of units.
    """
    n_test, n_reference = np.asarray(n_test, int), np.asarray(n_reference, int)
    _check(observed_test, n_test)
    _check(observed_reference, n_reference)
    margins, which = np.unique(observed_test + observed_reference, axis=0, return_inverse=True)
    which = which.ravel()
    pmf = _distribution(margins, n_test, n_reference)
    outcomes = np.count_nonzero(pmf, axis=1)
    total = observed_test.sum(axis=1)
    p_value = _as_unlikely(pmf, pmf[which, total], which)
    least = _as_unlikely(pmf, np.where(pmf > 0, pmf, np.inf).min(axis=1), np.arange(len(pmf)))
    one = (outcomes < 2)[which]
    expected = (pmf @ np.arange(pmf.shape[1]))[which]
    return Presence(np.where(one, np.nan, p_value), np.where(one, np.nan, least[which]), total - expected)


def _check(observed: np.ndarray, n: np.ndarray) -> None:
    if (observed < 0).any() or (observed > n).any():
        raise ValueError("observed counts must lie between 0 and the number of units")


def _as_unlikely(pmf: np.ndarray, probability: np.ndarray, which: np.ndarray) -> np.ndarray:
    """Probability, in distribution `which`, of all outcomes no likelier than one of the given probability."""
    rows = pmf[which]
    return np.minimum(1.0, np.where(rows <= probability[:, None] * (1 + TIE), rows, 0.0).sum(axis=1))


def _distribution(margins: np.ndarray, n_test: np.ndarray, n_reference: np.ndarray) -> np.ndarray:
    """Distribution of the test arm's sum over strata for each row of margins, shape (rows, all test units + 1)."""
    pmf = np.zeros((len(margins), n_test.sum() + 1))
    pmf[:, 0] = 1.0
    for margin, test, reference in zip(margins.T, n_test, n_reference, strict=True):
        share = _hypergeometric(margin, test, reference)
        grown = np.zeros_like(pmf)
        for x in range(test + 1):  # a stratum's test units are few, the rows many
            grown[:, x:] += share[:, x, None] * pmf[:, : pmf.shape[1] - x]
        pmf = grown
    return pmf


def _hypergeometric(margin: np.ndarray, test: int, reference: int) -> np.ndarray:
    """Probability of x test units among `margin` units, shape (rows, test + 1)."""
    x = np.arange(test + 1)
    y = margin[:, None] - x
    possible = (y >= 0) & (y <= reference)
    log = _log_choose(test, x) + _log_choose(reference, np.where(possible, y, 0))
    pmf = np.where(possible, np.exp(log - _log_choose(test + reference, margin)[:, None]), 0.0)
    return pmf / pmf.sum(axis=1, keepdims=True)


def _log_choose(n: int, k: np.ndarray) -> np.ndarray:
    return gammaln(n + 1.0) - gammaln(k + 1.0) - gammaln(n - k + 1.0)
