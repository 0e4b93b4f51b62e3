"""Gels made comparable, and technical gels averaged."""


rule normalise:
    input:
        quantities="<results>/{region}/quantities.parquet",
        loaded="<results>/{region}/loaded.json",
    output:
        normalised="<results>/{region}/normalised.parquet",
        facts="<results>/{region}/normalisation.json",
    log:
        "<logs>/normalise/{region}.log",
    conda:
        "../../envs/spotwise.yaml"
    threads: 1
    params:
        method=CONFIG["normalisation"]["method"],
        library=library("normalise.py"),
    script:
        "../scripts/normalise.py"


rule summarise:
    input:
        normalised="<results>/{region}/normalised.parquet",
        samples="<results>/study/samples.tsv",
    output:
        analysed="<results>/{region}/analysed.parquet",
        units="<results>/{region}/units.tsv",
    log:
        "<logs>/summarise/{region}.log",
    conda:
        "../../envs/spotwise.yaml"
    threads: 1
    params:
        region=region_name,
        columns=list(STUDY.unit_columns),
        group=list(STUDY.model.group),
        library=library("summarise.py"),
    script:
        "../scripts/summarise.py"
