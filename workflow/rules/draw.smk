"""The pictures: is the measurement sound, what did each contrast find, and what of the foci."""

KINDS = ["svg", "png"]


rule draw_quality:
    input:
        quantities="<results>/{region}/quantities.parquet",
        normalised="<results>/{region}/normalised.parquet",
        analysed="<results>/{region}/analysed.parquet",
        units="<results>/{region}/units.tsv",
        samples="<results>/study/samples.tsv",
    output:
        expand("<results>/{{region}}/figures/{name}.{kind}", name=["intensities", "missing", "pca"], kind=KINDS),
    log:
        "<logs>/draw_quality/{region}.log",
    conda:
        "../../envs/spotwise.yaml"
    threads: 1
    params:
        region=region_name,
        library=library("draw_quality.py"),
    script:
        "../scripts/draw_quality.py"


rule draw_results:
    input:
        differential=expand("<results>/{{region}}/{contrast}/differential.tsv", contrast=CONTRASTS),
        features="<results>/{region}/features.tsv",
    output:
        volcano=expand("<results>/{{region}}/{contrast}/figures/volcano.{kind}", contrast=CONTRASTS, kind=KINDS),
        p_values=expand("<results>/{{region}}/{contrast}/figures/p_values.{kind}", contrast=CONTRASTS, kind=KINDS),
    log:
        "<logs>/draw_results/{region}.log",
    conda:
        "../../envs/spotwise.yaml"
    threads: 1
    params:
        region=region_name,
        contrasts=list(STUDY.contrasts),
        fdr=CONFIG["test"]["fdr"],
        library=library("draw_results.py"),
    script:
        "../scripts/draw_results.py"


rule draw_foci:
    input:
        focus="<results>/overview/focus.tsv",
        activity=expand("<results>/{region}/activity.parquet", region=REGIONS),
        units=expand("<results>/{region}/units.tsv", region=REGIONS),
    output:
        foci=expand("<results>/overview/figures/foci.{kind}", kind=KINDS),
        activity=expand("<results>/{region}/figures/activity.{kind}", region=REGIONS, kind=KINDS),
    log:
        "<logs>/draw_foci.log",
    conda:
        "../../envs/spotwise.yaml"
    threads: 1
    params:
        regions=list(STUDY.regions),
        library=library("draw_foci.py"),
    script:
        "../scripts/draw_foci.py"


# Only the target `pictures` asks for these.
rule draw_leading:
    input:
        genes=expand("<results>/{{region}}/{contrast}/genes.tsv", contrast=CONTRASTS),
        analysed="<results>/{region}/analysed.parquet",
        features="<results>/{region}/features.tsv",
        background="<results>/{region}/background.json",
        units="<results>/{region}/units.tsv",
        every=expand("<results>/{region}/units.tsv", region=REGIONS),
        focus="<results>/overview/focus.tsv",
        mapping="<results>/study/mapping.tsv",
        gene_sets=gene_sets(),
    output:
        sums=expand("<results>/{{region}}/{contrast}/figures/running_sums.{kind}", contrast=CONTRASTS, kind=KINDS),
        edge=expand("<results>/{{region}}/{contrast}/figures/leading_edge.{kind}", contrast=CONTRASTS, kind=KINDS),
    log:
        "<logs>/draw_leading/{region}.log",
    conda:
        "../../envs/spotwise.yaml"
    threads: 1
    params:
        region=region_name,
        contrasts=list(STUDY.contrasts),
        focus=CONFIG["enrichment"]["focus"],
        library=library("draw_leading.py"),
    script:
        "../scripts/draw_leading.py"
