"""Gels made comparable, peptides rolled up, and technical gels averaged."""


rule normalise:
    input:
        quantities="<results>/{region}/quantities.parquet",
        loaded="<results>/{region}/loaded.json",
        samples="<results>/study/samples.tsv",
    output:
        normalised="<results>/{region}/normalised.parquet",
        levels="<results>/{region}/entry_levels.parquet",
        facts="<results>/{region}/normalisation.json",
        problems="<results>/{region}/problems/normalise.tsv",
    log:
        "<logs>/normalise/{region}.log",
    conda:
        "../../envs/spotwise.yaml"
    threads: 1
    resources:
        mem_mb=memory(20),
        runtime=minutes(0.1),
    params:
        region=region_name,
        method=CONFIG["normalisation"]["method"],
        dige=CONFIG["dige"],
        library=library("normalise.py"),
    script:
        "../scripts/normalise.py"


rule summarise:
    input:
        normalised="<results>/{region}/normalised.parquet",
        levels="<results>/{region}/entry_levels.parquet",
        entries="<results>/{region}/entries.tsv",
        samples="<results>/study/samples.tsv",
    output:
        analysed="<results>/{region}/analysed.parquet",
        levels="<results>/{region}/levels.parquet",
        units="<results>/{region}/units.tsv",
    log:
        "<logs>/summarise/{region}.log",
    conda:
        "../../envs/spotwise.yaml"
    threads: 1
    resources:
        mem_mb=memory(20),
        runtime=minutes(0.1),
    params:
        region=region_name,
        columns=list(STUDY.unit_columns),
        group=list(STUDY.model.group),
        method=CONFIG["summarise"]["method"],
        library=library("summarise.py"),
    script:
        "../scripts/summarise.py"
