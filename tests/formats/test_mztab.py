"""mzTab: files as the specification and its examples lay them out, and a real one, which holds identifications."""

import numpy as np
import pytest
from pyteomics.mztab import MzTab
from spotwise.faults import InputFault
from spotwise.formats.load import load
from spotwise.formats.registry import detect, read_quantities

META = [
    ["COM", "a comment"],
    ["MTD", "mzTab-version", "1.0.0"],
    ["MTD", "mzTab-mode", "Complete"],
    ["MTD", "mzTab-type", "Quantification"],
    ["MTD", "ms_run[1]-location", "file:///data/one.mzML"],
    ["MTD", "ms_run[2]-location", r"file://C:\\data\\two.raw"],
    ["MTD", "assay[1]-ms_run_ref", "ms_run[1]"],
    ["MTD", "assay[2]-ms_run_ref", "ms_run[2]"],
    ["MTD", "study_variable[1]-description", "control"],
    ["MTD", "study_variable[2]-description", "treated"],
]
PROTEINS = [
    [
        "PRH", "accession", "description", "ambiguity_members", "protein_abundance_assay[1]",
        "protein_abundance_assay[2]", "protein_abundance_study_variable[1]",
        "protein_abundance_stdev_study_variable[1]", "protein_abundance_study_variable[2]",
    ],
    ["PRT", "P60711", 'Actin, "beta"', "null", "10.5", "null", "1", "9", "2"],
    ["PRT", "12345", "null", "P63259,P68035", "3e5", "0", "3", "9", "4"],
    ["PRT", "P00000", "null", "null", "null", "null", "null", "null", "null"],
]  # fmt: skip
PEPTIDES = [
    [
        "PEH", "sequence", "accession", "unique", "modifications", "charge", "retention_time", "mass_to_charge",
        "peptide_abundance_assay[1]", "peptide_abundance_assay[2]", "opt_global_cv_MS:1002217_decoy_peptide",
    ],
    ["PEP", "AAK", "P60711", "0", "null", "2", "10.5", "300.1", "100", "null", "0"],
    ["PEP", "AAK", "P63259", "0", "null", "2", "10.5", "300.1", "100", "null", "0"],
    ["PEP", "AMK", "P60711", "1", "2-UNIMOD:35", "2", "11", "310", "5", "6", "0"],
    ["PEP", "AMK", "P60711", "1", "null", "2", "12", "302", "7", "8", "0"],
    ["PEP", "AMK", "P60711", "1", "null", "3", "12", "202", "7", "INF", "0"],
    ["PEP", "KAA", "P60711", "1", "null", "3", "12", "202", "7", "9", "1"],
]  # fmt: skip


def write(folder, *parts, end="\n"):
    path = folder / "results.mzTab"
    path.write_text("".join("\t".join(cells) + end for part in parts for cells in [*part, []]), encoding="utf-8")
    return str(path)


def pyteomics_reads(path):
    with open(path, encoding="utf-8") as file:
        return MzTab(file)


def without(kind, section):
    """A section of which the columns of a kind are of something else."""
    return [[cell.replace(f"abundance_{kind}", "other") for cell in section[0]], *section[1:]]


def test_proteins_by_assay(tmp_path):
    path = write(tmp_path, META, PROTEINS, end="\r\n")
    assert detect(path) == ("mztab", "its lines begin with 'MTD', as those of mzTab")
    found = read_quantities(path, "auto", "normalised")
    assert found.samples == ["one", "two"]
    assert found.entries == ["P60711", "12345"]
    assert found.lines == [13, 14]
    np.testing.assert_array_equal(found.values, [[10.5, np.nan], [3e5, 0]])
    assert found.annotation["protein"] == ["P60711", "12345;P63259;P68035"]
    assert found.annotation["description"] == ['Actin, "beta"', ""]
    assert not found.peptides
    assert [what for what, _ in found.findings] == [
        "the protein section of mzTab is read, by assay",
        "1 of 3 rows of the section hold no quantity",
    ]


def test_peptides_come_before_proteins_and_those_of_several_proteins_are_one(tmp_path):
    found = read_quantities(write(tmp_path, META, PROTEINS, PEPTIDES), "auto", "normalised")
    assert found.peptides
    assert found.entries == ["AAK", "AMK 2-UNIMOD:35", "AMK 2", "AMK 3", "KAA"]
    assert found.annotation["protein"][0] == "P60711;P63259"
    assert found.annotation["charge"] == ["2", "2", "2", "3", "3"]
    np.testing.assert_array_equal(found.values, [[100, np.nan], [5, 6], [7, 8], [7, np.nan], [7, 9]])
    assert ("1 quantities are infinite", "taken as missing") in found.findings
    entries = load(found, found.samples, "linear", "x").entries
    assert list(entries["decoy"]) == [False, False, False, False, True]
    assert list(entries["feature"]) == ["", "P60711", "P60711", "P60711", ""]


