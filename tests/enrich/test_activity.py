"""Mean z of foci in animals, against the definition."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from spotwise.enrich.activity import focus_activity, gene_z, symbol_values

FOCI = {"actin": ["A", "B", "elsewhere"], "energy": {"C", "D"}, "none": []}


@pytest.fixture
def values():
    made = np.random.default_rng(1).normal(20, 2, (5, 8))
    made[0, :3] = made[1, 0] = made[3, 7] = np.nan
    return pd.DataFrame(made, list("ABCDE"), [f"animal {at}" for at in range(8)])


def test_each_cell_is_the_mean_z_of_the_genes_seen(values):
    found = focus_activity(values, FOCI)
    z = values.sub(values.mean(axis=1), axis=0).div(values.std(axis=1), axis=0)
    assert list(found.columns) == list(values.columns)
    assert list(found.index) == list(FOCI)
    np.testing.assert_allclose(found.loc["actin"], z.loc[["A", "B"]].mean(), rtol=1e-12)
    np.testing.assert_allclose(found.loc["energy"], z.loc[["C", "D"]].mean(), rtol=1e-12)
    assert found.loc["actin", "animal 0"] != found.loc["actin", "animal 0"]  # both genes are missing there
    assert found.loc["none"].isna().all()


def test_a_gene_counts_alike_whatever_its_abundance_and_spread(values):
    scaled = values.mul([1, 100, 3, 0.01, 1], axis=0).add([5, -700, 0, 1, 0], axis=0)
    np.testing.assert_allclose(focus_activity(scaled, FOCI), focus_activity(values, FOCI), rtol=1e-9)


def test_a_gene_that_never_varies_or_was_seen_once_says_nothing(values):
    values.loc["A"], values.loc["B"] = 20.1, np.nan
    values.loc["B", "animal 2"] = 20.0
    assert focus_activity(values, FOCI).loc["actin"].isna().all()


def test_no_focus_and_no_gene_give_tables_of_their_shape(values):
    assert focus_activity(values, {}).shape == (0, 8)
    assert focus_activity(values[:0], FOCI).shape == (3, 8)


@given(arrays(float, (4, 6), elements=st.floats(-50, 50) | st.just(np.nan)))
def test_z_has_mean_zero_and_unit_deviation(values):
    z = gene_z(values)
    for row in z[np.isfinite(z).any(axis=1)]:
        seen = row[np.isfinite(row)]
        assert np.mean(seen) == pytest.approx(0, abs=1e-6)
        assert np.std(seen, ddof=1) == pytest.approx(1, abs=1e-6)
    assert (np.isfinite(z) <= np.isfinite(values)).all()


def test_a_symbol_has_the_mean_of_its_spots_about_their_means():
    values = pd.DataFrame([[1.0, 3.0], [10.0, 14.0], [5.0, 5.0], [7.0, np.nan]], columns=["r1", "r2"])
    found = symbol_values(values, ["a", "b", "", "c"], {"a": "A", "b": "A", "c": ""})
    assert list(found.index) == ["A"]
    np.testing.assert_allclose(found.to_numpy(), [[-1.5, 1.5]])
