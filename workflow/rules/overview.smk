"""What takes all regions together: their differences, and the animals' own measurements."""


rule overview_regions:
    input:
        analysed=expand("<results>/{region}/analysed.parquet", region=REGIONS),
        units=expand("<results>/{region}/units.tsv", region=REGIONS),
        features=expand("<results>/{region}/features.tsv", region=REGIONS),
    output:
        regions="<results>/overview/regions.tsv",
        problems="<results>/study/problems/regions.tsv",
    log:
        "<logs>/overview_regions.log",
    conda:
        "../../envs/spotwise.yaml"
    threads: 1
    params:
        regions=list(STUDY.regions),
        shared=len(CONFIG["quantities"]) == 1,
        contrasts=CONFIG["design"]["contrasts"],
        terms=[list(term) for term in STUDY.model.terms],
        numeric=sorted(STUDY.model.numeric),
        missing=CONFIG["missing"],
        settings={key: CONFIG["test"][key] for key in ("trend", "robust")},
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
    params:
        outcomes=CONFIG["outcomes"],
        subject=CONFIG["design"]["subject"],
        contrasts=CONFIG["design"]["contrasts"],
        terms=[list(term) for term in STUDY.model.terms],
        numeric=sorted(STUDY.model.numeric),
        fdr=CONFIG["test"]["fdr"],
        library=library("overview_outcomes.py"),
    script:
        "../scripts/overview_outcomes.py"
