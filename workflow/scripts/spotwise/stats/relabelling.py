"""Other ways in which the arms could have fallen: what the design would have allowed, listed or drawn."""

from dataclasses import dataclass
from itertools import combinations
from math import comb, prod

import numpy as np

LISTED = 20
"""Up to this many times the limit, relabellings are listed and drawn from; above it they are drawn one by one."""


@dataclass(frozen=True)
class Cell:
    """Items that could have changed places: units, or whole blocks.

    Attributes
    ----------
    items : list of arrays of int
        The units of each item.
    labels : array of int, shape (items,)
    """

    items: list[np.ndarray]
    labels: np.ndarray

    @property
    def arrangements(self) -> int:
        """Ways to arrange the labels over the items."""
        counts = np.unique(self.labels, return_counts=True)[1].tolist()
        return prod(comb(sum(counts[at:]), count) for at, count in enumerate(counts))


@dataclass(frozen=True)
class Relabellings:
    """Relabellings of units, the one that happened left out.

    Attributes
    ----------
    labels : array of int, shape (relabellings, units)
    source : array of int, shape (relabellings, units)
        A permutation of the units that makes each relabelling: whose residual comes to stand at each unit. It keeps to
        strata and blocks, and among the units of one arm it is random.
    possible : int
        How many there are besides the one that happened. Swapping two arms throughout gives the same p-values, so a
        relabelling and its mirror image count once.
    """

    labels: np.ndarray
    source: np.ndarray
    possible: int

    @property
    def complete(self) -> bool:
        """Whether these are all there are."""
        return len(self.labels) == self.possible


def relabellings(
    labels: np.ndarray,
    strata: np.ndarray,
    blocks: np.ndarray | None,
    limit: int,
    rng: np.random.Generator,
) -> Relabellings:
    """All relabellings where fewer than `limit`, else `limit` distinct ones, drawn with equal chances.

    Labels change places within strata. With blocks they do so within each block that holds several labels, while
    blocks of one label change places as wholes, with blocks that have as many units in every stratum. So the units of
    each label in each stratum stay as many as they are, and errors that are correlated within blocks keep their law.
    Where a contrast is tested on block means, give the blocks' means as units, and no blocks.

    Parameters
    ----------
    labels : array of int, shape (units,)
        The arm of each unit (or the rank of its value, for a slope); below 0 for a unit that keeps its place.
    strata : array of int, shape (units,)
        The stratum of each unit: units that differ in what the model compares no arms over. Under a model without
        interaction every unit of the two arms is to be given, since all of them bear on the contrast.
    blocks : array of int, shape (units,), optional
        The block of each unit; below 0 for a unit that is its own.
    limit : int
    rng : Generator

    Returns
    -------
    Relabellings
        Without rows where nothing can change places.
    """
    cells = [cell for cell in _cells(labels, strata, blocks) if len(set(cell.labels.tolist())) > 1]
    mirrored = _mirrored(labels, cells)
    total = prod(cell.arrangements for cell in cells)
    possible = total // (2 if mirrored else 1) - 1
    if possible < LISTED * limit:
        found = _listed(labels, cells, mirrored)
        if possible >= limit:
            found = found[np.sort(rng.choice(len(found), limit, replace=False))]
    else:
        found = _drawn(labels, cells, mirrored, limit, rng)
    return Relabellings(found, _sources(labels, found, cells, rng), possible)


def _cells(labels: np.ndarray, strata: np.ndarray, blocks: np.ndarray | None) -> list[Cell]:
    """Which items change places with which."""
    moving = labels >= 0
    if blocks is None:
        return _cells_of_units(np.flatnonzero(moving), labels, strata)
    of = np.where(blocks < 0, blocks.max(initial=0) + 1 + np.arange(len(blocks)), blocks)
    cells, wholes = [], {}
    for block in np.unique(of[moving]):
        units = np.flatnonzero(moving & (of == block))
        if len(set(labels[units].tolist())) > 1:
            cells += _cells_of_units(units, labels, strata)
        else:
            units = units[np.argsort(strata[units], kind="stable")]
            wholes.setdefault(tuple(strata[units].tolist()), []).append(units)
    return cells + [Cell(items, labels[[item[0] for item in items]]) for items in wholes.values()]


def _cells_of_units(units: np.ndarray, labels: np.ndarray, strata: np.ndarray) -> list[Cell]:
    groups = [units[strata[units] == stratum] for stratum in np.unique(strata[units])]
    return [Cell([unit[None] for unit in group], labels[group]) for group in groups]


