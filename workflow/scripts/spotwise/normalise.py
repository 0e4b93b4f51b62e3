"""Make gels comparable: one shift a sample on the log2 scale. Arrays in, arrays out; missing is NaN."""

import numpy as np

LEAST_SEEN = 0.5  # share of samples in which a feature must be seen to speak for the shifts


def median_ratio(log2: np.ndarray) -> np.ndarray:
    """Shifts by the median, over well-seen features, of a sample's difference from each feature's mean.

    Each feature is compared with itself, so a sample in which weak features went missing is not shifted for it, as it
    would be by its own median. A feature counts where at least half of the samples show it.

    Parameters
    ----------
    log2 : array, shape (features, samples)

    Returns
    -------
    array, shape (samples,)
        To subtract from each sample; zero for a sample that shares no such feature.
    """
    seen = np.isfinite(log2).mean(axis=1) >= LEAST_SEEN
    ratios = log2[seen] - _row_means(log2[seen])[:, None]
    return _medians(ratios)


def median(log2: np.ndarray) -> np.ndarray:
    """Shifts by the median of what each sample shows, about their mean; arguments as in `median_ratio`."""
    medians = _medians(log2)
    return medians - medians.mean()


def total(log2: np.ndarray) -> np.ndarray:
    """Shifts by the log2 of each sample's total volume, about their mean; arguments as in `median_ratio`."""
    sums = np.nansum(np.exp2(log2), axis=0)
    logs = np.log2(np.where(sums > 0, sums, 1.0))
    return logs - logs.mean()


def none(log2: np.ndarray) -> np.ndarray:
    """No shift."""
    return np.zeros(log2.shape[1])


METHODS = {"median_ratio": median_ratio, "median": median, "total": total, "none": none}


def choose(method: str, normalised: bool) -> tuple[str, str]:
    """The method that a setting means for a table, and why."""
    if method != "auto":
        return method, "as configured"
    if normalised:
        return "none", "the block read has been normalised by the image software"
    return "median_ratio", "the table holds raw volumes"


def _row_means(matrix: np.ndarray) -> np.ndarray:
    seen = np.isfinite(matrix)
    return np.where(seen, matrix, 0.0).sum(axis=1) / np.maximum(seen.sum(axis=1), 1)


def _medians(matrix: np.ndarray) -> np.ndarray:
    """Median of each column, 0 where it holds nothing."""
    held = np.isfinite(matrix).any(axis=0)
    medians = np.zeros(matrix.shape[1])
    medians[held] = np.nanmedian(matrix[:, held], axis=0)
    return medians
