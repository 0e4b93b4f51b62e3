"""Partial least squares discriminant analysis, with the cross-validated error and permutation p that it needs.

With many more features than units PLS-DA separates any classes, those of pure noise too (Westerhuis et al. 2008,
Metabolomics 4:81). So the error in cross-validation, every step of it within the folds, and how often permuted classes
do as well, are part of the result. The components are those of NIPALS with one dummy column a class (Barker and Rayens
2003, J Chemom 17:166), found through the units' inner products, which are small (Rannar et al. 1994, J Chemom 8:111).
"""

from dataclasses import dataclass

import numpy as np

MOST_COMPONENTS, MOST_FOLDS = 3, 7
ROUNDING = 1e-10
BATCH = 4_000_000  # numbers held at once while permuting


@dataclass(frozen=True)
class PlsDa:
    """A discriminant analysis and what it is worth.

    Attributes
    ----------
    components : int
        Those of the model: as many as have the least cross-validated error, the fewest of equals.
    scores : array, shape (units, components)
    vip : array, shape (features,)
        Variable importance in projection, whose squares have mean 1 (Wold et al. 1993); NaN for a feature that was
        seen in fewer than two units or does not vary.
    error_fitted : float
        Mean over the classes of the share of units that the model puts in a wrong one, on the data it was fitted to.
    errors : array, shape (up to 3,)
        The same, cross-validated, for each number of components.
    error : float
        The least of `errors`; a little optimistic, for having been chosen.
    p_value : float
        Share of permutations of the classes, the true order counted in, whose least error is no larger.
    """

    components: int
    scores: np.ndarray
    vip: np.ndarray
    error_fitted: float
    errors: np.ndarray
    error: float
    p_value: float


def pls_da(
    values: np.ndarray,
    classes: np.ndarray,
    rng: np.random.Generator,
    permutations: int = 199,
    components: int = MOST_COMPONENTS,
    folds: int = MOST_FOLDS,
) -> PlsDa:
    """Fit, cross-validate and permute.

    Features are centred and scaled to unit variance over the units that train; a missing value then takes its
    feature's mean, zero, so it moves its unit in no direction. A unit is put into the class whose training units have
    the nearest mean prediction, so that unequal classes do not matter.

    Parameters
    ----------
    values : array, shape (features, units)
        Log volumes; NaN where missing.
    classes : array of int, shape (units,)
        From 0, each of them present.
    rng : Generator
    permutations : int
    components, folds : int
        At most; no more folds than the smallest class has units, no more components than 3 or the training units give.

    Raises
    ------
    ValueError
        With fewer than two classes, or fewer than two units in one.
    """
    sizes = np.bincount(classes)
    if len(sizes) < 2 or sizes.min() < 2:
        raise ValueError("two classes or more are needed, each with at least two units")
    x = np.ascontiguousarray(values.T)
    held_out = fold_of(classes, min(folds, int(sizes.min())), rng)
    most = min(components, MOST_COMPONENTS, len(classes) - int(np.bincount(held_out).max()) - 1)
    orders = np.argsort(rng.random((permutations + 1, len(classes))), axis=1)
    orders[0] = np.arange(len(classes))
    errors = _cross_validate(x, classes, held_out, orders, most)
    least = errors.min(axis=1)
    taken = int(np.argmin(errors[0])) + 1
    scores, vip, error_fitted = _whole(x, classes, taken)
    # errors are sums of fractions: what differs by rounding is equal
    p_value = float(np.mean(least <= least[0] + ROUNDING))
    return PlsDa(taken, scores, vip, error_fitted, errors[0], float(least[0]), p_value)


def fold_of(classes: np.ndarray, folds: int, rng: np.random.Generator) -> np.ndarray:
    """A random fold for each unit, every class spread evenly, shape (units,)."""
    order = rng.permutation(len(classes))
    order = order[np.argsort(classes[order], kind="stable")]
    fold = np.empty(len(classes), int)
    fold[order] = np.arange(len(classes)) % folds
    return fold


