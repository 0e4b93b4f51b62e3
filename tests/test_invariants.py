"""What must not matter to any result: the order of animals and of spots, a gel's loading, a constant, a sign."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spotwise.differential import Settings, differential
from spotwise.genes import gene_table
from spotwise.model import model_on
from spotwise.normalise import METHODS
from spotwise.study.contrasts import AnyOf, Comparison, Slope
from spotwise.study.units import units_of
from spotwise.summarise import average
from spotwise.views import Views

CONTRASTS = {
    "drug": Comparison("drug", "yes", "no"),
    "back": Comparison("drug", "no", "yes"),
    "age": Slope("age"),
    "any": AnyOf(("drug", "age")),
}
TERMS = [("strain", "drug"), ("age",)]
SETTINGS = Settings(trend=True, robust=True)
seeds = st.integers(0, 2**31 - 1)
few = settings(max_examples=3, deadline=None)


def study(seed, n=120, holes=0.1):
    rng = np.random.default_rng(seed)
    units = [
        {"strain": "ab"[at % 2], "drug": ["no", "yes"][at // 2 % 2], "age": age, "litter": f"L{at // 4}"}
        for at, age in enumerate(rng.integers(50, 90, 20).astype(float).tolist())
    ]
    sd = rng.gamma(4, 0.08, n)[:, None]
    values = rng.normal(22, 2, n)[:, None] + rng.normal(0, sd, (n, 20))
    values[rng.random(values.shape) < holes] = np.nan
    return units, values


def tables(units, values, block=None, given=SETTINGS):
    model = model_on(range(len(units)), CONTRASTS, TERMS, units, [f"r{at}" for at in range(len(units))], block)
    views = Views(values, model, np.ones(len(values), bool), given)
    found = {}
    for name in CONTRASTS:
        view, weights = views.of(name)
        found[name] = differential(view.fitted, view.values, weights, given).drop(columns=["n_test", "n_reference"])
    return found


def assert_alike(one, other, rows=None, rtol=1e-6):
    for name, table in one.items():
        beside = other[name] if rows is None else other[name].iloc[rows].reset_index(drop=True)
        assert list(table["call"]) == list(beside["call"])
        numbers = [column for column in table.columns if column not in ("call", "mean")]
        np.testing.assert_allclose(table[numbers].astype(float), beside[numbers].astype(float), rtol=rtol, atol=1e-9)


@pytest.mark.parametrize("block", [None, "litter"])
@few
@given(seed=seeds)
def test_the_order_of_animals_and_of_features(block, seed):
    units, values = study(seed)
    rng = np.random.default_rng(seed)
    animals, rows = rng.permutation(len(units)), rng.permutation(len(values))
    found = tables(units, values, block)
    turned = tables([units[at] for at in animals], values[np.ix_(rows, animals)], block)
    assert_alike(found, turned, np.argsort(rows))


@few
@given(seed=seeds, constant=st.floats(-10, 10))
def test_a_constant_for_all_gels(seed, constant):
    units, values = study(seed)
    assert_alike(tables(units, values), tables(units, values + constant))


@few
@given(seed=seeds)
def test_a_contrast_and_its_negative(seed):
    found = tables(*study(seed))
    one, back = found["drug"], found["back"]
    for column in ("log2fc", "t"):
        np.testing.assert_allclose(one[column], -back[column], rtol=1e-9)
    for column in ("se", "df", "p_value", "adj_p_value", "p_equivalent", "presence_p"):
        np.testing.assert_allclose(one[column], back[column], rtol=1e-9)
    np.testing.assert_allclose(one["ci_low"], -back["ci_high"], rtol=1e-9)


@pytest.mark.parametrize("method", ["median_ratio", "median", "total"])
@few
@given(seed=seeds, gel=st.integers(0, 19), fold=st.floats(0.1, 10))
def test_how_much_was_loaded_on_a_gel(method, seed, gel, fold):
    # with holes a gel's loading moves the means of the spots that it shows, and of no others
    units, values = study(seed, holes=0.0 if method == "median_ratio" else 0.1)
    loaded = values.copy()
    loaded[:, gel] += np.log2(fold)
    normalised, again = (METHODS[method](given).values for given in (values, loaded))
    assert_alike(tables(units, normalised), tables(units, again))


@few
@given(seed=seeds, copies=st.integers(2, 5))
def test_further_gels_of_an_animal_are_no_animals(seed, copies):
    """The same gels run several times over leave every p where it was."""
    units, values = study(seed)
    samples = [
        {"sample": f"s{at}.{c}", "animal": f"r{at}", **unit} for at, unit in enumerate(units) for c in range(copies)
    ]
    found = units_of(samples, "animal", ["strain", "drug", "age"], ["strain", "drug"])
    at = {sample["sample"]: number for number, sample in enumerate(samples)}
    averaged = average(np.repeat(values, copies, axis=1), [[at[s] for s in unit.samples] for unit in found])
    assert len(found) == len(units)
    one, other = tables(units, values), tables(units, averaged)
    for name in CONTRASTS:
        np.testing.assert_allclose(one[name]["p_value"], other[name]["p_value"], rtol=1e-10, atol=1e-12)


@few
@given(seed=seeds)
def test_the_order_of_spots_changes_no_gene(seed):
    units, values = study(seed, holes=0.0)
    model = model_on(range(20), CONTRASTS, TERMS, units, [f"r{at}" for at in range(20)])
    genes = np.array([f"g{at % 50}" for at in range(len(values))])
    rows = np.random.default_rng(seed).permutation(len(values))

    def of(order):
        view, weights = Views(values[order], model, np.ones(len(values), bool), SETTINGS).of("drug")
        tests = differential(view.fitted, view.values, weights, SETTINGS).assign(feature=[f"s{at}" for at in order])
        return gene_table(tests, pd.Series(genes[order]), 0.05, view.spots, np.array(weights.row)).set_index("gene")

    one, other = of(np.arange(len(values))), of(rows)
    for column in ("p_value", "mean_p_value", "train_p_value", "log2fc"):
        np.testing.assert_allclose(one[column], other[column].reindex(one.index), rtol=1e-6)
