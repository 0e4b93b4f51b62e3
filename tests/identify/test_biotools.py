"""Peptide mass fingerprints by position on a MALDI plate."""

import pandas as pd
import pytest
from spotwise.faults import InputFault
from spotwise.identify.features import describe
from spotwise.identify.registry import detect, read_list

CSV = """Title,Plate position,Score,Difference,MS Coverage,Protein MW,Method,pI-Value,Accession
Gelsolin OS=Homo sapiens GN=GSN PE=1,A1,193,54,45,86043.0000,50ppm,5.9000,GELS_HUMAN
Serum albumin,A1,247,54,49,71317.0000,50ppm,5.8800,ALBU_HUMAN
Keratin,b02,60,54,12,66000,50ppm,6.1,K2C1_HUMAN
"""
PLATE = ",1,2\nA,140,200\nB,,45\n"
PAGE = """<html><body><table><tr><th colspan="3">BioTools Batch Results</th></tr>
<tr><th>Title</th><th>Pos_on_Scout</th><th>Mascot Score</th><th>Accession</th></tr>
<tr><td>Albumin &amp; more</td><td>A2</td><td>52,5</td><td>ALBU_HUMAN</td></tr></table></body></html>
"""


@pytest.fixture
def listed(tmp_path):
    def read(text, plate=PLATE, name="list.csv"):
        (tmp_path / name).write_text(text, encoding="utf-8")
        entry = {"path": str(tmp_path / name)}
        if plate:
            (tmp_path / "plate.csv").write_text(plate, encoding="utf-8")
            entry["plate"] = str(tmp_path / "plate.csv")
        return read_list(entry)

    return read


def test_positions_become_spots(listed):
    found = listed(CSV)
    assert [(one.spot, one.accession, one.gene) for one in found.identifications] == [
        ("140", "GELS_HUMAN", "GSN"), ("140", "ALBU_HUMAN", ""), ("45", "K2C1_HUMAN", "")
    ]  # fmt: skip
    assert found.findings == []
    numbers = found.identifications[0].numbers
    assert (numbers["score"], numbers["coverage"], numbers["pi_theoretical"]) == (193, 45, 5.9)
    assert numbers["mr_theoretical"] == pytest.approx(86.043)


def test_the_best_of_a_position_is_primary_and_the_spot_ambiguous(listed):
    entries = pd.DataFrame({"entry": ["140", "45"], "feature": ["140", "45"], "protein": "", "peptide": ""})
    table = describe(entries, listed(CSV).identifications)
    assert list(table["protein"]) == ["ALBU_HUMAN;GELS_HUMAN", "K2C1_HUMAN"]
    assert list(table["primary_gene"]) == ["ALBU_HUMAN", "K2C1_HUMAN"]
    assert list(table["ambiguous"]) == [True, False]


def test_the_page_is_read_as_the_table(listed):
    (one,) = listed(PAGE, name="a.BTR.HTM").identifications
    assert (one.spot, one.accession, one.description, one.score) == ("200", "ALBU_HUMAN", "Albumin & more", 52.5)


def test_a_position_without_a_spot_is_counted_and_left_out(listed):
    found = listed(CSV.replace("b02", "B1"))
    assert [one.spot for one in found.identifications] == ["140", "140"]
    ((what, consequence),) = found.findings
    assert what.startswith("1 answers are of positions that hold no spot in ")
    assert what.endswith("(B1)")
    assert consequence == "left out"


def test_a_spot_on_two_positions_has_the_answers_of_both(listed):
    found = listed(CSV, PLATE.replace("45", "140"))
    assert {one.spot for one in found.identifications} == {"140"}
    assert "spot 140 stands on several positions" in found.findings[0][0]


def test_a_spot_column_needs_no_plate(listed):
    text = "Spot,Title,Plate position,Score,Accession\n7,Gelsolin,A1,247,GELS_HUMAN\n"
    assert listed(text, plate=None).identifications[0].spot == "7"
    with pytest.raises(InputFault, match="a column 'Spot'\n    take `plate` out"):
        listed(text)


@pytest.mark.parametrize(
    ("text", "plate", "said"),
    [
        (CSV, None, "line 1: the list names positions of a MALDI plate, and no spots"),
        (CSV.replace("b02", "D9"), PLATE, "line 4: position 'D9' is not on the plate of "),
        (CSV.replace("b02", ""), PLATE, "line 4: the row names no spot or position"),
        (CSV.replace("K2C1_HUMAN", ""), PLATE, "line 4: the row names no protein"),
        (CSV.replace(",60,", ",high,"), PLATE, "line 4, column 'score': 'high' is not a number"),
        (CSV, ",1,2\nA,,9\nB,9,\n", "none of its positions \\('A1', 'B2'\\) holds a spot"),
        (CSV.split("\n")[0] + "\n", PLATE, "the list names no protein"),
        (PAGE.replace("Accession", "Name"), PLATE, "no column 'Accession'; the header is 'Title', 'Pos_on_Scout'"),
        (PAGE[:-60], PLATE, "the page is cut short"),
    ],
)
def test_each_fault_is_said(listed, text, plate, said):
    with pytest.raises(InputFault, match=said):
        listed(text, plate)


def test_real_files(data):
    folder = data / "gel-samespots"
    plate = {"plate": str(folder / "maldiplate.csv")}
    names = ("SpotMascotIdentifications.csv", "MascotIdentifications.csv", "MascotProject.BTR.HTM")
    assert [detect(str(folder / name))[0] for name in names] == ["biotools"] * 3
    spotted = read_list({"path": str(folder / names[0])}).identifications
    assert [(one.spot, one.accession, one.score) for one in spotted] == [
        ("1", "GELS_HUMAN", 247), ("1", "ALBU_HUMAN", 193), ("2", "GELS_HUMAN", 246), ("2", "ALBU_HUMAN", 192)
    ]  # fmt: skip
    by_plate = read_list({"path": str(folder / names[1]), **plate}).identifications
    assert [(one.spot, one.accession) for one in by_plate] == [("140", "GELS_HUMAN"), ("140", "ALBU_HUMAN")]
    page = read_list({"path": str(folder / names[2]), **plate})
    assert [(one.spot, one.accession, one.gene) for one in page.identifications] == [("45", "K1688_HUMAN", "KIAA1688")]
    assert len(page.findings) == 1
