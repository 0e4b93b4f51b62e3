"""Hypergeometric tests of many overlaps at once: how many of a query fell into a set of the same background."""

import numpy as np
from scipy.special import betaln


def upper_tail(overlap: np.ndarray, set_size: np.ndarray, query: int, background: int) -> np.ndarray:
    """P of at least the overlap seen: Fisher's exact test, one-sided.

    Parameters
    ----------
    overlap, set_size : arrays of int, shape (sets,)
    query, background : int
        How many were drawn, of how many.

    Returns
    -------
    array, shape (sets,)
        The sum of the probabilities from the overlap upwards, each from the one before it by their ratio.
    """
    # sets of the same counts have the same p, and many share their counts
    pairs, at = np.unique(np.stack([overlap, set_size], axis=1), axis=0, return_inverse=True)
    k, size, p = pairs[:, 0].astype(float), pairs[:, 1].astype(float), np.ones(len(pairs))
    terms = np.minimum(size, query) - k
    classes = np.ceil(np.log2(np.maximum(terms, 1)))  # sums of about as many terms are taken together
    for one in np.unique(classes[k > 0]):
        own = (k > 0) & (classes == one)
        p[own] = _tail(k[own], size[own], int(terms[own].max()), query, background)
    return p[at.ravel()]


def _tail(k: np.ndarray, size: np.ndarray, terms: int, query: int, background: int) -> np.ndarray:
    at = k[:, None] + np.arange(terms)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = (size[:, None] - at) * (query - at) / ((at + 1) * (background - size[:, None] - query + at + 1))
    ratio = np.where((at < size[:, None]) & (at < query), ratio, 0.0)
    p = np.exp(log_probability(k, size, query, background)) * (1.0 + np.cumprod(ratio, axis=1).sum(axis=1))
    return np.minimum(p, 1.0)


def two_sided(overlap: np.ndarray, set_size: np.ndarray, query: int, background: int) -> np.ndarray:
    """P of an overlap as unlikely as the one seen, or more so: Fisher's exact test, two-sided; as `upper_tail`."""
    most = np.arange(query + 1, dtype=float)
    size = set_size[:, None].astype(float)
    possible = (most <= size) & (query - most <= background - size)
    with np.errstate(divide="ignore", invalid="ignore"):
        p = np.where(possible, np.exp(log_probability(most, size, query, background)), 0.0)
    own = np.take_along_axis(p, overlap[:, None].astype(int), axis=1)
    return np.minimum(np.where(p <= own * (1 + 1e-7), p, 0.0).sum(axis=1), 1.0)


def attainable(set_size: np.ndarray, query: int, background: int) -> np.ndarray:
    """The least p that sets of some sizes could have reached: that of the largest overlap possible.

    Parameters
    ----------
    set_size : array of int, shape (sets,)
    query, background : int
    """
    most = np.minimum(set_size, query)
    least = np.maximum(set_size, query)
    # all of the smaller among the larger: choose(least, most) / choose(background, most)
    p = np.minimum(1.0, np.exp(_log_choose(least, most) - _log_choose(background, most)))
    return np.where(most == 0, 1.0, p)


def log_probability(overlap: np.ndarray, set_size: np.ndarray, query: int, background: int) -> np.ndarray:
    """Log of the probability of just this overlap; arrays as in `upper_tail`."""
    chosen = _log_choose(set_size, overlap) + _log_choose(background - set_size, query - overlap)
    return chosen - _log_choose(background, query)


def _log_choose(n: np.ndarray | int, k: np.ndarray | int) -> np.ndarray:
    n, k = np.asarray(n, float), np.asarray(k, float)
    return -np.log1p(n) - betaln(n - k + 1, k + 1)
