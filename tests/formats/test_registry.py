"""Which format a file has."""

import pytest
from spotwise.faults import InputFault
from spotwise.formats.registry import FORMATS, detect, read_quantities

SAMESPOTS = '"";"";"";"Volume";\r\n"";"";"";"a";\r\n"#";"Anova (p)";"Fold";"gel 1";\r\n"1";"0";"1";"5";\r\n'


def write(folder, content):
    path = folder / "table"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(path)


def test_names_of_formats_are_those_of_the_configuration(root):
    from spotwise.study.config import read_schema

    schema = read_schema(root / "workflow/schemas/config.schema.yaml")
    named = schema["properties"]["quantities"]["items"]["properties"]["format"]["enum"]
    assert named == ["auto", *(form.name for form in FORMATS)]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (SAMESPOTS, "samespots"),
        ("spot\tg1\n1\t2\n", "wide"),
        ('"spot","g1\nleft"\n1,2\n', "wide"),
        ("#;Volume a\n#1;2\n", "wide"),
    ],
)
def test_a_format_is_known_by_the_first_lines(tmp_path, content, name):
    found, why = detect(write(tmp_path, content))
    assert found == name
    assert why


def test_an_export_of_the_raw_block_alone_is_read_as_such(tmp_path):
    path = write(tmp_path, SAMESPOTS)
    assert read_quantities(path, "auto", "raw").values == [[5.0]]
    with pytest.raises(InputFault, match="no block 'Normalized Volume'; it names 'Volume'"):
        read_quantities(path, "auto", "normalised")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("only one column\n1\n", "no format matches"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "no text but a picture"),
        ('"";"";"";"Volume"\r\n"#";"Anova (p)";"Fold";"gel 1"\r\n', "holds no spot"),
        ('"";"";"";"Volume"\r\n"#";"Anova (p)";"Fold"\r\n"1";"0";"1"\r\n', "holds no gel"),
        ('"";"";"";"Volume"\r\n"#";"Anova (p)";"Fold"\r\n"1";"0";"1";"5"\r\n', "line 2: columns '4' have no name"),
    ],
)
def test_a_file_that_holds_no_table_says_so(tmp_path, content, said):
    with pytest.raises(InputFault, match=said):
        read_quantities(write(tmp_path, content), "auto", "raw")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            '<?xml version="1.0"?><MzIdentML id="a">',
            "is mzIdentML, a list of identifications\n    it belongs under `id",
        ),
        ("<msms_pipeline_analysis>", "is pepXML, a list of identifications\n    it belongs under `identifications`"),
        ('<?xml version="1.0"?><IdXML>', "is idXML, a list of identifications\n    export mzIdentML, which belongs"),
        ("<html><body><table><tr><th>BioTools Batch Results</th>", "a page of BioTools, a list of identifications"),
    ],
)
def test_lists_of_identifications_are_told_where_they_belong(tmp_path, text, said):
    with pytest.raises(InputFault, match=said):
        detect(write(tmp_path, text + "\n"))


def test_raw_values_of_a_format_with_one_block_are_told(tmp_path):
    path = str(write(tmp_path, b"spot\ta\n1\t2\n"))
    assert read_quantities(path, "auto", "raw").findings == [
        ("`block: raw`, and the format wide has one block", "it changes nothing: the values of the file are read")
    ]
    assert read_quantities(path, "auto", "normalised").findings == []


def test_a_first_line_that_names_the_delimiter(tmp_path):
    path = str(write(tmp_path, b"sep=;\r\nspot;a;b\r\n1;5;6\r\n2;5,5;6\r\n"))
    found = read_quantities(path, "auto", "normalised")
    assert (found.samples, found.lines, found.values) == (["a", "b"], [3, 4], [[5, 6], [5.5, 6]])


def test_utf_32(tmp_path):
    path = str(write(tmp_path, "spot\ta\n1\t2\n".encode("utf-32")))
    assert read_quantities(path, "auto", "normalised").values == [[2]]


def test_a_word_among_the_rows_is_no_header(tmp_path):
    path = str(write(tmp_path, b"spot\tgene\ta\tb\n1\tActb\t1\t2\n2\tSsp\t3\t4\n"))
    assert detect(path)[0] == "wide"
