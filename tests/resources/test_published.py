"""The bundled claims: sound, of this study's names, each with its source in the README, and without any number."""

import math

import pytest
import yaml
from spotwise.study.check_published import published_faults
from spotwise.study.published import read_claims


@pytest.fixture(scope="module")
def config(root):
    return yaml.safe_load((root / "config.yaml").read_text())


@pytest.fixture(scope="module")
def claims(root):
    found, faults = read_claims(str(root / "resources/published/nortriptyline.tsv"))
    assert faults == []
    return found


def test_they_are_listed_and_speak_of_the_bundled_study(root, config):
    assert config["published"] == ["resources/published/nortriptyline.tsv"]
    regions = [table["region"] for table in config["quantities"]]
    paths = [str(root / path) for path in config["published"]]
    assert published_faults(paths, regions, list(config["design"]["contrasts"])) == []


def test_every_focus_that_was_planted_is_claimed(config, claims):
    assert {claim.id for claim in claims if claim.level == "focus"} == set(config["enrichment"]["focus"])


def test_no_number_is_claimed_and_every_source_is_told(root, claims):
    readme = (root / "resources/published/README.md").read_text()
    for claim in claims:
        assert math.isnan(claim.log2fc), claim.claim_id
        assert math.isnan(claim.p), claim.claim_id
        assert f"`{claim.claim_id}`" in readme
    assert "source to be checked" in next(claim.source for claim in claims if claim.claim_id == "fsl_bdnf_mrna")
