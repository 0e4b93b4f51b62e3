"""One page that says what was compared, what was found, and what could not be tested; and what lies beside it."""

TEMPLATES = [
    shipped(f"workflow/scripts/spotwise/report/templates/{name}")
    for name in (
        "page.html",
        "head.html",
        "banner.html",
        "contents.html",
        "parts.html",
        "summary.html",
        "found.html",
        "finding.html",
        "nothing_passes.html",
        "supported.html",
        "untested.html",
        "problems.html",
        "configuration.html",
        "region.html",
        "contrast.html",
        "genes.html",
        "terms.html",
        "camera.html",
        "ora.html",
        "gsea.html",
        "across.html",
        "foci.html",
        "focus_tables.html",
        "changes.html",
        "methods.html",
        "miape.html",
        "appendix.html",
        "report.css",
    )
]


rule report:
    input:
        config="<results>/study/config.yaml",
        samples="<results>/study/samples.tsv",
        problems="<results>/study/problems.tsv",
        mapping=["<results>/study/mapping.tsv"] * ENRICH,
        units=expand("<results>/{region}/units.tsv", region=REGIONS),
        features=expand("<results>/{region}/features.tsv", region=REGIONS),
        model=expand("<results>/{region}/model.json", region=REGIONS),
        loaded=expand("<results>/{region}/loaded.json", region=REGIONS),
        calls=expand("<results>/{region}/calls.tsv", region=REGIONS),
        pls=expand("<results>/{region}/pls.tsv", region=REGIONS),
        power=expand("<results>/{region}/power.tsv", region=REGIONS),
        influence=expand("<results>/{region}/influence.tsv", region=REGIONS),
        quality=expand("<results>/{region}/quality.tsv", region=REGIONS),
        factors=expand("<results>/{region}/factors.tsv", region=REGIONS),
        background=expand("<results>/{region}/background.json", region=REGIONS) * ENRICH,
        differential=of_grid("differential.tsv"),
        genes=of_grid("genes.tsv"),
        ora=of_grid("ora.tsv") * asks("ora"),
        camera=of_grid("camera.tsv") * asks("camera"),
        gsea=of_grid("gsea.tsv") * asks("gsea"),
        focus=["<results>/overview/focus.tsv"] * ENRICH,
        compared=["<results>/overview/regions.tsv"] * COMPARE,
        outcomes=["<results>/overview/outcomes.tsv"] * bool(CONFIG["outcomes"]),
        changes=["<results>/overview/changes.tsv"] * bool(CONFIG["previous"]),
        counts=["<results>/overview/changes.json"] * bool(CONFIG["previous"]),
        made=made_files(),
        templates=TEMPLATES,
    output:
        report="<results>/report.html",
        bundle="<results>/figures_and_tables.zip",
    log:
        "<logs>/report.log",
    conda:
        "../../envs/spotwise.yaml"
    threads: 1
    resources:
        mem_mb=memory(20),
        runtime=minutes(0.1),
    params:
        config=CONFIG,
        model=MODEL,
        regions=REGION_NAMES,
        contrasts={id_: name for name, id_ in STUDY.contrast_ids.items()},
        library=library("report.py"),
    script:
        "../scripts/report.py"
