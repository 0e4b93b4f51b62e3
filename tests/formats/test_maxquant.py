"""Peptides of MaxQuant: a table as written here, and a real one."""

import pytest
from spotwise.faults import InputFault
from spotwise.formats.load import load
from spotwise.formats.registry import detect, read_quantities

HEADER = [
    "Sequence", "Length", "Proteins", "Leading razor protein", "Gene names", "Charges", "Identification type r 1",
    "Intensity", "Intensity r 1", "Intensity r2", "Reverse", "Potential contaminant", "id",
]  # fmt: skip
ROWS = [
    ["AAK", "3", "sp|P10001|A_RAT", "sp|P10001|A_RAT", "Actb", "2;3", "By MS/MS", "30", "10", "20", "", "", "0"],
    ["CCK", "3", "sp|P10001|A_RAT;sp|P20002|B_RAT", "", "Actb;Actg1", "2", "", "9", "0", "9", "", "", "1"],
    ["DDK", "3", "sp|P20002|B_RAT", "sp|P20002|B_RAT", "Actg1", "2", "", "12", "5.5", "6.5", "", "", "2"],
    ["EEK", "3", "CON__P00761", "CON__P00761", "", "2", "", "2", "1", "1", "", "+", "3"],
    ["FFK", "3", "", "REV__sp|P30003|C_RAT", "", "2", "", "3", "3", "0", "+", "", "4"],
]  # fmt: skip


def write(folder, rows=ROWS, header=HEADER, name="peptides.txt"):
    path = folder / name
    path.write_text("\n".join("\t".join(cells) for cells in [header, *rows]) + "\n", encoding="utf-8")
    return str(path)


def test_it_is_known_by_its_header(tmp_path):
    assert detect(write(tmp_path))[0] == "maxquant"
    evidence = [name.replace("Intensity r 1", "Raw file") for name in HEADER]
    assert detect(write(tmp_path, header=evidence))[0] == "wide"


def test_a_header_longer_than_what_is_looked_at_is_known_too(tmp_path):
    runs = [f"Experiment {'x' * 1000} {at}" for at in range(80)]
    header = [*HEADER[:7], *runs, "Intensity r1"]
    rows = [[*cells[:7], *["1"] * 81] for cells in ROWS]
    assert detect(write(tmp_path, rows, header))[0] == "maxquant"


def test_intensities_of_runs_are_read_and_nothing_else(tmp_path):
    found = read_quantities(write(tmp_path), "auto", "normalised")
    assert found.samples == ["r 1", "r2"]
    assert found.entries == ["AAK", "CCK", "DDK", "EEK", "FFK"]
    assert found.values[2] == [5.5, 6.5]
    assert found.peptides
    assert not found.normalised
    assert found.annotation["protein"][4] == "REV__sp|P30003|C_RAT"
    assert found.annotation["contaminant"] == ["", "", "", "+", ""]


def test_its_peptides_become_entries_of_proteins(tmp_path):
    path = write(tmp_path)
    found = load(read_quantities(path, "auto", "normalised"), ["r 1", "r2"], "linear", path)
    entries = found.entries.set_index("entry")
    assert list(entries["feature"]) == ["P10001", "", "P20002", "", ""]
    assert list(entries["protein"]) == ["P10001", "P10001;P20002", "P20002", "CON__P00761", "REV__sp|P30003|C_RAT"]
    assert list(entries["gene"]) == ["Actb", "Actb;Actg1", "Actg1", "", ""]
    assert list(entries["contaminant"]) == [False, False, False, True, False]
    assert list(entries["decoy"]) == [False, False, False, False, True]
    assert entries["charge"].isna().tolist() == [True, False, False, False, False]
    assert found.facts["zeros"] == 2


def test_the_older_name_of_the_column_of_contaminants(tmp_path):
    header = [name.replace("Potential contaminant", "Contaminant") for name in HEADER]
    assert read_quantities(write(tmp_path, header=header), "auto", "raw").annotation["contaminant"][3] == "+"


def test_modified_peptides_of_one_sequence_are_told_apart(tmp_path):
    header = [name.replace("Length", "Modifications") for name in HEADER]
    rows = [["AAK", "Unmodified", *ROWS[0][2:]], ["AAK", "Oxidation (M)", *ROWS[0][2:]], ROWS[2]]
    found = read_quantities(write(tmp_path, rows, header), "auto", "raw")
    assert found.entries == ["AAK Unmodified", "AAK Oxidation (M)", "DDK"]
    assert found.annotation["peptide"] == ["AAK", "AAK", "DDK"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"header": [name.replace("Intensity r", "LFQ r") for name in HEADER]}, "no column 'Intensity' followed by"),
        ({"header": [name.replace("Proteins", "Protein IDs") for name in HEADER]}, "no column 'Proteins'"),
        ({"rows": [ROWS[0], ROWS[1][:5]]}, "line 3: the row ends before its last column"),
        ({"rows": [ROWS[0], [cell.replace("5.5", "many") for cell in ROWS[2]]]}, "line 3.*'many' is not a number"),
        ({"rows": [ROWS[0], ROWS[0]]}, "peptide 'AAK 2;3' stands in line 2 already"),
        ({"rows": []}, "holds no peptide"),
    ],
)
def test_each_fault_is_said(tmp_path, change, said):
    with pytest.raises(InputFault, match=said):
        read_quantities(write(tmp_path, **change), "maxquant", "normalised")


def test_a_real_table(data):
    path = str(data / "peptides-cptac6" / "peptides200.txt")
    assert detect(path)[0] == "maxquant"
    found = read_quantities(path, "auto", "normalised")
    assert (len(found.entries), len(found.samples)) == (1459, 45)
    assert found.samples[:2] == ["6A_1", "6A_2"]
    assert found.values[found.entries.index("AADEAFAK")][0] == 3759300
    loaded = load(found, [name for name in found.samples if name[1] in "AB"], "linear", path)
    assert loaded.entries["contaminant"].sum() == 7
    said = {problem.what.split(" (")[0] for problem in loaded.problems}
    assert "7 peptides are of contaminants" in said
    shared = loaded.entries[loaded.entries["protein"] == "P11484;P40150"]
    own = loaded.entries["protein"].isin(["P11484", "P40150"])
    assert set(shared["feature"]) == ({""} if own.any() else {"P11484;P40150", ""})
    assert loaded.facts["features"] == loaded.entries.loc[loaded.entries["feature"] != "", "feature"].nunique() > 150
