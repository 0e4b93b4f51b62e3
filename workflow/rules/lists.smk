"""Lists of genes that papers report as changed: over-representation alone, in place of all that needs measurements."""

from spotwise.study.lists import unused_keys


rule write_config:
    output:
        config="<results>/study/config.yaml",
        names="<results>/study/names.tsv",
    log:
        "<logs>/write_config.log",
    localrule: True
    conda:
        "../../envs/spotwise.yaml"
    threads: 1
    params:
        config=CONFIG,
        ids={"region": STUDY.regions, "contrast": STUDY.contrast_ids},
        library=library("write_config.py"),
    script:
        "../scripts/write_config.py"


rule enrich_lists:
    input:
        lists=gene_list_files("path"),
        backgrounds=gene_list_files("background"),
        mapping="<results>/study/mapping.tsv",
        gene_sets=gene_sets(),
    output:
        genes=of_grid("genes.tsv"),
        ora=of_grid("ora.tsv"),
        focus=of_grid("focus.tsv"),
        background="<results>/lists/background.json",
        problems="<results>/lists/problems/enrich.tsv",
    log:
        "<logs>/enrich_lists.log",
    conda:
        "../../envs/spotwise.yaml"
    threads: 1
    resources:
        mem_mb=memory(20),
        runtime=minutes(0.2),
    params:
        lists=[[entry["contrast"], entry["path"], entry["background"]] for entry in CONFIG["lists"]],
        unused=unused_keys(config),
        focus=CONFIG["enrichment"]["focus"],
        asked={
            "terms": sorted({term for terms in CONFIG["enrichment"]["focus"].values() for term in terms}),
            "methods": CONFIG["enrichment"]["methods"],
            "min_size": CONFIG["enrichment"]["min_size"],
            "max_fraction": CONFIG["enrichment"]["max_fraction"],
            "seed": CONFIG["seed"],
        },
        min_mapped=CONFIG["enrichment"]["min_mapped"],
        library=library("enrich_lists.py"),
    script:
        "../scripts/enrich_lists.py"


rule overview_focus:
    input:
        focus=of_grid("focus.tsv"),
        background=["<results>/lists/background.json"],
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


rule collect_problems:
    input:
        lists=["<results>/lists/problems/enrich.tsv"],
        study=study_problems(),
    output:
        study="<results>/study/problems.tsv",
        regions=["<results>/lists/problems.tsv"],
    log:
        "<logs>/collect_problems.log",
    localrule: True
    conda:
        "../../envs/spotwise.yaml"
    threads: 1
    params:
        regions=REGIONS,
        library=library("collect_problems.py"),
    script:
        "../scripts/collect_problems.py"


rule report_lists:
    input:
        config="<results>/study/config.yaml",
        problems="<results>/study/problems.tsv",
        mapping="<results>/study/mapping.tsv",
        background="<results>/lists/background.json",
        genes=of_grid("genes.tsv"),
        ora=of_grid("ora.tsv"),
        focus="<results>/overview/focus.tsv",
        changes=["<results>/overview/changes.tsv"] * bool(CONFIG["previous"]),
        counts=["<results>/overview/changes.json"] * bool(CONFIG["previous"]),
        templates=[
            shipped(f"workflow/scripts/spotwise/report/templates/{name}")
            for name in (
                "lists.html",
                "list.html",
                "head.html",
                "banner.html",
                "contents.html",
                "problems.html",
                "configuration.html",
                "focus_tables.html",
                "changes.html",
                "parts.html",
                "appendix.html",
                "report.css",
            )
        ],
    output:
        report="<results>/report.html",
    log:
        "<logs>/report.log",
    conda:
        "../../envs/spotwise.yaml"
    threads: 1
    resources:
        mem_mb=memory(20),
        runtime=minutes(0.1),
    params:
        config=CONFIG,
        ids=STUDY.contrast_ids,
        library=library("report_lists.py"),
    script:
        "../scripts/report_lists.py"
