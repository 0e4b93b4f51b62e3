"""The gene sets, and the symbol in them of every gene of the study."""

SYMBOLS = CONFIG["enrichment"]["symbols"]


rule fetch_gene_sets:
    input:
        lambda wildcards: files_of(MADE[wildcards.collection]),
    output:
        gene_sets="<results>/study/gene_sets/{collection}.gmt",
        problems="<results>/study/problems/gene_sets_{collection}.tsv",
    log:
        "<logs>/gene_sets/{collection}.log",
    wildcard_constraints:
        collection="|".join(map(re.escape, MADE)) or "(?!)",
    localrule: True  # a node that computes often has no network
    conda:
        "../../envs/spotwise.yaml"
    threads: 1
    params:
        source=lambda wildcards: MADE[wildcards.collection],
        library=library("fetch_gene_sets.py"),
    script:
        "../scripts/fetch_gene_sets.py"


rule map_symbols:
    input:
        **files_that_name_genes(),
        proteins=["<results>/study/proteins.tsv"] * LOOK_UP,
        gene_sets=gene_sets(),
        symbols=shipped("resources/gene_sets/human_symbols.txt"),
        aliases=shipped("resources/gene_sets/human_aliases.tsv"),
        shipped=shipped("resources/gene_sets/overrides.tsv"),
        overrides=[SYMBOLS["overrides"]] * bool(SYMBOLS["overrides"]),
        orthologs=[SYMBOLS["orthologs"]] * bool(SYMBOLS["orthologs"]),
    output:
        mapping="<results>/study/mapping.tsv",
        problems="<results>/study/problems/map_symbols.tsv",
    log:
        "<logs>/map_symbols.log",
    conda:
        "../../envs/spotwise.yaml"
    threads: 1
    resources:
        mem_mb=memory(20),
        runtime=minutes(0.1),
    params:
        lists=all_entries(),
        min_mapped=0 if CONFIG["lists"] else CONFIG["enrichment"]["min_mapped"],  # each list is looked at by itself
        focus=CONFIG["enrichment"]["focus"] if MADE else {},  # else checked before any job
        library=library("map_symbols.py"),
    script:
        "../scripts/map_symbols.py"
