"""A small study without faults, in a folder of its own, for tests that put faults into it."""

from types import SimpleNamespace

import pytest
import yaml
from spotwise.study.check import check
from spotwise.study.config import read_schema

ANIMALS = ["r1", "r2", "r3", "r4", "r5", "r6", "r7", "r8"]
TREATMENT = dict(zip(ANIMALS, ["drug"] * 4 + ["control"] * 4, strict=True))
BATCH = dict(zip(ANIMALS, ["b1", "b2"] * 4, strict=True))
GENE_SETS = "GO:1\tfirst\tActb\tPkm\nGO:2\tsecond\tGapdh\tAldoa\n"


class SmallStudy:
    """Files in a folder, and the configuration that names them; `faults` gives the messages of the check."""

    def __init__(self, folder, schema):
        self.folder, self.schema = folder, schema
        self.write("sheet.tsv", self.sheet())
        for region, letter in (("cortex", "c"), ("hippocampus", "h")):
            self.write(f"{region}.tsv", self.table(letter))
            self.write(
                f"{region}_proteins.tsv", "spot\taccession\tgene\tscore\n1\tP60711\tActb\t88\n2\tP11980\tPkm\t61\n"
            )
        self.write("sets.gmt", GENE_SETS)
        self.write("go.gmt", GENE_SETS)
        self.config = {
            "samples": "sheet.tsv",
            "quantities": [{"path": f"{region}.tsv", "region": region} for region in ("cortex", "hippocampus")],
            "identifications": [
                {"path": f"{region}_proteins.tsv", "region": region} for region in ("cortex", "hippocampus")
            ],
            "design": {
                "covariates": ["batch"],
                "subject": "animal",
                "contrasts": {"drug_vs_control": {"column": "treatment", "test": "drug", "reference": "control"}},
            },
            "enrichment": {"gene_sets": ["./sets.gmt"], "focus": {"actin": ["GO:1"]}},
        }

    @staticmethod
    def sheet():
        lines = ["sample\tanimal\tregion\ttreatment\tbatch\texclude"]
        for region, letter in (("cortex", "c"), ("hippocampus", "h")):
            lines += [f"{letter}{a}\t{a}\t{region}\t{TREATMENT[a]}\t{BATCH[a]}\t" for a in ANIMALS]
        return "\n".join(lines) + "\n"

    @staticmethod
    def table(letter):
        lines = ["\t".join(["spot", *(letter + animal for animal in ANIMALS)])]
        lines += ["\t".join([str(spot), *(f"{spot}{column}.5" for column in range(8))]) for spot in (1, 2, 3)]
        return "\n".join(lines) + "\n"

    def write(self, name, content):
        (self.folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())

    def edit(self, name, old, new):
        """Replace the one place of a file where `old` stands."""
        text = (self.folder / name).read_text()
        assert text.count(old) == 1
        self.write(name, text.replace(old, new))

    def rows(self, name, change):
        """Let `change` make each row of a table anew: a list of cells in, a list out, or None to drop it."""
        rows = [change(line.split("\t")) for line in (self.folder / name).read_text().splitlines()]
        self.write(name, "\n".join("\t".join(cells) for cells in rows if cells is not None) + "\n")

    def faults(self, files=()):
        return [
            str(fault).replace("\n    ", " | ") for fault in check(self.config, self.schema, files, {"go": "go.gmt"})
        ]

    def faults_of_yaml(self, text):
        """The faults of a configuration as it stands in a file."""
        self.write("config.yaml", text)
        self.config = yaml.safe_load(text)
        return self.faults(["config.yaml"])


@pytest.fixture(scope="session")
def schema(root):
    return read_schema(root / "workflow/schemas/config.schema.yaml")


@pytest.fixture
def study(tmp_path, monkeypatch, schema):
    monkeypatch.chdir(tmp_path)
    return SmallStudy(tmp_path, schema)


@pytest.fixture
def design(study):
    """The keys of the study's design, for tests that change them."""
    return SimpleNamespace(keys=study.config["design"], contrasts=study.config["design"]["contrasts"])
