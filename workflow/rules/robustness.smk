"""The foci under other analyses, and without any one animal; only the target `robustness` asks for it."""


rule vary:
    input:
        quantities="<results>/{region}/quantities.parquet",
        entries="<results>/{region}/entries.tsv",
        samples="<results>/study/samples.tsv",
        normalisation="<results>/{region}/normalisation.json",
        analysed="<results>/{region}/analysed.parquet",
        units="<results>/{region}/units.tsv",
        features="<results>/{region}/features.tsv",
        levels="<results>/{region}/levels.parquet",
        mapping="<results>/study/mapping.tsv",
        background="<results>/{region}/background.json",
        gene_sets=gene_sets(),
    output:
        robustness="<results>/{region}/robustness.tsv",
    log:
        "<logs>/vary/{region}.log",
    conda:
        "../../envs/spotwise.yaml"
    threads: 1
    resources:
        mem_mb=memory(20),
        runtime=minutes(0.2),
    params:
        region=region_name,
        columns=list(STUDY.unit_columns),
        group=list(STUDY.model.group),
        summary=CONFIG["summarise"]["method"],
        dige=bool(CONFIG["dige"]),
        model=MODEL,
        settings={key: value for key, value in CONFIG["test"].items() if key != "method"},
        camera=asks("camera"),
        focus=CONFIG["enrichment"]["focus"],
        min_size=CONFIG["enrichment"]["min_size"],
        library=library("robustness.py"),
    script:
        "../scripts/robustness.py"


rule overview_robustness:
    input:
        robustness=expand("<results>/{region}/robustness.tsv", region=REGIONS),
        focus="<results>/overview/focus.tsv",
    output:
        robustness="<results>/overview/robustness.tsv",
    log:
        "<logs>/overview_robustness.log",
    conda:
        "../../envs/spotwise.yaml"
    threads: 1
    resources:
        mem_mb=memory(5),
        runtime=minutes(0.1),
    params:
        regions=list(STUDY.regions),
        fdr=CONFIG["test"]["fdr"],
        library=library("overview_robustness.py"),
    script:
        "../scripts/overview_robustness.py"


rule draw_robustness:
    input:
        robustness="<results>/overview/robustness.tsv",
    output:
        expand("<results>/overview/figures/robustness.{kind}", kind=KINDS),
    log:
        "<logs>/draw_robustness.log",
    conda:
        "../../envs/spotwise.yaml"
    threads: 1
    resources:
        mem_mb=memory(5),
        runtime=minutes(0.1),
    params:
        library=library("draw_robustness.py"),
    script:
        "../scripts/draw_robustness.py"
