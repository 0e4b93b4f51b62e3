"""The methods text says what ran, with its paper, and nothing else."""

import re
from dataclasses import replace

import pytest
from spotwise.report.methods import NORMALISATIONS, ROLL_UPS, Ran, methods_facts
from spotwise.report.references import PAPERS
from spotwise.report.words import NOUNS

MODEL = {"terms": [[], ["treatment", "strain"], ["batch"]], "numeric": ["batch"], "block": "litter"}
VERSIONS = {"snakemake": "9.27.1", "python": "3.11", "numpy": "2.0"}
FITTED = {
    "normalisation": {"method": "median_ratio"}, "trend": False, "robust": False, "block_correlation": None,
    "gel_weights": None,
}  # fmt: skip
HERE = {"valid": True, "ora_valid": True, "genes": 100, "ora_genes": 100}


@pytest.fixture
def ran():
    return Ran("cortex", FITTED, False, 12, 12, 600, 12, True, backgrounds={"drug": HERE})


@pytest.fixture
def write(made, ran):
    """The text of a study whose settings differ in some ways, and what it refers to."""

    def write(region=ran, words="spots", regions=None, versions=VERSIONS, **sections):
        config = made.config()
        for section, changes in sections.items():
            config[section] = config[section] | changes if isinstance(changes, dict) and config[section] else changes
        found = methods_facts(config, regions or [region], MODEL, NOUNS[words], versions)
        text = " ".join(one["text"] for one in found["paragraphs"])
        return text, {one["text"].split(" ")[0] for one in found["references"]}

    return write


def fitted(ran, **changes):
    """A region in which the model took something else."""
    return replace(ran, model=FITTED | changes)


def test_every_number_in_the_text_stands_in_the_list(made, ran):
    region = fitted(ran, trend=True, robust=True, block_correlation=0.2, gel_weights={"r1": 1.0})
    found = methods_facts(made.config(), [region], MODEL, NOUNS["spots"], VERSIONS)
    text = " ".join(one["text"] for one in found["paragraphs"])
    cited = [int(n) for mark in re.findall(r"\[([\d, ]+)\]", text) for n in mark.split(", ")]
    assert (
        list(dict.fromkeys(cited)) == [one["number"] for one in found["references"]] == list(range(1, 1 + max(cited)))
    )


def test_every_paper_has_a_year_and_a_place():
    assert all(re.search(r"(19|20)\d\d|bioRxiv \d+", text) for text, _ in PAPERS.values())
    assert all(re.fullmatch(r"10\.\d{4,5}/\S+", doi) for _, doi in PAPERS.values() if doi)


@pytest.mark.parametrize(
    ("method", "said", "author"),
    [
        ("none", "taken as they stood in the table", None), ("median_ratio", "median-of-ratios", "Anders"),
        ("median", "shifting the log2 medians", None), ("total", "summed volumes", None),
        ("quantile", "quantile normalised", "Bolstad"), ("loess", "cyclic loess", "Ballman"),
        ("internal_standard", "pooled internal standard", "Alban"),
    ],
)  # fmt: skip
def test_normalisation(write, ran, method, said, author):
    text, papers = write(fitted(ran, normalisation={"method": method}))
    assert said in text
    assert author is None or author in papers
    assert {"Anders", "Bolstad", "Ballman", "Alban"} & papers <= ({author, "Bolstad"} if author else set())
    assert set(NORMALISATIONS) >= {method}


def test_regions_that_were_normalised_differently_are_named(write, ran):
    other = replace(fitted(ran, normalisation={"method": "quantile"}), name="hippocampus")
    text, _ = write(regions=[ran, other])
    assert "Volumes of cortex were normalised by the median" in text
    assert "Volumes of hippocampus were quantile normalised" in text


def test_missing_rule(write):
    assert "at least 50 % of the animals of at least one group" in write()[0]
    assert "at least 70 % of the animals of each group" in write(missing={"min_fraction": 0.7, "in": "every_group"})[0]
    none = write(missing={"min_fraction": 0})[0]
    assert "Spots were tested where the animals that showed them sufficed" in none
    assert "at least 0" not in none


@pytest.mark.parametrize(
    ("method", "said", "author"),
    [("median_polish", "median polish", "Tukey"), ("top3", "three most intense", "Silva"), ("maxlfq", "MaxLFQ", "Cox")],
)
def test_roll_up(write, ran, method, said, author):
    text, papers = write(replace(ran, peptides=True), "peptides", summarise={"method": method})
    assert said in text
    assert author in papers
    assert not re.search(r"(?i)\bspots?\b|\bgels?\b|\bvolumes?\b", text)
    assert set(ROLL_UPS) >= {method}
    assert not {"Tukey", "Silva", "Cox"} & write(summarise={"method": method})[1]


def test_technical_gels(write, ran):
    assert "averaged" not in write()[0]
    assert "Gels of one animal that the model can't tell apart were averaged" in write(replace(ran, n_runs=15))[0]


def test_model_and_blocks(write, ran):
    text, papers = write()
    assert "A linear model of every combination of treatment and strain, plus batch (a number) was fitted" in text
    assert "litter" not in text
    assert "Use of within-array" not in text
    assert papers >= {"Smyth", "Benjamini"}
    assert (
        "Correlation within litter was estimated from all spots together [2]: 0.2."
        in (write(fitted(ran, block_correlation=0.2))[0])
    )


def test_gel_weights(write, ran):
    assert "Ritchie" not in write()[1]
    text, papers = write(fitted(ran, gel_weights={"r1": 1.0}))
    assert "Animals were weighted" in text
    assert "Ritchie" in papers


