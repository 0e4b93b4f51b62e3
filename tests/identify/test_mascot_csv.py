"""Mascot's CSV export."""

import csv
from math import isnan

import pytest
from spotwise.faults import InputFault
from spotwise.identify.registry import detect, read_list

HEADER = (
    "prot_hit_num,prot_acc,prot_desc,prot_score,prot_mass,prot_cover,prot_pi,"
    "pep_query,pep_rank,pep_score,pep_expect,pep_seq,pep_scan_title"
)
EXPORT = f"""
"Header","--------------------------------------------------------"

Search title,"spot 12"
Peak list data path,"S:\\gels\\12.mgf"
Mascot version,"2.3.02"

"Protein hits","--------------------------------------------------------"

{HEADER}
1,"ALBU_RAT","Serum albumin OS=Rattus norvegicus GN=Alb PE=1",120,68731,9.5,6.09,5,1,60,0.0001,AEFVEVTK,"a; ""b"" "
1,"ALBU_RAT","",120,68731,9.5,6.09,6,1,40,0.02,LVNELTEFAK,"c"
1,"ALBX_RAT","same set GN=Albx",120,68000,9.5,6.0,,,,,,
2,"ACTB_RAT","Actin GN=Actb",35,41700,3,5.29,7,1,35,0.06,AGFAGDDAPR,"d"

"Queries","--------------------------------------------------------"

5,1,2,3
"""


@pytest.fixture
def listed(tmp_path):
    def read(text=EXPORT, spots=None, **entry):
        (tmp_path / "F0001.csv").write_text(text, encoding="utf-8")
        return read_list({"path": str(tmp_path / "F0001.csv"), **entry}, spots)

    return read


def test_hits_are_groups_with_their_peptides_and_the_peak_list_names_the_spot(listed):
    albumin, actin = listed(spots={"12"}).identifications
    assert (albumin.spot, albumin.accession, albumin.gene) == ("12", "ALBU_RAT;ALBX_RAT", "Alb;Albx")
    assert albumin.peptides == ("AEFVEVTK", "LVNELTEFAK")
    assert (albumin.score, albumin.numbers["coverage"], albumin.numbers["peptides"]) == (120, 9.5, 2)
    assert albumin.numbers["mr_theoretical"] == pytest.approx(68.731)
    assert albumin.evalue == 0.0001
    assert (actin.accession, actin.line) == ("ACTB_RAT", 14)


def test_cut_offs_cut_matches(listed):
    found = listed(spots={"12"}, max_evalue=0.01)
    assert [one.peptides for one in found.identifications] == [("AEFVEVTK",)]
    assert isnan(found.identifications[0].numbers["coverage"])
    assert found.findings == [
        ("2 matches of spectra with an expectation above 0.01, or without one (`max_evalue`)", "left out")
    ]


def test_cut_offs_that_leave_nothing_say_so(listed):
    found = listed(spots={"12"}, min_score=1000)
    assert found.identifications == []
    assert ("the cut-offs leave no protein of the list", "it identifies nothing") in found.findings


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (EXPORT.replace(HEADER, HEADER.replace("prot_acc", "acc")), "line 10: no column 'prot_acc'"),
        (EXPORT[: EXPORT.index("prot_hit_num")], "no line begins with the column 'prot_hit_num'"),
        (EXPORT[: EXPORT.index(',"d"')], "line 14: 12 cells under 13 column names"),
        (EXPORT.replace(",0.06,", ",low,"), "line 14, column 'pep_expect': 'low' is not a number"),
        (EXPORT[: EXPORT.index('1,"ALBU_RAT"')], "there are no protein hits"),
    ],
)
def test_each_fault_is_said(listed, text, said):
    with pytest.raises(InputFault, match=said):
        listed(text, {"12"})


def test_an_entry_without_a_spot_says_so(listed):
    with pytest.raises(InputFault, match="the list names no spot.*'12'"):
        listed(spots={"1"})
    assert listed(spots={"1"}, spot="1").identifications[0].spot == "1"


def test_a_real_export(data):
    """All 111 hits with as many sequences as Mascot counts; sums straight from the file."""
    path = data / "gel-samespots/mascot_export_F026360.csv"
    assert detect(str(path))[0] == "mascot_csv"
    with open(path, encoding="cp1252", newline="") as file:
        lines = file.read().splitlines()
    start = next(at for at, line in enumerate(lines) if line.startswith("prot_hit_num"))
    rows = list(csv.DictReader(lines[start:]))
    found = read_list({"path": str(path), "spot": "45"}, {"45"})
    by_name = {one.accession: one for one in found.identifications}
    assert len(by_name) == len({row["prot_hit_num"] for row in rows}) == 111
    assert found.findings == []
    for row in rows:
        one = by_name[row["prot_acc"]]
        assert one.numbers["peptides"] == int(row["prot_sequences"])
        assert one.score == float(row["prot_score"])
    assert by_name["ALBU_HUMAN"].gene == "ALB"
    assert by_name["ALBU_HUMAN"].numbers["coverage"] == 70.3
