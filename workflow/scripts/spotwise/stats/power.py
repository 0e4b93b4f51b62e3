"""What a study of this size could have found, and the size that would find a given change.

The test is the moderated t; under a true change its statistic is taken to follow the noncentral t distribution with
the posterior degrees of freedom, and a feature's posterior standard error stands for its true one. The first is an
approximation wherever there is a prior (in simulations with 3 to 10 units an arm a power of 80% came out as 79 to
81%), the second an estimate.
"""

import numpy as np
from scipy.special import nctdtr, ndtri, stdtrit

LARGE_DF = 1e5
"""Above this many degrees of freedom a t distribution is taken as normal."""


def threshold(fdr: float, changed: float = 0.05, power: float = 0.8) -> float:
    """The p at which Benjamini-Hochberg stops, when a share of the features has changed and is found with some power.

    BH calls p-values up to fdr x (calls / tests). Of the tests a share `changed * power + (1 - changed) * p` falls
    below p; the p that equals fdr times that share is the threshold (Genovese and Wasserman 2002, J R Stat Soc B
    64:499).
    """
    return fdr * changed * power / (1.0 - fdr * (1.0 - changed))


def noncentrality(df: np.ndarray, alpha: float, power: float = 0.8) -> np.ndarray:
    """The true change, in standard errors, that a two-sided t-test at `alpha` finds with some power.

    Parameters
    ----------
    df : array, shape (features,)
        May be infinite; NaN or below 1 gives NaN.
    alpha, power : float

    Returns
    -------
    array, shape (features,)
    """
    df = np.asarray(df, float)
    found = np.full(df.shape, np.nan)
    found[df > LARGE_DF] = ndtri(1 - alpha / 2) + ndtri(power)
    usable = (df >= 1) & (df <= LARGE_DF)
    distinct, which = np.unique(df[usable], return_inverse=True)
    found[usable] = _solve(distinct, alpha, power)[which]
    return found


def _solve(df: np.ndarray, alpha: float, power: float) -> np.ndarray:
    """By bisection; the tail of the other sign, below alpha / 2 at no change, is left out."""
    critical = stdtrit(df, 1 - alpha / 2)
    low, high = np.zeros(len(df)), 3 * critical + 10
    for _ in range(50):
        middle = (low + high) / 2
        enough = 1 - nctdtr(df, middle, critical) >= power
        low, high = np.where(enough, low, middle), np.where(enough, middle, high)
    return high


def smallest_change(se: np.ndarray, df: np.ndarray, alpha: float, power: float = 0.8) -> np.ndarray:
    """The smallest true change of each feature, on the scale of `se`, that is found at `alpha` with some power.

    Parameters
    ----------
    se, df : arrays, shape (features,)
        Posterior standard errors of a contrast and their degrees of freedom, as `moderated_t` gives them; NaN where
        a feature is not testable.

    Returns
    -------
    array, shape (features,)
    """
    return noncentrality(df, alpha, power) * se


def units_needed(
    change: float,
    se: np.ndarray,
    residual_df: np.ndarray,
    prior_df: np.ndarray,
    n: float,
    rank: int,
    alpha: float,
    power: float = 0.8,
    most: int = 1000,
) -> np.ndarray:
    """Units in each arm that find a true change with some power.

    Every cell of the design is taken to grow by the same factor k: the variance of the contrast falls by k, and the
    residual degrees of freedom become k (df + rank) - rank; the feature's variance and the prior stay as they are.
    A design that gains columns with its units (batches, say, as fixed effects) gains fewer degrees of freedom.

    Parameters
    ----------
    change : float
        On the scale of `se`; its sign does not matter.
    se : array, shape (features,)
        Posterior standard errors in the present study; NaN where not testable.
    residual_df, prior_df : arrays, shape (features,)
    n : float
        Units in each arm of the present study (the mean, where arms differ).
    rank : int
        Of the design.
    alpha, power : float
    most : int

    Returns
    -------
    array of float, shape (features,)
        At least 2; infinite where more than `most` would be needed, NaN where `se` is.
    """
    size = abs(change)
    low, high = np.ones(len(se), int), np.full(len(se), most + 1)
    for _ in range(int(np.ceil(np.log2(most + 1)))):
        middle = (low + high) // 2
        growth = middle / n
        df = np.maximum(growth * (residual_df + rank) - rank, 0.0) + prior_df
        with np.errstate(invalid="ignore"):
            enough = size * np.sqrt(growth) >= noncentrality(df, alpha, power) * se
        step = high - low > 1
        low, high = np.where(step & ~enough, middle, low), np.where(step & enough, middle, high)
    needed = np.where(high > most, np.inf, np.maximum(high, 2).astype(float))
    return np.where(np.isfinite(se), needed, np.nan)
