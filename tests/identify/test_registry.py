"""Which format a list of identifications has, and what an entry may ask of it."""

import pytest
import yaml
from spotwise.faults import InputFault
from spotwise.identify.identification import Contents, ListFormat
from spotwise.identify.registry import FORMATS, detect, read_list, read_region

BOMB = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "'
    + "&a;" * 10
    + '"><!ENTITY c "'
    + "&b;" * 10
    + '">]><{root}><name>&c;</name></{root}>'
)
EXTERNAL = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><{root}><name>&a;</name></{root}>'
ROOTS = {"mzid": "MzIdentML", "pepxml": "msms_pipeline_analysis"}


@pytest.fixture
def write(tmp_path):
    def write(text, name="list.tsv"):
        (tmp_path / name).write_text(text, encoding="utf-8")
        return str(tmp_path / name)

    return write


def test_the_schema_names_every_format(root):
    schema = yaml.safe_load((root / "workflow/schemas/config.schema.yaml").read_text(encoding="utf-8"))
    entry = schema["properties"]["identifications"]["items"]["properties"]
    assert sorted(entry["format"]["enum"]) == sorted(["auto", *(form.name for form in FORMATS)])


def test_a_table_is_taken_where_nothing_else_matches(write):
    assert detect(write("spot\taccession\n1\tP1\n")) == ("table", "its first line names columns 'spot' and 'accession'")
    assert detect(write("a\tb\n1\t2\n"))[0] == "table"


def test_two_formats_that_match_are_both_named(write, monkeypatch):
    both = tuple(ListFormat(name, lambda head: "all do", lambda path, entry: Contents()) for name in ("one", "two"))
    monkeypatch.setattr("spotwise.identify.registry.FORMATS", both)
    with pytest.raises(InputFault, match="several formats match: one \\(all do\\); two \\(all do\\)"):
        detect(write("spot\taccession\n"))


def test_an_unknown_document_is_no_table(write):
    with pytest.raises(InputFault, match="no format matches\n    set `format` to one of biotools"):
        detect(write("<?xml version='1.0'?><other/>"))


@pytest.mark.parametrize("form", ROOTS)
@pytest.mark.parametrize("text", [BOMB, EXTERNAL])
def test_entities_are_one_fault_and_are_not_followed(write, form, text):
    path = write(text.replace("{root}", ROOTS[form]), "list.xml")
    assert detect(path)[0] == form
    with pytest.raises(InputFault) as error:
        read_list({"path": path})
    assert len(error.value.faults) == 1
    assert "declares XML entities" in str(error.value)


def test_an_entry_may_not_ask_what_its_format_has_no_use_for(write):
    path = write("spot\taccession\n1\tP1\n")
    with pytest.raises(
        InputFault, match="format table names no positions.*\n.*\n.*format table names its spots itself"
    ):
        read_list({"path": path, "plate": "p.csv", "spot": "1"})


def test_cut_offs_of_a_table(write):
    path = write("spot\taccession\tscore\te-value\n1\tP1\t50\t0.01\n1\tP2\t20\t0.5\n2\tP3\t\t\n")
    assert [one.accession for one in read_list({"path": path, "min_score": 30}).identifications] == ["P1"]
    found = read_list({"path": path, "max_evalue": 0.5})
    assert [one.accession for one in found.identifications] == ["P1", "P2"]
    assert found.findings == [("1 rows with an expectation above 0.5, or without one (`max_evalue`)", "left out")]


def test_a_table_may_list_the_sequences_of_peptides(write):
    (one,) = read_list({"path": write("spot\taccession\tsequences\n1\tP1\tAAK; CCK;AAK\n")}).identifications
    assert one.peptides == ("AAK", "CCK")
    assert one.numbers["peptides"] == 2


REGIONS = "spot\taccession\tregion\n1\tP1\tcortex\n1\tP2\thippocampus\n2\tP3\tcortex\n"


def test_a_column_of_regions_leaves_each_its_rows(write):
    entry = {"path": write(REGIONS)}
    found, findings = read_region([entry], "cortex", ["cortex", "hippocampus"], False, {"1", "2"})
    assert [one.accession for one in found[entry["path"]]] == ["P1", "P3"]
    assert findings == []
    whole, _ = read_region([entry], "all", ["all"], True, {"1", "2"})
    assert len(whole[entry["path"]]) == 3


@pytest.mark.parametrize(
    ("text", "region", "said"),
    [
        (
            REGIONS.replace("hippocampus", "hipocampus"),
            None,
            "line 3: no table of quantities is of region 'hipocampus'",
        ),
        (REGIONS.replace("hippocampus", "cortex"), "hippocampus", "no row is of region 'hippocampus'"),
        (REGIONS.replace("hippocampus", ""), None, "line 3: the row names no region"),
        ("spot\taccession\n1\tP1\n", None, "each region has its own spot numbers, and this list names no region"),
    ],
)
def test_faults_of_regions(write, text, region, said):
    entry = {"path": write(text)} | ({"region": region} if region else {})
    with pytest.raises(InputFault, match=said):
        read_region([entry], "hippocampus", ["cortex", "hippocampus"], False, {"1", "2"})


def test_regions_that_share_a_table_need_no_region(write):
    entry = {"path": write("spot\taccession\n1\tP1\n")}
    found, _ = read_region([entry], "cortex", ["cortex", "hippocampus"], True, {"1"})
    assert len(found[entry["path"]]) == 1


def test_findings_name_their_list_and_faults_of_all_lists_come_together(write):
    first, second = write("spot\taccession\n1\tDECOY_P1\n1\tP2\n", "a.tsv"), write("spot\n1\n", "b.tsv")
    _, findings = read_region([{"path": first}], "all", ["all"], True, {"1"})
    assert findings == [(first, "1 rows of decoys", "left out")]
    with pytest.raises(InputFault) as error:
        read_region([{"path": second}, {"path": "none.tsv"}], "all", ["all"], True, {"1"})
    assert [fault.where for fault in error.value.faults] == [f"{second}, line 1", "none.tsv"]


@pytest.mark.parametrize(("root", "kind"), [("IdXML", "idXML"), ("protein_summary", "protXML")])
def test_lists_that_are_not_read_are_named(write, root, kind):
    with pytest.raises(InputFault, match=f"{kind} is not read\n    export the identifications as mzIdentML"):
        detect(write(f"<?xml version='1.0'?><{root}>"))


def test_contaminants_of_a_list_are_left_out_and_counted(write):
    path = write("spot\taccession\tscore\n1\tCON__P1\t50\n1\tP2\t40\n2\tcontam_P3\t30\n")
    found = read_list({"path": path})
    assert [one.accession for one in found.identifications] == ["P2"]
    assert found.findings == [("2 identifications are of contaminants", "left out, but for those in contaminants.keep")]
    found = read_list({"path": path, "keep": ["P1"]})
    assert [one.accession for one in found.identifications] == ["P1", "P2"]


@pytest.mark.parametrize(("spots", "name"), [({"1", "2"}, "1"), ({"1.0"}, "1.0"), (None, "1"), ({"9"}, "1")])
def test_spots_that_a_spreadsheet_wrote_with_decimals(write, spots, name):
    for written in ("1.0", name):
        (one,) = read_list({"path": write(f"spot\taccession\n{written}\tP1\n")}, spots).identifications
        assert one.spot == name
