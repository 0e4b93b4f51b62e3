"""Tables of Proteome Discoverer: as written here, and a real one of peptide groups."""

from math import isnan

import pytest
from spotwise.faults import InputFault
from spotwise.formats.load import load
from spotwise.formats.registry import detect, read_quantities

COLUMNS = [
    "Checked", "Confidence", "Annotated Sequence", "Modifications", "# Protein Groups", "# PSMs",
    "Master Protein Accessions", "Master Protein Descriptions", "Contaminant", "Abundance Ratio: (b) / (a)",
    "Abundances (Grouped): a", "Abundances (Scaled): F1: Sample, a", "Abundance: F1: Sample, a",
    "Abundance: F2: Sample, b", "Abundances (Normalized): F1: Sample, a", "Abundances (Normalized): F2: Sample, b",
    "Abundances Count: F1: Sample, a", "Quan Info",
]  # fmt: skip
START = ["False", "High", "[K].AcAK.[R]", "", "1", "3", "P1", "Actin", "False", "2", "1", "100"]
ROWS = [
    [*START, "10.5", "20", "11", "19", "1", ""],
    [*START[:3], "1xOxidation [M2]", *START[4:], "1", "", "2", "", "1", "Unique"],
    [*START[:2], "[K].DEK.[R]", "", "2", "3", "P1; P2", "Actin; B", "False", "", "", "", "1", "2", "3", "4", "1",
     "NotUnique"],
    [*START[:2], "[R].FFK.[-]", "", "1", "3", "P3", "Keratin", "True", "", "", "", "1", "2", "3", "4", "1", ""],
    [*START[:2], "[R].GGK.[-]", "", "1", "3", "P4", "C", "False", "", "", "", "", "", "", "", "", "NoQuanValues"],
    ["False", "Medium", "[R].HHK.[-]", *START[3:], "1", "2", "3", "4", "1", ""],
    [*START[:2], "[R].IIK.[-]", *START[3:], "1", "2", "3", "4", "1", "ExcludedByMethod"],
]  # fmt: skip
PROTEINS = [
    ["Master", "Accession", "Description", "Gene Symbol", "# PSMs", "Protein FDR Confidence: Combined", "Contaminant",
     "Abundance: F1: 126, Sample, a", "Abundance: F1: 127N, Sample, b"],
    ["IsMasterProtein", "P1", "Actin", "Actb", "3", "High", "False", "10.5", "20"],
    ["IsMasterProteinCandidate", "P2", "Actin 2", "Actc", "3", "High", "False", "10.5", "20"],
    ["IsMasterProtein", "P3", "Keratin", "Krt1", "3", "High", "True", "1", ""],
    ["IsMasterProtein", "P4", "C", "C", "3", "Low", "False", "1", "2"],
]  # fmt: skip


def write(folder, rows=(COLUMNS, *ROWS)):
    path = folder / "x_PeptideGroups.txt"
    path.write_text("\n".join("\t".join(f'"{cell}"' for cell in row) for row in rows) + "\n", encoding="utf-8")
    return str(path)


def changed(at, value, row=1):
    rows = [list(cells) for cells in (COLUMNS, *ROWS)]
    rows[row][at] = value
    return rows


@pytest.mark.parametrize(("block", "first"), [("normalised", [11, 19]), ("raw", [10.5, 20])])
def test_peptide_groups_by_either_block(tmp_path, block, first):
    path = write(tmp_path)
    assert detect(path)[0] == "proteome_discoverer"
    found = read_quantities(path, "auto", block)
    assert found.samples == ["F1", "F2"]
    assert found.entries == ["ACAK", "ACAK 1xOxidation [M2]", "FFK", "GGK"]
    assert found.lines == [2, 3, 5, 6]
    assert found.values[0] == first
    assert isnan(found.values[1][1])
    assert all(isnan(value) for value in found.values[3])
    assert found.normalised is (block == "normalised")
    assert found.peptides
    entries = load(found, found.samples, "linear", path).entries
    assert list(entries["feature"]) == ["P1", "P1", "", ""]
    assert list(entries["contaminant"]) == [False, False, True, False]


