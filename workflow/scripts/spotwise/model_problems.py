"""What the tests of a region let pass, with a word on each."""

import numpy as np

from spotwise.differential import FEW, Settings
from spotwise.model import RegionModel, model_on
from spotwise.problems import Problem
from spotwise.stats.contrast_test import contrast_test
from spotwise.stats.linear_model import fit_features
from spotwise.study.contrasts import Comparison, Simple
from spotwise.views import Views

APART = 0.05  # p below which a covariate counts as different between the arms


def region_problems(region: str, tested: np.ndarray, settings: Settings) -> list[Problem]:
    """What concerns every contrast of a region."""
    problems = []
    if settings.lfc > 0:
        what = f"test.lfc is {settings.lfc:g}; relabelled animals and tests of several contrasts know no change at all"
        follows = "calls.tsv is empty, and any_of is tested against no change"
        problems.append(Problem("test", region, what, follows))
    if rare := int((~tested).sum()):
        what = f"{rare} of {len(tested)} features were seen in too few animals (missing.min_fraction)"
        problems.append(Problem("test", region, what, "not testable"))
    if (n := int(tested.sum())) < FEW:
        what = f"{n} features are few to learn a common variance from"
        problems.append(Problem("test", region, what, "moderated p-values are less sure than they look"))
    return problems


def contrast_problems(region: str, views: Views, name: str) -> list[Problem]:
    """What concerns one contrast."""
    where, model = f"{region}, {name}", views.model
    if not views.can(name):
        return [Problem("test", where, model.weighed[name], "every feature is not testable")]
    problems = []
    if (view := views.of(name)[0]) is not views.whole:
        what = f"it is the same within {view.of}"
        follows = f"tested on the means of {view.values.shape[1]} {view.of}, which n counts"
        problems.append(Problem("test", where, what, follows))
    if idle := _idle_where(model, name):
        what = f"`where` narrows nothing: the model has no term of {model.contrasts[name].column} with {idle}"
        problems.append(Problem("test", where, what, "the change is that of all levels; only n is counted within"))
    for stratum in model.weighed[name].left_out:
        level = ", ".join(f"{column} = {value}" for column, value in stratum.levels.items())
        problems.append(Problem("test", where, f"{level} has one arm alone", "left out of the contrast"))
    return problems + covariate_problems(where, model, name)


def _idle_where(model: RegionModel, name: str) -> str:
    """The columns of `where` that the model holds apart from what is compared."""
    contrast = model.contrasts[name]
    if not isinstance(contrast, Simple):
        return ""
    beside = {c for term in model.design.terms if contrast.column in term for c in term}
    return " and ".join(column for column in contrast.where if column not in beside)


def covariate_problems(where: str, model: RegionModel, name: str) -> list[Problem]:
    """Numeric columns of the model that differ between the arms of a comparison.

    What the covariate accounts for is then taken from the treatment: if the treatment moves it, that is part of the
    treatment's effect.
    """
    contrast = model.contrasts[name]
    if not isinstance(contrast, Comparison):
        return []
    problems = []
    for column in model.design.means:
        terms = [term for term in model.design.terms if column not in term]
        without = model_on(range(len(model.units)), {name: contrast}, terms, model.units, model.subjects)
        if isinstance(without.weighed[name], str):
            continue
        fitted = fit_features(np.array([[unit[column] for unit in model.units]]), without.matrix)
        test = contrast_test(fitted, np.array(without.weighed[name].row), fitted.variance, fitted.df)
        if test.p_value[0] < APART:
            what = f"{column} differs between the arms by {test.estimate[0]:.3g} (p = {test.p_value[0]:.2g})"
            problems.append(Problem("test", where, what, f"the change is the part that {column} does not explain"))
    return problems
