"""Which pathways the called proteins carry, region by region, and the foci of all regions together."""

HUMAN_SYMBOLS = shipped("resources/gene_sets/human_symbols.txt")


rule map_symbols:
    input:
        lists=list(dict.fromkeys(path for region in STUDY.regions for path in lists_of(region))),
        gene_sets=gene_sets(),
        symbols=[HUMAN_SYMBOLS] * ("go" in CONFIG["enrichment"]["gene_sets"]),
    output:
        mapping="<results>/study/mapping.tsv",
        problems="<results>/study/problems/map_symbols.tsv",
    log:
        "<logs>/map_symbols.log",
    conda:
        "../../envs/spotwise.yaml"
    threads: 1
    params:
        library=library("map_symbols.py"),
    script:
        "../scripts/map_symbols.py"


rule enrich:
    input:
        differential=expand("<results>/{{region}}/{contrast}/differential.tsv", contrast=CONTRASTS),
        genes=expand("<results>/{{region}}/{contrast}/genes.tsv", contrast=CONTRASTS),
        mapping="<results>/study/mapping.tsv",
        gene_sets=gene_sets(),
    output:
        ora=expand("<results>/{{region}}/{contrast}/ora.tsv", contrast=CONTRASTS),
        focus=expand("<results>/{{region}}/{contrast}/focus.tsv", contrast=CONTRASTS),
        background="<results>/{region}/background.json",
        problems="<results>/{region}/problems/enrich.tsv",
    log:
        "<logs>/enrich/{region}.log",
    conda:
        "../../envs/spotwise.yaml"
    threads: 1
    params:
        region=region_name,
        contrasts=list(STUDY.contrasts),
        selection=selection_of,
        focus=CONFIG["enrichment"]["focus"],
        min_size=CONFIG["enrichment"]["min_size"],
        max_fraction=CONFIG["enrichment"]["max_fraction"],
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
    params:
        regions=list(STUDY.regions),
        contrasts=list(STUDY.contrasts),
        fdr=CONFIG["test"]["fdr"],
        library=library("overview_focus.py"),
    script:
        "../scripts/overview_focus.py"
