"""The workbook, read back: text is what it was, sheets are those asked for, and nothing is too large."""

import io
import re
import time
import zipfile
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from spotwise.report.columns import MEANINGS, OF_KIND, meaning
from spotwise.report.contents import MATRICES, OVERVIEW, REGION, STUDY, TERMS, study_sheets
from spotwise.report.sheets import Sheet, filled, fitted, small_p, stacked, with_names, without
from spotwise.report.workbook import EXPLAINED, LONGEST, README, SIMULATED, workbook
from spotwise.tables import COLUMNS, COUNT, FLAG, NUMBER, TEXT

RIGHT_TO_LEFT = "\u05d0\u05e7\u05d8\u05d9\u05df"
HOSTILE = [
    "=cmd()", "=1+1", "@SUM(A1)", "+1", "-1", "{=1}", "<script>alert(1)</script>", "<r>x</r>", "<r><t>&</t></r>",
    "\U0001f400 rat", RIGHT_TO_LEFT, "n" * 300, "SEPT2", "MARCH1", "1-Mar", "00012", "1e5", "1/2", "TRUE", "NA", "nan",
    "inf", "#N/A", "http://example.org", "internal:A1", "mailto:a@example.org", "'quoted", '"', "a;b", "a\tb",
    "two\nlines", " spaced ", "_x0041_", "a&b",
]  # fmt: skip
REGIONS = {"one": "region one", "two": "=region <two>"}
CONTRASTS = {"drug": "drug", "any": "any, of several"}


def sheet(rows, columns=(("a", TEXT),), **changes):
    """A sheet of few rows."""
    given = {"name": "S", "kind": "names", "holds": "h", "file": "f", "columns": list(columns), "rows": rows}
    return Sheet(**given | changes)


def opened(raw):
    return CalamineWorkbook.from_filelike(io.BytesIO(raw))


def cells(raw, name):
    return opened(raw).get_sheet_by_name(name).to_python(skip_empty_area=False)


def only(rows, columns=(("a", TEXT),)):
    """The cells of a workbook's one sheet, its header left out."""
    return cells(workbook([sheet(rows, columns)], "t", False), "S")[1:]


