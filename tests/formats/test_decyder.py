"""Exports of DeCyder, written here as its documentation has them."""

import pytest
from spotwise.faults import InputFault
from spotwise.formats.registry import detect, read_quantities

LEAD = "Pos.\tMaster No.\tProtein AC\tpI\tMw\tT-test drug / control\tAv. Ratio drug / control\t"
LINEAR = LEAD + (
    "Gel 1 Cy3 Standardized Abundance\tGel 1 Cy3 Volume\tGel 2 Cy5: Standardized Abundance\tGel 2 Cy5 Volume\n"
    "1\t12\tP60711\t5.3\t42000\t0.01\t1.5\t0.5\t1000\t2.5\t4000\n"
    "2\t7\t\t\t\t0.9\t-1.1\t\t\t1\t30\n"
)
LOGS = LEAD + (
    "Standardized Log Abundance (Gel 1 Cy3)\tStandardized Log Abundance (Gel 2 Cy5)\n1\t12\t\t\t\t\t\t-1\t0.5\n"
)
LONG = "Master No.\tSpot Map\tStd. Log Abund.\n12\tGel 1 Cy3\t0\n12\tGel 2 Cy5\t1\n7\tGel 2 Cy5\t-1\n"
XML = (
    '<?xml version="1.0"?><DeCyderXML xmlns="urn:x"><Proteins>'
    '<Protein MasterNo="12"><SpotMap><SpotMapName>Gel 1 Cy3</SpotMapName>'
    "<StandardizedAbundance>0.5</StandardizedAbundance><Volume>1000</Volume></SpotMap>"
    '<Abundance SpotMap="Gel 2 Cy5" StandardizedAbundance="2,5" Volume="4000"/></Protein>'
    '<Protein MasterNo="7"><Abundance SpotMap="Gel 2 Cy5" StandardizedAbundance="1"/></Protein>'
    "</Proteins></DeCyderXML>"
)


def write(folder, text):
    path = folder / "export"
    path.write_text(text)
    return str(path)


def test_standardised_abundances_are_normalised_already(tmp_path):
    path = write(tmp_path, LINEAR)
    assert detect(path)[0] == "decyder"
    found = read_quantities(path, "auto", "normalised")
    assert found.entries == ["12", "7"]
    assert found.samples == ["Gel 1 Cy3", "Gel 2 Cy5"]
    assert found.values[0] == [0.5, 2.5]
    assert repr(found.values[1]) == "[nan, 1.0]"
    assert found.normalised
    assert found.annotation == {"protein": ["P60711", ""], "pi": ["5.3", ""], "mr": ["42000", ""]}
    assert not found.findings


def test_volumes_are_raw(tmp_path):
    found = read_quantities(write(tmp_path, LINEAR), "auto", "raw")
    assert found.samples == ["Gel 1 Cy3", "Gel 2 Cy5"]
    assert found.values[0] == [1000.0, 4000.0]
    assert not found.normalised


def test_logarithms_come_back_linear_and_it_is_told(tmp_path):
    found = read_quantities(write(tmp_path, LOGS), "auto", "normalised")
    assert found.samples == ["Gel 1 Cy3", "Gel 2 Cy5"]
    assert found.values == [[0.1, 10**0.5]]
    assert "to base 10" in found.findings[0][0]


def test_linear_abundances_are_preferred_to_logarithms(tmp_path):
    text = "Master No.\tA Std. Abundance\tA Std. Log Abundance\n1\t2\t0.30103\n"
    found = read_quantities(write(tmp_path, text), "auto", "normalised")
    assert (found.samples, found.values, found.findings) == (["A"], [[2.0]], [])


def test_a_quantity_above_the_header_holds_for_all_columns(tmp_path):
    text = "EDA: Standardized Abundance\nMaster No.\tComment\tGel 1\tGel 2\n5\tx\t1\t2\n"
    found = read_quantities(write(tmp_path, text), "auto", "normalised")
    assert (found.samples, found.values) == (["Gel 1", "Gel 2"], [[1.0, 2.0]])


def test_one_row_a_spot_and_spot_map(tmp_path):
    found = read_quantities(write(tmp_path, LONG), "auto", "normalised")
    assert (found.entries, found.samples) == (["12", "7"], ["Gel 1 Cy3", "Gel 2 Cy5"])
    assert repr(found.values) == "[[1, 10.0], [nan, 0.1]]".replace("[1,", "[1.0,")
    assert found.lines == [2, 4]


@pytest.mark.parametrize(
    ("block", "values"), [("normalised", "[[0.5, 2.5], [nan, 1.0]]"), ("raw", "[[1000.0, 4000.0]]")]
)
def test_xml(tmp_path, block, values):
    path = write(tmp_path, XML.replace("0.5", "0,5"))
    assert detect(path)[0] == "decyder"
    found = read_quantities(path, "auto", block)
    assert found.entries == ["12", "7"][: len(found.values)]
    assert found.samples == ["Gel 1 Cy3", "Gel 2 Cy5"]
    assert repr(found.values) == values


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (LINEAR.replace("Gel 1 Cy3 Volume", "Gel 1 Cy3 Area"), "columns 'Gel 1 Cy3 Area' are neither.*is 'Pos.'"),
        (LONG.replace("\t1\n", "\t4000\n"), "are no logarithms to base 10"),
        (LOGS, "no column of volumes"),
        (LONG.replace("7\t", "12\t"), "line 4: spot '12' of 'Gel 2 Cy5' stands in line 3 already"),
        (LINEAR.replace("0.5", "0,5"), "line 2, column 'Gel 1 Cy3 Standardized Abundance'.*decimal comma"),
        (LINEAR.replace("Gel 1 Cy3 S", "S"), "names no spot map"),
        (LINEAR.replace("Master No.", "Number"), "no column 'master no.'"),
        (XML.replace("StandardizedAbundance", "Quantity").replace("Volume", "Size"), "the elements are 'abundance'"),
        (XML[:-30], "no whole XML document"),
        (XML.replace("?>", '?><!DOCTYPE a [<!ENTITY x "y">]>', 1), "entities"),
    ],
)  # fmt: skip
def test_what_is_not_documented_is_an_error(tmp_path, text, said):
    block = "raw" if said.startswith("no column of vol") else "normalised"
    with pytest.raises(InputFault, match=said):
        read_quantities(write(tmp_path, text), "decyder", block)
