"""What was asked for: the configuration as resolved, the names behind the ids, the samples, and what was let pass."""


rule write_config:
    output:
        config="<results>/study/config.yaml",
        names="<results>/study/names.tsv",
    log:
        "<logs>/write_config.log",
    localrule: True
    conda:
        "../../envs/spotwise.yaml"
    threads: 1
    params:
        config=CONFIG,
        ids={"region": STUDY.regions, "contrast": STUDY.contrast_ids},
        library=library("write_config.py"),
    script:
        "../scripts/write_config.py"


rule samples:
    input:
        sheet=CONFIG["samples"],
    output:
        samples="<results>/study/samples.tsv",
        problems="<results>/study/problems/samples.tsv",
    log:
        "<logs>/samples.log",
    localrule: True
    conda:
        "../../envs/spotwise.yaml"
    threads: 1
    params:
        regions=list(STUDY.regions),
        subject=CONFIG["design"]["subject"],
        group=list(STUDY.model.group),
        numeric=sorted(STUDY.model.numeric),
        compared=STUDY.compared,
        block=CONFIG["design"]["block"],
        repeated=STUDY.repeated,
        averaged=STUDY.averaged,
        dige=CONFIG["dige"],
        library=library("samples.py"),
    script:
        "../scripts/samples.py"


rule collect_problems:
    input:
        **{region: region_problems(region) for region in REGIONS},
        study=study_problems(),
    output:
        study="<results>/study/problems.tsv",
        regions=expand("<results>/{region}/problems.tsv", region=REGIONS),
    log:
        "<logs>/collect_problems.log",
    localrule: True
    conda:
        "../../envs/spotwise.yaml"
    threads: 1
    params:
        regions=REGIONS,
        library=library("collect_problems.py"),
    script:
        "../scripts/collect_problems.py"
