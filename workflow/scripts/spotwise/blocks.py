"""Blocks: animals that are not independent of each other, such as those of one litter.

A contrast that varies within blocks is tested by generalised least squares with the correlation that all features
agree on. One that is constant within every block has the blocks for its units: it is tested on their means, with their
degrees of freedom, for the animals of a block add little to it, and a consensus correlation counts them too high.
"""

from collections.abc import Sequence

import numpy as np

from spotwise.design import Stratum, Weights


def members(labels: Sequence[str]) -> np.ndarray:
    """Which units each block holds, shape (blocks, units); blocks stand in the order of their first unit."""
    names = list(dict.fromkeys(labels))
    return np.array([[label == name for label in labels] for name in names])


def block_means(values: np.ndarray, matrix: np.ndarray, member: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Means over each block's units of what was observed, and of the design's rows.

    Parameters
    ----------
    values : array, shape (features, units)
    matrix : array, shape (units, design columns)
    member : array of bool, shape (blocks, units)

    Returns
    -------
    arrays, shape (features, blocks) and (blocks, design columns)
    """
    seen = np.isfinite(values)
    count = seen.astype(float) @ member.T
    means = np.where(seen, values, 0.0) @ member.T / np.maximum(count, 1.0)
    return np.where(count > 0, means, np.nan), member @ matrix / member.sum(axis=1, keepdims=True)


def over_blocks(weights: Weights, member: np.ndarray) -> Weights:
    """The same contrast with blocks in the place of units."""
    block = member.argmax(axis=0)

    def blocks_of(arm: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(sorted({int(block[at]) for at in arm}))

    strata = [Stratum(s.levels, blocks_of(s.test), blocks_of(s.reference)) for s in weights.strata]
    sides = {int(block[at]): side for at, side in weights.sides.items()}
    return Weights(weights.row, strata, weights.left_out, sides, weights.compares)