def test_what_proteome_discoverer_does_not_use_is_left_out_and_counted(tmp_path):
    assert read_quantities(write(tmp_path), "auto", "raw").findings == [
        ("1 of 7 peptides are identified at less than high confidence (1%) (Confidence: 'Medium 1')", "left out"),
        (
            "2 of 7 peptides are not used for quantification by Proteome Discoverer "
            "(Quan Info: 'ExcludedByMethod 1', 'NotUnique 1')",
            "left out",
        ),
    ]


def test_proteins_are_masters_and_channels_of_one_file_go_by_all_of_their_name(tmp_path):
    path = write(tmp_path, PROTEINS)
    assert detect(path)[0] == "proteome_discoverer"
    found = read_quantities(path, "auto", "raw")
    assert found.samples == ["F1: 126, Sample, a", "F1: 127N, Sample, b"]
    assert found.entries == ["P1", "P3"]
    assert found.values[0] == [10.5, 20]
    assert not found.peptides
    assert len(found.findings) == 2
    assert found.findings[1][0] == "1 of 4 proteins are no master of their group (Master: 'IsMasterProteinCandidate 1')"
    entries = load(found, found.samples, "linear", path).entries
    assert list(entries["feature"]) == ["P1", ""]
    assert list(entries["gene"]) == ["Actb", "Krt1"]


def test_a_table_without_the_block_says_which_it_has(tmp_path):
    with pytest.raises(InputFault, match=r"no column 'Abundances \(Normalized\): F1: ...'.*\n.*set `block: raw`"):
        read_quantities(write(tmp_path, PROTEINS), "auto", "normalised")


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (changed(2, "Seq", 0), "line 1: no column 'Sequence'; the header is 'Checked'"),
        (changed(14, "many"), r"line 2, column 'F1: Sample, a': 'many' is not a number"),
        (changed(3, "", 2), "peptide 'ACAK' stands in line 2 already"),
        ([COLUMNS, ROWS[0][:15]], "line 2: the row ends before its last column"),
        ([COLUMNS], "holds no peptide"),
        ([COLUMNS, ROWS[2]], "holds no peptide"),
    ],
)
def test_each_fault_is_said_once(tmp_path, rows, said):
    with pytest.raises(InputFault, match=said) as told:
        read_quantities(write(tmp_path, rows), "proteome_discoverer", "normalised")
    assert len(told.value.faults) == 1


def test_headers_made_for_r_are_told(tmp_path):
    header = [name.replace("# ", "Number of ").replace(" ", ".") for name in COLUMNS]
    with pytest.raises(InputFault, match="no column 'Accession'(.|\n)*without R-friendly headers"):
        read_quantities(write(tmp_path, [header, *ROWS]), "auto", "normalised")


def test_a_real_table_of_peptide_groups(data):
    path = str(data / "search-engines" / "ProteomeDIscoverer_PeptideGroups_trimmed.txt")
    assert detect(path)[0] == "proteome_discoverer"
    found = read_quantities(path, "auto", "normalised")
    assert found.samples == ["F1", "F2", "F3", "F4", "F5", "F6"]
    assert (len(found.entries), found.entries[1]) == (682, "NMGGPYGGGNYGPGGSGGSGGYGGR 1xOxidation [M2]")
    assert found.values[0][0] == 56000487.3709098
    assert read_quantities(path, "auto", "raw").values[0][0] == 39829468
    assert [what for what, _ in found.findings] == [
        "60 of 742 peptides are not used for quantification by Proteome Discoverer (Quan Info: 'NotUnique 60')"
    ]
    loaded = load(found, found.samples, "linear", path)
    assert (loaded.facts["features"], loaded.facts["missing"]) == (500, 209)
    assert loaded.entries["contaminant"].sum() == 25
