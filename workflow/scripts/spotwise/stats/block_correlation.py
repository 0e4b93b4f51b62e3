"""How alike units of one block are: a correlation per feature by REML, and the consensus of all.

The model of a feature is y = X b + block effect + error; the correlation rho is the block's share of the variance. What
is left of y beyond X has independent parts of variance s2 (1 - rho + rho l), with l the eigenvalues of the blocks'
matrix there, so the likelihood has one free parameter. Parts with l above zero come from the blocks' sums of residuals;
the others vary alike, and their squares are what the residuals hold besides. The consensus is the trimmed mean on
Fisher's scale (Smyth, Michaud and Scott 2005, Bioinformatics 21:2067); the reference implementation is limma's
`duplicateCorrelation`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from spotwise.stats.linear_model import Fit, fit_features
from spotwise.stats.normal_equations import TOLERANCE, chunks, each_times

HIGHEST = 0.99
TRIM = 0.15
GRID = 24  # correlations at which the greatest likelihood is first looked for
STEPS, CLOSE = 60, 1e-11  # towards it from there, and the step at which to stop


def consensus_correlation(values: np.ndarray, columns: np.ndarray, member: np.ndarray) -> tuple[float, np.ndarray]:
    """The correlation within blocks that all features agree on, and each feature's own.

    Parameters
    ----------
    values : array, shape (features, units)
        NaN where missing.
    columns : array, shape (units, rank)
        Basis of the design.
    member : array of bool, shape (blocks, units)

    Returns
    -------
    consensus : float
        NaN where no feature can tell block from error.
    correlation : array, shape (features,)
        NaN for a feature with too few units or blocks.
    """
    correlation = block_correlations(values, columns, member)
    told = np.sort(np.arctanh(correlation[np.isfinite(correlation)]))
    if not len(told):
        return np.nan, correlation
    cut = int(np.floor(len(told) * TRIM))
    return float(np.tanh(told[cut : len(told) - cut].mean())), correlation


def block_correlations(values: np.ndarray, columns: np.ndarray, member: np.ndarray) -> np.ndarray:
    """REML correlation of each feature; arguments as in `consensus_correlation`."""
    fitted, seen = fit_features(values, columns), np.isfinite(values)
    first = np.unique(fitted.pattern, return_index=True)[1]
    lowest = 1.0 / (1.0 - member.sum(axis=1).max()) + 0.01
    correlation = np.full(len(values), np.nan)
    for some, features in _by_pattern(fitted.pattern, len(member) ** 2):
        shown, df = seen[first[some]], fitted.df[first[some]]
        spectra = _spectra(shown, df, fitted.inverse[some], fitted.basis.columns, member)
        told = spectra.differ & _told(shown, columns.shape[1], member)
        features = features[told[fitted.pattern[features] - some.start]]
        for few in chunks(len(features), 4 * (len(member) + 1)):  # several arrays of that width are held at once
            at, own = features[few], fitted.pattern[features[few]] - some.start
            parts = _parts(_residuals(fitted, values, at), spectra, own, member)
            correlation[at] = _greatest(parts, spectra, own, lowest)
    return correlation


def _by_pattern(pattern: np.ndarray, size: int) -> Iterator[tuple[slice, np.ndarray]]:
    """A few patterns at a time, of `size` numbers each, and which features have them."""
    order = np.argsort(pattern, kind="stable")
    starts = np.searchsorted(pattern[order], np.arange(pattern.max(initial=-1) + 2))
    for some in chunks(len(starts) - 1, size):
        yield some, order[starts[some.start] : starts[some.stop]]


def _told(seen: np.ndarray, rank: int, member: np.ndarray) -> np.ndarray:
    """Patterns with enough units beyond the model, and with some but not all units sharing blocks."""
    units = seen.sum(axis=1)
    blocks = (seen.astype(float) @ member.T > 0).sum(axis=1)
    return (units > rank + 2) & (blocks > 1) & (blocks < units - 1)


def _residuals(fitted: Fit, values: np.ndarray, at: np.ndarray) -> np.ndarray:
    """Residuals of some features, zero where missing."""
    left = values[at] - fitted.coefficients[at] @ fitted.basis.columns.T
    return np.where(np.isfinite(left), left, 0.0)


@dataclass(frozen=True)
class _Spectra:
    """The blocks' matrix beyond the model, for patterns of missing values.

    Attributes
    ----------
    to_parts : array, shape (patterns, blocks, blocks)
        Turns the blocks' sums of residuals into parts; zero for those that the blocks do not reach.
    excess : array, shape (patterns, blocks + 1)
        Eigenvalues less one; the last is that of all parts which the blocks do not reach.
    count : array, shape (patterns, blocks + 1)
        How many parts have it.
    """

    to_parts: np.ndarray
    excess: np.ndarray
    count: np.ndarray

    @property
    def differ(self) -> np.ndarray:
        """Patterns whose eigenvalues are not all alike; where they are, every correlation is as likely."""
        values = np.where(self.count > 0, self.excess, np.nan)
        return np.fmax.reduce(values, axis=1) - np.fmin.reduce(values, axis=1) > 1e-6


def _spectra(
    seen: np.ndarray, df: np.ndarray, inverse: np.ndarray, columns: np.ndarray, member: np.ndarray
) -> _Spectra:
    sums = np.stack([seen[:, m] @ columns[m] for m in member], axis=1)
    sizes = seen.astype(float) @ member.T
    values, vectors = np.linalg.eigh(sizes[:, :, None] * np.eye(len(member)) - sums @ inverse @ sums.transpose(0, 2, 1))
    reached = values > TOLERANCE * sizes.max(axis=1, keepdims=True)
    scale = np.where(reached, 1.0 / np.sqrt(np.where(reached, values, 1.0)), 0.0)
    alike = df - reached.sum(axis=1)
    excess = np.column_stack([np.where(reached, values - 1.0, 0.0), np.full(len(seen), -1.0)])
    return _Spectra(scale[:, :, None] * vectors.transpose(0, 2, 1), excess, np.column_stack([reached, alike]))


def _parts(residuals: np.ndarray, spectra: _Spectra, own: np.ndarray, member: np.ndarray) -> np.ndarray:
    """Squared parts of each feature, shape (features, blocks + 1); the last is the sum of those that are alike."""
    parts = each_times(spectra.to_parts, own, residuals @ member.T.astype(float)) ** 2
    alike = np.einsum("fu,fu->f", residuals, residuals) - parts.sum(axis=1)
    return np.column_stack([parts, np.maximum(alike, 0.0)])


def _greatest(parts: np.ndarray, spectra: _Spectra, own: np.ndarray, lowest: float) -> np.ndarray:
    """The correlation from `lowest` to HIGHEST at which each feature's restricted likelihood is greatest.

    The best of a grid, then Newton's steps between its neighbours there; where one would leave them, they are halved.
    An end of the range is reached only from within: a likelihood may rise once more beside it, which is not the maximum
    that the features share.
    """
    grid = np.linspace(lowest, HIGHEST, GRID)
    best = np.argmax([_likelihood(rho, parts, spectra, own) for rho in grid], axis=0).clip(1, GRID - 2)
    rho, low, high = grid[best], grid[best - 1], grid[best + 1]
    excess, count = spectra.excess[own], spectra.count[own]
    going = np.arange(len(rho))
    for _ in range(STEPS):
        now = rho[going]
        score, slope = _score(now[:, None], parts[going], excess[going], count[going])
        low[going], high[going] = np.where(score > 0, [now, high[going]], [low[going], now])
        step = np.divide(-score, slope, out=np.full(len(now), np.inf), where=slope < 0)
        inside = (now + step > low[going]) & (now + step < high[going])
        rho[going] = np.where(inside, now + step, (low[going] + high[going]) / 2)
        going = going[np.abs(rho[going] - now) > CLOSE]
        if not len(going):
            break
    return rho


def _likelihood(rho: float, parts: np.ndarray, spectra: _Spectra, own: np.ndarray) -> np.ndarray:
    """Twice the restricted log likelihood, up to a constant, with each feature's variance at its best."""
    variance = 1.0 + rho * spectra.excess
    logs = (spectra.count * np.log(variance)).sum(axis=1)
    with np.errstate(divide="ignore"):
        left = np.log(np.einsum("fp,fp->f", parts, (1.0 / variance)[own]))
        return -logs[own] - spectra.count.sum(axis=1)[own] * left


def _score(rho: np.ndarray, parts: np.ndarray, excess: np.ndarray, count: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """First and second derivative of `_likelihood` by the correlation."""
    variance = 1.0 + rho * excess
    change, share = excess / variance, parts / variance
    moved = share * change
    df, counted = count.sum(axis=1), count * change
    with np.errstate(divide="ignore", invalid="ignore"):  # NaN where nothing is left of a feature
        first = moved.sum(axis=1) / share.sum(axis=1)
        second = np.einsum("fp,fp->f", moved, change) / share.sum(axis=1)
    return df * first - counted.sum(axis=1), df * (first**2 - 2 * second) + np.einsum("fp,fp->f", counted, change)