def parts(raw):
    """The XML files of a workbook."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_hostile_names_come_back_as_the_text_they_were():
    rows = [[name, "1"] for name in HOSTILE]
    raw = workbook([sheet(rows, [("a", TEXT), ("n", NUMBER)])], "=title()", False)
    assert cells(raw, "S")[1:] == [[name, 1.0] for name in HOSTILE]
    assert all(type(row[0]) is str for row in cells(raw, "S"))
    assert cells(raw, README)[0][0] == "=title()"
    xml = parts(raw)
    assert not [name for name, text in xml.items() if "<f>" in text or "<f " in text]
    assert not [name for name, text in xml.items() if re.search("http://example.org|mailto:", text) and "rels" in name]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(st.characters(blacklist_categories=["Cs"]), min_size=1, max_size=20), min_size=1, max_size=8))
def test_any_text_makes_a_workbook_that_opens(names):
    found = only([[name] for name in names])
    for name, (back,) in zip(names, found, strict=True):
        if name.isprintable():
            assert back == name


def test_hostile_columns_and_sheet_names_are_text_too():
    rows = [["x"] * len(HOSTILE)]
    made = [sheet(rows, [(name, TEXT) for name in HOSTILE], name=f"Analysed {name}") for name in HOSTILE]
    raw = workbook(made, "t", False)
    names = opened(raw).sheet_names
    assert len({name.casefold() for name in names}) == len(HOSTILE) + 2
    assert all(len(name.encode("utf-16-le")) <= 62 and not set("[]:*?/\\'") & set(name) for name in names)
    assert cells(raw, names[2])[0] == HOSTILE


def test_names_that_are_alike_when_shortened_are_numbered():
    wanted = [
        "Normalised " + "x" * 40,
        "Normalised " + "X" * 41,
        "Normalised " + "\U0001f400" * 20,
        "read ME",
        "a/b",
        "a:b",
    ]
    made = [s.name for s in with_names([sheet([], name=name) for name in wanted], ["Read me"])]
    assert made == [
        "Normalised " + "x" * 20,
        "Normalised " + "X" * 18 + " 2",
        "Normalised " + "\U0001f400" * 10,
        "read ME 2",
        "a_b",
        "a_b 2",
    ]


def test_numbers_flags_and_what_is_missing():
    columns = [("p", NUMBER), ("n", COUNT), ("ok", FLAG), ("text", TEXT)]
    rows = [["1e-300", "12", "true", "a"], ["", "", "", ""], ["inf", "3", "false", "NA"], [float("nan"), "", "", "0"]]
    assert only([*rows, [float("-inf"), 4.0, "true", "b"]], columns) == [
        [1e-300, 12.0, True, "a"], ["", "", "", ""], ["inf", 3.0, False, "NA"], ["", "", "", "0"],
        ["-inf", 4.0, True, "b"],
    ]  # fmt: skip


def test_numbers_have_sixteen_digits_and_folds_show_their_sign():
    columns = [("spot", TEXT), ("fold", NUMBER)]
    raw = workbook([sheet([["1", repr(1 / 3)], ["2", "-1.4"]], columns, kind="table1")], "t", False)
    assert cells(raw, "S")[1:] == [["1", 0.3333333333333333], ["2", -1.4]]
    assert "+0.00;-0.00;0.00" in parts(raw)["xl/styles.xml"]


def test_a_text_that_no_cell_can_hold_is_cut_with_a_note():
    whole, long, wide = "a" * LONGEST, "b" * (LONGEST + 1), "\U0001f400" * LONGEST
    found = [row[0] for row in only([[whole], [long], [wide]])]
    assert found[0] == whole
    for text, back in zip((long, wide), found[1:], strict=True):
        assert back.endswith(f" ... ({len(text)} characters in the file)")
        assert text.startswith(back.rsplit(" ... ", 1)[0])
        assert len(back.encode("utf-16-le")) // 2 in (LONGEST, LONGEST - 1)


def test_headers_stay_in_sight_and_every_column_has_a_filter():
    raw = workbook([sheet([["1", "2"]], [("a", TEXT), ("b", NUMBER)], keys=1)], "t", False)
    xml = parts(raw)["xl/worksheets/sheet3.xml"]
    assert '<pane xSplit="1" ySplit="1"' in xml
    assert 'state="frozen"' in xml
    assert '<autoFilter ref="A1:B2"/>' in xml
    assert "numberStoredAsText" in xml


def test_the_same_sheets_give_the_same_bytes_at_any_time():
    made = [sheet([["x"], ["<r>y</r>"]])]
    first = workbook(made, "t", True)
    time.sleep(2.1)  # a ZIP tells seconds by twos
    assert workbook(made, "t", True) == first


def test_the_first_sheet_says_what_the_others_are():
    made = [sheet([["x"]], holds="what it holds", note="all but one"), sheet([], name="Other")]
    raw = workbook(made, "A title", True)
    assert opened(raw).sheet_names == [README, EXPLAINED, "S", "Other"]
    rows = cells(raw, README)
    assert [row[0] for row in rows[:2]] == ["A title", SIMULATED]
    assert ["S", "what it holds", 1.0, "all but one", "f"] in rows
    assert ["Other", "h", 0.0, "", "f"] in rows
    links = re.findall(r'location="([^"]*)"', parts(raw)["xl/worksheets/sheet1.xml"])
    assert links == ["'Columns'!A1", "'S'!A1", "'Other'!A1"]
    assert not any(SIMULATED in row for row in cells(workbook(made, "A title", False), README))


@pytest.mark.parametrize("kind", COLUMNS)
def test_every_column_of_every_table_is_explained(kind):
    assert [column for column in COLUMNS[kind] if not meaning(kind, column)] == []


def test_nothing_is_explained_that_no_table_has():
    named = {column for columns in COLUMNS.values() for column in columns}
    assert set(MEANINGS) - named == {"f"}  # of a test of several contrasts, beside the contract
    assert [at for at in OF_KIND if at[1] not in COLUMNS[at[0]]] == []


def test_the_second_sheet_explains_the_columns_there_are():
    matrix = sheet(
        [["1", "Actb", 2.0]], [("entry", TEXT), ("gene", TEXT), ("g1", NUMBER)], kind="matrix", keys=2, name="M"
    )
    raw = workbook([sheet([], [("spot", TEXT), ("litter", TEXT)], kind="table1"), matrix], "t", False)
    header, *rows = cells(raw, EXPLAINED)
    assert header == ["sheet", "column", "holds"]
    assert [row[:2] for row in rows] == [
        ["S", "spot"], ["S", "litter"], ["M", "entry"], ["M", "gene"], ["M", "the others"],
    ]  # fmt: skip
    assert [row[2] for row in rows[:2]] == [MEANINGS["spot"], "a column of the user's own"]


def test_tables_are_stacked_by_the_names_of_their_columns():
    one, two = (["a", "b"], [["1", "2"]]), (["b", "c"], [["3", "4"], ["5", "6"]])
    header, rows = stacked([(("x", "y"), one), (("z", "y"), two)], ("k", "l"))
    assert header == ["k", "l", "a", "b", "c"]
    assert rows == [["x", "y", "1", "2", ""], ["z", "y", "", "3", "4"], ["z", "y", "", "5", "6"]]


def test_rows_and_columns_are_picked():
    table = ["p_value", "b"], [["0.01", ""], ["0.05", "x"], ["", "y"], ["1e-9", "z"]]
    assert small_p(table, 0.05)[1] == [["0.01", ""], ["1e-9", "z"]]
    assert filled(table, "b")[1] == [["0.05", "x"], ["", "y"], ["1e-9", "z"]]
    assert without(table, ("b", "c")) == (["p_value"], [["0.01"], ["0.05"], [""], ["1e-9"]])


def test_large_sheets_are_cut_and_small_ones_are_not():
    p = [("p_value", NUMBER), ("b", TEXT)]
    large = sheet([[str(at % 10 / 10), "x"] for at in range(100)], p)
    small, plain = sheet([["x"]] * 5), sheet([["x"]] * 200)
    matrix = sheet([["x"]] * 200, kind="matrix")
    found = fitted([large, small, plain, matrix], 150)
    assert [len(one.rows) for one in found] == [10, 5, 70, 0]
    assert sum(one.cells for one in found) <= 150
    assert {row[0] for row in found[0].rows} == {"0.0"}
    assert found[0].note == "all but, of p below 0.05, the first 10 of 100 rows"
    assert found[1] == small
    assert found[2].note == "all but the first 70 of 200 rows"
    assert found[3].note == "all: too large for a spreadsheet"
    assert fitted([large, small, plain, matrix]) == [large, small, plain, matrix]


def test_a_matrix_of_runs_that_is_too_large_leaves_room_for_that_of_animals():
    animals, runs = sheet([["x"]] * 40, kind="matrix"), sheet([["x"]] * 4000, kind="matrix")
    tests = sheet([["x"]] * 400)
    assert [len(one.rows) for one in fitted([tests, animals, runs, animals, runs], 150)] == [65, 40, 0, 40, 0]


def test_more_columns_or_rows_than_a_sheet_has():
    wide = fitted([sheet([["x"] * 16_385], [(str(at), TEXT) for at in range(16_385)])])[0]
    assert (len(wide.columns), wide.rows, wide.note) == (1, [], "all: too wide for a spreadsheet")
    long = fitted([sheet([["x"]] * 1_048_576)], 10**9)[0]
    assert len(long.rows) == 1_048_575


def hand_over(regions, contrasts, enriched=True, peptides=False):
    """Files of a study by kind, and what a reader finds in them."""
    tables, files = {}, {}

    def put(kind, path, contract, *rows):
        header = list(COLUMNS[contract])
        tables[path] = header, [[row.get(column, "") for column in header] for row in rows]
        files.setdefault(kind, []).append(path)

    for kind in ("table1", "differential", "genes", *TERMS, *OVERVIEW, *REGION, *STUDY, *MATRICES, "entries"):
        files[kind] = []
    for region in regions:
        for contrast in contrasts:
            at = f"{region}/{contrast}"
            put("table1", f"{at}/table1.tsv", "table1", {"spot": "=1", "gene": "SEPT2", "fold": "-1.5", "call": "down"})
            put("differential", f"{at}/d.tsv", "differential", {"feature": "=1", "gene": "SEPT2", "log2fc": "-0.58"})
            put("genes", f"{at}/genes.tsv", "genes", {"gene": "SEPT2"})
            for kind in [*TERMS] * enriched:
                put(
                    kind, f"{at}/{kind}", kind, {"term": "few", "p_value": "0.001"}, {"term": "many", "p_value": "0.02"}
                )
        put("features", f"{region}/features.tsv", "features", {"feature": "=1", "gene": "SEPT2"})
        entries = ["PEPTIDE2", "PEPTIDE3"] if peptides else ["=1"]
        put("entries", f"{region}/entries.tsv", "entries", *({"entry": name, "feature": "=1"} for name in entries))
        put("calls", f"{region}/calls.tsv", "calls", {"contrast": "drug", "observed": "3"})
        put("power", f"{region}/power.tsv", "power")
        put("units", f"{region}/units.tsv", "units", {"unit": "r1"})
        for kind, first, names in (("analysed", "feature", ["=1"]), ("normalised", "entry", entries)):
            path = f"{region}/{kind}.parquet"
            tables[path] = [first, "r1", "r2"], [[name, 20.5, float("nan")] for name in names]
            files[kind].append(path)
    put("problems", "problems.tsv", "problems", {"what": "=problem()"})
    put("samples", "samples.tsv", "samples", {"sample": "r1"})
    if enriched:
        put("focus", "focus.tsv", "focus_overview", {"focus": "sugar", "verdict": "supported (down)"})
    if len(regions) > 1:
        put("regions", "regions.tsv", "regions", {"gene": "SEPT2", "log2fc": "1"}, {"gene": "A", "difference": "2"})
    return partial(dict.__getitem__, tables), files


def made(regions=REGIONS, contrasts=CONTRASTS, **changes):
    """The workbook of such a study."""
    read, files = hand_over(regions, contrasts, **changes)
    return workbook(study_sheets(read, files, regions, contrasts), "t", False)


def test_a_study_has_a_sheet_a_table_and_a_matrix_a_region():
    raw = made()
    assert opened(raw).sheet_names == [
        README, EXPLAINED, "Table 1", "Differential", "Genes", "Focus", "Regions", "Camera", "ORA", "GSEA", "Calls",
        "Power", "Units", "Features", "Problems", "Samples", "Analysed region one", "Normalised region one",
        "Analysed =region <two>", "Normalised =region <two>",
    ]  # fmt: skip
    header, *rows = cells(raw, "Table 1")
    assert header == ["region", "contrast", *COLUMNS["table1"]]
    assert [row[:3] for row in rows] == [[r, c, "=1"] for r in REGIONS.values() for c in CONTRASTS.values()]
    assert {row[header.index("fold")] for row in rows} == {-1.5}
    assert [row[header.index("gene")] for row in rows] == ["SEPT2"] * 4


def test_what_is_left_out_is_said():
    raw = made()
    notes = {row[0]: row[3] for row in cells(raw, README)}
    assert notes["Camera"] == "gene sets of p 0.01 and more"
    assert {row[3] for row in cells(raw, "ORA")[1:]} == {"few"}
    assert [row[0] for row in cells(raw, "Regions")[1:]] == ["A"]
    header = cells(raw, "Differential")[0]
    assert set(COLUMNS["differential"]) - set(header) == {
        "protein", "mean", "se", "t", "df", "p_equivalent", "presence_p",
    }  # fmt: skip
    assert all(column in notes["Differential"] for column in set(COLUMNS["differential"]) - set(header))
    assert notes["Genes"] == ""


def test_one_region_without_enrichment():
    names = opened(made({"one": "brain"}, {"drug": "drug"}, enriched=False)).sheet_names
    assert names == [
        README, EXPLAINED, "Table 1", "Differential", "Genes", "Calls", "Power", "Units", "Features", "Problems",
        "Samples", "Analysed brain", "Normalised brain",
    ]  # fmt: skip


def test_peptides_stand_beside_the_genes_of_their_proteins():
    raw = made({"one": "brain"}, peptides=True)
    assert cells(raw, "Normalised brain") == [
        ["entry", "gene", "r1", "r2"], ["PEPTIDE2", "SEPT2", 20.5, ""], ["PEPTIDE3", "SEPT2", 20.5, ""],
    ]  # fmt: skip
    assert cells(raw, "Analysed brain")[1] == ["=1", "SEPT2", 20.5, ""]
