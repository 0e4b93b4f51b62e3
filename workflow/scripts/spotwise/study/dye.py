"""What must hold of the gels and dyes of a DIGE study before its standard can serve. The checks use it: no numpy."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from spotwise.faults import listed, quoted


def dye_faults(gel: Sequence[str], dye: Sequence[str], standard: str) -> list[str]:
    """What keeps samples from being held against the standard of their gel, in words; empty where nothing does.

    Parameters
    ----------
    gel, dye : sequence of str, one a sample
        Both of every image, those of the standard included.
    standard : str
        The dye of the standard.
    """
    if standard not in dye:
        return [f"no sample has the dye {quoted(standard)} of the standard (found: {listed(sorted(set(dye)))})"]
    if set(dye) == {standard}:
        return [f"every sample has the dye {quoted(standard)} of the standard"]
    images = Counter(zip(gel, dye, strict=True))
    gels = dict.fromkeys(gel)
    missing = f"has no image of the standard ({quoted(standard)})"
    faults = [f"gel {quoted(name)} {missing}" for name in gels if not images[name, standard]]
    twice = {key: count for key, count in images.items() if count > 1}
    return faults + [f"gel {quoted(name)} has {n} images in {quoted(colour)}" for (name, colour), n in twice.items()]


def dye_confounded(
    dye: Sequence[str], treatment: Sequence[str], standard: str = "", arms: tuple[str, str] | None = None
) -> str | None:
    """Why dye and treatment can't be told apart, or None where they can.

    Levels can be compared with dye accounted for where a chain of dyes joins them: each dye joins the levels that it
    labels. Where some levels are joined by no chain, their difference is a difference of dyes as well (Kerr and
    Churchill 2001, Biostatistics 2:183, on dye swaps).

    Parameters
    ----------
    dye, treatment : sequence of str, one a sample
        Samples of the standard may be among them.
    standard : str
        The dye of the standard, which is left out.
    arms : (str, str), optional
        The levels of one contrast; without it, all levels must be joined. One that no sample has is joined to all.
    """
    labels = defaultdict(set)
    for colour, level in zip(dye, treatment, strict=True):
        if colour != standard:
            labels[level].add(colour)
    parts = _joined(labels)
    if len(parts) < 2 or (arms and any(labels.keys() & set(arms) <= part for part in parts)):
        return None
    shown = [f"{_all(part)} only in {_all(set().union(*(labels[level] for level in part)))}" for part in parts]
    return f"dye and treatment can't be told apart: {'; '.join(shown)}"


def _joined(labels: dict[str, set[str]]) -> list[set[str]]:
    """Levels in parts that share no dye."""
    parts: list[set[str]] = []
    for level, dyes in labels.items():
        touched = [part for part in parts if any(labels[other] & dyes for other in part)]
        parts = [part for part in parts if part not in touched] + [{level}.union(*touched)]
    return parts


def _all(names: set[str]) -> str:
    return " and ".join(map(quoted, sorted(names)))
