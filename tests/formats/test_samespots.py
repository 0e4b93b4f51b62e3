"""SameSpots exports: one as written here, and the fourteen real ones."""

import pytest
from spotwise.faults import InputFault
from spotwise.formats.registry import detect, read_quantities

HEADER = (
    '"";"";"";"Normalized Volume";"";"Volume";"";\r\n'
    '"";"";"";"control";"drug";"control";"drug";\r\n'
    '"#";"Anova (p)";"Fold";"gel 1";"gel 2";"gel 1";"gel 2";\r\n'
)
ROWS = '"12";"0,04";"1,5";"10,5";"20";"100";"200";\r\n"7";"0,9";"1,1";"0";"2,25";"3";"4";\r\n'


def write(folder, text):
    path = folder / "export.csv"
    path.write_bytes(text.encode("utf-8"))
    return str(path)


def test_it_is_known_by_its_header(tmp_path):
    assert detect(write(tmp_path, HEADER + ROWS))[0] == "samespots"


@pytest.mark.parametrize(
    ("block", "values"), [("normalised", [[10.5, 20.0], [0.0, 2.25]]), ("raw", [[100.0, 200.0], [3.0, 4.0]])]
)
def test_each_block_is_read_as_asked(tmp_path, block, values):
    found = read_quantities(write(tmp_path, HEADER + ROWS), "auto", block)
    assert found.entries == ["12", "7"]
    assert found.samples == ["gel 1", "gel 2"]
    assert found.values == values
    assert found.normalised == (block == "normalised")
    assert found.groups == ["control", "drug"]


def test_a_group_stands_above_its_first_gel_alone(tmp_path):
    header = HEADER.replace('"control";"drug"', '"control";""')
    assert read_quantities(write(tmp_path, header + ROWS), "auto", "raw").groups == ["control", "control"]


def test_a_block_that_is_not_there_is_named(tmp_path):
    cut = "\r\n".join(";".join(line.split(";")[:5]) + ";" for line in (HEADER + ROWS).strip().split("\r\n"))
    with pytest.raises(InputFault, match="no block 'Volume'"):
        read_quantities(write(tmp_path, cut), "samespots", "raw")


def test_a_row_cut_short_is_named_by_its_line(tmp_path):
    with pytest.raises(InputFault, match="line 5"):
        read_quantities(write(tmp_path, HEADER + ROWS[: -len('"3";"4";\r\n')]), "samespots", "raw")


def test_a_decimal_point_among_commas_is_named(tmp_path):
    rows = '"1";"0,04";"1,5";"1,5";"2,5";"1";"2";\r\n' + ROWS.replace("10,5", "10.5")
    with pytest.raises(InputFault, match="line 5, column 'gel 1'.*decimal point"):
        read_quantities(write(tmp_path, HEADER + rows), "samespots", "normalised")


@pytest.mark.parametrize("block", ["normalised", "raw"])
def test_every_real_export(data, block):
    files = sorted((data / "gel-samespots").glob("HOPvs*.csv"))
    assert len(files) == 14
    for file in files:
        found = read_quantities(str(file), "auto", block)
        assert len(found.entries) == 54
        assert len(found.samples) == 4
        assert all(value > 0 for row in found.values for value in row)


def test_a_real_export_by_hand(data):
    path = str(data / "gel-samespots" / "HOPvsAM8.csv")
    normalised, raw = (read_quantities(path, "auto", block) for block in ("normalised", "raw"))
    assert normalised.samples[3] == "AM8_DTT_19.05.2015_2_1"
    assert normalised.entries[0] == "360"
    assert normalised.values[0][0] == 7896707.26029811
    assert raw.values[0] == [7210854.0, 8040900.0, 17045458.0, 15696775.0]


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (lambda lines: [lines[1], lines[0], *lines[2:]], "line 2: the names of blocks stand below the first row"),
        (lambda lines: [lines[0], lines[2], lines[1], *lines[3:]], "line 3: no spot stands below the column names"),
        (lambda lines: [*lines[:3], lines[3].replace('"20";', ""), *lines[4:]], "line 4: the row ends before its last"),
    ],
)
def test_rows_out_of_order_and_cells_that_lack(tmp_path, change, found):
    lines = (HEADER + ROWS + ROWS.replace('"12"', '"13"').replace('"7"', '"8"')).split("\r\n")
    with pytest.raises(InputFault, match=found):
        read_quantities(write(tmp_path, "\r\n".join(change(lines))), "auto", "raw")
