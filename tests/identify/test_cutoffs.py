"""Cut-offs of scores and expectations, and q-values from decoys."""

from math import nan

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spotwise.faults import InputFault
from spotwise.identify.cutoffs import cut, within_fdr
from spotwise.identify.identification import NUMBERS, Identification, Match


def match(score=nan, evalue=nan, decoy=False, measure="ions"):
    return Match(1, "a.mgf", "PEPTIDE", ("P1",), score, evalue, measure, decoy)


def row(accession, score=nan, evalue=nan):
    return Identification(1, "1", accession, "", "", dict.fromkeys(NUMBERS, nan) | {"score": score}, (), evalue)


def test_nothing_asked_cuts_decoys_alone():
    kept, findings = cut([match(5), match(6, decoy=True), match()], {"path": "l"})
    assert [one.score for one in kept][:1] == [5]
    assert len(kept) == 2
    assert findings == [("1 matches of spectra of decoys", "left out")]


def test_scores_and_expectations_at_the_limit_pass_and_missing_ones_do_not():
    kept, findings = cut([match(30, 0.01), match(29.9, 0.01), match(nan, 0.01)], {"path": "l", "min_score": 30})
    assert [one.score for one in kept] == [30]
    assert findings[0][0].startswith("2 matches of spectra with a score below 30, or without one (`min_score`)")
    kept, _ = cut([match(1, 0.05), match(1, 0.06), match(1)], {"path": "l", "max_evalue": 0.05})
    assert [one.evalue for one in kept] == [0.05]


def test_rows_of_proteins_are_cut_where_there_are_no_matches():
    kept, findings = cut([row("P1", 50), row("P2", 10), row("DECOY_P3", 60)], {"path": "l", "min_score": 30})
    assert [one.accession for one in kept] == ["P1"]
    assert [what.split(" ")[:2] for what, _ in findings] == [["1", "rows"], ["1", "rows"]]


def test_q_values_by_hand():
    """From the best: target, target, decoy, target, target; shares of decoys 0, 0, 1/2, 1/3, 1/4."""
    items = [match(score, decoy=decoy) for score, decoy in ((9, 0), (7, 1), (8, 0), (5, 0), (6, 0))]
    assert within_fdr(items, 0.01) == [True, False, True, False, False]
    assert within_fdr(items, 0.24) == [True, False, True, False, False]
    assert within_fdr(items, 0.25) == [True, False, True, True, True]


def test_expectations_go_before_scores_where_all_have_one():
    items = [match(1, 0.001), match(9, 5), match(8, 1, decoy=True)]
    assert within_fdr(items, 0.1) == [True, False, False]


def test_a_decoy_may_lead():
    items = [match(9, decoy=True), match(8), match(7)]
    assert within_fdr(items, 0.4) == [False, False, False]
    assert within_fdr(items, 0.5) == [False, True, True]


@given(st.lists(st.tuples(st.integers(0, 20), st.booleans()), min_size=1, max_size=40), st.floats(0.01, 0.9))
def test_what_passes_holds_no_more_decoys_than_asked(found, fdr):
    items = [match(float(score), decoy=decoy) for score, decoy in found]
    passed = [one for one, ok in zip(items, within_fdr(items, fdr), strict=True) if ok]
    if passed:
        worst = min(one.score for one in passed)
        decoys = sum(one.decoy and one.score >= worst for one in items)
        assert decoys <= fdr * len(passed) + 1e-9
    assert not any(one.decoy for one in passed)


@pytest.mark.parametrize(
    "name", ["REV__P1", "rev_sp|P1|A", "DECOY_P1", "sp|decoy_P1|A", "XXX_P1", "###REV###P1", "Reverse_P1"]
)
def test_names_of_decoys(name):
    assert row(name).decoy
    assert not row(f"{name};P2").decoy


@pytest.mark.parametrize("name", ["REV_HV1H2", "REV1_HUMAN", "P1", ""])
def test_names_of_proteins(name):
    assert not row(name).decoy


@pytest.mark.parametrize(
    ("items", "asked", "said"),
    [
        ([match(9)], {"fdr": 0.01}, "`fdr` is set, and the list holds no decoy"),
        ([match(9)], {"max_evalue": 0.01}, "the list has no expectations"),
        ([match(nan, 0.1)], {"min_score": 1}, "the list has no scores"),
        ([match(), match(decoy=True)], {"fdr": 0.1}, "neither scores nor expectations"),
        ([match(9), match(1, measure="xcorr")], {"min_score": 1}, "several kinds \\('ions', 'xcorr'\\)"),
        ([match(9), match(1, measure="xcorr", decoy=True)], {"fdr": 0.1}, "`fdr` is set, and scores of the list are"),
    ],
)
def test_a_list_that_lacks_what_a_cut_off_needs(items, asked, said):
    with pytest.raises(InputFault, match=said):
        cut(items, {"path": "list.mzid", **asked})
