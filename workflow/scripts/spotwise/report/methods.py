"""A methods text for a paper, written from the configuration, from what was taken in each region, and from versions.

What did not run is not mentioned.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from spotwise.report.enrichment_methods import enrichment_sentences
from spotwise.report.numbers import percent, rounded, span
from spotwise.report.references import Citations
from spotwise.report.words import counted, isolated, series

NORMALISATIONS: dict[str, tuple[str, tuple[str, ...]]] = {
    "none": ("taken as they stood in the table, without further normalisation", ()),
    "median_ratio": (
        "normalised by the median, over {units} seen in at least half of the {runs}, of each {run}'s log2 differences "
        "from the {units}' means, a median-of-ratios method",
        ("anders2010",),
    ),
    "median": ("normalised by shifting the log2 medians of all {runs} to their mean", ()),
    "total": ("normalised by the summed {values} of each {run}", ()),
    "quantile": ("quantile normalised", ("bolstad2003",)),
    "loess": ("normalised by cyclic loess against the mean {run}", ("ballman2004", "bolstad2003")),
    "internal_standard": (
        "expressed as log2 ratios to the pooled internal standard that was run on the same gel (DIGE), and shifted by "
        "their median ratio",
        ("alban2003",),
    ),
}
ROLL_UPS: dict[str, tuple[str, tuple[str, ...]]] = {
    "median_polish": ("Tukey's median polish of the log2 intensities of their peptides", ("tukey1977",)),
    "top3": ("the mean of the three most intense peptides", ("silva2006",)),
    "maxlfq": ("MaxLFQ, the profile that fits the median ratios of all pairs of samples best", ("cox2014",)),
}


@dataclass(frozen=True)
class Ran:
    """What ran in one region, as far as a methods text tells.

    Attributes
    ----------
    name : str
    model : mapping
        Its `model.json`.
    peptides : bool
        Whether its table is one of peptides.
    n_animals, n_runs, n_features, n_units : int
        Animals and runs after exclusions, features, and units that were tested.
    identified : bool
        Whether any of its features has a name.
    relabellings : int
        The most that any contrast had; 0 where none was made.
    discriminated : bool
        Whether PLS-DA was run.
    permuted : bool
        Whether its error was held against that of relabelled animals.
    subjects : frozenset of str
        The animals that were tested.
    backgrounds : mapping, or None
        Its `background.json`, by contrast.
    """

    name: str
    model: Mapping
    peptides: bool
    n_animals: int
    n_runs: int
    n_features: int
    n_units: int
    identified: bool
    relabellings: int = 0
    discriminated: bool = False
    permuted: bool = False
    subjects: frozenset[str] = frozenset()
    backgrounds: Mapping | None = None


@dataclass
class _Text:
    """What the sentences need: the settings, the regions, the words, and the papers cited so far."""

    config: Mapping
    regions: Sequence[Ran]
    model: Mapping
    words: Mapping[str, str]
    versions: Mapping[str, str]
    cite: Citations = field(default_factory=Citations)


def methods_facts(
    config: Mapping, regions: Sequence[Ran], model: Mapping, words: Mapping[str, str], versions: Mapping[str, str]
) -> dict:
    """The paragraphs of a methods text, and its references.

    Parameters
    ----------
    config : mapping
        The configuration as resolved.
    regions : sequence of Ran
    model : mapping
        `terms` (columns of each term of the model), `numeric` (columns read as numbers) and `block` (column or None),
        as resolved.
    words : mapping of str to str
        Of `words.NOUNS`.
    versions : mapping of str to str
        Of the software that ran.

    Returns
    -------
    dict
        paragraphs (title, text), normalisation (the sentences on it, again) and references (number, text, doi).
    """
    text = _Text(config, regions, model, words, versions)
    parts: dict[str, Callable[[_Text], list[str]]] = {
        "Quantities": _quantities,
        "Model and tests": _tests,
        "Certainty": _certainty,
        "Genes and gene sets": _genes,
        "Regions and animals": _across,
        "Software": _software,
    }
    paragraphs = [{"title": title, "text": " ".join(write(text))} for title, write in parts.items()]
    return {
        "paragraphs": [one for one in paragraphs if one["text"]],
        "normalisation": " ".join(_normalisation(text)),
        "references": text.cite.listed(),
    }


def _quantities(text: _Text) -> list[str]:
    words, many = text.words, len(text.regions) > 1
    sizes = series(
        f"{counted(one.n_features, words['unit'], words['units'])} on "
        f"{counted(one.n_runs, words['run'], words['runs'])} of {counted(one.n_animals, 'animal')}"
        + (f" ({isolated(one.name)})" if many else "")
        for one in text.regions
    )
    said = ["The data are simulated."] if text.config["simulated"] else []
    said += [f"The analysis comprised {sizes}.", *_normalisation(text), *_rollup(text)]
    if any(one.n_units < one.n_runs for one in text.regions):
        said.append(f"{words['Runs']} of one animal that the model can't tell apart were averaged on the log2 scale.")
    return [*said, _missing(text)]


def _normalisation(text: _Text) -> list[str]:
    taken: dict[str, list[str]] = {}
    for one in text.regions:
        taken.setdefault(one.model["normalisation"]["method"], []).append(str(isolated(one.name)))
    said = []
    for method, names in taken.items():
        known, papers = NORMALISATIONS.get(method, ("", ()))
        how = known.format(**text.words) or f"normalised by the method {isolated(method)}"
        of = f" of {series(names)}" if len(taken) > 1 else ""
        said.append(f"{text.words['Values']}{of} were {how}{_cited(text, papers)}.")
    return said


def _cited(text: _Text, papers: Sequence[str]) -> str:
    return text.cite(*papers) if papers else ""


def _rollup(text: _Text) -> list[str]:
    if not any(one.peptides for one in text.regions):
        return []
    how, papers = ROLL_UPS[text.config["summarise"]["method"]]
    return [
        "Peptides shared by several proteins were left out, as were contaminants and decoys.",
        f"Proteins were quantified by {how}{_cited(text, papers)}.",
    ]


def _missing(text: _Text) -> str:
    share, where = text.config["missing"]["min_fraction"], text.config["missing"]["in"]
    group = "each group" if where == "every_group" else "at least one group"
    rule = f"at least {percent(share)} of the animals of {group} showed them and " if share else ""
    return (
        f"{text.words['Units']} were tested where {rule}the animals that showed them sufficed to estimate the "
        "contrast; no value was imputed."
    )


def _tests(text: _Text) -> list[str]:
    return [*_model(text), *_blocks(text), _moderation(text), *_own_fits(text), *_calls(text)]


def _model(text: _Text) -> list[str]:
    numeric = set(text.model["numeric"])
    terms = [term for term in text.model["terms"] if term]
    if not terms:
        return []
    named = ", plus ".join(_term(term, numeric) for term in terms)
    return [f"A linear model of {named} was fitted to the log2 {text.words['values']} of each {text.words['unit']}."]


def _term(term: Sequence[str], numeric: set[str]) -> str:
    if len(term) > 1:
        return f"every combination of {series(map(isolated, term))}"
    return f"{isolated(term[0])} ({'a number' if term[0] in numeric else 'a factor'})"


def _blocks(text: _Text) -> list[str]:
    said = []
    known = [one for one in text.regions if one.model.get("block_correlation") is not None]
    if text.model["block"] and known:
        found = series(
            rounded(one.model["block_correlation"]) + (f" ({isolated(one.name)})" if len(text.regions) > 1 else "")
            for one in known
        )
        said.append(
            f"Correlation within {isolated(text.model['block'])} was estimated from all {text.words['units']} together"
            f"{text.cite('smyth2005')}: {found}."
        )
    if any(one.model.get("gel_weights") for one in text.regions):
        said.append(f"Animals were weighted by how well they follow the model{text.cite('ritchie2006')}.")
    return said


def _moderation(text: _Text) -> str:
    settings, models = text.config["test"], [one.model for one in text.regions]
    if settings["lfc"]:
        fold = span(settings["lfc"])
        name = f"tested against a change of {fold} fold (TREAT{text.cite('mccarthy2009')})"
    else:
        name = f"tested by the moderated t-statistic{text.cite('smyth2004')}"
    asked = text.config["design"]["contrasts"].values()
    if any(one.get("any_of") for one in asked):
        paper = text.cite("smyth2004") if settings["lfc"] else ""
        name += f", several contrasts at once by the moderated F-statistic{paper}"
    prior = []
    if any(one.get("trend") for one in models):
        deqms = settings["trend"] == "peptides"
        follows = "the number of peptides" if deqms else f"the mean log2 {text.words['value']}"
        prior.append(f"follows {follows}{text.cite('zhu2020' if deqms else 'sartor2006')}")
    if any(one.get("robust") for one in models):
        prior.append(f"was estimated robustly against hypervariable {text.words['units']}{text.cite('phipson2016')}")
    of_prior = f", with a prior variance that {series(prior)}" if prior else ""
    slopes = ", and slopes," if any(one.get("slope") for one in asked) else ""
    return f"Contrasts of its fitted means{slopes} were {name}{of_prior}."


def _own_fits(text: _Text) -> list[str]:
    """The contrasts whose model was fitted to some of the animals only."""
    named = [str(isolated(name)) for name, one in text.config["design"]["contrasts"].items() if one.get("fit_on")]
    return [f"The model of {series(named)} was fitted to the animals of its own levels alone."] if named else []


def _calls(text: _Text) -> list[str]:
    settings, units = text.config["test"], text.words["units"]
    said = [
        f"P-values were adjusted over the testable {units} of each contrast and region{text.cite('benjamini1995')}, "
        f"and {units} called at a false discovery rate of {percent(settings['fdr'])}.",
        f"{text.words['Units']} were called unchanged where two one-sided tests{text.cite('schuirmann1987')} placed "
        f"the change within {rounded(settings['equivalence'])} fold at the same rate; all others are inconclusive.",
    ]
    if any("column" in one for one in text.config["design"]["contrasts"].values()):
        said.append(
            f"{text.words['Units']} without a fold change were tested for presence by an exact conditional test within "
            f"strata{text.cite('mehta1985')}, in a family of its own."
        )
    return said


def _certainty(text: _Text) -> list[str]:
    most, units = max((one.relabellings for one in text.regions), default=0), text.words["units"]
    said = []
    if most:
        said.append(
            f"The number of calls expected by chance was estimated from up to {counted(most, 'relabelling')} of the "
            "animals within strata and blocks."
        )
    said.append(
        "The smallest fold that is found with 80 % power was calculated for the threshold at which the false discovery "
        f"rate is controlled if 5 % of {units} have changed{text.cite('genovese2002')}."
    )
    said.append("Each animal was left out in turn, and the largest p-value that this gave is reported.")
    if any(one.discriminated for one in text.regions):
        permuted = any(one.permuted for one in text.regions)
        said.append(
            f"Arms were told apart by all {units} together with PLS-DA{text.cite('barker2003')}, cross-validated with "
            f"whole animals held out{'; its error was held against that of relabelled animals' if permuted else ''}."
        )
    return said


def _genes(text: _Text) -> list[str]:
    if not any(one.identified for one in text.regions):
        return []
    units, rate = text.words["units"], percent(text.config["test"]["fdr"])
    said = [
        f"The {units} of one gene were joined by Simes' test{text.cite('simes1986')} and the test of their weighted "
        f"mean, by Cauchy combination{text.cite('liu2020')}; p-values were adjusted over the genes of a contrast and "
        f"region at a false discovery rate of {rate}."
    ]
    return said + enrichment_sentences(text.config, [one.backgrounds for one in text.regions], text.cite)


def _across(text: _Text) -> list[str]:
    said = []
    identified = sum(one.identified for one in text.regions)
    if identified > 1 and text.config["design"]["regions"]["compare"]:
        shared = {bool(one.subjects & other.subjects) for one, other in combinations(text.regions, 2)}
        on = ["on each animal's own difference between the two"] * (True in shared)
        on += ["as independent estimates where no animal was measured in both"] * (False in shared)
        said.append(f"Changes of genes were compared between regions {series(on)}.")
    if outcomes := text.config.get("outcomes"):
        said.append(
            f"{series(map(isolated, outcomes))} of the animals {'was' if len(outcomes) == 1 else 'were'} tested by the "
            "same contrasts with ordinary t-tests."
        )
    return said


def _software(text: _Text) -> list[str]:
    titles = {"python": "Python", "numpy": "NumPy", "scipy": "SciPy", "pandas": "pandas"}
    named = series(f"{title} {text.versions[name]}" for name, title in titles.items() if name in text.versions)
    engine = text.versions.get("snakemake", "")
    runs = f"Spotwise, under Snakemake {engine}{text.cite('moelder2021')}" if engine[:1].isdigit() else "Spotwise"
    return [f"All was computed with {runs}{', with ' + named if named else ''}."]
