"""Malformed files, as labs and mail programs make them: each gives its faults, exit code 1, and nothing else."""

import gzip
import io
import json
import os
import struct
import subprocess
import sys
import zipfile
import zlib

import pytest
import yaml
from spotwise.faults import Fault
from spotwise.study.check import check
from spotwise.study.config import read_schema
from xlsxwriter import Workbook

GELS = [f"g{at}" for at in range(1, 9)]
VOLUMES = [[1000 * spot + 377.5 * gel * gel for gel in range(8)] for spot in range(1, 41)]


def table(header, rows, mark="\t", end="\n"):
    return end.join(mark.join(map(str, cells)) for cells in [header, *rows]) + end


def samespots(volumes=VOLUMES, block="Normalized Volume"):
    """An export of SameSpots: three header rows, `;`, decimal commas, every line ending in `;`."""
    heads = [["", "", "", block, *[""] * 8], ["", "", "", "drug", "", "", "", "control", *[""] * 4]]
    rows = [[spot, "0,01", "1,5", *(str(v).replace(".", ",") for v in row), ""] for spot, row in enumerate(volumes, 1)]
    return table(heads[0], [heads[1], ["#", "Anova (p)", "Fold", *GELS, ""], *rows], ";", "\r\n")


def swapped(text, one, other):
    lines = text.splitlines()
    lines[one], lines[other] = lines[other], lines[one]
    return "\n".join(lines) + "\n"


def odd(value, text=None):
    """The wide table with `value` in the place of one volume."""
    return (text or WIDE).replace("\t2377.5\t", f"\t{value}\t", 1)


def workbook():
    """A workbook whose one sheet is empty."""
    held = io.BytesIO()
    Workbook(held).close()
    return held.getvalue()


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def archive(**files):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        for name, text in files.items():
            packed.writestr(name.replace("_", "."), text)
    return held.getvalue()


WIDE = table(["spot", *GELS], [[spot, *row] for spot, row in enumerate(VOLUMES, 1)])
COMMAS = WIDE.replace(".", ",").replace("\t", ";")
SHEET = table(
    ["sample", "animal", "treatment"],
    [[gel, f"r{at}", "drug" if at % 2 else "control"] for at, gel in enumerate(GELS)],
)
LIST = table(["spot", "accession", "gene"], [[1, "P60711", "Actb"], [2, "P11980", "Pkm"]])
PEPTIDES = table(["Sequence", "Proteins", "Leading razor protein", "PEP"], [["AAK", "P1", "P1", 0.1]])
DIANN = table(
    ["Run", "Protein.Group", "Precursor.Id", "Stripped.Sequence", "Q.Value"],
    [[gel, "P1", "AAK2", "AAK", 0.001] for gel in GELS],
)
BY_ROW = table(
    ["sample", *range(1, 41)], [[gel, *spots] for gel, spots in zip(GELS, zip(*VOLUMES, strict=True), strict=True)]
)
LOGS = samespots([[20 + spot / 9 + gel / 40 for gel in range(8)] for spot in range(40)])
OTHERS = table(["spot", "accession"], [[901, "P60711"], [902, "P11980"]])
OPEN = SHEET.replace("\t", ",").replace("drug", "drug, 5,5 mg")
SDRF = table(
    ["source name", "characteristics[organism]", "comment[fraction identifier]", "comment[data file]"],
    [["s", "rat", at, f"{gel}.raw"] for at, gel in enumerate(GELS, 1)],
)
PNG = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)) + chunk(b"IEND", b"")
HTML = "<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body><p>Please, sign in</p></body></html>\n"
MZID = '<?xml version="1.0"?>\n<MzIdentML version="1.1.0"><SequenceCollection><DBSequence id="a" accession="P1"/>\n'
BOMB = '<?xml version="1.0"?>\n<!DOCTYPE z [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + at)} "{f"&{chr(97 + at)};" * 10}">' for at in range(8)
)
BOMB += "]>\n<MzIdentML>&i;</MzIdentML>\n"

