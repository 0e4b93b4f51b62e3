"""A DIGE study from its sheet to its calls: six gels of two animals and a standard, dyes swapped in half of them."""

import json

import numpy as np
import pandas as pd
import pytest
import yaml

SPOTS, GELS, CHANGED, DYED = 240, 6, 24, 60
DRUG = {"column": "treatment", "test": "drug", "reference": "control"}


class Planted:
    """What is in the volumes: change by drug, and parts of gel, dye and spot in the volume of each image."""

    def __init__(self, seed=0):
        rng = np.random.default_rng(seed)
        self.change, self.dye = np.zeros(SPOTS), np.zeros(SPOTS)
        self.change[:CHANGED] = np.tile([1.0, -1.0], CHANGED // 2)
        self.dye[-DYED:] = rng.choice([-1.5, 1.5], DYED)  # what Cy5 adds to single spots
        self.level = rng.normal(18, 2, SPOTS)
        columns = {}
        for gel in range(GELS):
            shared = rng.normal(0, 1, SPOTS)  # the gel's part, of standard and samples alike
            columns[f"std{gel}"] = self.level + shared + rng.normal(0.3, 0.15, SPOTS)
            for arm in ("drug", "control"):
                cy5 = (arm == "drug") == (gel % 2 == 0)
                added = self.change * (arm == "drug") + self.dye * cy5 + 0.9 * cy5
                columns[f"{arm}{gel}"] = self.level + shared + added + rng.normal(0, 0.15, SPOTS)
        self.log2 = pd.DataFrame(columns, index=pd.Index(range(1, SPOTS + 1), name="spot"))

    @property
    def rows(self):
        for gel in range(GELS):
            dyes = ("Cy5", "Cy3") if gel % 2 == 0 else ("Cy3", "Cy5")
            yield {"sample": f"std{gel}", "animal": "", "treatment": "", "gel": f"gel {gel}", "dye": "Cy2"}
            for arm, dye in zip(("drug", "control"), dyes, strict=True):
                yield {"sample": f"{arm}{gel}", "animal": f"{arm} {gel}", "treatment": arm} | {
                    "gel": f"gel {gel}", "dye": dye,
                }  # fmt: skip


def write(folder, planted, rows=None, **settings):
    folder.mkdir()
    np.exp2(planted.log2).to_csv(folder / "volumes.tsv", sep="\t")
    pd.DataFrame(list(rows or planted.rows)).to_csv(folder / "samples.tsv", sep="\t", index=False)
    config = {
        "samples": "samples.tsv",
        "quantities": [{"path": "volumes.tsv"}],
        "dige": {"gel": "gel", "dye": "dye", "standard": "Cy2"},
        "design": {"subject": "animal", "contrasts": {"drug": DRUG}},
        "enrichment": {"methods": []},
    }
    (folder / "config.yaml").write_text(yaml.safe_dump(config | settings, sort_keys=False))
    return folder


def ran(workflow, folder, *targets):
    result = workflow.run(folder, *targets)
    assert result.returncode == 0, result.stderr
    return folder / "results"


def table(path):
    return pd.read_csv(path, sep="\t", keep_default_na=False, na_values=[""])


@pytest.fixture(scope="module")
def dige(finished_once, tmp_path_factory):
    """The study as a user runs it, to the report."""
    planted = Planted()
    return planted, ran(finished_once[1], write(tmp_path_factory.mktemp("dige") / "study", planted))


@pytest.mark.slow
def test_standards_are_measured_and_no_units(dige):
    planted, results = dige
    standards = {f"std{gel}" for gel in range(GELS)}
    quantities, normalised = (pd.read_parquet(results / f"all/{n}.parquet") for n in ("quantities", "normalised"))
    assert list(quantities.columns[1:]) == list(planted.log2.columns)
    assert set(normalised.columns[1:]) == set(planted.log2.columns) - standards
    units = table(results / "all/units.tsv")
    assert len(units) == 2 * GELS
    assert standards.isdisjoint(";".join(units["samples"]).split(";"))
    samples = table(results / "study/samples.tsv").set_index("sample")
    assert set(samples.index[samples["subject"].isna()]) == standards


@pytest.mark.slow
def test_the_model_holds_dye_and_the_gels_are_correlated_blocks(dige):
    _, results = dige
    model = json.loads((results / "all/model.json").read_text())
    assert model["normalisation"]["method"] == "internal_standard"
    assert model["units_by_group"] == {"control": GELS, "drug": GELS}
    assert model["rank"] == 3  # two arms and what Cy5 adds
    # the standard's own error, shared by both samples of a gel, has half of the variance of a ratio
    assert 0.3 < model["block_correlation"] < 0.7
    config = yaml.safe_load((results / "study/config.yaml").read_text())
    assert (config["design"]["covariates"], config["design"]["block"]) == (["dye"], "gel")


@pytest.mark.slow
def test_what_was_planted_is_found_and_dyes_of_single_spots_are_not(dige):
    planted, results = dige
    found = table(results / "all/drug/differential.tsv")
    calls = np.where(planted.change > 0, "up", "down")
    assert (found["call"][:CHANGED] == calls[:CHANGED]).all()
    assert found["call"][CHANGED:].isin(["up", "down"]).sum() <= 6
    assert np.abs(found["log2fc"] - planted.change).max() < 0.5
    dyed = planted.dye != 0
    assert 0.7 < found["se"][dyed].median() / found["se"][~dyed].median() < 1.3


@pytest.mark.slow
def test_levels_are_volumes_where_the_values_are_ratios(dige):
    planted, results = dige
    level = pd.read_parquet(results / "all/levels.parquet").set_index("feature")["level"]
    kept = [column for column in planted.log2 if not column.startswith("std")]
    np.testing.assert_allclose(level, planted.log2[kept].mean(axis=1), rtol=1e-9)
    assert abs(pd.read_parquet(results / "all/normalised.parquet").iloc[:, 1:].to_numpy()).max() < 5


@pytest.mark.slow
def test_animals_that_run_twice_are_averaged_over_their_dyes(finished_once, tmp_path):
    """Gels 1, 3 and 5 hold the animals of gels 0, 2 and 4 again, in each other's dyes."""
    planted, rows = Planted(), []
    for row in planted.rows:
        number = int(row["gel"][-1])
        rows.append(row | {"animal": row["animal"][:-1] + str(number - number % 2) if row["animal"] else ""})
    results = ran(finished_once[1], write(tmp_path / "study", planted, rows))
    units = table(results / "all/units.tsv")
    assert list(units["samples"]) == [f"{arm}{at};{arm}{at + 1}" for at in (0, 2, 4) for arm in ("drug", "control")]
    model = json.loads((results / "all/model.json").read_text())
    assert (model["rank"], model["block_correlation"]) == (2, None)
    found = table(results / "all/drug/differential.tsv")
    assert np.abs(found["log2fc"] - planted.change).max() < 0.5  # each animal has both dyes, so they even out
    problems = table(results / "study/problems.tsv")
    assert problems["what"].str.contains("6 of 6 animals have several images, which are averaged").sum() == 1


@pytest.mark.slow
def test_what_normalisation_lets_pass_is_told(finished_once, tmp_path):
    planted = Planted()
    weak = planted.level < np.quantile(planted.level, 0.4)
    planted.log2.loc[weak, "drug3"] = np.nan
    folder = write(tmp_path / "study", planted, normalisation={"method": "median_ratio"})
    problems = table(ran(finished_once[1], folder, "results/all/problems.tsv") / "all/problems.tsv")
    told = problems[problems["stage"] == "normalise"]["what"].to_list()
    assert len(told) == 2
    assert told[0].startswith("the median of sample drug3 lies ")
    assert told[1] == "normalisation took median_ratio, so that the standard of each gel is not used"
