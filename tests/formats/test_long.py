"""Plain long tables."""

from math import isnan

import pytest
from spotwise.faults import InputFault
from spotwise.formats.load import load
from spotwise.formats.registry import detect, read_quantities

TABLE = "Sample\tSpot\tVolume\tpI\ng1\t7\t1,5\t5\ng2\t7\t2\t5\ng2\t8\t3\t6\n"


def write(folder, text=TABLE):
    path = folder / "table.tsv"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_spots_by_sample(tmp_path):
    path = write(tmp_path)
    assert detect(path)[0] == "long"
    found = read_quantities(path, "auto", "normalised")
    assert (found.entries, found.samples, found.lines) == (["7", "8"], ["g1", "g2"], [2, 4])
    assert found.values[0] == [1.5, 2]
    assert isnan(found.values[1][0])
    assert found.annotation == {"pi": ["5", "6"]}
    assert not found.peptides
    assert not found.normalised
    assert found.findings == []


@pytest.mark.parametrize("sample", ["run", "File", "FILENAME", "file name", "raw file"])
@pytest.mark.parametrize("quantity", ["quantity", "INTENSITY", "Volume", "abundance"])
def test_files_are_called_by_their_last_part_whatever_the_columns_are_called(tmp_path, sample, quantity):
    text = f"{quantity},protein,{sample},condition\n1,P1,S:\\x\\a.raw,c\n2,P2,S:\\x\\a.raw,c\n3,P1,/y/b.mzML.gz,t\n"
    path = write(tmp_path, text)
    assert detect(path)[0] == "long"
    found = read_quantities(path, "auto", "normalised")
    assert (found.entries, found.samples, found.peptides) == (["P1", "P2"], ["a", "b"], False)
    assert found.annotation == {"protein": ["P1", "P2"]}
    assert found.findings == [("columns that a long table has no use for: 'condition'", "not read")]


def test_words_of_a_column_sample_stand_as_they_are(tmp_path):
    text = "sample;feature;quantity\n1/2.raw;a;1\n1/2.raw;b;2\n"
    assert read_quantities(write(tmp_path, text), "auto", "normalised").samples == ["1/2.raw"]


def test_peptides_are_told_apart_by_modification_and_charge(tmp_path):
    text = "run\tprotein\tsequence\tcharge\tintensity\nr1\tP1\tAK\t2\t1\nr1\tP1\tAK\t3\t2\nr2\tP1\tAK\t2\t0\n"
    path = write(tmp_path, text)
    found = read_quantities(path, "auto", "normalised")
    assert found.entries == ["AK 2", "AK 3"]
    assert found.annotation == {"protein": ["P1", "P1"], "peptide": ["AK", "AK"], "charge": ["2", "3"]}
    assert found.peptides
    assert list(load(found, found.samples, "linear", path).entries["feature"]) == ["P1", "P1"]


@pytest.mark.parametrize(
    "text",
    [
        "spot\tsample\tvolume\n1\t2\t3\n2\t4\t5\n",
        "sample\tvolume\ta\ng1\t1\t2\ng1\t1\t2\n",
        "spot\tvolume\n1\t2\n1\t2\n",
        "spot\trun 1\tvolume\n1\t2\t3\n2\t2\t3\n",
    ],
)
def test_without_these_columns_and_samples_in_several_rows_a_table_is_wide(tmp_path, text):
    assert detect(write(tmp_path, text))[0] == "wide"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (TABLE.replace("g2\t8", "g2\t7"), "line 4: '7' of 'g2' stands in line 3 already"),
        (TABLE.replace("Volume", "value"), "line 1: no column 'quantity'; the header is 'Sample', 'Spot', 'value'"),
        (TABLE.replace("Sample", "gel name"), "line 1: no column 'sample'"),
        (TABLE.replace("Spot", "number"), "line 1: no column 'feature'"),
        (TABLE.replace("g2\t8", "\t8"), "line 4: the row names no sample"),
        (TABLE.replace("g2\t8", "g2\t"), "line 4: the row names no feature"),
        (TABLE.replace("1,5", "many"), "line 2, column 'Volume': 'many' is not a number"),
        (TABLE.replace("\t3\t6", ""), "line 4: the row ends before its last column"),
        ("sample\tpeptide\tprotein\tvolume\na\tAK\tP1\t1\nb\tAK\tP2\t1\n", "line 3: 'AK' is of 'P2' here and of 'P1'"),
        (TABLE.split("\n")[0] + "\n", "holds no column of volumes"),
    ],
)
def test_each_fault_is_said_once(tmp_path, text, said):
    with pytest.raises(InputFault, match=said) as told:
        read_quantities(write(tmp_path, text), "long", "normalised")
    assert len(told.value.faults) == 1


def test_a_real_wide_table_says_the_same_when_it_is_made_long(data, tmp_path):
    wide = read_quantities(str(data / "gel-pecten" / "pecten.csv"), "auto", "normalised")
    rows = [
        f"{sample};{spot};{value!r}"
        for spot, values in zip(wide.entries, wide.values, strict=True)
        for sample, value in zip(wide.samples, values, strict=True)
    ]
    path = write(tmp_path, "gel;spot;volume\n" + "\n".join(rows) + "\n")
    assert detect(path)[0] == "long"
    long = read_quantities(path, "auto", "normalised")
    assert (long.entries, long.samples, long.values) == (wide.entries, wide.samples, wide.values)


def test_points_before_three_digits_throughout_are_told(tmp_path):
    path = tmp_path / "long.tsv"
    path.write_text("spot\tsample\tvolume\n1\ta\t1.234\n1\tb\t2.345\n2\ta\t12.345\n2\tb\t4.456\n")
    found = read_quantities(str(path), "long", "normalised")
    assert found.findings[0][0] == "every number with a point has exactly three digits behind it"