STUDY = {"table": ("gels.csv", samespots()), "sheet": ("sheet.tsv", SHEET), "list": ("proteins.tsv", LIST)}
MALFORMED = [
    # name, the file of the study whose place it takes, what it is called, what it holds, what is found in it
    ("cut short within a row", "table", "gels.csv", samespots()[:-40], "line 43: the row ends before its last column"),
    ("cut short within the header", "table", "gels.csv", samespots()[:60], "the block 'Normalized Volume' holds no"),
    ("another delimiter", "table", "gels.csv", WIDE.replace("\t", "|"), "no format matches; the file begins"),
    ("spaces for a delimiter", "table", "gels.txt", WIDE.replace("\t", "  "), "the file begins 'spot  g1  g2"),
    ("upper header rows swapped", "table", "gels.csv", swapped(samespots(), 0, 1), "line 2: the names of blocks"),
    ("lower header rows swapped", "table", "gels.csv", swapped(samespots(), 1, 2), "line 3: no spot stands below the"),
    ("no name of a block", "table", "gels.csv", samespots(block=""), "no format matches; the file begins ';;;"),
    ("a negative volume", "table", "gels.csv", odd(-2.5), "line 3, spot '2', column 'g2': -2.5 is no volume"),
    ("columns twice", "table", "gels.csv", WIDE.replace("g2", "g1"), "two columns are called 'g1'"),
    ("spots twice", "table", "gels.csv", WIDE.replace("\n2\t", "\n1\t"), "line 3: spot '1' stands in line 2 already"),
    ("a spot without a number", "table", "gels.csv", WIDE.replace("\n2\t", "\n\t"), "line 3: the spot has no number"),
    ("empty", "table", "gels.csv", "", "the file is empty"),
    ("spaces and line ends alone", "table", "gels.csv", " \r\n\t\r\n", "the file is empty"),
    ("a header alone", "table", "gels.csv", WIDE.split("\n")[0], "there is no table of several rows and columns"),
    ("three header rows alone", "table", "gels.csv", "\n".join(samespots().split("\r\n")[:3]), "the table holds no"),
    ("binary", "table", "gels.csv", bytes(range(256)) * 8, "the file is no text but binary"),
    ("a picture", "table", "gels.csv", PNG, "the file is no text but a picture"),
    ("a zip archive", "table", "gels.csv", archive(gels_csv=WIDE), "looks like a workbook or a zip archive, and"),
    ("a web page", "table", "gels.csv", HTML, "the file is a web page (HTML), whatever its name says"),
    ("UTF-16 cut in half", "table", "gels.csv", WIDE.encode("utf-16")[:-41], "line 41, column 'g6': '494\ufffd' is"),
    ("a quotation mark left open", "table", "gels.csv", WIDE.replace("\n7\t", '\n"7\t'), "line 8: a quotation mark"),
    ("a row too long", "table", "gels.csv", WIDE.replace("\n7\t", "\n7\t1\t"), "line 8: 10 cells under 9 column"),
    ("a row too short", "table", "gels.csv", samespots().replace("\n7;0,01;", "\n7;"), "line 10: the row ends before"),
    ("text for a number", "table", "gels.csv", odd("saturated"), "line 3, column 'g2': 'saturated' is not a number"),
    ("two decimal marks", "table", "gels.csv", odd("2377,5"), "line 3, column 'g2': '2377,5' has a decimal comma in"),
    ("decimal commas among commas", "table", "gels.csv", COMMAS.replace(";", ","), "line 2: 17 cells under 9 column"),
    ("nothing but missing values", "table", "gels.csv", samespots([["NA"] * 8] * 9), "every cell is zero or missing"),
    ("nothing but zeros", "table", "gels.csv", samespots([[0] * 8] * 9), "every cell is zero or missing"),
    ("infinite volumes", "table", "gels.csv", odd("Infinity"), "line 3, column 'g2': 'Infinity' is not a number"),
    ("numbers beyond any", "table", "gels.csv", odd("1e400"), "line 3, column 'g2': '1e400' is not a number"),
    ("logarithms as volumes", "table", "gels.csv", LOGS, "the values look like logarithms"),
    ("samples in rows", "table", "gels.csv", BY_ROW, "set `orientation: samples_in_rows`"),
    ("gzip cut short", "table", "gels.csv.gz", gzip.compress(WIDE.encode())[:-20], "the gzipped file is cut off or"),
    ("a workbook of nothing", "table", "gels.xlsx", archive(workbook_xml="<workbook/>"), "and can't be opened"),
    ("an empty workbook", "table", "gels.xlsx", workbook(), "the workbook is empty"),
    ("peptides without intensities", "table", "peptides.txt", PEPTIDES, "line 1: no column 'Intensity' followed by"),
    ("a report without quantities", "table", "report.tsv", DIANN, "line 1: no column 'Precursor.Normalised'"),
    ("JSON", "table", "gels.tsv", json.dumps({"g1": [1, 2]}, indent=1), "no format matches; the file begins '{'"),
    ("zero bytes", "table", "gels.csv", WIDE.replace("\n7\t", "\n7\0\t"), "the file is no text but binary"),
    ("gels of another study", "table", "gels.csv", WIDE.replace("\tg", "\tx"), "sheet.tsv, line 2: sample 'g1' has"),
    ("a sheet without samples", "sheet", "sheet.tsv", SHEET.replace("sample", "image"), "line 1: no column is called"),
    ("a sheet with columns twice", "sheet", "sheet.tsv", SHEET.replace("animal", "treatment"), "line 1: repeated"),
    ("a sheet with samples twice", "sheet", "sheet.tsv", SHEET.replace("g2", "g1"), "line 3: sample 'g1' stands in"),
    ("a sheet that is a header alone", "sheet", "sheet.tsv", SHEET.split("\n")[0], "the sheet has no rows"),
    ("a sheet with commas in cells", "sheet", "sheet.csv", OPEN, "line 3: cell '4', '5' stands under no column name"),
    ("a sheet that is a web page", "sheet", "sheet.csv", HTML, "the file is a web page (HTML)"),
    ("an empty workbook as sheet", "sheet", "sheet.xlsx", workbook(), "the workbook is empty"),
    ("an SDRF sheet of fractions", "sheet", "x.sdrf.tsv", SDRF, "line 3: comment[fraction identifier] is '2'"),
    ("an SDRF sheet without files", "sheet", "x.sdrf.tsv", SDRF.replace("data file", "file"), "a column"),
    ("a list without spots", "list", "proteins.tsv", LIST.replace("spot", "rank"), "line 1: no column 'spot'"),
    ("a list of other spots", "list", "proteins.tsv", OTHERS, "none of its spots ('901', '902'"),
    ("mzIdentML cut short", "list", "proteins.mzid", MZID, "line 3: this is no whole XML document"),
    ("a bomb of entities", "list", "proteins.mzid", BOMB, "the document declares XML entities, which are not"),
    ("a list that is a web page", "list", "proteins.csv", HTML, "the file is a web page (HTML)"),
]
BROKEN = {
    # configurations, which Snakemake reads before anything here does
    "tabs": ("samples: sheet.tsv\nquantities:\n\t- path: gels.csv\n", "not valid JSON or YAML"),
    "one word": ("samples\n", "keys at top level"),
    "cut short": ("samples: sheet.tsv\nquantities:\n  - {path: gel", "not valid JSON or YAML"),
}


