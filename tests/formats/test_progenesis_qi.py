"""Exports of Progenesis QI for proteomics, written here in their layout."""

import pytest
from spotwise.faults import InputFault
from spotwise.formats.load import load
from spotwise.formats.registry import detect, read_quantities

LEAD = ["#", "m/z", "Charge", "Score", "Sequence", "Modifications", "Accession", "Description", "Use in quantitation"]
LEAD += ["Max fold change", "Highest mean condition"]
PEPTIDES = [
    "7,500.2,2,50.1,LVNELTEK,,P02769,Albumin OS=Bos GN=ALB,True,Infinity,A",
    "7,500.2,2,50.1,LVNELTEK,,P99999,Another,True,Infinity,A",
    "9,500.3,2,---,LVNELTEK,,P02769,Albumin OS=Bos GN=ALB,True,1.5,B",
    "11,250.1,3,9,MAK,[1] Oxidation,sp|P1ABCD|X_RAT,X,True,1.5,B",
    "12,250.1,3,9,GGGK,,P1ABCD,X,False,1.5,B",
    "13,333.1,4,---,,,,,,1,A",
]
NUMBERS = ["10.5,0,100,0,1,0", "10.5,0,100,0,1,0", "2,4,20,40,1,1", "1,2,10,20,0,0", "8,8,80,80,1,0", "5,6,50,60,0,0"]


def header(lead, runs=("a 1", "b.2"), blocks=("Normalized abundance", "Raw abundance", "Spectral counts")):
    first = [""] * len(lead) + [cell for name in blocks for cell in (name, *[""] * (len(runs) - 1))]
    second = [""] * len(lead) + ["A", "B"] * len(blocks)
    return [",".join(row) for row in (first, second, [*lead, *list(runs) * len(blocks)])]


def write(folder, lines):
    path = folder / "export.csv"
    path.write_text("\r\n".join(lines) + "\r\n", newline="")
    return str(path)


def peptides(numbers=NUMBERS):
    return header(LEAD) + [f"{row},{cells}" for row, cells in zip(PEPTIDES, numbers, strict=True)]


def proteins():
    lead = ["Accession", "Peptide count", "Unique peptides", "Confidence score", "Anova (p)", "q Value"]
    lead += ["Max fold change", "Power", "Highest mean condition", "Lowest mean condition", "Mass", "Description"]
    row = '"P1ABCD;P2ABCD",5,2,27.3,3.9E-08,3.4E-07,Infinity,0.99,A,B,75867.9,"X, a protein OS=Rat"'
    return header(lead)[:3] + [f"{row},1.5,2.5,15,25,1,0"]


def test_peptides_are_known_and_features_of_several_proteins_made_one_row(tmp_path):
    path = write(tmp_path, peptides())
    assert detect(path)[0] == "progenesis_qi"
    found = read_quantities(path, "auto", "normalised")
    assert found.samples == ["a 1", "b.2"]
    assert found.entries == ["LVNELTEK 2 #7", "LVNELTEK 2 #9", "MAK", "#13"]
    assert found.values == [[10.5, 0.0], [2.0, 4.0], [1.0, 2.0], [5.0, 6.0]]
    assert found.annotation["protein"] == ["P02769;P99999", "P02769", "sp|P1ABCD|X_RAT", ""]
    assert found.annotation["charge"] == ["2", "2", "3", "4"]
    assert found.lines == [4, 6, 7, 9]
    assert found.groups == ["A", "B"]
    assert found.peptides
    assert found.normalised
    assert [what for what, _ in found.findings] == [
        "1 rows say False in 'Use in quantitation' (conflicts, or peptides that were not chosen)"
    ]


def test_the_raw_block_is_read_as_asked(tmp_path):
    found = read_quantities(write(tmp_path, peptides()), "auto", "raw")
    assert found.values == [[100.0, 0.0], [20.0, 40.0], [10.0, 20.0], [50.0, 60.0]]
    assert not found.normalised


def test_zeros_are_missing_and_features_without_a_protein_are_named(tmp_path):
    found = load(read_quantities(write(tmp_path, peptides()), "auto", "normalised"), ["a 1", "b.2"], "linear", "t")
    assert found.facts["zeros"] == 1
    assert any("1 peptides name no protein (#13)" in problem.what for problem in found.problems)
    assert list(found.entries["protein"])[2] == "P1ABCD"


@pytest.mark.parametrize(("block", "values"), [("normalised", [[1.5, 2.5]]), ("raw", [[15.0, 25.0]])])
def test_proteins(tmp_path, block, values):
    path = write(tmp_path, proteins())
    assert detect(path)[0] == "progenesis_qi"
    found = read_quantities(path, "auto", block)
    assert found.entries == ["P1ABCD;P2ABCD"]
    assert found.annotation == {"protein": ["P1ABCD;P2ABCD"], "description": ["X, a protein OS=Rat"]}
    assert found.values == values
    assert not found.peptides


def test_semicolons_and_decimal_commas(tmp_path):
    lines = [line.replace(".", ";").replace(",", ".") for line in header(["Accession"], ("a", "b"))]
    lines = [line.replace(".", ";") for line in lines] + ['"P1";1,5;2,5;15;25;1;0']
    assert read_quantities(write(tmp_path, lines), "auto", "normalised").values == [[1.5, 2.5]]


def test_a_block_that_is_not_there_is_named(tmp_path):
    lines = header(["Accession"], blocks=("Normalized abundance",)) + ["P1ABCD,1,2"]
    with pytest.raises(InputFault, match="no block 'Raw abundance'; it names 'Normalized abundance'"):
        read_quantities(write(tmp_path, lines), "auto", "raw")


def test_a_feature_of_two_abundances_is_one_fault(tmp_path):
    numbers = [NUMBERS[0], NUMBERS[0].replace("10.5", "11.5"), *NUMBERS[2:]]
    with pytest.raises(InputFault, match="line 5: feature '7' has other abundances.*line 4"):
        read_quantities(write(tmp_path, peptides(numbers)), "auto", "normalised")


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (lambda rows: rows[:2], "no three header rows"),
        (lambda rows: [rows[0], rows[1], rows[2].replace("Accession", "Id"), *rows[3:]], "no column 'Accession'"),
        (lambda rows: [rows[0], rows[1], rows[2].replace("a 1", ""), *rows[3:]], "without the name of a run"),
        (lambda rows: [rows[0], rows[2], rows[1], *rows[3:]], "line 3"),
        (lambda rows: [*rows[:3], rows[3][:60]], "line 4: the row ends before"),
        (lambda rows: [*rows[:3], rows[3].replace("10.5", "x")], "line 4, column 'a 1': 'x' is not a number"),
        (lambda rows: rows[:3], "holds no"),
    ],
)  # fmt: skip
def test_a_broken_export_is_a_fault_of_its_line(tmp_path, lines, said):
    with pytest.raises(InputFault, match=said):
        read_quantities(write(tmp_path, lines(peptides())), "progenesis_qi", "normalised")


def test_samespots_is_not_taken_for_it(tmp_path):
    lines = ['"";"";"";"Normalized Volume";"Volume"', '"";"";"";"A";"A"', '"#";"Anova (p)";"Fold";"g";"g"', "1;0;1;5;6"]
    assert detect(write(tmp_path, lines))[0] == "samespots"
