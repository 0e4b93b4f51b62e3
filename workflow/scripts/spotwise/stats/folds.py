"""Who is held out together in cross-validation."""

import numpy as np

MOST = 7


def fold_of(
    classes: np.ndarray,
    rng: np.random.Generator,
    folds: int = MOST,
    strata: np.ndarray | None = None,
    blocks: np.ndarray | None = None,
) -> np.ndarray:
    """A random fold for each unit: every class and stratum spread evenly, the units of a block together.

    Where a fold would hold all units of a class or stratum, each block (unit) is a fold of its own.

    Parameters
    ----------
    classes, strata, blocks : arrays of int, shape (units,)
    rng : Generator
    folds : int
        At most; no more than the rarest class has blocks (units).

    Returns
    -------
    array of int, shape (units,)

    Raises
    ------
    ValueError
        With fewer than two classes, or a class that fewer than two blocks (units) hold: one must be left to train.
    """
    strata = np.zeros(len(classes), int) if strata is None else strata
    blocks = np.arange(len(classes)) if blocks is None else np.unique(blocks, return_inverse=True)[1]
    holding = [len(np.unique(blocks[classes == c])) for c in np.unique(classes)]
    if len(holding) < 2 or min(holding) < 2:
        raise ValueError("two classes or more are needed, each with at least two units or blocks")
    held = [sorted(zip(classes[blocks == b], strata[blocks == b], strict=True)) for b in range(blocks.max() + 1)]
    order = sorted(rng.permutation(len(held)), key=held.__getitem__)
    dealt = np.empty(len(held), int)
    dealt[order] = np.arange(len(held)) % min(folds, *holding)
    fold = dealt[blocks]
    whole = len(np.unique(classes)), len(np.unique(strata))
    trains = [(len(np.unique(classes[fold != f])), len(np.unique(strata[fold != f]))) for f in np.unique(fold)]
    return fold if all(kinds == whole for kinds in trains) else blocks