@pytest.fixture(scope="module")
def schema(root):
    return read_schema(root / "workflow/schemas/config.schema.yaml")


def write(folder, slot="", name="", content=""):
    """A sound study, but for the one file; its configuration, and the names of its files."""
    files = STUDY | ({slot: (name, content)} if slot else {})
    for name, content in files.values():
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    paths = {slot: name for slot, (name, _) in files.items()}
    drug = {"column": "treatment", "test": "drug", "reference": "control"}
    config = {
        "samples": paths["sheet"],
        "quantities": [{"path": paths["table"]}],
        "identifications": [{"path": paths["list"]}],
        "design": {"subject": "animal", "contrasts": {"drug": drug}},
        "enrichment": {"methods": []},
    }
    (folder / "config.yaml").write_text(yaml.safe_dump(config))
    return config, paths


def test_the_study_is_sound_before(tmp_path, monkeypatch, schema, root):
    monkeypatch.chdir(tmp_path)
    config, _ = write(tmp_path)
    assert check(config, schema, ["config.yaml"], {"go": str(root / "resources/gene_sets/go.gmt")}) == []


def test_there_are_many():
    assert len({name for name, *_ in MALFORMED} | set(BROKEN)) == len(MALFORMED) + len(BROKEN) >= 30


@pytest.mark.parametrize(
    ("slot", "name", "content", "found"), [row[1:] for row in MALFORMED], ids=[r[0] for r in MALFORMED]
)
def test_a_malformed_file_is_told_where_and_how_to_mend(
    tmp_path, monkeypatch, schema, root, slot, name, content, found
):
    """By the check that runs before any job; it raises nothing else, and other files are blameless."""
    monkeypatch.chdir(tmp_path)
    config, paths = write(tmp_path, slot, name, content)
    before = sorted(path.name for path in tmp_path.iterdir())
    faults = check(config, schema, ["config.yaml"], {"go": str(root / "resources/gene_sets/go.gmt")})
    assert found in "\n".join(map(str, faults))
    others = {name, paths["sheet"]} if found.startswith("sheet.tsv") else {name}
    assert {fault.where.split(",")[0] for fault in faults} <= others
    assert len(faults) <= 12
    for fault in faults:
        assert fault.found
        assert fault.mend
        assert all(letter.isprintable() for letter in fault.where + fault.found + fault.mend)
    assert sorted(path.name for path in tmp_path.iterdir()) == before


