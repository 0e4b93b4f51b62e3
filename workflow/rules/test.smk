"""Treatment against reference: spots, then genes, all contrasts of a region in one job."""


rule test:
    input:
        analysed="<results>/{region}/analysed.parquet",
        units="<results>/{region}/units.tsv",
        features="<results>/{region}/features.tsv",
        normalisation="<results>/{region}/normalisation.json",
    output:
        differential=expand("<results>/{{region}}/{contrast}/differential.tsv", contrast=CONTRASTS),
        genes=expand("<results>/{{region}}/{contrast}/genes.tsv", contrast=CONTRASTS),
        model="<results>/{region}/model.json",
        power="<results>/{region}/power.tsv",
        problems="<results>/{region}/problems/test.tsv",
    log:
        "<logs>/test/{region}.log",
    conda:
        "../../envs/spotwise.yaml"
    threads: 1
    params:
        region=region_name,
        contrasts=CONFIG["design"]["contrasts"],
        terms=[list(term) for term in STUDY.model.terms],
        numeric=sorted(STUDY.model.numeric),
        block=STUDY.block,
        missing=CONFIG["missing"],
        settings={key: value for key, value in CONFIG["test"].items() if key != "method"},
        library=library("test.py"),
    script:
        "../scripts/test.py"


rule calibrate:
    input:
        analysed="<results>/{region}/analysed.parquet",
        units="<results>/{region}/units.tsv",
    output:
        calls="<results>/{region}/calls.tsv",
    log:
        "<logs>/calibrate/{region}.log",
    conda:
        "../../envs/spotwise.yaml"
    threads: 1
    params:
        region=region_name,
        contrasts=CONFIG["design"]["contrasts"],
        terms=[list(term) for term in STUDY.model.terms],
        numeric=sorted(STUDY.model.numeric),
        block=STUDY.block,
        missing=CONFIG["missing"],
        settings={key: CONFIG["test"][key] for key in ("trend", "robust", "lfc")},
        seed=CONFIG["seed"],
        library=library("calibrate.py"),
    script:
        "../scripts/calibrate.py"
