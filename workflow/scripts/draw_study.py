"""What the study as a whole can find and rests on, by region; with gene sets, the foci and the terms that pass."""

from spotwise.job import begin

begin(snakemake.log[0])

from pathlib import Path

import pandas as pd
from matplotlib.figure import Figure
from spotwise.figures.activity import draw_activity
from spotwise.figures.dots import draw_dots
from spotwise.figures.expected import draw_expected
from spotwise.figures.foci import draw_foci
from spotwise.figures.groups import marks
from spotwise.figures.influence import draw_influence
from spotwise.figures.power import draw_power
from spotwise.figures.style import look, render
from spotwise.tables import atomic, read_json, read_matrix, read_table

given, made, params = snakemake.input, snakemake.output, snakemake.params


def save(figure: Figure, paths: list[str]) -> None:
    """As SVG and as PNG."""
    for path in map(Path, paths):
        with atomic(path) as draft:
            draft.write_bytes(render(figure, path.suffix[1:]))


def pair(name: str, at: int) -> list[str]:
    """The SVG and the PNG of one of several pictures."""
    return made[name][2 * at : 2 * at + 2]


def draw_regions() -> None:
    """What each region's analysis can find, what it found beside chance, and on which animals that rests."""
    for at, region in enumerate(params.regions):
        save(draw_power(read_table(given.power[at], "power"), region), pair("power", at))
        save(draw_expected(read_table(given.calls[at], "calls"), params.contrasts, region), pair("calls", at))
        save(draw_influence(read_table(given.influence[at], "influence"), region), pair("influence", at))


def draw_gene_sets() -> None:
    """The foci of the study, and of each region; the terms that pass in each contrast."""
    save(draw_foci(read_table(given.focus[0], "focus_overview")), made.foci)
    units = [read_table(path, "units") for path in given.units]
    mark = marks(pd.concat(units)["group"])  # of all regions, so that a group looks the same in each
    for at, region in enumerate(params.regions):
        activity, own = read_matrix(given.activity[at]), units[at]
        names, groups = own["unit"].to_list(), own["group"].to_list()
        figure = draw_activity(activity[names].to_numpy(), list(activity.index), names, groups, mark, region)
        save(figure, pair("activity", at))
        backgrounds = read_json(given.background[at])
        for which, contrast in enumerate(params.contrasts, at * len(params.contrasts)):
            camera, ora = (read_table(given[m][which], m) if given[m] else None for m in ("camera", "ora"))
            figure = draw_dots(camera, ora, backgrounds[contrast], params.fdr, contrast, region)
            save(figure, pair("dots", which))


with look():
    draw_regions()
    if params.enriched:
        draw_gene_sets()
