"""One shift a sample on the log2 scale, and what two kinds of shift say of each other."""

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
    ratios = log2[seen] - row_means(log2[seen])[:, None]
    return np.nan_to_num(_medians(ratios))


def median(log2: np.ndarray) -> np.ndarray:
    """Shifts by the median of what each sample shows, about their mean; arguments as in `median_ratio`."""
    return _centred(_medians(log2))


def total(log2: np.ndarray) -> np.ndarray:
    """Shifts by the log2 of each sample's total volume, about their mean; arguments as in `median_ratio`."""
    sums = np.nansum(np.exp2(log2), axis=0)
    return _centred(np.log2(np.where(sums > 0, sums, np.nan)))


def none(log2: np.ndarray) -> np.ndarray:
    """No shift."""
    return np.zeros(log2.shape[1])


def disagreement(log2: np.ndarray) -> np.ndarray:
    """How much further a sample would be shifted by its median than by its median ratio.

    Large where weak features went missing from a sample (above zero), or where it shows many that the others lack
    (below zero). The difference is taken about its median over the samples, so that one odd sample does not move the
    others.

    Parameters
    ----------
    log2 : array, shape (features, samples)

    Returns
    -------
    array, shape (samples,)
        In log2 units; NaN for a sample that shows nothing.
    """
    held = np.isfinite(log2).any(axis=0)
    apart = np.full(log2.shape[1], np.nan)
    if held.any():
        difference = median(log2[:, held]) - median_ratio(log2[:, held])
        apart[held] = difference - np.median(difference)
    return apart


def row_means(matrix: np.ndarray) -> np.ndarray:
    """Mean of what each row shows, NaN where it shows nothing."""
    seen = np.isfinite(matrix)
    count = seen.sum(axis=1)
    return np.where(count > 0, np.where(seen, matrix, 0.0).sum(axis=1) / np.maximum(count, 1), np.nan)


def _medians(matrix: np.ndarray) -> np.ndarray:
    """Median of each column, NaN where it holds nothing."""
    held = np.isfinite(matrix).any(axis=0)
    medians = np.full(matrix.shape[1], np.nan)
    medians[held] = np.nanmedian(matrix[:, held], axis=0)
    return medians


def _centred(levels: np.ndarray) -> np.ndarray:
    """Differences from the mean, 0 where there is no level."""
    held = np.isfinite(levels)
    return np.where(held, levels - levels[held].mean(), 0.0) if held.any() else np.zeros(len(levels))
