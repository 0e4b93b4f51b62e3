"""The pictures: is the measurement sound, what did each contrast find, and what of the foci."""

KINDS = ["svg", "png"]


rule draw_quality:
    input:
        quantities="<results>/{region}/quantities.parquet",
        normalised="<results>/{region}/normalised.parquet",
        analysed="<results>/{region}/analysed.parquet",
        levels="<results>/{region}/levels.parquet",
        features="<results>/{region}/features.tsv",
        units="<results>/{region}/units.tsv",
        samples="<results>/study/samples.tsv",
    output:
        gels="<results>/{region}/quality.tsv",
        factors="<results>/{region}/factors.tsv",
        components="<results>/{region}/components.tsv",
        variation="<results>/{region}/variation.tsv",
        variances="<results>/{region}/variances.tsv",
        correlations="<results>/{region}/correlations.parquet",
        centred="<results>/{region}/correlations_centred.parquet",
        problems="<results>/{region}/problems/quality.tsv",
        figures=expand("<results>/{{region}}/figures/{name}.{kind}", name=QUALITY, kind=KINDS),
    log:
        "<logs>/draw_quality/{region}.log",
    conda:
        "../../envs/spotwise.yaml"
    threads: 1
    resources:
        mem_mb=memory(20),
        runtime=minutes(0.1),
    params:
        region=region_name,
        columns=list(STUDY.unit_columns),
        group=list(STUDY.model.group),
        numeric=sorted(STUDY.model.numeric),
        compared=STUDY.compared,
        outcomes=list(CONFIG["outcomes"]),
        aside=[CONFIG["design"]["subject"]] * bool(CONFIG["design"]["subject"]),
        model=MODEL,
        settings={key: CONFIG["test"][key] for key in ("trend", "robust", "gel_weights")},
        library=library("draw_quality.py"),
    script:
        "../scripts/draw_quality.py"


rule draw_results:
    input:
        differential=expand("<results>/{{region}}/{contrast}/differential.tsv", contrast=CONTRASTS),
        features="<results>/{region}/features.tsv",
        entries="<results>/{region}/entries.tsv",
        analysed="<results>/{region}/analysed.parquet",
        normalised="<results>/{region}/normalised.parquet",
        units="<results>/{region}/units.tsv",
        model="<results>/{region}/model.json",
        samples="<results>/study/samples.tsv",
    output:
        volcano=expand("<results>/{{region}}/{contrast}/figures/volcano.{kind}", contrast=CONTRASTS, kind=KINDS),
        ma=expand("<results>/{{region}}/{contrast}/figures/ma.{kind}", contrast=CONTRASTS, kind=KINDS),
        p_values=expand("<results>/{{region}}/{contrast}/figures/p_values.{kind}", contrast=CONTRASTS, kind=KINDS),
        intervals=expand("<results>/{{region}}/{contrast}/figures/intervals.{kind}", contrast=CONTRASTS, kind=KINDS),
        heat_map=expand("<results>/{{region}}/{contrast}/figures/heat_map.{kind}", contrast=CONTRASTS, kind=KINDS),
        strips=expand("<results>/{{region}}/{contrast}/figures/strips.{kind}", contrast=CONTRASTS, kind=KINDS),
        gel=expand("<results>/{{region}}/{contrast}/figures/gel.{kind}", contrast=CONTRASTS, kind=KINDS),
    log:
        "<logs>/draw_results/{region}.log",
    conda:
        "../../envs/spotwise.yaml"
    threads: 1
    resources:
        mem_mb=memory(20),
        runtime=minutes(0.1),
    params:
        region=region_name,
        contrasts=CONFIG["design"]["contrasts"],
        fdr=CONFIG["test"]["fdr"],
        equivalence=CONFIG["test"]["equivalence"],
        library=library("draw_results.py"),
    script:
        "../scripts/draw_results.py"


rule draw_regions:
    input:
        genes=of_grid("genes.tsv"),
        regions=["<results>/overview/regions.tsv"] * COMPARE,
        samples="<results>/study/samples.tsv",
    output:
        table="<results>/overview/animals.tsv",
        animals=expand("<results>/overview/figures/animals.{kind}", kind=KINDS),
        called=expand("<results>/overview/figures/called.{kind}", kind=KINDS),
        regions=expand("<results>/overview/figures/regions_{contrast}.{kind}", contrast=CONTRASTS, kind=KINDS) * COMPARE,
    log:
        "<logs>/draw_regions.log",
    conda:
        "../../envs/spotwise.yaml"
    threads: 1
    resources:
        mem_mb=memory(20),
        runtime=minutes(0.1),
    params:
        regions=list(STUDY.regions),
        contrasts=list(STUDY.contrasts),
        fdr=CONFIG["test"]["fdr"],
        group=list(STUDY.model.group),
        compared=STUDY.compared,
        aside=[*CONFIG["outcomes"], *[CONFIG["design"]["subject"]] * bool(CONFIG["design"]["subject"])],
        library=library("draw_regions.py"),
    script:
        "../scripts/draw_regions.py"


# All regions in one job: the pictures are quick, and each job imports Matplotlib anew.
rule draw_study:
    input:
        power=expand("<results>/{region}/power.tsv", region=REGIONS),
        calls=expand("<results>/{region}/calls.tsv", region=REGIONS),
        influence=expand("<results>/{region}/influence.tsv", region=REGIONS),
        focus=["<results>/overview/focus.tsv"] * ENRICH,
        activity=expand("<results>/{region}/activity.parquet", region=REGIONS) * ENRICH,
        units=expand("<results>/{region}/units.tsv", region=REGIONS) * ENRICH,
        background=expand("<results>/{region}/background.json", region=REGIONS) * ENRICH,
        camera=of_grid("camera.tsv") * asks("camera"),
        ora=of_grid("ora.tsv") * asks("ora"),
    output:
        power=expand("<results>/{region}/figures/power.{kind}", region=REGIONS, kind=KINDS),
        calls=expand("<results>/{region}/figures/calls.{kind}", region=REGIONS, kind=KINDS),
        influence=expand("<results>/{region}/figures/influence.{kind}", region=REGIONS, kind=KINDS),
        foci=expand("<results>/overview/figures/foci.{kind}", kind=KINDS) * ENRICH,
        activity=expand("<results>/{region}/figures/activity.{kind}", region=REGIONS, kind=KINDS) * ENRICH,
        dots=expand(
            "<results>/{region}/{contrast}/figures/dots.{kind}", region=REGIONS, contrast=CONTRASTS, kind=KINDS
        )
        * ENRICH,
    log:
        "<logs>/draw_study.log",
    conda:
        "../../envs/spotwise.yaml"
    threads: 1
    resources:
        mem_mb=memory(20),
        runtime=minutes(0.1),
    params:
        regions=list(STUDY.regions),
        contrasts=list(STUDY.contrasts),
        fdr=CONFIG["test"]["fdr"],
        enriched=ENRICH,
        library=library("draw_study.py"),
    script:
        "../scripts/draw_study.py"


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
    resources:
        mem_mb=memory(20),
        runtime=minutes(0.1),
    params:
        region=region_name,
        contrasts=list(STUDY.contrasts),
        focus=CONFIG["enrichment"]["focus"],
        library=library("draw_leading.py"),
    script:
        "../scripts/draw_leading.py"
