"""The foci of all regions and contrasts in one picture, and how high they stand in each animal of each region."""

from spotwise.job import begin

begin(snakemake.log[0])

from pathlib import Path

import pandas as pd
from spotwise.figures.activity import draw_activity
from spotwise.figures.foci import draw_foci
from spotwise.figures.groups import marks
from spotwise.figures.style import render
from spotwise.tables import atomic, read_matrix, read_table

given, made = snakemake.input, snakemake.output
figures = [draw_foci(read_table(given.focus, "focus_overview"))]
units = [read_table(path, "units") for path in given.units]
mark = marks(pd.concat(units)["group"])  # of all regions, so that a group looks the same in each
for region, path, own in zip(snakemake.params.regions, given.activity, units, strict=True):
    activity = read_matrix(path)
    names, groups = own["unit"].to_list(), own["group"].to_list()
    figures.append(draw_activity(activity[names].to_numpy(), list(activity.index), names, groups, mark, region))
for at, path in enumerate(map(Path, [*made.foci, *made.activity])):
    with atomic(path) as draft:
        draft.write_bytes(render(figures[at // 2], path.suffix[1:]))  # SVG and PNG of each in turn
