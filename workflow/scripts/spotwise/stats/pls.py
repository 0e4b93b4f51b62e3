"""Partial least squares discriminant analysis, with the cross-validated error and permutation p that it needs.

With many more features than units PLS-DA separates any classes, those of pure noise too (Westerhuis et al. 2008,
Metabolomics 4:81). So the error in cross-validation, every step of it within the folds, and how often permuted classes
do as well, are part of the result. The components are those of NIPALS with one dummy column a class (Barker and Rayens
2003, J Chemom 17:166), found through the units' inner products, which are small (Rannar et al. 1994, J Chemom 8:111).
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

MOST_COMPONENTS = 3
ROUNDING = 1e-10
BATCH = 1_000_000  # numbers held at once while permuting


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
    error_by_chance : float
        Mean over the permutations of their least error, chosen likewise; NaN without permutations.
    p_value : float
        Share of permutations, the true order counted in, whose least error is no larger.
    r2y, q2 : float
        Share of the classes' sum of squares that the model explains on its own data, and that its predictions explain
        in cross-validation, which is below 0 where the classes' shares alone predict better.
    """

    components: int
    scores: np.ndarray
    vip: np.ndarray
    error_fitted: float
    errors: np.ndarray
    error: float
    error_by_chance: float
    p_value: float
    r2y: float
    q2: float


@dataclass(frozen=True)
class _Plan:
    """What stays in place while units are permuted: classes, folds and strata, each shape (units,), and components.

    The units of a stratum stand side by side.
    """

    classes: np.ndarray
    fold: np.ndarray
    strata: np.ndarray
    most: int

    @property
    def dummies(self) -> np.ndarray:
        """Indicators of the classes, shape (units, classes)."""
        return (self.classes[:, None] == np.arange(self.classes.max() + 1)).astype(float)

    def centred(self, train: np.ndarray) -> np.ndarray:
        """Dummies less the classes' shares among the training units of the stratum (of all, where it has none)."""
        shares = np.tile(self.dummies[train].mean(axis=0), (len(train), 1))
        for span in self.spans:
            if train[span].any():
                shares[span] = self.dummies[span][train[span]].mean(axis=0)
        return self.dummies - shares

    @property
    def spans(self) -> list[slice]:
        """The units of each stratum."""
        starts = np.flatnonzero(np.diff(self.strata, prepend=-1))
        return [slice(start, end) for start, end in zip(starts, [*starts[1:], len(self.strata)], strict=True)]


@dataclass(frozen=True)
class _Data:
    """Values about their feature's mean, 0 where missing; 1.0 where seen; True where not; shape (units, features).

    Covariates, shape (units, columns), belong to the values, and move with them.
    """

    filled: np.ndarray
    seen: np.ndarray
    holes: np.ndarray
    covariates: np.ndarray

    def sums(self, units: np.ndarray) -> np.ndarray:
        """Number, sum and sum of squares of the units in each row, shape (3, rows, features)."""
        member = np.zeros((len(units), len(self.seen)))
        np.put_along_axis(member, units, 1.0, axis=1)
        return np.array([member @ part for part in (self.seen, self.filled, self.filled**2)])


