"""The samples of a table and those of the sheet: which column is which row."""

import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import replace
from difflib import get_close_matches

from spotwise.faults import quoted
from spotwise.formats.quantities import Quantities
from spotwise.formats.runs import run_name

PICTURE = re.compile(r"\.(tiff?|gel|img|mel|png|jpe?g|bmp|gsc)$", re.IGNORECASE)
"""Extensions of pictures of gels."""
MOST = 10  # pairs that a finding names


def matched(samples: Iterable[str], names: Collection[str]) -> dict[str, str]:
    """What the sheet calls each sample of a table that it holds.

    A name that the sheet lacks as a whole is matched by the last part of its path without the extension of a raw file
    or picture (`S:\\data\\B0254_x.raw` is `B0254_x`), on either side, where no other sample or row may be meant too.
    Folders that both sides name must agree, as far as both go: `WT/1` is not `KO/1`.

    Parameters
    ----------
    samples : iterable of str
        Names of the table's columns.
    names : collection of str
        Names in the sheet.
    """
    samples = list(dict.fromkeys(samples))
    found = {sample: sample for sample in samples if sample in names}
    left = {sample: _parts(sample) for sample in samples if sample not in found}
    free: dict[str, list[str]] = {}
    for name in sorted(names):
        if name not in found:
            free.setdefault(_parts(name)[0], []).append(name)
    meant = {
        sample: [name for name in free.get(parts[0], ()) if _agree(parts, _parts(name))]
        for sample, parts in left.items()
    }
    times = Counter(name for close in meant.values() for name in close)
    return found | {sample: close[0] for sample, close in meant.items() if len(close) == 1 and times[close[0]] == 1}


def _parts(name: str) -> list[str]:
    """The parts of a path from its last one on, that without the extension of its file."""
    folders = re.split(r"[\\/]", name.strip().rstrip("\\/"))[:-1]
    return [PICTURE.sub("", run_name(name)) or name, *(part for part in reversed(folders) if part not in ("", "."))]


def _agree(one: list[str], other: list[str]) -> bool:
    return all(a == b for a, b in zip(one, other, strict=False))


def renamed(quantities: Quantities, names: Collection[str]) -> Quantities:
    """The same with its samples called as the sheet calls them, which is a finding where they differ."""
    known = matched(quantities.samples, names)
    changed = [sample for sample, name in known.items() if sample != name]
    if not changed:
        return quantities
    what = f"{len(changed)} samples are matched to the sheet by the last part of their names"
    pairs = [f"{quoted(sample)} is taken for {quoted(known[sample])}" for sample in changed[:MOST]]
    finding = (what, ", ".join(pairs) + (", and so on" if len(changed) > MOST else ""))
    samples = [known.get(sample, sample) for sample in quantities.samples]
    return replace(quantities, samples=samples, findings=[*quantities.findings, finding])


def only(quantities: Quantities, names: Collection[str]) -> Quantities:
    """The same without the samples that the sheet lacks."""
    kept = [at for at, sample in enumerate(quantities.samples) if sample in names]
    if len(kept) == len(quantities.samples):
        return quantities
    values = quantities.values
    values = values[:, kept] if hasattr(values, "argmax") else [[row[at] for at in kept] for row in values]
    groups = [quantities.groups[at] for at in kept] if quantities.groups else []
    return replace(quantities, samples=[quantities.samples[at] for at in kept], values=values, groups=groups)


def near(name: str, others: Iterable[str]) -> str | None:
    """The one of `others` that a name may have been meant for, or None."""
    others = sorted(others)
    if alike := [other for other in others if _folded(other) == _folded(name)]:
        return alike[0]
    close = get_close_matches(name, others, n=1, cutoff=0.6)
    return close[0] if close else None


def _folded(name: str) -> str:
    """A name without its case, and of a number that a spreadsheet wrote (`1.0`) without its decimals."""
    return re.sub(r"(?<=\d)\.0+$", "", name.strip()).lower()
