"""The recipe of the manual for gel software without a reader of its own: its very example is read."""

import re

import pytest
from spotwise.formats.load import load
from spotwise.formats.registry import FORMATS, detect, read_quantities


@pytest.fixture(scope="module")
def manual(root):
    return (root / "docs" / "tables.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def example(manual):
    return re.search(r"```\n(Match ID.*?)```", manual, re.DOTALL)[1]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("mark", [";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_example_is_read_as_a_spreadsheet_saves_it(tmp_path, example, encoding, mark, end):
    path = tmp_path / "my_gels.csv"
    path.write_bytes(example.replace(";", mark).replace("\n", end).encode(encoding))
    assert detect(str(path))[0] == "wide"
    found = read_quantities(str(path), "auto", "normalised")
    assert found.entries == ["17", "18", "203"]
    assert found.samples == ["control_1", "control_2", "drug_1", "drug_2"]
    assert found.values[0] == [1520.4, 1604.9, 2950.2, 3111.0]
    assert not found.peptides
    assert not found.normalised
    loaded = load(found, found.samples, "linear", str(path))
    assert loaded.facts["missing"] == 2
    assert list(loaded.entries["pi"]) == [5.3, 6.8, 4.9]
    assert list(loaded.entries["mr"]) == [42.1, 35.0, 17.6]


def test_the_manual_names_every_format(manual):
    named = set(re.findall(r"^\| `(\w+)` \|", manual, re.MULTILINE))
    assert named == {form.name for form in FORMATS}
