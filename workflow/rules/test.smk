"""Treatment against reference: spots, then genes, all contrasts of a region in one job."""

MODEL = {
    "terms": [list(term) for term in STUDY.model.terms],
    "numeric": sorted(STUDY.model.numeric),
    "contrasts": CONFIG["design"]["contrasts"],
    "block": STUDY.block,
    "missing": CONFIG["missing"],
}


rule test:
    input:
        analysed="<results>/{region}/analysed.parquet",
        units="<results>/{region}/units.tsv",
        features="<results>/{region}/features.tsv",
        levels="<results>/{region}/levels.parquet",
        normalisation="<results>/{region}/normalisation.json",
    output:
        differential=expand("<results>/{{region}}/{contrast}/differential.tsv", contrast=CONTRASTS),
        genes=expand("<results>/{{region}}/{contrast}/genes.tsv", contrast=CONTRASTS),
        table1=expand("<results>/{{region}}/{contrast}/table1.tsv", contrast=CONTRASTS),
        model="<results>/{region}/model.json",
        power="<results>/{region}/power.tsv",
        influence="<results>/{region}/influence.tsv",
        problems="<results>/{region}/problems/test.tsv",
    log:
        "<logs>/test/{region}.log",
    conda:
        "../../envs/spotwise.yaml"
    threads: 1
    resources:
        mem_mb=memory(20),
        runtime=minutes(0.1),
    params:
        region=region_name,
        model=MODEL,
        settings={key: value for key, value in CONFIG["test"].items() if key != "method"},
        library=library("test.py"),
    script:
        "../scripts/test.py"


rule calibrate:
    input:
        analysed="<results>/{region}/analysed.parquet",
        units="<results>/{region}/units.tsv",
        features="<results>/{region}/features.tsv",
        levels="<results>/{region}/levels.parquet",
    output:
        calls="<results>/{region}/calls.tsv",
    log:
        "<logs>/calibrate/{region}.log",
    conda:
        "../../envs/spotwise.yaml"
    threads: 1
    resources:
        mem_mb=memory(20),
        runtime=minutes(0.2),
    params:
        region=region_name,
        model=MODEL,
        settings={key: CONFIG["test"][key] for key in ("trend", "robust", "lfc", "fdr", "gel_weights")},
        seed=CONFIG["seed"],
        library=library("calibrate.py"),
    script:
        "../scripts/calibrate.py"


rule discriminate:
    input:
        analysed="<results>/{region}/analysed.parquet",
        units="<results>/{region}/units.tsv",
    output:
        pls="<results>/{region}/pls.tsv",
        vip="<results>/{region}/vip.tsv",
    log:
        "<logs>/discriminate/{region}.log",
    conda:
        "../../envs/spotwise.yaml"
    threads: 1
    resources:
        mem_mb=memory(20),
        runtime=minutes(0.2),
    params:
        region=region_name,
        model=MODEL,
        seed=CONFIG["seed"],
        library=library("discriminate.py"),
    script:
        "../scripts/discriminate.py"
