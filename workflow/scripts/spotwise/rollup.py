"""From entries to features: peptides are rolled up to proteins, and spots stay as they are.

Arrays in, arrays out, all on the log2 scale; missing is NaN.

Proteins with the same number of entries are worked on together, so the loops here run over distinct numbers of
entries and over blocks of a bounded size, never over proteins.
"""

from collections.abc import Callable, Iterator, Sequence

import numpy as np

BLOCK = 4_000_000  # numbers in the largest temporary array


def rollup(log2: np.ndarray, protein: np.ndarray, n_proteins: int, method: str = "median_polish") -> np.ndarray:
    """Proteins from their entries.

    Parameters
    ----------
    log2 : array, shape (entries, samples)
    protein : array of int, shape (entries,)
        The protein of each entry, counted from 0; a negative number takes an entry out.
    n_proteins : int
    method : str
        A name in `METHODS`.

    Returns
    -------
    array, shape (n_proteins, samples)
        NaN for a sample that shows no entry of a protein, or none that the method takes.
    """
    samples = log2.shape[1]
    proteins = np.full((n_proteins, samples), np.nan)
    width = samples * samples if method in PAIRED else samples
    for members, rows in _alike(np.asarray(protein), n_proteins):
        step = max(1, BLOCK // (width * (rows.shape[1] + 1)))
        for start in range(0, len(members), step):
            block = np.ascontiguousarray(log2[rows[start : start + step]].transpose(0, 2, 1))
            values = METHODS[method](block)
            proteins[members[start : start + step]] = np.where(np.isfinite(block).any(axis=2), values, np.nan)
    return proteins


def median_polish(block: np.ndarray, tolerance: float = 0.01, most: int = 10) -> np.ndarray:
    """Overall level plus sample effects of Tukey's median polish (1977, Exploratory Data Analysis, chapter 11).

    Entries are swept first, and sweeps end when the sum of absolute residuals changes by less than `tolerance` of
    itself, or after `most` sweeps: R's `medpolish(na.rm=TRUE)`.

    Parameters
    ----------
    block : array, shape (proteins, samples, entries)

    Returns
    -------
    array, shape (proteins, samples)
    """
    result = np.empty(block.shape[:2])
    active = np.arange(len(block))
    left = block.copy()
    overall, sample = np.zeros(len(block)), np.zeros(block.shape[:2])
    entry, before = np.zeros((len(block), block.shape[2])), np.zeros(len(block))
    for sweep in range(most):
        step = _medians(left.transpose(0, 2, 1))
        left -= step[:, None, :]
        entry += step
        overall, sample = _moved(overall, sample)
        step = _medians(left)
        left -= step[:, :, None]
        sample += step
        overall, entry = _moved(overall, entry)
        size = np.nansum(np.abs(left), axis=(1, 2))
        going = (size > 0) & (np.abs(size - before) >= tolerance * size) & (sweep + 1 < most)
        result[active[~going]] = overall[~going, None] + sample[~going]
        active, before, left = active[going], size[going], left[going]
        overall, sample, entry = overall[going], sample[going], entry[going]
        if not len(active):
            break
    return result


def _moved(overall: np.ndarray, effects: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The median of the effects moved into the overall level."""
    middle = np.nan_to_num(_medians(effects))
    return overall + middle, effects - middle[:, None]


def top3(block: np.ndarray) -> np.ndarray:
    """Log2 of the mean volume of the three entries of largest mean volume (Silva et al. 2006, MCP 5:144).

    The three are chosen once a protein, by their mean over all samples with missing as zero, so that an entry seen
    once does not rule. A sample's mean is over those of the three that it shows, and a sample that shows none of them
    is missing, whatever else it shows; a protein of fewer entries takes what it has.

    Parameters
    ----------
    block : array, shape (proteins, samples, entries)

    Returns
    -------
    array, shape (proteins, samples)
    """
    seen = np.isfinite(block)
    volume = np.where(seen, np.exp2(block), 0.0)
    best = np.argsort(-volume.sum(axis=1), axis=1, kind="stable")[:, None, :3]
    count = np.take_along_axis(seen, best, axis=2).sum(axis=2)
    sums = np.take_along_axis(volume, best, axis=2).sum(axis=2)
    return np.log2(np.where(count > 0, sums, np.nan) / np.maximum(count, 1))


def maxlfq(block: np.ndarray, least_shared: int = 1) -> np.ndarray:
    """Profiles that fit the median ratios of all pairs of samples best (Cox et al. 2014, MCP 13:2513).

    The ratio of two samples is the median of the log ratios of the entries that both show, at least `least_shared`
    of them (1 here; 2 in MaxQuant's default). The least-squares profile is scaled to keep the sum of the entries'
    volumes over all samples. Where no chain of ratios joins some samples with others, each connected part is solved
    and scaled by itself; then differences between parts are differences of summed volumes, and say little.

    Parameters
    ----------
    block : array, shape (proteins, samples, entries)

    Returns
    -------
    array, shape (proteins, samples)
    """
    first, second = np.triu_indices(block.shape[1], 1)
    differences = block[:, first] - block[:, second]
    linked = np.isfinite(differences).sum(axis=2) >= least_shared
    ratios = np.where(linked, _medians(differences), 0.0)
    links = _symmetric(linked, first, second, 1)
    together = _parts(links)
    # normal equations of the pairs, with each part's mean held at zero
    normal = -links + together / together.sum(axis=2, keepdims=True)
    diagonal = np.arange(block.shape[1])
    normal[:, diagonal, diagonal] += links.sum(axis=2)
    wanted = _symmetric(ratios, first, second, -1).sum(axis=2)
    profile = np.linalg.solve(normal, wanted[:, :, None])[:, :, 0]
    volumes = np.nansum(np.exp2(block), axis=2)
    shown = np.where(volumes > 0, np.exp2(profile), 0.0)
    parts = (together @ np.stack([volumes, shown], axis=2)).transpose(2, 0, 1)
    return profile + np.log2(np.where(parts[0] > 0, parts[0], np.nan)) - np.log2(np.where(parts[1] > 0, parts[1], 1.0))


def _symmetric(pairs: np.ndarray, first: np.ndarray, second: np.ndarray, sign: int) -> np.ndarray:
    """Square matrices of values of pairs, (proteins, samples, samples); sign -1 makes them antisymmetric."""
    size = 1 + int(second.max(initial=0))
    square = np.zeros((len(pairs), size, size))
    square[:, first, second] = pairs
    square[:, second, first] = sign * pairs
    return square


def _parts(links: np.ndarray) -> np.ndarray:
    """1 where two samples are joined by a chain of links, themselves included; shape as `links`."""
    joined = np.where(np.eye(links.shape[1], dtype=bool), 1.0, links)
    while True:
        further = (joined @ joined > 0).astype(float)
        if (further == joined).all():
            return joined
        joined = further


METHODS: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "median_polish": median_polish,
    "top3": top3,
    "maxlfq": maxlfq,
}
PAIRED = {"maxlfq"}  # methods that hold something for each pair of samples


def _alike(protein: np.ndarray, n_proteins: int) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Proteins with the same number of entries, (proteins,), and their entries, (proteins, entries)."""
    order = np.argsort(protein, kind="stable")
    order = order[protein[order] >= 0]
    counts = np.bincount(protein[order], minlength=n_proteins)
    starts = np.cumsum(counts) - counts
    for count in np.unique(counts[counts > 0]):
        members = np.flatnonzero(counts == count)
        yield members, order[starts[members][:, None] + np.arange(count)]


def _medians(matrix: np.ndarray) -> np.ndarray:
    """Median along the last axis of what is there, NaN where nothing is."""
    ordered = np.sort(matrix, axis=-1)
    count = np.isfinite(ordered).sum(axis=-1, keepdims=True)
    low = np.take_along_axis(ordered, np.maximum(count - 1, 0) // 2, axis=-1)
    high = np.take_along_axis(ordered, count // 2, axis=-1)
    return ((low + high) / 2)[..., 0]


def numbered(features: Sequence[str]) -> tuple[list[str], np.ndarray]:
    """Features in the order in which they first appear, and the number of each entry's.

    Parameters
    ----------
    features : sequence of str
        The feature of each entry, empty for those that belong to none.

    Returns
    -------
    names : list of str
    number : array of int, shape (entries,)
        -1 where an entry belongs to none.
    """
    numbers = {name: at for at, name in enumerate(dict.fromkeys(name for name in features if name))}
    return list(numbers), np.array([numbers.get(name, -1) for name in features], int)


def features_of(log2: np.ndarray, number: np.ndarray, n_features: int, method: str) -> np.ndarray:
    """Features from their entries: spots as they are, peptides rolled up.

    Parameters
    ----------
    log2 : array, shape (entries, samples)
    number : array of int, shape (entries,)
        As `numbered` gives it.
    n_features : int
    method : str
        A name in `METHODS`, for features of several entries.

    Returns
    -------
    array, shape (n_features, samples)
    """
    kept = number >= 0
    if kept.sum() == n_features:
        return log2[kept]
    return rollup(log2, number, n_features, method)


def feature_levels(level: np.ndarray, number: np.ndarray, n_features: int) -> np.ndarray:
    """Mean over each feature's entries of a number of each, NaN where none has one; shapes as in `features_of`."""
    known = (number >= 0) & np.isfinite(level)
    sums = np.bincount(number[known], level[known], minlength=n_features)
    counts = np.bincount(number[known], minlength=n_features)
    return np.where(counts > 0, sums / np.maximum(counts, 1), np.nan)
