"""How numbers are shown: the one place of the workflow that rounds. Missing ones are a dash."""

from math import isnan

MISSING = "–"
LEAST = 1e-300  # below this a p is an underflow, not a number


def is_missing(value: float | None) -> bool:
    """Whether there is no number to show."""
    return value is None or isnan(value)


def rounded(value: float | None, digits: int = 3) -> str:
    """A number to some significant digits; whole numbers in full."""
    if is_missing(value):
        return MISSING
    return str(int(value)) if float(value).is_integer() else f"{value:.{digits}g}"


def rounded_p(p: float | None) -> str:
    """A p-value as 0.0123, or as 1.2e-5 where it is below a thousandth."""
    if is_missing(p):
        return MISSING
    if p >= 1e-3:
        return f"{p:.3g}"
    if p < LEAST:
        return "< 1e-300"
    mantissa, exponent = f"{p:.1e}".split("e")
    return f"{mantissa}e{int(exponent)}"


def fold(log2fc: float | None) -> str:
    """A log2 fold change as a signed fold: +1.5 is one and a half times as much, -1.5 one and a half times less."""
    if is_missing(log2fc):
        return MISSING
    size = span(log2fc)
    return size if size == "1.0" else f"{'+' if log2fc > 0 else '-'}{size}"


def span(log2fc: float | None) -> str:
    """A log2 distance as a fold without a sign."""
    if is_missing(log2fc):
        return MISSING
    if abs(log2fc) > 40:  # more than any detector spans
        return "over 1e12"
    size = 2.0 ** abs(log2fc)
    return f"{size:.1f}" if size < 9.95 else f"{size:.0f}"


def log2(value: float | None) -> str:
    """A value on the log2 scale, to two decimals."""
    return MISSING if is_missing(value) else f"{value:.2f}"


def interval(low: float | None, high: float | None) -> str:
    """An interval on the log2 scale."""
    return MISSING if is_missing(low) or is_missing(high) else f"{low:.2f} to {high:.2f}"


def percent(share: float) -> str:
    """A share in percent."""
    return f"{100 * share:.3g} %"


def size(n: int | None) -> str:
    """A number of bytes, as file managers show it."""
    if n is None:
        return MISSING
    for unit, step in (("MB", 1e6), ("kB", 1e3)):
        if n >= step:
            return f"{n / step:.1f} {unit}" if n < 9.95 * step else f"{n / step:.0f} {unit}"
    return f"{n} bytes"
