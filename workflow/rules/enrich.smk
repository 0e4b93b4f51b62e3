"""Which pathways the called proteins carry, region by region, and the foci of all regions together."""


rule enrich:
    input:
        differential=expand("<results>/{{region}}/{contrast}/differential.tsv", contrast=CONTRASTS),
        genes=expand("<results>/{{region}}/{contrast}/genes.tsv", contrast=CONTRASTS),
        analysed="<results>/{region}/analysed.parquet",
        units="<results>/{region}/units.tsv",
        features="<results>/{region}/features.tsv",
        levels="<results>/{region}/levels.parquet",
        mapping="<results>/study/mapping.tsv",
        gene_sets=gene_sets(),
        background=[CONFIG["enrichment"]["background"]] * bool(CONFIG["enrichment"]["background"]),
    output:
        camera=expand("<results>/{{region}}/{contrast}/camera.tsv", contrast=CONTRASTS) if asks("camera") else [],
        ora=expand("<results>/{{region}}/{contrast}/ora.tsv", contrast=CONTRASTS) if asks("ora") else [],
        gsea=expand("<results>/{{region}}/{contrast}/gsea.tsv", contrast=CONTRASTS) if asks("gsea") else [],
        focus=expand("<results>/{{region}}/{contrast}/focus.tsv", contrast=CONTRASTS),
        activity="<results>/{region}/activity.parquet",
        background="<results>/{region}/background.json",
        problems="<results>/{region}/problems/enrich.tsv",
    log:
        "<logs>/enrich/{region}.log",
    conda:
        "../../envs/spotwise.yaml"
    threads: 1
    resources:
        mem_mb=memory(200),
        runtime=minutes(0.2),
    params:
        region=region_name,
        selection=selection_of,
        model=MODEL,
        settings={key: value for key, value in CONFIG["test"].items() if key != "method"},
        focus=CONFIG["enrichment"]["focus"],
        asked={
            "terms": sorted({term for terms in CONFIG["enrichment"]["focus"].values() for term in terms}),
            "methods": CONFIG["enrichment"]["methods"],
            "min_size": CONFIG["enrichment"]["min_size"],
            "max_fraction": CONFIG["enrichment"]["max_fraction"],
            "seed": CONFIG["seed"],
        },
        include_presence=CONFIG["enrichment"]["include_presence"],
        library=library("enrich.py"),
    script:
        "../scripts/enrich.py"


rule overview_focus:
    input:
        focus=expand("<results>/{region}/{contrast}/focus.tsv", region=REGIONS, contrast=CONTRASTS),
        background=expand("<results>/{region}/background.json", region=REGIONS),
    output:
        focus="<results>/overview/focus.tsv",
    log:
        "<logs>/overview_focus.log",
    conda:
        "../../envs/spotwise.yaml"
    threads: 1
    resources:
        mem_mb=memory(5),
        runtime=minutes(0.1),
    params:
        regions=list(STUDY.regions),
        contrasts=list(STUDY.contrasts),
        fdr=CONFIG["test"]["fdr"],
        library=library("overview_focus.py"),
    script:
        "../scripts/overview_focus.py"


rule overview_terms:
    input:
        camera=of_grid("camera.tsv") * asks("camera"),
        ora=of_grid("ora.tsv") * asks("ora"),
        gsea=of_grid("gsea.tsv") * asks("gsea"),
        focus="<results>/overview/focus.tsv",
        background=expand("<results>/{region}/background.json", region=REGIONS),
        gene_sets=gene_sets(),
    output:
        terms="<results>/overview/terms.tsv",
    log:
        "<logs>/overview_terms.log",
    conda:
        "../../envs/spotwise.yaml"
    threads: 1
    resources:
        mem_mb=memory(20),
        runtime=minutes(0.1),
    params:
        regions=list(STUDY.regions),
        contrasts=list(STUDY.contrasts),
        methods=CONFIG["enrichment"]["methods"],
        focus=CONFIG["enrichment"]["focus"],
        library=library("overview_terms.py"),
    script:
        "../scripts/overview_terms.py"
