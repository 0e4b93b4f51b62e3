"""How numbers are shown."""

import math

import pytest
from spotwise.report.numbers import fold, interval, log2, percent, rounded, rounded_p, span


@pytest.mark.parametrize(
    ("p", "shown"),
    [
        (0.0123, "0.0123"), (0.01234567, "0.0123"), (1.234e-5, "1.2e-5"), (1.5e-120, "1.5e-120"), (1, "1"),
        (0.9999, "1"), (0.001, "0.001"), (0.0, "< 1e-300"), (None, "–"), (math.nan, "–"),
    ],
)  # fmt: skip
def test_p(p, shown):
    assert rounded_p(p) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (math.log2(1.5), "+1.5"), (-math.log2(1.4), "-1.4"), (0.0, "1.0"), (0.01, "1.0"), (-0.01, "1.0"),
        (math.log2(12), "+12"), (-math.log2(9.97), "-10"), (math.inf, "+over 1e12"), (None, "–"),
    ],
)  # fmt: skip
def test_signed_fold(value, shown):
    assert fold(value) == shown


def test_the_rest():
    assert interval(-0.214, 0.956) == "-0.21 to 0.96"
    assert interval(None, 0.9) == "–"
    assert log2(1) == "1.00"
    assert span(-1.0) == "2.0"
    assert percent(0.05) == "5 %"
    assert [rounded(661.0), rounded(0.12345), rounded(None)] == ["661", "0.123", "–"]
