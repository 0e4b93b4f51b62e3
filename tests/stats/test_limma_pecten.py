"""The whole chain from volumes to adjusted p on real gels, against R limma (tests/reference/make_pecten.R)."""

import numpy as np
import pandas as pd
import pytest
from spotwise.delimited import read_rows
from spotwise.design import comparison, make_design
from spotwise.differential import Settings, differential, fit_region
from spotwise.normalise import median_ratio

COLUMNS = ["log2fc", "t", "df", "p_value", "adj_p_value"]


def read_pecten(data):
    rows = [cells for _, cells in read_rows(data / "gel-pecten" / "pecten.csv")]
    sheet = dict(cells for _, cells in read_rows(data / "gel-pecten" / "pecten_samples.csv"))
    volumes = np.array([row[1:] for row in rows[1:]], float)
    return [row[0] for row in rows[1:]], volumes, [{"Condition": sheet[sample]} for sample in rows[0][1:]]


def holes(shape):
    row, column = np.arange(1, shape[0] + 1)[:, None], np.arange(1, shape[1] + 1)
    return (row * 37 + column * 101) * 7919 % 1009 < 151


@pytest.mark.parametrize("name", ["complete", "holes"])
def test_every_statistic_equals_limma(data, reference, name):
    spots, volumes, units = read_pecten(data)
    if name == "holes":
        volumes[holes(volumes.shape)] = np.nan
        assert 0.14 < np.isnan(volumes).mean() < 0.16
    log2 = np.log2(volumes)
    log2 -= median_ratio(log2)
    design = make_design([("Condition",)], units)
    region = fit_region(log2, np.array([design.row(unit) for unit in units]), np.ones(len(log2), bool), Settings())
    table = differential(region, log2, comparison(design, units, "Condition", "25C", "15C", {}), Settings())
    expected = pd.read_csv(reference / f"pecten_{name}.tsv", sep="\t", dtype={"feature": str})
    assert list(expected["feature"]) == spots
    for column in COLUMNS:
        np.testing.assert_allclose(table[column], expected[column], rtol=1e-8, err_msg=column)
    assert region.prior.df[0] == pytest.approx(expected["prior_df"][0], rel=1e-8)
    assert region.prior.variance[0] == pytest.approx(expected["prior_variance"][0], rel=1e-8)