ALSO = ["cut short within a row", "a picture", "text for a number", "nothing but zeros", "a bomb of entities"]


def lines_of(result):
    output = result.stdout + result.stderr
    assert result.returncode == 1, output
    assert "Traceback" not in output
    return [line for line in output.splitlines() if not line.startswith("Using workflow specific profile")]


@pytest.mark.parametrize("which", ALSO)
def test_snakemake_says_so_and_makes_nothing(finished_once, tmp_path, which):
    """One block of messages, exit code 1, and no folder of results."""
    slot, name, content, found = next(row[1:] for row in MALFORMED if row[0] == which)
    write(tmp_path, slot, name, content)
    *messages, blank, last = lines_of(finished_once[1].run(tmp_path))
    assert messages[0].startswith(name)
    assert found in messages[0]
    assert (len(messages), blank, last) == (2, "", "1 fault; nothing was run.")
    assert not (tmp_path / "results").exists()


@pytest.mark.parametrize("which", BROKEN)
def test_a_configuration_that_can_not_be_read(finished_once, root, tmp_path, which):
    write(tmp_path)
    content, found = BROKEN[which]
    (tmp_path / "config.yaml").write_text(content)
    assert found in "\n".join(lines_of(finished_once[1].run(tmp_path)))
    assert not (tmp_path / "results").exists()
    script = [sys.executable, str(root / "workflow/scripts/check.py")]
    lines = lines_of(subprocess.run(script, cwd=tmp_path, text=True, capture_output=True, check=False))
    assert lines[0].startswith(("config.yaml", "configuration"))


def test_a_folder_and_a_file_that_is_not_there(tmp_path, monkeypatch, schema):
    monkeypatch.chdir(tmp_path)
    config, _ = write(tmp_path)
    (tmp_path / "gels.csv").unlink()
    (tmp_path / "gels.csv").mkdir()
    (tmp_path / "proteins.tsv").unlink()
    assert check(config, schema, [], {"go": ""}) == [
        Fault("gels.csv", "this is a folder", "name a file in it"),
        Fault(
            "proteins.tsv",
            "there is no such file",
            "correct the path in the configuration; it starts from the folder you run in",
        ),
    ]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path, monkeypatch, schema):
    monkeypatch.chdir(tmp_path)
    config, _ = write(tmp_path)
    (tmp_path / "gels.csv").chmod(0)
    (fault,) = check(config, schema, [], {"go": ""})
    assert fault.where == "gels.csv"
    assert "can't be read" in fault.found
