"""Cut-offs on what lists hold: the least score, the largest expectation, and q-values from target and decoy.

Where a list holds matches of spectra they are what is cut, and a protein stays as long as one of its matches does;
else its rows are. Without any cut-off in the configuration the threshold of the search engine holds, where the file
says what passed it. Decoys are never identifications: they are counted and left out.
"""

import warnings
from collections.abc import Mapping, Sequence
from math import isnan

from spotwise.faults import Fault, InputFault, listed
from spotwise.identify.identification import Identification, Match

KEYS = ("min_score", "max_evalue", "fdr")
Items = Sequence[Identification] | Sequence[Match]


def cut(items: Items, entry: Mapping) -> tuple[list, list[tuple[str, str]]]:
    """What passes the cut-offs of an entry of `identifications`, in its order, and findings that count the rest.

    Parameters
    ----------
    items : sequence of Identification or of Match
    entry : mapping
        `path`, and of `min_score`, `max_evalue` and `fdr` those that are asked.

    Raises
    ------
    InputFault
        Where the list lacks what a cut-off needs: scores, of one kind; expectations; decoys.
    """
    asked = {key: entry[key] for key in KEYS if entry.get(key) is not None}
    if faults := _faults(items, asked, entry["path"]):
        raise InputFault(faults)
    things = "rows" if items and isinstance(items[0], Identification) else "matches of spectra"
    passed = within_fdr(items, asked["fdr"]) if "fdr" in asked else [True] * len(items)
    targets = [(one, ok) for one, ok in zip(items, passed, strict=True) if not one.decoy]
    rules = [
        ("fdr", lambda one, ok: ok, "a q-value above"),
        ("min_score", lambda one, ok: one.score >= asked["min_score"], "a score below"),
        ("max_evalue", lambda one, ok: one.evalue <= asked["max_evalue"], "an expectation above"),
    ]
    counts = [(len(items) - len(targets), "of decoys")]
    if not asked:
        kept = [(one, ok) for one, ok in targets if one.passed]
        counts.append((len(targets) - len(kept), "below the search engine's own threshold"))
        targets = kept
    for key, holds, words in rules:
        if key in asked:
            kept = [(one, ok) for one, ok in targets if holds(one, ok)]
            counts.append((len(targets) - len(kept), f"with {words} {asked[key]:g}, or without one (`{key}`)"))
            targets = kept
    findings = [(f"{n} {things} {why}", "left out") for n, why in counts if n]
    return [one for one, _ in targets], findings


def within_fdr(items: Items, fdr: float) -> list[bool]:
    """Which items have a q-value of at most `fdr`, by `pyteomics.auxiliary.qvalues`: decoys over targets.

    Items are ranked by their expectation, where all have one, and else by their score. The estimate is that of Elias
    and Gygi 2007 (Nat Methods 4:207) for decoys that are removed: their number over that of the targets that score as
    well. With few matches, as one spot has, it is coarse: without a decoy among them q is 0.
    """
    from pyteomics.auxiliary import qvalues

    by_evalue = _complete([one.evalue for one in items])
    ranked = [at for at, one in enumerate(items) if by_evalue or not isnan(one.score)]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # where a decoy leads, the share is one over none
        table = qvalues(
            ranked,
            key=lambda at: items[at].evalue if by_evalue else -items[at].score,
            is_decoy=lambda at: items[at].decoy,
            remove_decoy=True,
            formula=1,
            full_output=True,
        )
    within = {int(at) for at in table["psm"][table["q"] <= fdr]}
    return [at in within for at in range(len(items))]


def _faults(items: Items, asked: Mapping[str, float], path: str) -> list[Fault]:
    def fault(key: str, lacks: str, mend: str) -> Fault:
        return Fault(f"configuration, identifications ({path})", f"`{key}` is set, and {lacks}", mend)

    found, take_out = [], "take it out of the entry"
    scored = any(not isnan(one.score) for one in items)
    expected = any(not isnan(one.evalue) for one in items)
    measures = sorted({one.measure for one in items if not isnan(one.score)})
    if "min_score" in asked and not scored:
        found.append(fault("min_score", "the list has no scores", take_out))
    if "max_evalue" in asked and not expected:
        found.append(fault("max_evalue", "the list has no expectations (e-values)", take_out))
    if "fdr" in asked and not any(one.decoy for one in items):
        mend = "search a database with decoys and export their matches too, or set `max_evalue`"
        found.append(fault("fdr", "the list holds no decoy", mend))
    elif "fdr" in asked and not scored and not expected:
        found.append(fault("fdr", "the list has neither scores nor expectations to rank by", take_out))
    by_score = "min_score" in asked or "fdr" in asked and not _complete([one.evalue for one in items])
    if by_score and len(measures) > 1:
        key = "min_score" if "min_score" in asked else "fdr"
        mend = "give one list a search engine" + (", or set `max_evalue`" if expected else "")
        found.append(fault(key, f"scores of the list are of several kinds ({listed(measures)})", mend))
    return found


def _complete(values: Sequence[float]) -> bool:
    return bool(values) and not any(isnan(value) for value in values)