def _mirrored(labels: np.ndarray, cells: list[Cell]) -> bool:
    """Whether swapping two labels throughout is a relabelling too; then the first unit that moves keeps its label."""
    moved = np.concatenate([item for cell in cells for item in cell.items]) if cells else np.array([], int)
    two = len(set(labels[labels >= 0].tolist())) == 2 and len(moved) == np.sum(labels >= 0)
    return two and all(np.ptp(np.unique(cell.labels, return_counts=True)[1]) == 0 for cell in cells)


def _place(labels: np.ndarray, cells: list[Cell], arranged: list[np.ndarray]) -> np.ndarray:
    """Labels of all units from the arrangements of each cell, each of shape (relabellings, items)."""
    found = np.tile(labels, (len(arranged[0]), 1))
    for cell, rows in zip(cells, arranged, strict=True):
        for item, column in zip(cell.items, rows.T, strict=True):
            found[:, item] = column[:, None]
    return found


def _listed(labels: np.ndarray, cells: list[Cell], mirrored: bool) -> np.ndarray:
    """Every relabelling but the one that happened and its mirror image."""
    if not cells:
        return np.empty((0, len(labels)), labels.dtype)
    each = [_arrangements(cell.labels) for cell in cells]
    grid = np.indices([len(rows) for rows in each]).reshape(len(each), -1)
    found = _place(labels, cells, [rows[at] for rows, at in zip(each, grid, strict=True)])
    return _others(found, labels, cells, mirrored)


def _others(found: np.ndarray, labels: np.ndarray, cells: list[Cell], mirrored: bool) -> np.ndarray:
    """Those that differ from what happened, mirror images left out."""
    if mirrored:
        first = cells[0].items[0][0]
        found = found[found[:, first] == labels[first]]
    return found[(found != labels).any(axis=1)]


def _arrangements(labels: np.ndarray) -> np.ndarray:
    """Every arrangement of some labels, shape (arrangements, items), by choosing places for one label after another."""
    kinds, counts = np.unique(labels, return_counts=True)
    if len(kinds) == 1:
        return labels[None]
    chosen = np.array(list(combinations(range(len(labels)), int(counts[0]))))
    rest = _arrangements(np.sort(labels)[counts[0] :])
    taken = np.zeros((len(chosen), len(labels)), bool)
    np.put_along_axis(taken, chosen, True, axis=1)
    found = np.full((len(chosen), len(rest), len(labels)), kinds[0])
    free = np.nonzero(~taken)[1].reshape(len(chosen), -1)
    found[np.arange(len(chosen))[:, None, None], np.arange(len(rest))[:, None], free[:, None, :]] = rest
    return found.reshape(-1, len(labels))


def _drawn(labels: np.ndarray, cells: list[Cell], mirrored: bool, limit: int, rng: np.random.Generator) -> np.ndarray:
    """Distinct relabellings, drawn until there are enough; so few of so many that hardly any is drawn twice."""
    found = np.empty((0, len(labels)), labels.dtype)
    while len(found) < limit:
        shuffled = [cell.labels[np.argsort(rng.random((limit, len(cell.labels))), axis=1)] for cell in cells]
        more = _place(labels, cells, shuffled)
        if mirrored:
            first = cells[0].items[0][0]
            other = more[:, first] != labels[first]
            swapped = labels[labels >= 0].min() + labels.max() - more
            more = np.where(other[:, None] & (labels >= 0), swapped, more)
        both = np.concatenate([found, _others(more, labels, cells, mirrored)])
        found = both[np.sort(np.unique(both, axis=0, return_index=True)[1])]
    return found[:limit]


def _sources(labels: np.ndarray, found: np.ndarray, cells: list[Cell], rng: np.random.Generator) -> np.ndarray:
    """Whose residual goes where: within a cell, items that get a label go to the places that had it, at random."""
    source = np.tile(np.arange(len(labels)), (len(found), 1))
    for cell in cells:
        first = np.array([item[0] for item in cell.items])
        chance = rng.random((len(found), len(first)))
        from_items = np.lexsort((chance, found[:, first]), axis=1)
        to_places = np.argsort(cell.labels, kind="stable")
        for place, column in zip(to_places, from_items.T, strict=True):
            source[:, cell.items[place]] = np.array(cell.items)[column]
    return source
