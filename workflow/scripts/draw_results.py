"""What each contrast of one region found: folds against p and volume, intervals, the gel, and the top spots' values."""

from spotwise.job import begin

begin(snakemake.log[0])

from pathlib import Path

from spotwise.arms import arm_names, arms
from spotwise.figures.contrast import Asked, Region, draw_contrast
from spotwise.figures.groups import marks
from spotwise.figures.style import look, render
from spotwise.study.contrasts import parse_contrasts, simple_parts
from spotwise.tables import atomic, read_json, read_matrix, read_table

params, given, output = snakemake.params, snakemake.input, snakemake.output
region = Region(
    params.region, read_table(given.features, "features"), read_table(given.entries, "entries"),
    read_matrix(given.analysed), read_matrix(given.normalised), read_table(given.units, "units"),
    marks(read_table(given.samples, "samples")["group"]),
)  # fmt: skip
contrasts, nulls = parse_contrasts(params.contrasts)[0], read_json(given.model)["share_of_nulls"]

with look():  # once for all pictures
    for at, (contrast, path) in enumerate(zip(params.contrasts, given.differential, strict=True)):
        tests = read_table(path, "differential")
        parts = simple_parts(contrast, contrasts)
        asked = Asked(contrast, arms(region.units.to_dict("records"), parts), arm_names(parts), nulls.get(contrast))
        for name, figure in draw_contrast(tests, region, asked, params.fdr, params.equivalence).items():
            for picture in map(Path, output[name][2 * at : 2 * at + 2]):  # SVG and PNG of each contrast in turn
                with atomic(picture) as draft:
                    draft.write_bytes(render(figure, picture.suffix[1:]))
