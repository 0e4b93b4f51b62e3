"""Whether a table of quantities stands on a logarithmic scale. Standard library alone."""

from collections.abc import Sequence
from math import isfinite
from statistics import median, quantiles

LARGEST = 64  # no logarithm of a volume is larger, to base 2, e or 10
SMALLEST = 2  # ratios to a standard and shares lie about 1 or below
SPREAD = 2  # upper over lower quartile: logarithms 1.1 to 1.4, volumes 4 to 20
VARIATION = 0.1  # of a feature about its mean: logarithms .005 to .05, volumes .1 to 1
FEWEST = 30  # values that say anything
MOST = 2000  # rows looked at
SKEW = 5  # 99th percentile over median: logarithms 1.3, volumes 9 to 140


def looks_logged(values: Sequence[Sequence[float]]) -> str | None:
    """Why a table seems to hold logarithms, or None.

    Two signs: negative values among small ones; or values that neither spread over features nor vary within a
    feature as volumes do. Volumes spread over orders of magnitude; ratios to a standard, percentages and counts,
    which are as small as logarithms, vary within a feature by more than a tenth.

    Parameters
    ----------
    values : sequence of sequences of float, features x samples
        As read; NaN or 0 is missing.
    """
    rows = [[float(value) for value in row if isfinite(value) and value] for row in values[:: len(values) // MOST + 1]]
    every = sorted(value for row in rows for value in row)
    if len(every) < FEWEST or every[int(0.99 * len(every))] >= LARGEST or every[int(0.01 * len(every))] <= -LARGEST:
        return None
    if negative := sum(value < 0 for value in every):
        share = negative / len(every)
        if share >= 0.01:
            return f"{share:.0%} of the values are negative, as logarithms are and volumes are not"
    lower, middle, upper = quantiles(every, n=4)
    varied = _variation(rows)
    if middle > SMALLEST and upper < SPREAD * lower and varied < VARIATION:
        return (
            f"half of the values lie between {lower:.3g} and {upper:.3g}, and within a row they vary by {varied:.1%}, "
            f"as logarithms do and volumes do not"
        )
    return None


def looks_linear(values: Sequence[Sequence[float]]) -> str | None:
    """Why a table that is called logarithms seems to hold volumes, or None.

    Volumes have a long tail of large values and are never negative; the largest logarithms are little above the median.
    Ratios about 1 can't be told from small logarithms.

    Parameters
    ----------
    values : sequence of sequences of float, features x samples
        As read; NaN or 0 is missing.
    """
    rows = [[float(value) for value in row if isfinite(value) and value] for row in values[:: len(values) // MOST + 1]]
    every = sorted(value for row in rows for value in row)
    if len(every) < FEWEST or every[0] < 0:
        return None
    middle, high = median(every), every[int(0.99 * len(every))]
    if middle <= SMALLEST or high < SKEW * middle:
        return None
    return f"one in a hundred is above {high:.3g}, and half are below {middle:.3g}"


def _variation(rows: Sequence[Sequence[float]]) -> float:
    """Median over rows of the standard deviation over the mean; infinite where no row has two values."""
    found = [_deviation(row) for row in rows if len(row) > 1 and sum(row) > 0]
    return median(found) if found else float("inf")


def _deviation(row: Sequence[float]) -> float:
    mean = sum(row) / len(row)
    return (sum((value - mean) ** 2 for value in row) / (len(row) - 1)) ** 0.5 / mean
