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
        missing=CONFIG["missing"],
        fdr=CONFIG["test"]["fdr"],
        library=library("test.py"),
    script:
        "../scripts/test.py"
