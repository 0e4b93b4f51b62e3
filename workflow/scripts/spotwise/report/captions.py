"""How to read each picture, and what would make one doubt it; words in braces are those of `words.NOUNS`."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from spotwise.report.words import isolated

NO_NAMES: Mapping[str, str] = MappingProxyType({})


class Caption(NamedTuple):
    """A picture's title, how to read it, when to doubt it, and whether it stands open on the page."""

    title: str
    read: str
    doubt: str
    first: bool = True


CAPTIONS = {
    "animals": Caption(
        "Animals by cell and region",
        "How many animals stand in each cell of the design after exclusions, by region, batch and run order.",
        "Doubt a contrast whose arms were measured in different batches or at different ends of the run order: what "
        "the batch does can't be told from what the treatment does.",
    ),
    "called": Caption(
        "Called genes over regions and contrasts",
        "Genes that were called somewhere, with their direction in each region and contrast.",
        "An empty cell beside a filled one does not show that the two differ: a gene may have missed the threshold "
        "by little. Claims about regions rest on the comparison of regions.",
    ),
    "foci": Caption(
        "Foci over regions",
        "Each focus in each region and contrast by its p; cells that can't be tested are grey.",
        "Doubt a focus with few measured genes, one that shares its changed genes with another (see the table), and "
        "one that rests on a single gene.",
    ),
    "regions": Caption(
        "One region against another",
        "Each gene's log2 fold in one region against that in another. On the diagonal the regions do the same; a mark "
        "says that the difference itself passes.",
        "A gene that is called in one region and lies near the diagonal has not been shown to differ. Doubt a cloud "
        "that is shifted as a whole: then one region's {runs} were loaded unevenly.",
    ),
    "intensities": Caption(
        "{Values} of each {run}",
        "Each {run}'s log2 {values} before and after normalisation. Afterwards the middles should be level and the "
        "spreads alike.",
        "Doubt a {run} whose middle or spread stands apart: it was loaded, stained or measured differently, and its "
        "{units} pull on every contrast.",
    ),
    "missing": Caption(
        "What was seen where",
        "Which {units} were not seen in which {run}, weak {units} at one end. Weak ones go missing more often.",
        "Doubt a {run} that lacks far more than the others: it was weaker as a whole. Doubt a {unit}'s change where "
        "it is missing in one group more than in the other.",
    ),
    "variation": Caption(
        "Coefficients of variation",
        "How much {units} vary within each group and, below that, between technical {runs} of one animal.",
        "Technical {runs} should vary much less than animals; where they do not, more animals help little and better "
        "{runs} help a lot. Doubt a group that varies far more than the others.",
    ),
    "mean_variance": Caption(
        "Variance against level",
        "Each {unit}'s variance against its mean log2 {value}, with the trend that single variances are drawn to.",
        "The trend should run through the middle of the cloud. Doubt p-values at an end where it does not, and look "
        "at {units} far above it one by one: often two {units} were matched as one.",
    ),
    "correlation": Caption(
        "Correlation of {runs}",
        "How alike each pair of {runs} is. {Runs} of one group should be a little more alike than those of two.",
        "{Runs} that stand out are named with the reason, as are those that lie with another group and may have been "
        "swapped: look into the laboratory book before leaving one out, and give the reason in the sheet.",
    ),
    "pca": Caption(
        "Animals by their main differences",
        "Animals near each other have alike {units}; each axis names its share of the variance. Where groups part, "
        "the treatment shapes many {units}; where they lie mixed, single {units} may still differ.",
        "Doubt the contrasts where animals part by batch or litter, or where one stands far off.",
    ),
    "factors": Caption(
        "What the main differences go with",
        "How much of each principal component every factor of the sheet explains.",
        "Doubt the study where a batch, a run order or a litter explains the first components and is not in the "
        "model: add it under design.covariates or design.block.",
    ),
    "power": Caption(
        "What a study of this size can find",
        "The fold that a given number of animals an arm finds with 80 % power, for the middle {unit} and for a "
        "noisy one.",
        "It rests on the variances of this very study, and on one change in twenty being true. A fold below the "
        "curve may be there and not be found.",
    ),
    "calls": Caption(
        "Calls beside those of chance",
        "How many {units} pass each threshold, beside how many pass when animals are relabelled.",
        "Where both are alike, calls at that threshold are as many as chance gives. With few animals there are few "
        "relabellings, and where much has changed the number expected is too high rather than too low.",
    ),
    "influence": Caption(
        "Calls that hang on one animal",
        "How many calls of each contrast would be lost without one animal.",
        "Doubt calls that one animal carries: look at its {runs}, and at its point in the strip plots.",
    ),
    "activity": Caption(
        "Foci by animal",
        "How high the genes of each focus stand in each animal, on average. It holds no p: its use is to see whether "
        "a group moves together.",
        "Doubt a focus in which one animal makes the difference.",
    ),
    "volcano": Caption(
        "Fold against p",
        "Each {unit}'s change (to the right: up) against its p (higher: smaller).",
        "Doubt it where all {units} lean to one side, which is more often a matter of loading than of biology, and "
        "doubt large folds low in the picture: their intervals are wide.",
    ),
    "p_values": Caption(
        "How p-values are spread",
        "Where nothing changes, p-values are spread evenly; changes add a peak at the left.",
        "Doubt the tests where the histogram rises to the right or has a hump in the middle: then animals are not "
        "independent, or something that shapes the {runs} is missing from the model.",
    ),
    "gel": Caption(
        "The changes on the gel",
        "Every {unit} at its place, coloured by its change; called ones are ringed, and {units} of one protein in a "
        "row are joined.",
        "Doubt calls that crowd in one corner of the gel: that is a streak, a tear or uneven staining. {Units} of one "
        "protein that go opposite ways along a row may be a modification.",
    ),
    "intervals": Caption(
        "The top {units} with their intervals",
        "The change of each with its 95 % interval; the band is the margin within which a change counts as none.",
        "An interval that crosses zero is inconclusive, however large its middle. Intervals of the top {units} are "
        "those that chance favoured: expect smaller changes next time.",
    ),
    "strips": Caption(
        "The top {units}, every animal a point",
        "Each animal's log2 {value}; technical {runs} of one animal are joined.",
        "Doubt a change that one or two points carry, and one of a {unit} that many animals do not show.",
        False,
    ),
    "ma": Caption(
        "Fold against level",
        "Each {unit}'s change against its mean log2 {value}.",
        "The cloud should lie around zero at every level. Doubt the normalisation where it bends.",
        False,
    ),
    "heat_map": Caption(
        "Called {units} in every animal",
        "Each row a called {unit}, each column an animal, with the factors of the sheet above.",
        "{Units} were chosen because the arms differ, so that the arms part here proves nothing. Doubt it where "
        "animals part by batch as clearly.",
        False,
    ),
    "dots": Caption(
        "Gene sets by p and size",
        "The gene sets of smallest p; where none passes, the picture says so with the smallest p that was within "
        "reach.",
        "Doubt sets of few genes, and take sets that share their genes for one finding.",
        False,
    ),
}