def pls_da(
    values: np.ndarray,
    classes: np.ndarray,
    fold: np.ndarray,
    orders: np.ndarray,
    strata: np.ndarray | None = None,
    covariates: np.ndarray | None = None,
    components: int = MOST_COMPONENTS,
) -> PlsDa:
    """Fit, cross-validate and permute.

    Features are centred and scaled to unit variance over the units that train, within strata where there are any, and
    dummies are centred likewise: then what strata differ in does not count, however unequal the classes are in them. A
    missing value takes its feature's mean, zero, so it moves its unit in no direction, and so does any value of a
    stratum whose training units do not show the feature. What covariates say of the features, by least squares over the
    units that train, is taken off. A unit is put into the class whose training units have the nearest mean prediction,
    so that unequal classes do not matter.

    Parameters
    ----------
    values : array, shape (features, units)
        Log volumes; NaN where missing.
    classes : array of int, shape (units,)
        From 0, each of them present.
    fold : array of int, shape (units,)
        The fold that holds each unit out, as of `folds.fold_of`.
    orders : array of int, shape (permutations, units)
        Whose values come to stand at each unit in each permutation; within strata where there are any. The order that
        happened is not among them.
    strata : array of int, shape (units,), optional
    covariates : array, shape (units, columns), optional
        A permuted unit keeps its own.
    components : int
        At most; no more than 3, or than the training units give.
    """
    strata = np.zeros(len(classes), int) if strata is None else strata
    covariates = np.empty((len(classes), 0)) if covariates is None else covariates
    fixed = np.hstack([strata[:, None] == np.unique(strata), covariates])
    spare = len(classes) - int(np.bincount(fold).max()) - int(np.linalg.matrix_rank(fixed))
    most = max(1, min(components, MOST_COMPONENTS, spare))
    place = np.argsort(strata, kind="stable")  # the units of a stratum side by side
    back = np.argsort(place)
    plan = _Plan(classes[place], fold[place], strata[place], most)
    orders = back[np.vstack([np.arange(len(classes)), orders])[:, place]]
    data = _data(values[:, place], covariates[place])
    errors, explained = _cross_validate(data, plan, orders)
    least = errors.min(axis=1)
    taken = int(np.argmin(errors[0])) + 1
    # errors are sums of fractions: what differs by rounding is equal
    p_value = float(np.mean(least <= least[0] + ROUNDING))
    by_chance = float(least[1:].mean()) if len(least) > 1 else np.nan
    scores, vip, error_fitted, r2y = _whole(data, plan, taken)
    worth = float(least[0]), by_chance, p_value, r2y, float(explained[0, taken - 1])
    return PlsDa(taken, scores[back], vip, error_fitted, errors[0], *worth)


def _data(values: np.ndarray, covariates: np.ndarray) -> _Data:
    """Features that hardly vary are left at 0 throughout."""
    seen = np.isfinite(values)
    n = np.maximum(seen.sum(axis=1, keepdims=True), 1)
    mean = np.where(seen, values, 0.0).sum(axis=1, keepdims=True) / n
    filled = np.where(seen, values - mean, 0.0)
    varies = np.abs(filled).max(axis=1, keepdims=True) > ROUNDING * np.maximum(np.abs(mean), 1.0)
    return _Data(*map(np.ascontiguousarray, ((filled * varies).T, seen.T.astype(float), ~seen.T, covariates)))


