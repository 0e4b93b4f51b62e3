"""Regions against each other, and genes called by region and contrast."""

import numpy as np
import pandas as pd
import pytest
from spotwise.figures.called import MOST, draw_called
from spotwise.figures.regions import KINDS, PAIRS, draw_regions
from spotwise.figures.style import render


def compared(regions, n=40, contrast="warm", seed=3):
    rng = np.random.default_rng(seed)
    genes = [f"Gene{at}" for at in range(n)]
    own = [
        pd.DataFrame({"gene": genes, "region": name, "log2fc": rng.normal(size=n), "adj_p_value": rng.random(n) ** 3})
        for name in regions
    ]
    pairs = [f"{one} - {other}" for at, one in enumerate(regions) for other in regions[at + 1 :]]
    own += [pd.DataFrame({"gene": genes, "region": pair, "adj_p_value": rng.random(n) ** 2}) for pair in pairs]
    return pd.concat(own, ignore_index=True).assign(contrast=contrast, p_value=lambda t: t["adj_p_value"] / 2)


def offsets(axes, label):
    return [c.get_offsets() for c in axes.collections if c.get_label() == label]


def test_each_gene_of_both_regions_is_a_point_and_those_that_differ_are_ringed(assert_readable):
    table = compared(["brain", "gut"])
    table.loc[0, "log2fc"] = np.nan
    figure = draw_regions(table, "warm", ["brain", "gut"], 0.05)
    one, two, both = (table[table["region"] == name].set_index("gene") for name in ("brain", "gut", "brain - gut"))
    kind = np.where(one["adj_p_value"] <= 0.05, "one", "neither")
    kind = np.where(two["adj_p_value"] <= 0.05, np.where(kind == "one", "both", "other"), kind)
    for name in KINDS:
        here = (kind == name) & one["log2fc"].notna()
        np.testing.assert_allclose(
            offsets(figure.axes[0], name)[0], np.column_stack([one["log2fc"], two["log2fc"]])[here]
        )
    differs = (both["adj_p_value"] <= 0.05) & one["log2fc"].notna()
    np.testing.assert_allclose(offsets(figure.axes[0], "differs")[0][:, 0], one["log2fc"][differs])
    assert figure.axes[0].get_xlim() == figure.axes[0].get_ylim()
    assert_readable(figure)


@pytest.mark.parametrize(("regions", "panels"), [(3, 3), (4, PAIRS), (5, PAIRS)])
def test_more_regions_have_a_panel_a_pair_up_to_a_number_that_is_said(regions, panels, texts, assert_readable):
    names = [f"region {at}" for at in range(regions)]
    figure = draw_regions(compared(names), "warm", names, 0.05)
    assert len(figure.axes) == panels
    pairs = regions * (regions - 1) // 2
    said = f"{PAIRS} of {pairs} pairs of regions" if pairs > PAIRS else f"{pairs} pairs of regions"
    assert said in [text.get_text() for text in texts(figure)]
    assert_readable(figure)


def test_no_gene_in_common_is_said(texts):
    table = compared(["brain", "gut"]).assign(log2fc=np.nan)
    for contrast in ("warm", "absent"):
        shown = [text.get_text() for text in texts(draw_regions(table, contrast, ["brain", "gut"], 0.05))]
        assert "No gene has a fold change in two regions." in shown


def test_awkward_regions(awkward, assert_readable):
    regions, contrast = [awkward[1], awkward[4]], awkward[5]
    table = compared(regions, contrast=contrast)
    table["gene"] = [awkward[at % 12] if at % 40 < 12 else gene for at, gene in enumerate(table["gene"])]
    for kind in ("svg", "png"):
        figure = draw_regions(table, contrast, regions, 0.05)
        assert_readable(figure)
        assert render(figure, kind) == render(draw_regions(table, contrast, regions, 0.05), kind)


def called(n, contrasts, regions, seed=1):
    rng = np.random.default_rng(seed)
    cells = [(contrast, region) for contrast in contrasts for region in regions]
    frames = [
        pd.DataFrame({"gene": [f"Gene{at}" for at in range(n)], "contrast": contrast, "region": region})
        for contrast, region in cells
    ]
    table = pd.concat(frames, ignore_index=True)
    table["p_value"] = rng.random(len(table))
    table["direction"] = np.where(table["p_value"] < 0.3, rng.choice(["up", "down", "mixed"], len(table)), "ns")
    return table


def test_every_tested_cell_of_a_called_gene_has_its_sign(assert_readable):
    table = called(12, ["warm", "cold"], ["brain", "gut"])
    table.loc[:3, "p_value"] = np.nan
    figure = draw_called(table, ["warm", "cold"], ["brain", "gut"])
    tested = table[table["p_value"].notna()]
    genes = set(tested[tested["direction"] != "ns"]["gene"])
    for direction in ("up", "down", "mixed", "ns"):
        line = next(line for line in figure.axes[0].lines if line.get_label() == direction)
        assert len(line.get_xdata()) == ((tested["direction"] == direction) & tested["gene"].isin(genes)).sum()
    counts = [text.get_text() for text in figure.axes[0].texts if text.get_text().isdigit()]
    cells = [("warm", "brain"), ("warm", "gut"), ("cold", "brain"), ("cold", "gut")]
    own = tested[tested["direction"] != "ns"].groupby(["contrast", "region"]).size()
    assert counts == [str(own[cell]) for cell in cells]
    assert_readable(figure)


def test_many_genes_are_cut_and_said(texts):
    table = called(MOST + 60, ["warm"], ["brain", "gut"])
    genes = table.loc[table["direction"] != "ns", "gene"].nunique()
    shown = [text.get_text() for text in texts(draw_called(table, ["warm"], ["brain", "gut"]))]
    assert f"the {MOST} of {genes} genes that most tests call" in shown


@pytest.mark.parametrize(("contrasts", "regions"), [(1, 1), (1, 6), (12, 1), (8, 4), (20, 6)])
def test_any_grid_is_readable(contrasts, regions, assert_readable):
    names = [f"contrast number {at}" for at in range(contrasts)], [f"region {at}" for at in range(regions)]
    assert_readable(draw_called(called(1200, *names)[:9000:7], *names))


def test_no_call_is_said(texts):
    table = called(9, ["warm"], ["brain"]).assign(direction="ns")
    shown = [text.get_text() for text in texts(draw_called(table, ["warm"], ["brain"]))]
    assert "None of 9 tested genes is called." in shown


def test_awkward_grid(awkward, assert_readable):
    table = called(12, awkward[:3], awkward[3:6])
    table["gene"] = [awkward[int(gene[4:])] for gene in table["gene"]]
    for kind in ("svg", "png"):
        figure = draw_called(table, awkward[:3], awkward[3:6])
        assert_readable(figure)
        drawn = render(figure, kind)
        assert b"<script" not in drawn
        assert drawn == render(draw_called(table, awkward[:3], awkward[3:6]), kind)
