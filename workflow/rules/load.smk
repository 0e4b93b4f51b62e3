"""The tables of the image software and of identification, as loaded."""


rule load:
    input:
        table=lambda wildcards: table_of(wildcards)["path"],
        samples="<results>/study/samples.tsv",
    output:
        quantities="<results>/{region}/quantities.parquet",
        entries="<results>/{region}/entries.tsv",
        loaded="<results>/{region}/loaded.json",
        problems="<results>/{region}/problems/load.tsv",
    log:
        "<logs>/load/{region}.log",
    conda:
        "../../envs/spotwise.yaml"
    threads: 1
    params:
        region=region_name,
        table=table_of,
        library=library("load.py"),
    script:
        "../scripts/load.py"


rule identify:
    input:
        entries="<results>/{region}/entries.tsv",
        lists=lambda wildcards: lists_of(region_name(wildcards)),
    output:
        features="<results>/{region}/features.tsv",
        problems="<results>/{region}/problems/identify.tsv",
    log:
        "<logs>/identify/{region}.log",
    conda:
        "../../envs/spotwise.yaml"
    threads: 1
    params:
        library=library("identify.py"),
    script:
        "../scripts/identify.py"
