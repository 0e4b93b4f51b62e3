"""Whole runs on the outputs of search engines: a mixture of human, yeast and E. coli in known proportions, 3 v 3.

Of A over B, human is alike, yeast twice and E. coli a quarter: log2 0, +1 and -2.
"""

import csv
import re
from pathlib import Path

import pytest
import yaml
from spotwise.formats.registry import read_quantities
from spotwise.tables import read_table

NAMED = re.compile(r"(?:sp|tr)\|([A-Z0-9-]+)\|\w+_(HUMAN|YEAST|ECOLI)")
ENTRY = re.compile(r"\w+_(HUMAN|YEAST|ECOLI)")
TRUTH = {"HUMAN": 0, "YEAST": 1, "ECOLI": -2}
FEWEST = 5  # proteins of a species, for their median to say anything
ALL = {"HUMAN", "YEAST", "ECOLI"}
FILES = {  # the format that `auto` takes, features, and the species that FEWEST proteins or more are tested of
    "AlphaDIA_1.10_sample.tsv": ("alphadia", 61, {"HUMAN", "YEAST"}),
    "CustomFormat_DDA_quant_ions_test.txt": ("wide", 3523, ALL),
    "DIANN_1.9_beta_sample_report.tsv": ("diann", 216, {"HUMAN", "YEAST"}),
    "FragPipe_MSFragger_combined_ion.tsv": ("fragpipe", 312, ALL),
    "MaxQuant_evidence_sample.txt": ("maxquant_evidence", 96, {"HUMAN", "YEAST"}),
    "ProteomeDIscoverer_PeptideGroups_trimmed.txt": ("proteome_discoverer", 500, {"HUMAN", "YEAST"}),
    "sage_sample_input_lfq.tsv": ("sage", 1184, ALL),
    "sample_dda_quantms.sdrf_openms_design_msstats_in.csv": ("quantms", 96, set()),  # a peptide in a run or two
}
QUICK = {"DIANN_1.9_beta_sample_report.tsv", "FragPipe_MSFragger_combined_ion.tsv"}


@pytest.fixture
def workflow(finished_once):
    return finished_once[1]


def condition(sample):
    """A or B, from the name of a run; Proteome Discoverer numbers them, A first."""
    if numbered := re.fullmatch(r"F(\d)", sample):
        return "A" if int(numbered[1]) <= 3 else "B"
    return re.search(r"(?:Condition_|^)([AB])_", sample)[1]


def species(path):
    """The species of each accession that a file names."""
    text = Path(path).read_text(encoding="utf-8")
    found = dict(NAMED.findall(text))
    if "Protein.Names" in text.split("\n", 1)[0]:
        rows = csv.DictReader(text.splitlines(), delimiter="\t")
        for row in rows:
            pairs = zip(row["Protein.Ids"].split(";"), row["Protein.Names"].split(";"), strict=False)
            found |= {accession: name.rsplit("_", 1)[-1] for accession, name in pairs}
    return found


def of_species(cell, known):
    """The one species that all proteins of a group are of, or None."""
    names = [ENTRY.fullmatch(name) for name in cell.split(";")]
    found = {match[1] if match else known.get(name) for name, match in zip(cell.split(";"), names, strict=True)}
    return found.pop() if len(found) == 1 else None


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[] if name in QUICK else pytest.mark.slow) for name in FILES]
)
def test_a_real_table_goes_from_end_to_end(workflow, data, tmp_path, name):
    path = data / "search-engines" / name
    form, features, tested = FILES[name]
    found = read_quantities(str(path), "auto", "normalised")
    assert found.format == form
    samples = found.samples
    assert sorted(map(condition, samples)) == ["A"] * 3 + ["B"] * 3
    rows = [f"{sample}\t{condition(sample)}" for sample in samples]
    (tmp_path / "sheet.tsv").write_text("\n".join(["sample\tcondition", *rows]) + "\n", encoding="utf-8")
    config = {
        "samples": "sheet.tsv",
        "quantities": [{"path": str(path)}],
        "design": {"contrasts": {"A-B": {"column": "condition", "test": "A", "reference": "B"}}},
        "enrichment": {"methods": []},
    }
    (tmp_path / "config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
    result = workflow.run(tmp_path)
    assert result.returncode == 0, result.stderr
    results = tmp_path / "results"
    differential = read_table(results / "all/A-B/differential.tsv", "differential")
    assert len(differential) == features
    assert differential["feature"].is_unique
    entries = read_table(results / "all/entries.tsv", "entries")
    unfit = entries["contaminant"] | entries["decoy"]
    assert entries.loc[unfit, "feature"].eq("").all()
    assert not differential["protein"].str.contains("Cont_|CON__|REV__|rev_").any()
    known = species(path)
    of = differential["protein"].map(lambda cell: of_species(cell, known))
    medians = differential["log2fc"].groupby(of).agg(["median", "count"])
    told = medians[medians["count"] >= FEWEST]
    assert set(told.index) == tested
    for kind, row in told.iterrows():
        assert row["median"] == pytest.approx(TRUTH[kind], abs=0.5), medians
    assert (results / "report.html").stat().st_size > 10_000