def figures_of(
    folder: str, files: Iterable[Mapping], words: Mapping[str, str], here: str, contrasts: Mapping[str, str] = NO_NAMES
) -> list[dict]:
    """The pictures of a folder in the order of `CAPTIONS`, as the page shows them; no gel where there was none.

    Parameters
    ----------
    folder : str
        Relative to the results, as in the paths of `files`.
    files : iterable of mapping
        Of `output_files`.
    words : mapping of str to str
        Of `words.NOUNS`.
    here : str
        What the pictures are of, for the text that stands in for one.
    contrasts : mapping of str to str
        Id to name, for the pictures that a folder has one of for each contrast.
    """
    paths = [path for file in files for path in file["paths"] if path.startswith(f"{folder}/figures/")]
    named = {path.rsplit("/", 1)[1].removesuffix(".svg"): path for path in paths}
    found = []
    for name, caption in CAPTIONS.items():
        if name == "gel" and words["run"] != "gel":
            continue
        if name in named:
            found.append(_figure(named[name], caption, words, here))
        for id_, contrast in contrasts.items():
            if path := named.get(f"{name}_{id_}"):
                title = f"{caption.title}, {isolated(contrast)}"
                found.append(_figure(path, caption, words, here) | {"title": title, "alt": f"{title}: {here}"})
    return found


def _figure(path: str, caption: Caption, words: Mapping[str, str], here: str) -> dict:
    title, read, doubt = (text.format(**words) for text in caption[:3])
    told = {"title": title, "alt": f"{title}: {here}", "read": read, "doubt": doubt}
    return {"path": path, **told, "first": caption.first}