def _cross_validate(x, classes, held_out, orders, most) -> np.ndarray:
    """Error of each order of the units by number of components, shape (orders, most).

    Permuting the data under fixed classes is permuting the classes, and keeps every fold's share of each class.
    """
    step = max(1, BATCH // x.size)
    batches = [orders[start : start + step] for start in range(0, len(orders), step)]
    return np.concatenate([_errors(x, classes, held_out, batch, most) for batch in batches])


def _errors(x, classes, held_out, orders, most) -> np.ndarray:
    wrong = np.zeros((len(orders), most, len(classes)))
    for fold in np.unique(held_out):
        test = held_out == fold
        train_rows, test_rows = _autoscaled(x[orders[:, ~test]], x[orders[:, test]])
        across = train_rows.transpose(0, 2, 1)
        kernels = train_rows @ across, test_rows @ across
        wrong[:, :, test] = _predicted(*kernels, classes[~test], most) != classes[test]
    return _balanced(wrong, classes)


def _balanced(wrong: np.ndarray, classes: np.ndarray) -> np.ndarray:
    """Mean over classes of the share of their units that are wrong; the last axis of `wrong` is units."""
    return np.mean([wrong[..., classes == c].mean(axis=-1) for c in range(classes.max() + 1)], axis=0)


def _autoscaled(train: np.ndarray, test: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Units x features (the last two axes) on the training units' mean and standard deviation, missing ones zero."""
    seen = np.isfinite(train)
    n = seen.sum(axis=-2, keepdims=True)
    mean = np.where(seen, train, 0.0).sum(axis=-2, keepdims=True) / np.maximum(n, 1)
    centred = np.where(seen, train - mean, 0.0)
    variance = (centred**2).sum(axis=-2, keepdims=True) / np.maximum(n - 1, 1)
    varies = variance > (ROUNDING * np.maximum(np.abs(mean), 1.0)) ** 2
    scale = np.where(varies, 1.0 / np.sqrt(np.where(varies, variance, 1.0)), 0.0)
    return centred * scale, np.where(np.isfinite(test), test - mean, 0.0) * scale


def _dummies(classes: np.ndarray) -> np.ndarray:
    """Centred indicators, shape (units, classes)."""
    dummies = (classes[:, None] == np.arange(classes.max() + 1)).astype(float)
    return dummies - dummies.mean(axis=0)


def _directions(kernel: np.ndarray, classes: np.ndarray, most: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Components in the span of the units: scores of unit length and the units' weights, by deflation.

    Parameters
    ----------
    kernel : array, shape (batch, units, units)
        Inner products of the units.
    classes : array of int, shape (units,)
    most : int

    Returns
    -------
    scores, weights : arrays, shape (batch, units, most)
        Zero for a component that the data do not have.
    explained : array, shape (batch, most)
        Sum of squares of the dummies that each component explains.
    """
    y = np.broadcast_to(_dummies(classes), (len(kernel), len(classes), classes.max() + 1))
    floor = ROUNDING * np.linalg.norm(kernel, axis=(1, 2)) + np.finfo(float).tiny
    scores, weights, explained = [], [], []
    for _ in range(most):
        right = kernel @ y
        vectors = np.linalg.eigh(y.transpose(0, 2, 1) @ right)[1]
        weight = y @ vectors[:, :, -1:]
        score = kernel @ weight
        length = np.linalg.norm(score, axis=1, keepdims=True)
        there = length > floor[:, None, None]
        score = np.where(there, score / np.where(there, length, 1.0), 0.0)
        scores.append(score)
        weights.append(np.where(there, weight, 0.0))
        loading = score.transpose(0, 2, 1) @ y
        explained.append((loading**2).sum(axis=(1, 2)))
        y = y - score @ loading
        kernel = kernel - score @ (score.transpose(0, 2, 1) @ kernel)
        kernel = kernel - (kernel @ score) @ score.transpose(0, 2, 1)
    return np.concatenate(scores, 2), np.concatenate(weights, 2), np.stack(explained, 1)


def _predicted(kernel: np.ndarray, test: np.ndarray, classes: np.ndarray, most: int) -> np.ndarray:
    """Class of each test unit by number of components, shape (batch, most, test units)."""
    scores, weights, _ = _directions(kernel, classes, most)
    y = _dummies(classes)
    member = (classes[:, None] == np.arange(classes.max() + 1)) / np.bincount(classes)
    found = []
    for count in range(1, most + 1):
        t, u = scores[:, :, :count], weights[:, :, :count]
        inner = t.transpose(0, 2, 1) @ (kernel @ u)
        inner = inner + np.eye(count) * (np.abs(t).max(axis=1) == 0)[:, :, None]  # of a component that is not there
        coefficients = u @ np.linalg.solve(inner, t.transpose(0, 2, 1) @ y)
        means = member.T @ (kernel @ coefficients)
        away = ((test @ coefficients)[:, :, None, :] - means[:, None, :, :]) ** 2
        found.append(np.argmin(away.sum(axis=3), axis=2))
    return np.stack(found, 1)


def _whole(x: np.ndarray, classes: np.ndarray, components: int) -> tuple[np.ndarray, np.ndarray, float]:
    """Scores, VIP and the error on its own data of the model of all units."""
    rows, _ = _autoscaled(x, x)
    kernel = (rows @ rows.T)[None]
    scores, weights, explained = (part[0] for part in _directions(kernel, classes, components))
    wrong = _predicted(kernel, kernel, classes, components)[0, -1] != classes
    loadings, lengths = np.zeros((components, rows.shape[1])), np.zeros(components)
    for at in range(components):
        loading = weights[:, at] @ rows
        loadings[at] = loading / (np.linalg.norm(loading) or 1.0)
        lengths[at] = np.linalg.norm(rows @ loadings[at])
        rows = rows - np.outer(scores[:, at], scores[:, at] @ rows)
    used = np.any(loadings != 0, axis=0)
    share = explained / (explained.sum() or 1.0)
    vip = np.sqrt(used.sum() * (share @ loadings**2))
    return scores * lengths, np.where(used, vip, np.nan), float(_balanced(wrong.astype(float), classes))
