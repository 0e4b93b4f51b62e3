"""One page that says what was compared, what was found, and what could not be tested."""

TEMPLATES = [
    shipped(f"workflow/scripts/spotwise/report/templates/{name}")
    for name in (
        "page.html",
        "contents.html",
        "parts.html",
        "summary.html",
        "found.html",
        "nothing_passes.html",
        "untested.html",
        "region.html",
        "contrast.html",
        "genes.html",
        "terms.html",
        "camera.html",
        "ora.html",
        "gsea.html",
        "foci.html",
        "changes.html",
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
        calls=expand("<results>/{region}/calls.tsv", region=REGIONS),
        pls=expand("<results>/{region}/pls.tsv", region=REGIONS),
        background=expand("<results>/{region}/background.json", region=REGIONS) * ENRICH,
        differential=of_grid("differential.tsv"),
        genes=of_grid("genes.tsv"),
        ora=of_grid("ora.tsv") * asks("ora"),
        camera=of_grid("camera.tsv") * asks("camera"),
        gsea=of_grid("gsea.tsv") * asks("gsea"),
        focus=["<results>/overview/focus.tsv"] * ENRICH,
        changes=["<results>/overview/changes.tsv"] * bool(CONFIG["previous"]),
        counts=["<results>/overview/changes.json"] * bool(CONFIG["previous"]),
        pictures=pictures(),
        templates=TEMPLATES,
    output:
        report="<results>/report.html",
    log:
        "<logs>/report.log",
    conda:
        "../../envs/spotwise.yaml"
    threads: 1
    params:
        config=CONFIG,
        regions=REGION_NAMES,
        contrasts={id_: name for name, id_ in STUDY.contrast_ids.items()},
        library=library("report.py"),
    script:
        "../scripts/report.py"