def _cross_validate(data: _Data, plan: _Plan, orders: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Error, and share of the sum of squares, of each order by number of components, shape (orders, most).

    Permuting the data under fixed classes is permuting the classes, and keeps every fold's share of each class.
    """
    step = max(1, BATCH // data.seen.size)
    batches = [_errors(data, plan, orders[start : start + step]) for start in range(0, len(orders), step)]
    errors, explained = zip(*batches, strict=True)
    return np.concatenate(errors), np.concatenate(explained)


def _errors(data: _Data, plan: _Plan, orders: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    wrong = np.zeros((len(orders), plan.most, len(plan.classes)))
    missed = np.zeros((len(orders), plan.most))
    for held_out in np.unique(plan.fold):
        test = plan.fold == held_out
        rows, level = _autoscaled(data, plan, orders, ~test), _levelling(data, plan, orders, ~test)
        kernel = level @ (rows @ rows.transpose(0, 2, 1)) @ level.transpose(0, 2, 1)
        truth = plan.centred(~test)[test]
        for at, (guess, means) in enumerate(_predicted(kernel, plan, ~test, test)):
            wrong[:, at, test] = _nearest(guess, means) != plan.classes[test]
            missed[:, at] += np.sum((truth - guess) ** 2, axis=(1, 2))
    return _balanced(wrong, plan.classes), 1.0 - missed / np.sum(plan.centred(np.ones(len(test), bool)) ** 2)


def _balanced(wrong: np.ndarray, classes: np.ndarray) -> np.ndarray:
    """Mean over classes of the share of their units that are wrong; the last axis of `wrong` is units."""
    return np.mean([wrong[..., classes == c].mean(axis=-1) for c in range(classes.max() + 1)], axis=0)


def _autoscaled(data: _Data, plan: _Plan, orders: np.ndarray, train: np.ndarray) -> np.ndarray:
    """Values in each order on the means and standard deviation within strata of the training units, missing ones zero.

    Returns
    -------
    array, shape (orders, units, features)
    """
    sums = [data.sums(orders[:, span][:, train[span]]) for span in plan.spans]
    means = [total / np.maximum(n, 1.0) for n, total, _ in sums]
    free = sum(n for n, _, _ in sums) - len(sums)
    within = sum(square - total * mean for (_, total, square), mean in zip(sums, means, strict=True))
    variance = within / np.maximum(free, 1.0)
    varies = variance > ROUNDING * np.mean(data.filled**2, axis=0)
    scale = np.where(varies, 1.0 / np.sqrt(np.where(varies, variance, 1.0)), 0.0)
    rows = data.filled[orders]
    for span, mean, (n, _, _) in zip(plan.spans, means, sums, strict=True):
        rows[:, span] -= np.expand_dims(mean, 1)
        rows[:, span] *= np.expand_dims(np.where(n > 0, scale, 0.0), 1)
    rows[data.holes[orders]] = 0.0
    return rows


def _levelling(data: _Data, plan: _Plan, orders: np.ndarray, train: np.ndarray) -> np.ndarray:
    """What takes off rows of units all that the training units' covariates say of them, shape (orders, units, units).

    It works within strata, as the rows do.
    """
    covariates = data.covariates[orders]
    for span in plan.spans:
        own = covariates[:, span]
        own -= own[:, train[span]].mean(axis=1, keepdims=True) if train[span].any() else own
    level = np.tile(np.eye(len(train)), (len(orders), 1, 1))
    level[:, :, train] -= covariates @ np.linalg.pinv(covariates[:, train], rcond=ROUNDING)
    return level


def _directions(kernel: np.ndarray, y: np.ndarray, most: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Components in the span of the units: scores of unit length and the units' weights, by deflation.

    Parameters
    ----------
    kernel : array, shape (batch, units, units)
        Inner products of the units.
    y : array, shape (units, classes)
        Centred dummies.
    most : int

    Returns
    -------
    scores, weights : arrays, shape (batch, units, most)
        Zero for a component that the data do not have.
    explained : array, shape (batch, most)
        Sum of squares of the dummies that each component explains.
    """
    y = np.broadcast_to(y, (len(kernel), *y.shape))
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


def _predicted(
    kernel: np.ndarray, plan: _Plan, train: np.ndarray, test: np.ndarray
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Centred dummies predicted with one component more each time.

    Those of the test units, shape (batch, test units, classes), and their means over the training units of each class,
    shape (batch, classes, classes).
    """
    member, y = plan.dummies[train], plan.centred(train)[train]
    across, kernel = kernel[:, test][:, :, train], kernel[:, train][:, :, train]
    scores, weights, _ = _directions(kernel, y, plan.most)
    for count in range(1, plan.most + 1):
        t, u = scores[:, :, :count], weights[:, :, :count]
        inner = t.transpose(0, 2, 1) @ (kernel @ u)
        inner = inner + np.eye(count) * (np.abs(t).max(axis=1) == 0)[:, :, None]  # of a component that is not there
        coefficients = u @ np.linalg.solve(inner, t.transpose(0, 2, 1) @ y)
        yield across @ coefficients, (member / member.sum(axis=0)).T @ (kernel @ coefficients)


def _nearest(guess: np.ndarray, means: np.ndarray) -> np.ndarray:
    """The class with the nearest mean, shape (batch, units)."""
    return np.argmin(((guess[:, :, None, :] - means[:, None, :, :]) ** 2).sum(axis=3), axis=2)


def _whole(data: _Data, plan: _Plan, components: int) -> tuple[np.ndarray, np.ndarray, float, float]:
    """Scores, VIP, and error and share of the sum of squares on its own data, of the model of all units."""
    every = np.ones(len(plan.classes), bool)
    y = plan.centred(every)
    given = data, plan, np.arange(len(y))[None], every
    rows = _levelling(*given)[0] @ _autoscaled(*given)[0]
    kernel = (rows @ rows.T)[None]
    scores, weights, explained = (part[0] for part in _directions(kernel, y, components))
    guess, means = list(_predicted(kernel, plan, every, every))[components - 1]
    wrong = _nearest(guess, means)[0] != plan.classes
    loadings, lengths = np.zeros((components, rows.shape[1])), np.zeros(components)
    for at in range(components):
        loading = weights[:, at] @ rows
        loadings[at] = loading / (np.linalg.norm(loading) or 1.0)
        lengths[at] = np.linalg.norm(rows @ loadings[at])
        rows = rows - np.outer(scores[:, at], scores[:, at] @ rows)
    used = np.any(loadings != 0, axis=0)
    share = explained / (explained.sum() or 1.0)
    vip = np.where(used, np.sqrt(used.sum() * (share @ loadings**2)), np.nan)
    error, r2y = float(_balanced(wrong.astype(float), plan.classes)), float(explained.sum() / np.sum(y**2))
    return scores * lengths, vip, error, r2y
