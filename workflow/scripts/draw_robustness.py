"""The support of the foci of all regions and contrasts in one picture."""

from spotwise.job import begin

begin(snakemake.log[0])

from pathlib import Path

from spotwise.figures.robustness import draw_robustness
from spotwise.figures.style import render
from spotwise.tables import atomic, read_table

figure = draw_robustness(read_table(snakemake.input.robustness, "robustness_overview"))
for path in map(Path, snakemake.output):
    with atomic(path) as draft:
        draft.write_bytes(render(figure, path.suffix[1:]))
