"""Protein groups of MaxQuant: a table as written here, and a real one."""

import numpy as np
import pytest
from spotwise.faults import InputFault
from spotwise.formats.load import load
from spotwise.formats.registry import detect, read_quantities
from spotwise.normalise import choose

HEADER = [
    "Protein IDs", "Majority protein IDs", "Protein names", "Gene names", "Intensity", "Intensity r 1", "Intensity r2",
    "LFQ intensity r 1", "LFQ intensity r2", "Only identified by site", "Reverse", "Potential contaminant",
]  # fmt: skip
ROWS = [
    ["sp|P10001|A_RAT;sp|P10009|Z_RAT", "sp|P10001|A_RAT", "Actin", "Actb", "3", "1", "2", "10", "20", "", "", ""],
    ["P20002;P20003", "P20002;P20003", "", "B;C", "9", "9", "0", "0", "0", "", "", ""],
    ["CON__P00761", "CON__P00761", "", "", "2", "1", "1", "1", "1", "", "", "+"],
    ["REV__P30003", "REV__P30003", "", "", "3", "3", "0", "3", "0", "+", "+", ""],
    ["P40004", "P40004", "", "", "3", "3", "0", "3", "0", "+", "", ""],
]  # fmt: skip


def write(folder, rows=ROWS, header=HEADER):
    path = folder / "proteinGroups.txt"
    path.write_text("\n".join("\t".join(cells) for cells in [header, *rows]) + "\n", encoding="utf-8")
    return str(path)


def without(prefix):
    keep = [at for at, name in enumerate(HEADER) if not name.startswith(prefix)]
    return {"header": [HEADER[at] for at in keep], "rows": [[cells[at] for at in keep] for cells in ROWS]}


@pytest.mark.parametrize(
    ("block", "change", "first", "normalised"),
    [
        ("normalised", {}, [10, 20], True),
        ("raw", {}, [1, 2], False),
        ("normalised", without("LFQ"), [1, 2], False),
        ("normalised", without("Intensity"), [10, 20], True),
    ],
)
def test_lfq_where_asked_for_and_there_else_intensities(tmp_path, block, change, first, normalised):
    found = read_quantities(write(tmp_path, **change), "auto", block)
    assert found.samples == ["r 1", "r2"]
    assert found.values[0] == first
    assert found.normalised is normalised
    assert not found.peptides


def test_lfq_is_normalised_no_further_and_the_reason_is_told(tmp_path):
    method, why = choose("auto", read_quantities(write(tmp_path), "auto", "normalised").normalised)
    assert method == "none"
    assert "been normalised" in why
    assert choose("auto", read_quantities(write(tmp_path), "auto", "raw").normalised)[0] == "median_ratio"


def test_groups_are_features_under_their_majority_proteins(tmp_path):
    path = write(tmp_path)
    found = load(read_quantities(path, "auto", "normalised"), ["r 1", "r2"], "linear", path)
    assert list(found.entries["feature"]) == ["P10001", "P20002;P20003", "", "", ""]
    assert list(found.entries["gene"])[:2] == ["Actb", "B;C"]
    assert list(found.entries["description"])[:2] == ["Actin", ""]
    assert found.values.loc["P20002;P20003"].isna().all()
    said = {problem.what: problem.consequence for problem in found.problems}
    assert said["1 spots are of contaminants (CON__P00761)"] == "in no test"
    assert said["1 spots are decoys (REV__P30003)"] == "in no test"
    assert said["1 proteins are known by a modified site alone (P40004)"] == "in no test"


def test_a_header_longer_than_what_is_looked_at_is_known_too(tmp_path):
    header = [*HEADER[:4], *[f"Peptides {'x' * 1000} {at}" for at in range(80)], *HEADER[4:]]
    rows = [[*cells[:4], *["1"] * 80, *cells[4:]] for cells in ROWS]
    assert detect(write(tmp_path, rows, header))[0] == "maxquant_proteins"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"header": [name.replace("tensity r", "tense") for name in HEADER]}, "line 1: no column 'Intensity' followed"),
        ({"header": [name.replace("rotein IDs", "") for name in HEADER]}, "no column 'Majority protein IDs'"),
        ({"rows": [ROWS[0], ROWS[1][:5]]}, "line 3: the row ends before its last column"),
        ({"rows": [[cell.replace("20", "many") for cell in ROWS[0]]]}, "line 2.*'r2': 'many' is not a number"),
        ({"rows": [ROWS[0], ROWS[0]]}, "'P10001' stands in line 2 already"),
        ({"rows": []}, "holds no spot"),
    ],
)
def test_each_fault_is_said_once(tmp_path, change, said):
    with pytest.raises(InputFault, match=said) as told:
        read_quantities(write(tmp_path, **change), "maxquant_proteins", "normalised")
    assert len(told.value.faults) == 1


def test_a_real_table(data):
    path = str(data / "peptides-cptac6" / "proteinGroups.txt")
    assert detect(path)[0] == "maxquant_proteins"
    lfq, raw = (read_quantities(path, "auto", block) for block in ("normalised", "raw"))
    assert lfq.samples == raw.samples == [f"6{step}_{run}" for step in "ABC" for run in range(1, 10)]
    assert (np.array(lfq.values) == 0).sum() == 19634
    assert (np.array(raw.values) == 0).sum() == 8871
    at = lfq.entries.index("A5Z2X5")
    assert lfq.values[at][-1] == 81650
    assert raw.values[at][:4] == [0, 0, 0, 128080]
    assert lfq.entries[4] == "CON__P02535-1;CON__P13645"
    loaded = load(raw, raw.samples, "linear", path)
    assert (loaded.facts["entries"], loaded.facts["features"], loaded.facts["samples"]) == (1505, 1460, 27)
    assert loaded.facts["zeros"] == loaded.facts["missing"] == 8871
    assert (loaded.entries["contaminant"].sum(), loaded.entries["decoy"].sum()) == (12, 17)
    said = [problem.what.split(" (")[0] for problem in loaded.problems]
    assert "16 proteins are known by a modified site alone" in said
