"""Coefficients of variation from log2 volumes: of animals within a group, and of the gels of one animal."""

import numpy as np


def coefficient_of_variation(variance: np.ndarray) -> np.ndarray:
    """CV on the linear scale from a variance of log2 volumes: sqrt(exp(s^2 ln(2)^2) - 1), exact for log-normal ones."""
    return np.sqrt(np.expm1(variance * np.log(2.0) ** 2))


def variances_within(log2: np.ndarray, label: np.ndarray) -> np.ndarray:
    """Variance of each feature among the columns that share a label.

    Parameters
    ----------
    log2 : array, shape (features, columns)
        NaN where missing.
    label : array of int, shape (columns,)

    Returns
    -------
    array, shape (features, labels)
        NaN where fewer than two were seen.
    """
    squares, df = _within(log2, label)
    return np.divide(squares, df, out=np.full(squares.shape, np.nan), where=df > 0)


def pooled_variance(log2: np.ndarray, label: np.ndarray) -> np.ndarray:
    """Variance of each feature about the means of its labels, over all labels together; NaN where none has two.

    Parameters as of `variances_within`; gives shape (features,).
    """
    squares, df = (found.sum(axis=1) for found in _within(log2, label))
    return np.divide(squares, df, out=np.full(len(squares), np.nan), where=df > 0)


def _within(log2: np.ndarray, label: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Sums of squares about the mean, and their degrees of freedom, shape (features, labels)."""
    member = (label[:, None] == np.arange(label.max(initial=-1) + 1)).astype(float)
    seen = np.isfinite(log2)
    counts = seen @ member
    means = np.where(seen, log2, 0.0) @ member / np.maximum(counts, 1)
    rest = np.where(seen, log2 - means @ member.T, 0.0)
    return (rest**2) @ member, np.maximum(counts - 1, 0)
