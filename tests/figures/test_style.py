"""Pictures as bytes: the same in every process, fit for a page of HTML."""

import io
import os
import re
import subprocess
import sys

import matplotlib
import pytest
from PIL import Image
from spotwise.figures.style import DPI, MM, blank, look, new_figure, render
from spotwise.figures.svg import tidy

DRAW = """
import sys
import hashlib, numpy as np, pandas as pd
from spotwise.figures.foci import draw_foci
from spotwise.figures.groups import marks
from spotwise.figures.intensities import draw_intensities
from spotwise.figures.missing import draw_missing
from spotwise.figures.p_values import draw_p_values
from spotwise.figures.pca import draw_pca
from spotwise.figures.signs import choose_signs
from spotwise.figures.style import render
from spotwise.figures.volcano import draw_volcano
from spotwise.stats.pca import principal_components

rng = np.random.default_rng(1)
group = [f"group {at % 8}" for at in range(48)]
units = [{"group": name} for name in group]
log2 = rng.normal(18, 1, (200, 48))
log2[rng.random(log2.shape) < 0.1] = np.nan
found = principal_components(log2)
mark, samples = marks(group), [f"gel {at}" for at in range(48)]
p = rng.random(200) ** 8
tests = pd.DataFrame({
    "feature": [str(at) for at in range(200)], "primary_gene": "", "log2fc": rng.normal(size=200), "p_value": p,
    "call": np.where(p < 0.001, "up", "inconclusive"),
})
foci = pd.DataFrame({
    "region": "hippocampus", "contrast": "a", "focus": ["x", "y"], "genes_measured": [9, 3], "genes_changed": [4, 1],
    "direction": "up", "adj_p_value": [0.01, np.nan], "verdict": ["supported (up)", "not testable"],
})
figures = [
    draw_intensities(log2, log2, samples, group, mark, "hippocampus"),
    draw_missing(log2, samples, group, mark, "hippocampus"),
    draw_pca(found.scores, found.share, found.used, units, choose_signs(units, [], ["group"], []), "hippocampus"),
    draw_p_values(p, "a", "hippocampus"),
    draw_volcano(tests, "a", "hippocampus", 0.05),
    draw_foci(foci),
]
for figure in figures:
    for kind in sys.argv[1:]:
        print(kind, hashlib.sha256(render(figure, kind)).hexdigest())
"""


def run(root, seed, tmp_path, *kinds):
    (tmp_path / "matplotlibrc").write_text("font.size: 30\nsvg.fonttype: path\naxes.grid: True\n" if seed else "")
    environment = {
        **os.environ, "PYTHONHASHSEED": str(seed), "PYTHONPATH": str(root / "workflow/scripts"),
        "MATPLOTLIBRC": str(tmp_path / "matplotlibrc"),
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", DRAW, *kinds], env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return sorted(done.stdout.split("\n"))


def test_the_same_bytes_in_every_process(root, tmp_path):
    """Whatever the hash seed, the user's matplotlibrc, and which of the two files is written first."""
    first, second = run(root, 0, tmp_path, "svg", "png"), run(root, 1, tmp_path, "png", "svg")
    assert len(first) == 13
    assert first == second


@pytest.fixture(scope="module")
def svg():
    return render(blank("a title", "region", "nothing"), "svg").decode()


def test_svg_stands_in_a_page(svg):
    assert svg.startswith("<svg role=")
    assert "<title>a title, region: nothing</title>" in svg
    assert not re.search(r"<style|<metadata|<!DOCTYPE|\d{4}-\d\d-\d\d", svg)
    assert not re.search(r' id="[\w.]+_\d+"', svg)


def test_svg_keeps_text_and_names_fonts_to_fall_back_on(svg):
    assert ">nothing</text>" in svg
    assert "font-family: 'DejaVu Sans', Verdana, sans-serif" in svg


def test_pictures_of_one_page_share_no_ids():
    def ids(contrast):
        with look():
            figure = new_figure(50, 50, contrast)
            figure.add_subplot().plot([0, 1], "o")
        return set(re.findall(r' id="(.*?)"', render(figure, "svg").decode()))

    one, other = ids("a"), ids("b")
    assert one
    assert not one & other


def test_tidy_keeps_references_within_the_file(svg):
    with look():
        figure = new_figure(50, 50, "points")
        figure.add_subplot().scatter([0, 1, 2], [0, 1, 2])
    drawn = render(figure, "svg").decode()
    wanted = set(re.findall(r'(?:url\(|href=")#([\w.]+)', drawn))
    assert wanted
    assert wanted <= set(re.findall(r' id="(.*?)"', drawn))


def test_tidy_leaves_an_svg_without_a_style_sheet():
    assert (
        tidy('<?xml version="1.0"?>\n<svg width="1"><g id="axes_1"/></svg>') == '<svg role="img" width="1"><g/></svg>'
    )


def test_png_has_its_size_and_no_metadata():
    figure = blank("a", "b", "c")
    image = Image.open(io.BytesIO(render(figure, "png")))
    assert image.size == tuple(int(inches * DPI) for inches in figure.get_size_inches())
    assert set(image.info) <= {"dpi"}
    assert figure.get_size_inches()[0] == pytest.approx(85 * MM)


def test_the_style_ends_where_it_should():
    before = dict(matplotlib.rcParams)
    with matplotlib.rc_context({"font.size": 30}):
        with look():
            assert matplotlib.rcParams["font.size"] == 7
        assert matplotlib.rcParams["font.size"] == 30
    assert dict(matplotlib.rcParams) == before


def test_a_figure_saved_again_gives_the_same_bytes():
    figure = blank("a", "b", "c")
    first = [render(figure, kind) for kind in ("svg", "png")]
    assert [render(figure, kind) for kind in ("svg", "png")] == first
