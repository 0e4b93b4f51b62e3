"""What an earlier run of the study said otherwise."""

PREVIOUS = Path(CONFIG["previous"])
KINDS_COMPARED = ["genes.tsv"] if CONFIG["lists"] else ["differential.tsv", "genes.tsv"]
COMPARED = [f"{region}/{contrast}/{name}" for name in KINDS_COMPARED for region in REGIONS for contrast in CONTRASTS]
COMPARED += ["overview/focus.tsv"] * ENRICH
EARLIER = [path for path in COMPARED if (PREVIOUS / path).is_file()]


rule overview_changes:
    input:
        config="<results>/study/config.yaml",
        config_before=str(PREVIOUS / "study/config.yaml"),
        now=expand("<results>/{path}", path=COMPARED),
        before=[str(PREVIOUS / path) for path in EARLIER],
    output:
        changes="<results>/overview/changes.tsv",
        counts="<results>/overview/changes.json",
        problems="<results>/study/problems/changes.tsv",
    log:
        "<logs>/overview_changes.log",
    conda:
        "../../envs/spotwise.yaml"
    threads: 1
    resources:
        mem_mb=memory(5),
        runtime=minutes(0.1),
    params:
        files=COMPARED,
        earlier=EARLIER,
        regions=REGION_NAMES,
        contrasts={id_: name for name, id_ in STUDY.contrast_ids.items()},
        library=library("overview_changes.py"),
    script:
        "../scripts/overview_changes.py"