def test_pyteomics_reads_the_same_numbers(tmp_path):
    path = write(tmp_path, META, PROTEINS, PEPTIDES)
    tables = pyteomics_reads(path)
    found = read_quantities(path, "mztab", "normalised")
    columns = ["peptide_abundance_assay[1]", "peptide_abundance_assay[2]"]
    theirs = tables.peptide_table.drop_duplicates(["sequence", "modifications", "charge", "retention_time"])
    np.testing.assert_array_equal(found.values, theirs[columns].astype(float).replace(np.inf, np.nan))
    found = read_quantities(write(tmp_path, META, PROTEINS), "mztab", "normalised")
    theirs = tables.protein_table[["protein_abundance_assay[1]", "protein_abundance_assay[2]"]].astype(float)
    np.testing.assert_array_equal(found.values, theirs.iloc[:2])


def test_study_variables_are_read_where_no_assay_is(tmp_path):
    found = read_quantities(write(tmp_path, META, without("assay", PROTEINS)), "auto", "normalised")
    assert found.samples == ["control", "treated"]
    assert found.values == [[1, 2], [3, 4]]
    assert "by study variable" in found.findings[0][0]


def test_assays_that_share_a_run_are_told_apart_by_their_reagents_else_by_their_numbers(tmp_path):
    meta = [[*cells[:2], "ms_run[1]"] if cells[1] == "assay[2]-ms_run_ref" else cells for cells in META]
    assert read_quantities(write(tmp_path, meta, PROTEINS), "auto", "raw").samples == ["assay[1]", "assay[2]"]
    for number in (1, 2):
        reagent = f"[PRIDE, PRIDE:000011{number + 3}, iTRAQ reagent 11{number + 3}, ]"
        meta.append(["MTD", f"assay[{number}]-quantification_reagent", reagent])
    found = read_quantities(write(tmp_path, meta, PROTEINS), "auto", "raw")
    assert found.samples == ["one iTRAQ reagent 114", "one iTRAQ reagent 115"]


DRAFT = [
    ["MTD", "PRIDE_1234-title", "a draft, which says no version"],
    ["MTD", "PRIDE_1234-sub[1]-description", "healthy"],
    ["MTD", "PRIDE_1234-sub[2]-description", "ill"],
]
DRAFT_PROTEINS = [
    ["PRH", "accession", "unit_id", "description", "protein_abundance_sub[1]", "protein_abundance_stdev_sub[1]",
     "protein_abundance_sub[2]", "protein_abundance_std_error_sub[2]"],
    ["PRT", "P60711", "PRIDE_1234", "Actin", "1.0", "--", "7265.31988", "--"],
    ["PRT", "P63259", "PRIDE_1234", "Actin", "--", "--", "6346.89", "--"],
]  # fmt: skip


def test_drafts_before_the_first_version(tmp_path):
    path = write(tmp_path, DRAFT, DRAFT_PROTEINS)
    assert detect(path)[0] == "mztab"
    found = read_quantities(path, "auto", "normalised")
    assert found.samples == ["healthy", "ill"]
    np.testing.assert_array_equal(found.values, [[1, 7265.31988], [np.nan, 6346.89]])
    with pytest.warns(UserWarning, match="mzTab-version metadata header was missing"):
        theirs = pyteomics_reads(path).protein_table
    assert list(theirs["protein_abundance_sub[2]"]) == [7265.31988, 6346.89]


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ([META], r"no section holds quantities \(mzTab-type Quantification\)"),
        ([META, without("assay", without("study_variable", PROTEINS))], "no section holds quantities"),
        ([[*META[:1], ["MTD", "mzTab-version", "2.0.0-M"]], PROTEINS], "this mzTab is of metabolites"),
        ([META, PROTEINS[1:]], "line 12: a row PRT above the header of its section"),
        ([META, PROTEINS[:1], [[*PROTEINS[1], "5"]]], "line 14: 9 cells under 8 column names"),
        ([META, [PROTEINS[0], PROTEINS[1][:8]]], "line 13: the row ends before its last column"),
        (
            [META, [PROTEINS[0], [*PROTEINS[1][:4], "much", *PROTEINS[1][5:]]]],
            r"line 13, column 'protein_abundance_assay\[1\]': 'much' is not a number",
        ),
        ([META, [*PROTEINS[:2], PROTEINS[1]]], "line 14: spot 'P60711' stands in line 13 already"),
        ([META, [*PEPTIDES[:2], [*PEPTIDES[1][:8], "4", "4", "0"]]], "peptide 'AAK.*' stands in line 13 already"),
        (
            [DRAFT, [*DRAFT_PROTEINS[:2], ["PRT", "P63259", "PRIDE_9", *DRAFT_PROTEINS[2][3:]]]],
            "the file holds the units 'PRIDE_1234', 'PRIDE_9'",
        ),
        ([META, [PROTEINS[0], PROTEINS[3]]], "the table holds no spot"),
    ],
)
def test_each_fault_is_said(tmp_path, parts, said):
    with pytest.raises(InputFault, match=said):
        read_quantities(write(tmp_path, *parts), "mztab", "normalised")


def test_a_real_file_of_identifications_says_that_it_holds_no_quantities(data):
    path = str(data / "identifications" / "test.mztab")
    assert detect(path)[0] == "mztab"
    with pytest.raises(InputFault, match=r"no section holds quantities \(mzTab-type Identification\)") as caught:
        read_quantities(path, "auto", "normalised")
    assert len(caught.value.faults) == 1
