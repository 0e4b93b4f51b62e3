"""One page to look through all spots: linked pictures and a table, which need no network."""

EXPLORER = [
    shipped(f"workflow/scripts/spotwise/report/templates/{name}")
    for name in (
        "parts.html",
        "report.css",
        "explore/explore.html",
        "explore/controls.html",
        "explore/views.html",
        "explore/panels.html",
        "explore/table.html",
        "explore/fallback.html",
        "explore/explore.css",
        "explore/charts.json",
        "explore/data.js",
        "explore/state.js",
        "explore/elements.js",
        "explore/numbers.js",
        "explore/calls.js",
        "explore/filters.js",
        "explore/lists.js",
        "explore/sets.js",
        "explore/table.js",
        "explore/charts.js",
        "explore/points.js",
        "explore/volcano.js",
        "explore/gel.js",
        "explore/strip.js",
        "explore/export.js",
        "explore/counts.js",
        "explore/main.js",
    )
]


rule explore:
    input:
        features=expand("<results>/{region}/features.tsv", region=REGIONS),
        loaded=expand("<results>/{region}/loaded.json", region=REGIONS),
        entries=expand("<results>/{region}/entries.tsv", region=REGIONS),
        units=expand("<results>/{region}/units.tsv", region=REGIONS),
        analysed=expand("<results>/{region}/analysed.parquet", region=REGIONS),
        normalised=expand("<results>/{region}/normalised.parquet", region=REGIONS),
        differential=of_grid("differential.tsv"),
        mapping=["<results>/study/mapping.tsv"] * ENRICH,
        focus=["<results>/overview/focus.tsv"] * ENRICH,
        terms=["<results>/overview/terms.tsv"] * ENRICH,
        gene_sets=gene_sets() if ENRICH else [],
        templates=EXPLORER,
    output:
        page="<results>/explore.html",
    log:
        "<logs>/explore.log",
    conda:
        "../../envs/spotwise.yaml"
    threads: 1
    resources:
        mem_mb=memory(20),
        runtime=minutes(0.1),
    params:
        config=CONFIG,
        regions=REGION_NAMES,
        contrasts={id_: name for name, id_ in STUDY.contrast_ids.items()},
        library=library("explore.py"),
    script:
        "../scripts/explore.py"
