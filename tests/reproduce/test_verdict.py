"""The verdicts, in the order in which they are given."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spotwise.reproduce.found import Found
from spotwise.reproduce.verdict import VERDICTS, judge
from spotwise.study.published import DIRECTIONS, LEVELS, Claim

NAN = float("nan")
UP = {"measured": True, "direction": "up", "estimate": 1.0, "p_value": 0.001}
INTERVAL = {"ci_low": 0.5, "ci_high": 1.5}
FLAT = UP | {"estimate": 0.1, "ci_low": -0.4, "ci_high": 0.6, "p_value": 0.5, "adj_p_value": 0.6}


def verdict(claim, **found):
    return judge(claim, Found(**found), 0.05)


def test_what_is_not_in_the_tables_is_not_measured_whatever_else_is_said(claim):
    for direction in DIRECTIONS:
        assert verdict(claim(direction=direction), p_value=0.001, adj_p_value=0.001) == "not measured"


def test_what_has_no_p_is_not_testable(claim):
    assert verdict(claim(direction="up"), measured=True, direction="up", estimate=1.0, **INTERVAL) == "not testable"


@pytest.mark.parametrize(
    ("adj_p", "adj_p_equivalent", "expected"),
    [
        (0.6, 0.01, "supported"),
        (0.6, 0.2, "inconclusive"),
        (0.999, NAN, "inconclusive"),  # however large the p
        (0.01, 0.2, "contradicted"),
        (0.01, 0.01, "contradicted"),  # a change within the margin is called a change
    ],
)
def test_no_change_is_supported_by_equivalence_only(claim, adj_p, adj_p_equivalent, expected):
    found = FLAT | {"adj_p_value": adj_p, "adj_p_equivalent": adj_p_equivalent}
    assert verdict(claim(direction="none"), **found) == expected


@pytest.mark.parametrize(
    ("direction", "expected"),
    [("up", "supported"), ("down", "contradicted"), ("unstated", "supported"), ("mixed", "inconclusive")],
)
def test_a_change_up_that_passes(claim, direction, expected):
    assert verdict(claim(direction=direction), **UP, **INTERVAL, adj_p_value=0.01) == expected


def test_what_does_not_pass_in_the_same_direction_is_called_that(claim):
    assert verdict(claim(direction="up"), **FLAT) == "same direction but not significant"
    assert verdict(claim(direction="down"), **FLAT) == "inconclusive"
    assert verdict(claim(), **FLAT) == "inconclusive"


def test_an_interval_beyond_zero_contradicts_even_where_the_adjusted_p_does_not_pass(claim):
    found = UP | INTERVAL | {"adj_p_value": 0.2}
    assert verdict(claim(direction="down"), **found) == "contradicted"
    assert verdict(claim(direction="up"), **found) == "same direction but not significant"
    mirrored = {"direction": "down", "estimate": -1.0, "ci_low": -1.5, "ci_high": -0.5}
    assert verdict(claim(direction="up"), **found | mirrored) == "contradicted"


@pytest.mark.parametrize(
    ("log2fc", "expected"), [(0.5, "same direction but not significant"), (2.0, "contradicted"), (-2.0, "contradicted")]
)
def test_an_interval_that_excludes_the_published_fold_contradicts_it(claim, log2fc, expected):
    """The fold gives the direction where none is stated."""
    assert verdict(claim(log2fc=log2fc), **FLAT) == expected
    assert verdict(claim(log2fc=log2fc, direction="up" if log2fc > 0 else "down"), **FLAT) == expected


def test_a_fold_is_no_fold_of_an_outcome(claim):
    assert verdict(claim(level="outcome", log2fc=2.0), **FLAT) == "same direction but not significant"


def test_a_change_that_passes_but_is_not_of_the_published_size_contradicts_it(claim):
    assert verdict(claim(direction="up"), **UP, **INTERVAL, adj_p_value=0.01) == "supported"
    assert verdict(claim(direction="up", log2fc=3.0), **UP, **INTERVAL, adj_p_value=0.01) == "contradicted"


def test_without_an_interval_the_opposite_direction_must_pass_to_contradict(claim):
    sought = claim(level="focus", direction="down")
    assert verdict(sought, **UP, adj_p_value=0.01) == "contradicted"
    assert verdict(sought, **UP, adj_p_value=0.2) == "inconclusive"
    assert verdict(claim(level="focus", direction="none"), **UP, adj_p_value=0.9) == "inconclusive"


def test_what_passes_as_mixed_supports_a_mixed_claim_and_contradicts_none(claim):
    found = UP | {"direction": "mixed", "ci_low": -1.5, "ci_high": -0.5, "adj_p_value": 0.01}
    expected = {"mixed": "supported", "unstated": "supported", "up": "inconclusive", "down": "inconclusive"}
    assert {d: verdict(claim(direction=d), **found) for d in expected} == expected
    assert verdict(claim(direction="mixed"), **found | {"adj_p_value": 0.2}) == "inconclusive"


numbers = st.one_of(st.just(NAN), st.floats(-3, 3))
share = st.one_of(st.just(NAN), st.floats(0, 1))
ways = st.sampled_from(["", "up", "down", "mixed"])


@given(
    st.sampled_from(LEVELS), st.sampled_from(DIRECTIONS), numbers, st.booleans(), ways, numbers, st.floats(0.01, 2),
    share, share, share,
)  # fmt: skip
def test_every_finding_gets_one_verdict_and_a_mirrored_one_the_same(
    level, direction, log2fc, measured, way, estimate, half, p, adj_p, equivalent
):
    mirror = {"up": "down", "down": "up"}

    def of(direction, log2fc, way, estimate):
        claim = Claim("f", 1, "a", "s", "q", level, "x", "", "", direction, log2fc, NAN)
        found = Found(
            measured, 1, way, estimate, estimate - half, estimate + half, p, adj_p, adj_p_equivalent=equivalent
        )
        return judge(claim, found, 0.05)

    one = of(direction, log2fc, way, estimate)
    assert one in VERDICTS
    assert one == of(mirror.get(direction, direction), -log2fc, mirror.get(way, way), -estimate)
