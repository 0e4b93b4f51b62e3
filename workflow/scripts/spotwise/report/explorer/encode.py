"""Numbers as the page carries them: no longer than a picture needs, and never on the other side of a cut-off."""

from base64 import b64encode
from collections.abc import Iterable

import numpy as np

DIGITS = 4
"""Significant digits of a p-value."""

STEP = 100
"""Volumes are whole hundredths of a log2 unit, ..."""

NOTHING = -32768
"""... of sixteen bits, this one where there is none."""


def decimals(values: Iterable[float], digits: int) -> list[float | None]:
    """Numbers to some decimals; None where there is none."""
    values = np.asarray(values, dtype=float)
    return [value if ok else None for value, ok in zip(values.round(digits).tolist(), np.isfinite(values), strict=True)]


def p_values(values: Iterable[float], cutoff: float) -> list[float | None]:
    """P-values to `DIGITS` significant digits; in full where that would carry one across the cut-off."""
    return [None if value != value else _short(value, cutoff) for value in np.asarray(values, dtype=float).tolist()]


def _short(p: float, cutoff: float) -> float:
    short = float(f"{p:.{DIGITS}g}")
    return short if (short <= cutoff) == (p <= cutoff) else p


def counts(values: Iterable[float]) -> list[int | None]:
    """Whole numbers; None where there is none."""
    return [None if value != value else int(value) for value in np.asarray(values, dtype=float).tolist()]


def packed(values: np.ndarray) -> str:
    """Log2 volumes of any shape, row by row, as base64 of little-endian hundredths."""
    whole = np.rint(np.nan_to_num(values * STEP, nan=NOTHING, posinf=NOTHING, neginf=NOTHING))
    return b64encode(whole.clip(NOTHING, -NOTHING - 1).astype("<i2").tobytes()).decode("ascii")
