"""Quantity tables of PDQuest, written here as its documentation has them."""

import pytest
from spotwise.faults import InputFault
from spotwise.formats.registry import detect, read_quantities

ROWS = "SSP\tpI\tMr\tC1\tC2\tT1\n0101\t4.5\t66.2\t120.5\t0\t98\n7402\t8.1\t14.4\t\t13.5\t12\n"


def write(folder, text):
    path = folder / "quantities.txt"
    path.write_bytes(text.replace("\n", "\r\n").encode("utf-16"))
    return str(path)


def test_a_table_is_known_by_the_ssp_number(tmp_path):
    path = write(tmp_path, ROWS)
    assert detect(path)[0] == "pdquest"
    found = read_quantities(path, "auto", "normalised")
    assert found.entries == ["0101", "7402"]
    assert found.samples == ["C1", "C2", "T1"]
    assert found.values[0] == [120.5, 0.0, 98.0]
    assert repr(found.values[1][0]) == "nan"
    assert found.annotation == {"pi": ["4.5", "8.1"], "mr": ["66.2", "14.4"]}
    assert not found.normalised
    assert "no line above the header says" in found.findings[0][0]


@pytest.mark.parametrize(
    ("title", "normalised"),
    [
        ("MatchSet: rat\nNormalized quantities (ppm)\n", True),
        ("Normalization: total quantity in valid spots\n", True),
        ("Normalization:\tNone\n", False),
        ("Raw quantities\n", False),
        ("Non-normalized quantities\n", False),
    ],
)
def test_lines_above_say_whether_it_is_normalised(tmp_path, title, normalised):
    path = write(tmp_path, title + ROWS)
    assert detect(path)[0] == "pdquest"
    found = read_quantities(path, "auto", "normalised")
    assert found.normalised == normalised
    assert not found.findings
    assert found.lines[0] == title.count("\n") + 2


def test_raw_quantities_are_not_had_from_a_normalised_table(tmp_path):
    with pytest.raises(InputFault, match="raw quantities are asked for"):
        read_quantities(write(tmp_path, "Normalized quantities\n" + ROWS), "auto", "raw")
    assert read_quantities(write(tmp_path, "Raw quantities\n" + ROWS), "auto", "raw").values[0][0] == 120.5


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (ROWS.replace("T1", "Mean (control)"), r"line 1: columns 'Mean \(control\)' are no gels; the header is 'SSP'"),
        (ROWS.replace("T1", "p-value"), "are no gels"),
        (ROWS.replace("C2", ""), "columns without a name"),
        (ROWS.replace("7402", "Total"), "line 3: 'Total' is no SSP number"),
        (ROWS.replace("98", "high"), "line 2, column 'T1': 'high' is not a number"),
        (ROWS.replace("7402", "0101"), "stands in line 2 already"),
        ("SSP\tpI\n1\t5\n", "no column of a gel"),
        ("Spot\tC1\n1\t5\n", "no column 'ssp'"),
    ],
)
def test_what_is_not_documented_is_an_error(tmp_path, text, said):
    with pytest.raises(InputFault, match=said):
        read_quantities(write(tmp_path, text), "pdquest", "normalised")


def test_a_title_that_hides_the_delimiter_is_a_fault_that_says_so(tmp_path):
    path = write(tmp_path, "MatchSet: rat, cortex\n" + ROWS)
    with pytest.raises(InputFault, match="the first is 'MatchSet: rat', 'cortex'\n.*remove lines above"):
        read_quantities(path, "auto", "normalised")


def test_gels_may_be_called_much(tmp_path):
    path = write(tmp_path, ROWS.replace("C1\tC2\tT1", "N 1\tP 3\tTotal lysate"))
    assert read_quantities(path, "auto", "normalised").samples == ["N 1", "P 3", "Total lysate"]


def test_titles_of_several_cells_are_no_header(tmp_path):
    path = write(tmp_path, "MatchSet\trat\tcortex\n" + ROWS)
    assert read_quantities(path, "auto", "normalised").samples == ["C1", "C2", "T1"]
