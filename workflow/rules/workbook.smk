"""The tables and matrices as one workbook, for a person with a spreadsheet."""


rule workbook:
    input:
        table1=of_grid("table1.tsv"),
        differential=of_grid("differential.tsv"),
        genes=of_grid("genes.tsv"),
        camera=of_grid("camera.tsv") * asks("camera"),
        ora=of_grid("ora.tsv") * asks("ora"),
        gsea=of_grid("gsea.tsv") * asks("gsea"),
        focus=["<results>/overview/focus.tsv"] * ENRICH,
        regions=["<results>/overview/regions.tsv"] * COMPARE,
        outcomes=["<results>/overview/outcomes.tsv"] * bool(CONFIG.get("outcomes")),
        problems=["<results>/study/problems.tsv"],
        samples=["<results>/study/samples.tsv"],
        calls=expand("<results>/{region}/calls.tsv", region=REGIONS),
        power=expand("<results>/{region}/power.tsv", region=REGIONS),
        units=expand("<results>/{region}/units.tsv", region=REGIONS),
        features=expand("<results>/{region}/features.tsv", region=REGIONS),
        entries=expand("<results>/{region}/entries.tsv", region=REGIONS),
        analysed=expand("<results>/{region}/analysed.parquet", region=REGIONS),
        normalised=expand("<results>/{region}/normalised.parquet", region=REGIONS),
    output:
        workbook="<results>/overview/workbook.xlsx",
    log:
        "<logs>/workbook.log",
    conda:
        "../../envs/spotwise.yaml"
    threads: 1
    resources:
        mem_mb=memory(40),
        runtime=minutes(0.1),
    params:
        title=CONFIG["title"],
        simulated=CONFIG["simulated"],
        regions=REGION_NAMES,
        contrasts={id_: name for name, id_ in STUDY.contrast_ids.items()},
        library=library("workbook.py"),
    script:
        "../scripts/workbook.py"
