"""What each contrast of one region found: volcano plot and histogram of p-values."""

from spotwise.job import begin

begin(snakemake.log[0])

from pathlib import Path

from spotwise.figures.p_values import draw_p_values
from spotwise.figures.style import render
from spotwise.figures.volcano import draw_volcano
from spotwise.tables import atomic, read_table

params, output = snakemake.params, snakemake.output
features = read_table(snakemake.input.features, "features").set_index("feature")
for at, (contrast, path) in enumerate(zip(params.contrasts, snakemake.input.differential, strict=True)):
    tests = read_table(path, "differential")
    tests["primary_gene"] = tests["feature"].map(features["primary_gene"])
    by_presence = tests["call"].isin(["only_in_test", "only_in_reference"]).sum()
    figures = {
        "volcano": draw_volcano(tests, contrast, params.region, params.fdr),
        "p_values": draw_p_values(tests["p_value"].to_numpy(), contrast, params.region, by_presence),
    }
    for name, figure in figures.items():
        for picture in map(Path, output[name][2 * at : 2 * at + 2]):  # SVG and PNG of each contrast in turn
            with atomic(picture) as draft:
                draft.write_bytes(render(figure, picture.suffix[1:]))
