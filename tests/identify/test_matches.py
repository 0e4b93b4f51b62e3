"""From matches of spectra to proteins of spots."""

from math import isnan, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spotwise.faults import InputFault
from spotwise.identify.identification import About, Contents, Match
from spotwise.identify.matches import group_proteins, proteins_of_spots, scores_in, stem


def match(sequence, *proteins, source="a.mgf", score=10.0):
    return Match(1, source, sequence, proteins, score, nan, "ions", False)


def spots_of(matches, spots=None, about=None, path="list.mzid", kept=None, **entry):
    contents = Contents(matches=matches, about=about or {})
    return proteins_of_spots(contents, matches if kept is None else kept, {"path": path, **entry}, spots)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("S:\\data\\12.raw", "12"),
        ("file:///c:/a/12.mzML.gz", "12"),
        ("/a/12.d/", "12"),
        ("12.pep.xml", "12"),
        ("spot.12.mgf", "spot.12"),
        ("", ""),
        ("mgf", "mgf"),
    ],
)
def test_the_stem_of_a_file(path, name):
    assert stem(path) == name


def test_scores_are_known_by_name():
    named = [("deltacn", "0.1"), ("xcorr", "2.5"), ("spscore", "99"), ("expect", "1e-3")]
    assert scores_in(named) == (2.5, 1e-3, "xcorr")
    assert scores_in([("Mascot:score", "33"), ("Mascot:expectation value", "0.02")])[:2] == (33, 0.02)
    assert (
        scores_in([("Mascot:identity threshold", "40"), ("local FDR", "0"), ("number of matched peaks", "x")])[2] == ""
    )
    assert isnan(scores_in([("peptide PEP score", "0.1"), ("PSM-level q-value", "0")])[0])


def test_proteins_without_a_peptide_between_them_are_one_group_and_parts_are_explained():
    matches = [match("AA", "P1", "P2"), match("BB", "P1", "P2", "P3"), match("CC", "P4")]
    assert group_proteins(matches) == ([("P1", "P2"), ("P4",)], 1)


@given(
    st.lists(
        st.tuples(st.sampled_from("ABCDE"), st.sets(st.sampled_from("pqrstu"), min_size=1)), min_size=1, max_size=12
    )
)
def test_groups_explain_every_peptide_and_none_is_part_of_another(found):
    matches = [match(peptide, *sorted(proteins)) for peptide, proteins in found]
    groups, explained = group_proteins(matches)
    of = {name: {one.sequence for one in matches if name in one.proteins} for group in groups for name in group}
    assert set().union(*of.values()) == {one.sequence for one in matches}
    assert len(of) + explained == len({name for one in matches for name in one.proteins})
    for group in groups:
        assert len({frozenset(of[name]) for name in group}) == 1
        assert not any(of[group[0]] < of[other[0]] for other in groups)


def test_an_identification_is_a_group_with_its_peptides():
    about = {"P1": About("actin OS=Rat GN=Actb PE=1", 88.0, 12.5, 5.3, 41.7), "P2": About("actin GN=Actg1")}
    matches = [match("AA", "sp|P1|A", "P2"), match("AA", "sp|P1|A", "P2", score=12.0), match("BB", "sp|P1|A", "P2")]
    ((one,), findings) = spots_of(matches, spot="7", about={"sp|P1|A": about["P1"], "P2": about["P2"]})
    assert (one.spot, one.accession, one.gene) == ("7", "sp|P1|A;P2", "Actb;Actg1")
    assert one.peptides == ("AA", "BB")
    assert (one.numbers["score"], one.numbers["peptides"], one.numbers["coverage"]) == (88, 2, 12.5)
    assert (one.numbers["pi_theoretical"], one.numbers["mr_theoretical"]) == (5.3, 41.7)
    assert findings == []


def test_without_a_score_of_its_own_a_protein_has_the_sum_of_its_peptides_best():
    matches = [match("AA", "P1", score=3.0), match("AA", "P1", score=5.0), match("BB", "P1", score=1.0)]
    assert spots_of(matches, spot="7")[0][0].score == 6


def test_coverage_of_a_cut_protein_is_not_the_files():
    matches = [match("AA", "P1"), match("BB", "P1")]
    (one,), _ = spots_of(matches, spot="7", about={"P1": About("x", 50, 30)}, kept=matches[:1])
    assert isnan(one.numbers["coverage"])
    assert one.score == 50


def test_files_of_spectra_are_called_as_their_spots():
    matches = [
        match("AA", "P1", source="C:\\12.raw"),
        match("BB", "P2", source="13.mgf"),
        match("CC", "P3", source="x.mgf"),
    ]
    found, findings = spots_of(matches, {"12", "13", "14"}, about={"P1": About("one", 99, 50)})
    assert [(one.spot, one.accession) for one in found] == [("12", "P1"), ("13", "P2")]
    assert found[0].description == "one"
    assert found[0].score == 10, "a score over all files is none of one spot"
    assert findings == [("1 files of spectra are called as no spot of the table ('x')", "left out")]


def test_the_entry_names_the_spot_before_any_file_and_the_list_itself_last():
    matches = [match("AA", "P1", source="12.raw")]
    assert spots_of(matches, {"12", "13"}, spot="13")[0][0].spot == "13"
    assert spots_of([match("AA", "P1", source="run.raw")], {"12"}, path="out/12.mzid")[0][0].spot == "12"


def test_a_list_that_names_no_spot_says_so():
    with pytest.raises(InputFault, match="list.mzid: the list names no spot: it names files of spectra \\('run'\\)"):
        spots_of([match("AA", "P1", source="run.raw")], {"12"})
    with pytest.raises(InputFault, match="it names nothing of where its spectra are from"):
        spots_of([match("AA", "P1", source="")], {"12"})
