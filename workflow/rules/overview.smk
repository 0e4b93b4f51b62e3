"""What takes all regions together: their differences, and the animals' own measurements."""


rule overview_regions:
    input:
        analysed=expand("<results>/{region}/analysed.parquet", region=REGIONS),
        units=expand("<results>/{region}/units.tsv", region=REGIONS),
        features=expand("<results>/{region}/features.tsv", region=REGIONS),
        levels=expand("<results>/{region}/levels.parquet", region=REGIONS),
    output:
        regions="<results>/overview/regions.tsv",
        problems="<results>/study/problems/regions.tsv",
    log:
        "<logs>/overview_regions.log",
    conda:
        "../../envs/spotwise.yaml"
    threads: 1
    resources:
        mem_mb=memory(20),
        runtime=minutes(0.1),
    params:
        regions=list(STUDY.regions),
        shared=len(CONFIG["quantities"]) == 1,
        model=MODEL | {"block": None if CONFIG["dige"] and STUDY.block == CONFIG["dige"]["gel"] else STUDY.block},
        settings={key: CONFIG["test"][key] for key in ("trend", "robust", "gel_weights")},
        library=library("overview_regions.py"),
    script:
        "../scripts/overview_regions.py"


rule overview_outcomes:
    input:
        sheet=CONFIG["samples"],
    output:
        outcomes="<results>/overview/outcomes.tsv",
        problems="<results>/study/problems/outcomes.tsv",
    log:
        "<logs>/overview_outcomes.log",
    conda:
        "../../envs/spotwise.yaml"
    threads: 1
    resources:
        mem_mb=memory(5),
        runtime=minutes(0.1),
    params:
        outcomes=CONFIG["outcomes"],
        block=STUDY.block,
        subject=CONFIG["design"]["subject"],
        dige=CONFIG["dige"],
        contrasts=CONFIG["design"]["contrasts"],
        terms=[list(term) for term in STUDY.animal_terms],
        numeric=sorted(STUDY.model.numeric),
        fdr=CONFIG["test"]["fdr"],
        library=library("overview_outcomes.py"),
    script:
        "../scripts/overview_outcomes.py"
