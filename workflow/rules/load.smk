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
    resources:
        mem_mb=memory(30),
        runtime=minutes(0.1),
    params:
        region=region_name,
        table=table_of,
        keep=CONFIG["contaminants"]["keep"],
        library=library("load.py"),
    script:
        "../scripts/load.py"


# What FASTA files, a table of genes and UniProt say of proteins; only where the configuration names one of them.
rule look_up_proteins:
    input:
        lists=list(dict.fromkeys(path for region in STUDY.regions for path in lists_of(region))),
        entries=expand("<results>/{region}/entries.tsv", region=REGIONS),
        fasta=CONFIG["proteins"]["fasta"],
        genes=[CONFIG["proteins"]["genes"]] * bool(CONFIG["proteins"]["genes"]),
    output:
        proteins="<results>/study/proteins.tsv",
        problems="<results>/study/problems/proteins.tsv",
    log:
        "<logs>/look_up_proteins.log",
    localrule: True  # a node that computes often has no network
    conda:
        "../../envs/spotwise.yaml"
    threads: 1
    params:
        lists=all_entries(),
        uniprot=CONFIG["proteins"]["uniprot"],
        library=library("look_up_proteins.py"),
    script:
        "../scripts/look_up_proteins.py"


rule identify:
    input:
        entries="<results>/{region}/entries.tsv",
        proteins=["<results>/study/proteins.tsv"] * LOOK_UP,
        lists=lambda wildcards: lists_of(region_name(wildcards)),
    output:
        features="<results>/{region}/features.tsv",
        problems="<results>/{region}/problems/identify.tsv",
    log:
        "<logs>/identify/{region}.log",
    conda:
        "../../envs/spotwise.yaml"
    threads: 1
    resources:
        mem_mb=memory(20),
        runtime=minutes(0.1),
    params:
        lists=lambda wildcards: entries_of(region_name(wildcards)),
        region=region_name,
        regions=list(STUDY.regions),
        shared=len(CONFIG["quantities"]) == 1,
        library=library("identify.py"),
    script:
        "../scripts/identify.py"
