"""mzTab, held against pyteomics' own reader."""

import math

import pytest
from spotwise.faults import InputFault
from spotwise.identify.mztab import read
from spotwise.identify.registry import detect, read_list

TEXT = "\n".join(
    "\t".join(cells)
    for cells in [
        ["MTD", "mzTab-version", "1.0.0"],
        ["MTD", "protein_search_engine_score[1]", "[MS, MS:1001171, Mascot:score, ]"],
        ["MTD", "psm_search_engine_score[1]", "[MS, MS:1001172, Mascot:expectation value, ]"],
        ["MTD", "psm_search_engine_score[2]", "[MS, MS:1001171, Mascot:score, ]"],
        ["MTD", "ms_run[1]-location", "file:///gels/12.mgf"],
        ["MTD", "ms_run[2]-location", "file:///gels/13.mgf"],
        ["PRH", "accession", "description", "best_search_engine_score[1]", "ambiguity_members", "protein_coverage"],
        ["PRT", "P60711", "Actin GN=Actb", "88", "P63259", "0.125"],
        ["PSH", "sequence", "PSM_ID", "accession", "search_engine_score[1]", "search_engine_score[2]", "spectra_ref"],
        ["PSM", "AGFAGDDAPR", "1", "P60711", "1e-5", "60", "ms_run[1]:index=1"],
        ["PSM", "CCK", "2", "P5", "0.1", "20", "ms_run[2]:index=1"],
        ["PSM", "CCK", "2", "P6", "0.1", "20", "ms_run[2]:index=1"],
        ["PSM", "DDK", "3", "DECOY_P7", "1", "5", "null"],
        [""],
    ]
)


@pytest.fixture
def listed(tmp_path):
    def read(text=TEXT, spots=("12", "13"), **entry):
        (tmp_path / "list.mztab").write_text(text, encoding="utf-8")
        return read_list({"path": str(tmp_path / "list.mztab"), **entry}, set(spots))

    return read


def test_matches_become_proteins_of_the_runs(listed):
    found = listed()
    assert [(one.spot, one.accession) for one in found.identifications] == [("12", "P60711;P63259"), ("13", "P5;P6")]
    assert (found.identifications[0].gene, found.identifications[0].score) == ("Actb", 60)
    assert found.identifications[0].evalue == 1e-5
    assert len(found.findings) == 2


def test_what_the_file_says_of_proteins_holds_where_all_is_of_one_spot(listed):
    first = listed(spot="9").identifications[0]
    assert (first.spot, first.score, first.numbers["coverage"]) == ("9", 88, 12.5)


def test_cut_offs(listed):
    assert [one.spot for one in listed(min_score=30).identifications] == ["12"]
    assert [one.spot for one in listed(fdr=0.01).identifications] == ["12", "13"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (TEXT.rstrip("\n")[:-20], "line 13: 2 cells under 7 column names"),
        (TEXT[: TEXT.index("PSH")], "the file holds no PSM rows"),
        (TEXT.replace("PSM_ID", "ID"), "line 9: no column 'PSM_ID'"),
        (TEXT.replace("PSH\t", "COM\t"), "line 10: a PSM row stands before its header"),
    ],
)
def test_each_fault_is_said(listed, text, said):
    with pytest.raises(InputFault, match=said):
        listed(text)


def test_a_real_file_as_pyteomics_reads_it(data):
    mztab = pytest.importorskip("pyteomics.mztab")
    path = str(data / "identifications/test.mztab")
    assert detect(path)[0] == "mztab"
    with open(path, encoding="utf-8") as file:
        tables = mztab.MzTab(file)
    rows = tables.spectrum_match_table.reset_index(drop=True)
    contents = read(path, {})
    assert (len(rows), len(contents.matches)) == (1037, 390)
    for one, (_, own) in zip(contents.matches, rows.groupby("PSM_ID", sort=False), strict=True):
        row = own.iloc[0]
        assert one.sequence == row["sequence"]
        assert set(own["accession"]) <= set(one.proteins)
        assert (one.score, one.measure) == (row["search_engine_score[1]"], "Andromeda:score")
        assert one.decoy == bool(row["opt_global_cv_MS:1002217_decoy_peptide"])
    proteins = tables.protein_table
    coverage = dict(zip(proteins["accession"], 100 * proteins["protein_coverage"], strict=True))
    assert {name: about.coverage for name, about in contents.about.items()} == pytest.approx(coverage)
    assert all(math.isnan(about.score) for about in contents.about.values()), "an FDR score is no score"
    assert len(read_list({"path": path, "spot": "1"}).identifications) == 280
