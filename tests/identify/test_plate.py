"""The map of a MALDI plate."""

import pytest
from spotwise.faults import InputFault
from spotwise.identify.plate import position_of, read_plate


@pytest.fixture
def plate(tmp_path):
    def read(text):
        (tmp_path / "plate.csv").write_text(text, encoding="utf-8")
        return read_plate(str(tmp_path / "plate.csv"))

    return read


def test_cells_are_spots_by_row_and_column(plate):
    assert plate(",1,2\nA,140,200\nB,,45\nC,50,\n").spots == {
        "A1": "140", "A2": "200", "B1": "", "B2": "45", "C1": "50", "C2": ""
    }  # fmt: skip


def test_short_rows_and_semicolons_are_read(plate):
    assert plate(";01;02;\na;7\nb;;8\n").spots == {"A1": "7", "A2": "", "B1": "", "B2": "8"}


def test_a_spot_on_two_positions_is_known(plate):
    assert plate(",1,2\nA,7,8\nB,,7\n").shared == {"7": ["A1", "B2"]}


@pytest.mark.parametrize(
    ("cell", "position"), [("A1", "A1"), ("a01", "A1"), (" P24 ", "P24"), ("1A", None), ("", None)]
)
def test_positions(cell, position):
    assert position_of(cell) == position


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("spot,protein\n1,P1\n", "line 1: this is no first row of a map"),
        (",1,x\nA,1,2\n", "line 1: this is no first row of a map"),
        (",1,2\nA,1,2\nA,3,4\n", "line 3: position A1 stands above already"),
        (",1,2\n1,1,2\n", "line 2: the row begins with '1'"),
        (",1,2\nA,1,2,3\n", "line 2: 3 cells under 2 columns"),
        (",1,2\nA,,\n", "no position of the plate holds a spot"),
        ("", "the file is empty"),
    ],
)
def test_each_fault_is_said(plate, text, said):
    with pytest.raises(InputFault, match=said):
        plate(text)


def test_the_real_map(data):
    read = read_plate(str(data / "gel-samespots/maldiplate.csv"))
    assert {position: spot for position, spot in read.spots.items() if spot} == {
        "A1": "140", "A2": "200", "B2": "45", "C1": "50"
    }  # fmt: skip
    assert read.shared == {}


def test_spots_that_a_spreadsheet_wrote_with_decimals(plate):
    assert plate(",1,2\nA,7.0,8.5\nB,,7\n").shared == {"7": ["A1", "B2"]}