def test_trend_and_robust(write, ran):
    assert not {"Sartor", "Phipson", "Zhu"} & write()[1]
    text, papers = write(fitted(ran, trend=True, robust=True))
    assert "a prior variance that follows the mean log2 volume [3] and was estimated robustly" in text
    assert {"Sartor", "Phipson"} <= papers
    text, papers = write(fitted(ran, trend=True), test={"trend": "peptides"})
    assert "follows the number of peptides" in text
    assert "Zhu" in papers
    assert "Sartor" not in papers


def test_treat_and_f(write):
    assert "TREAT" not in write()[0]
    text, papers = write(test={"lfc": 0.5849625})
    assert "tested against a change of 1.5 fold (TREAT" in text
    assert "McCarthy" in papers
    assert "moderated t" not in text
    asked = {"a": {"column": "t", "test": "x", "reference": "y"}, "b": {"any_of": ["a", "a"]}}
    assert "moderated F-statistic" in write(design={"contrasts": asked})[0]
    assert "moderated F-statistic" not in write()[0]


def test_slopes_and_fits_to_some_animals(write):
    assert "slopes" not in write()[0]
    assert "fitted to the animals" not in write()[0]
    asked = {"swim": {"slope": "immobility_s", "per": 10}, "young": {"column": "t", "fit_on": {"age": "young"}}}
    text, _ = write(design={"contrasts": asked})
    assert "Contrasts of its fitted means, and slopes, were tested" in text
    assert "The model of young was fitted to the animals of its own levels alone." in text


def test_equivalence_and_presence(write):
    text, papers = write(test={"equivalence": 1.5})
    assert "placed the change within 1.5 fold" in text
    assert {"Schuirmann", "Mehta"} <= papers
    slope = {"s": {"slope": "weight", "per": 1}}
    assert "Mehta" not in write(design={"contrasts": slope})[1]


def test_relabelling_and_discriminant_analysis(write, ran):
    assert "relabelling" not in write()[0]
    assert "PLS-DA" not in write()[0]
    text, papers = write(replace(ran, relabellings=100, discriminated=True, permuted=True))
    assert "up to 100 relabellings" in text
    assert "its error was held against that of relabelled animals" in text
    assert "Barker" in papers
    assert "its error was" not in write(replace(ran, discriminated=True))[0]


def test_genes_only_where_spots_are_identified(write, ran):
    assert {"Simes", "Liu"} <= write()[1]
    text, papers = write(replace(ran, identified=False))
    assert not {"Simes", "Liu", "Wu"} & papers
    assert "gene" not in text.lower().replace("genes were compared", "")


@pytest.mark.parametrize(
    ("method", "said", "author"),
    [("camera", "Camera", "Wu"), ("ora", "Over-representation of called genes", None), ("gsea", "GSEApy", "Fang")],
)
def test_methods_of_enrichment(write, method, said, author):
    text, papers = write(enrichment={"methods": [method]})
    assert said in text
    assert papers & {"Wu", "Subramanian", "Korotkevich", "Fang"} == {
        "camera": {"Wu"}, "ora": set(), "gsea": {"Subramanian", "Korotkevich", "Fang"},
    }[method]  # fmt: skip
    assert author is None or author in papers
    assert "over all tested sets of a collection" + (" and direction" if method == "ora" else ",") in text


def test_enrichment_off_and_without_a_background(write, ran):
    assert "set" not in write(enrichment={"methods": []})[0]
    nothing = {"valid": False, "ora_valid": False, "genes": 3, "ora_genes": 0}
    text, papers = write(replace(ran, backgrounds={"drug": nothing}))
    assert "counted and not tested" in text
    assert not {"Wu", "Fang"} & papers


def test_gene_sets_background_and_presence(write, ran):
    text, papers = write(enrichment={"gene_sets": ["go", {"path": "my.gmt", "name": "mine"}], "include_presence": True})
    assert "Gene sets (Gene Ontology" in text
    assert "and mine" in text
    assert "those called by presence alone included" in text
    assert "Ashburner" in papers
    assert "Ashburner" not in write(enrichment={"gene_sets": ["my.gmt"]})[1]
    listed = HERE | {"valid": False, "ora_genes": 300}
    text, papers = write(replace(ran, backgrounds={"drug": listed}), enrichment={"background": "list.txt"})
    assert "reduced to the listed genes that could have been found" in text
    assert "Wu" not in papers


def test_foci(write):
    assert "declared before the run" not in write()[0]
    asked = {"focus": {"sugar": ["GO:1"], "actin": ["GO:2"]}}
    assert "2 foci declared before the run (sugar and actin)" in write(enrichment=asked)[0]
    assert "by over-representation, adjusted over foci and regions" in write(enrichment=asked | {"methods": ["ora"]})[0]


def test_regions_are_compared_only_where_they_are(write, ran):
    assert "between regions" not in write()[0]
    one = replace(ran, subjects=frozenset("ab"))
    same, apart = replace(one, name="b"), replace(ran, name="b", subjects=frozenset("cd"))
    assert "compared between regions on each animal's own difference" in write(regions=[one, same])[0]
    assert "compared between regions as independent estimates" in write(regions=[one, apart])[0]
    off = {"contrasts": {}, "regions": {"compare": False}}
    assert "compared between regions" not in write(regions=[one, same], design=off)[0]


def test_outcomes_simulation_and_software(write):
    text, papers = write(outcomes=["swim_s"], simulated=True)
    assert "swim_s of the animals was tested by the same contrasts" in text
    assert text.startswith("The data are simulated.")
    assert "Snakemake 9.27.1" in text
    assert "Mölder" in papers
    text, papers = write(versions={"snakemake": "not in this job's environment"})
    assert "simulated" not in text
    assert "Mölder" not in papers
    assert "Snakemake" not in text
