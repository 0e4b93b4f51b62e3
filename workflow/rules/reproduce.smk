"""Published results, held against this analysis; only the target `reproduce` asks for it."""

COMPARISONS = [name for name, keys in CONFIG["design"]["contrasts"].items() if "column" in keys]


rule judge_claims:
    input:
        published=CONFIG["published"],
        differential=of_grid("differential.tsv"),
        genes=of_grid("genes.tsv"),
        camera=of_grid("camera.tsv") * asks("camera"),
        ora=of_grid("ora.tsv") * asks("ora"),
        focus=["<results>/overview/focus.tsv"] * ENRICH,
        mapping=["<results>/study/mapping.tsv"] * ENRICH,
        gene_sets=gene_sets() * ENRICH,
        outcomes=["<results>/overview/outcomes.tsv"] * bool(CONFIG["outcomes"]),
    output:
        table="<results>/overview/reproduced.tsv",
        summary="<results>/overview/reproduced.txt",
    log:
        "<logs>/judge_claims.log",
    conda:
        "../../envs/spotwise.yaml"
    threads: 1
    resources:
        mem_mb=memory(5),
        runtime=minutes(0.1),
    params:
        regions=list(STUDY.regions),
        contrasts=list(STUDY.contrasts),
        comparisons=COMPARISONS or list(STUDY.contrasts),
        fdr=CONFIG["test"]["fdr"],
        simulated=CONFIG["simulated"],
        library=library("reproduce.py"),
    script:
        "../scripts/reproduce.py"
