"""A weight for each unit (gel, animal), judged by how well its features follow the model: REML of unit variances.

The model is y = X b + e for each feature, with var(e) = s2 exp(g): s2 is the feature's own, g is the unit's, alike for
all features and summing to zero over units (Ritchie et al. 2006, BMC Bioinformatics 7:261). The weights are exp(-g).
They maximise the restricted likelihood of all features together, by Fisher scoring (Smyth 2002, J Comput Graph Stat
11:836); the gene-by-gene algorithm of the first paper is one pass towards the same maximum, and what it reaches depends
on the order of the features.
"""

import numpy as np

from spotwise.stats.linear_model import Fit, fit_features

ROUNDS = 500
FURTHEST = 2.0  # that a log variance moves in one round
FLAT = 1e-24  # a variance below this share of the largest squared value is rounding
ELEMENTS = 1 << 22  # of hat matrices held at once


def array_weights(
    values: np.ndarray, design: np.ndarray, prior_n: float = 10.0, tolerance: float = 1e-16
) -> np.ndarray:
    """Weights of units, to be given to `linear_model.fit_features`.

    Parameters
    ----------
    values : array, shape (features, units)
        Log volumes; NaN where missing.
    design : array, shape (units, columns)
        Need not be of full rank.
    prior_n : float
        Draws the weights towards one, as so many features would in which all units have the same variance.
    tolerance : float
        Scoring stops when a round's expected gain in likelihood, per value, falls below. The default gives the maximum
        to 7 digits. The reference implementation, limma's `arrayWeights`, stops at 1e-5; with that ours equals its
        result on complete data. Where values are missing it takes the gene-by-gene pass instead.

    Returns
    -------
    array, shape (units,)
        Inverse variances, whose product is one. A unit of which the features say nothing (its leverage is one, or it
        has no values) has the mean of the other weights.

    Raises
    ------
    ValueError
        Where the rounds do not converge, as without a prior they need not.
    """
    log_variance = np.zeros(values.shape[1])
    score, information = _derivatives(values, design, log_variance, prior_n)
    for _ in range(ROUNDS):
        step = _centred_solve(information, score)
        step *= FURTHEST / max(FURTHEST, np.abs(step).max())
        gain = score @ step
        if gain <= tolerance * values.size:
            return np.exp(-log_variance - step)
        score, information = _derivatives(values, design, log_variance + step, prior_n)
        while score @ step < -gain / 2.0:  # the maximum along the step lies well before its end
            step, gain = step / 2.0, gain / 2.0
            score, information = _derivatives(values, design, log_variance + step, prior_n)
        log_variance += step
    raise ValueError(f"the weights of the units did not converge in {ROUNDS} rounds")


def _derivatives(values: np.ndarray, design: np.ndarray, log_variance: np.ndarray, prior_n: float) -> tuple:
    """Twice the score of the log variances, and twice its information, with that of the prior."""
    weights = np.exp(-log_variance)
    score, information = _of_features(values, fit_features(values, design, weights), weights)
    score += prior_n * (weights - 1.0)
    return score - score.mean(), information + prior_n * np.eye(len(weights))


def _of_features(values: np.ndarray, fitted: Fit, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """What the features add to both, the variance of each profiled out."""
    observed = np.isfinite(values)
    columns, pattern = fitted.basis.columns, fitted.pattern
    largest = np.max(np.abs(values), where=observed, initial=0.0)
    use = (fitted.df > 0) & (fitted.variance > FLAT * largest**2)
    squares = np.where(observed[use], weights * (values[use] - fitted.coefficients[use] @ columns.T) ** 2, 0.0)
    score = (squares / fitted.variance[use, None]).sum(axis=0)
    first = np.unique(pattern, return_index=True)[1]
    counts = np.bincount(pattern[use], minlength=len(first))
    whitened = columns * np.sqrt(weights)[:, None]
    information = np.zeros((len(weights), len(weights)))
    for chunk in np.array_split(np.arange(len(first)), 1 + len(first) * information.size // ELEMENTS):
        seen = observed[first[chunk]]
        free = -(whitened @ fitted.inverse[chunk] @ whitened.T) * (seen[:, :, None] & seen[:, None, :])
        diagonal = np.einsum("pii->pi", free)  # a view
        diagonal += seen
        score -= counts[chunk] @ diagonal
        share = counts[chunk] / np.maximum(fitted.df[first[chunk]], 1)
        information += np.einsum("p,pij,pij->ij", counts[chunk], free, free) - (share * diagonal.T) @ diagonal
    return score, information


def _centred_solve(matrix: np.ndarray, right: np.ndarray) -> np.ndarray:
    """The solution that sums to zero, of least norm where several do."""
    centre = np.eye(len(right)) - 1.0 / len(right)
    return np.linalg.pinv(centre @ matrix @ centre, rcond=1e-12, hermitian=True) @ right
