"""The study as resolved, the grid of regions and contrasts, and what several rules share."""

import ast
import functools
import hashlib
import sys
from pathlib import Path

from snakemake.io import sourcecache_entry


@functools.cache
def source(path):
    """A file of the workflow; where another workflow imports this one from a repository, it is fetched first."""
    return Path(workflow.source_path(f"../{path}"))


def shipped(path):
    """A file of the workflow as an input, recorded by its path in the repository: a moved checkout reruns nothing."""
    return sourcecache_entry(workflow.source_path(f"../../{path}"), path)


@functools.cache
def imports(module):
    """Every file of the library that a script or module imports, directly or through others, itself included."""
    found = {module}
    for node in ast.walk(ast.parse(source(f"scripts/{module}").read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module.split(".")[0] == "spotwise":
            path = Path(*node.module.split("."))
            found.update(str(folder / "__init__.py") for folder in path.parents if folder.name)
            found |= imports(f"{path}.py")
    return frozenset(found)


@functools.cache
def library(script):
    """A checksum of a script's code, so that an edit of the library reruns what imports it and nothing else."""
    digest = hashlib.sha256()
    for module in sorted(imports(script)):
        digest.update(module.encode())
        digest.update(source(f"scripts/{module}").read_bytes())
    return digest.hexdigest()


library("check.py")
sys.path.insert(0, str(source("scripts/check.py").parent))

from spotwise.study.check import check
from spotwise.study.config import read_schema, resolve
from spotwise.study.plan import make_study

SCHEMA = read_schema(source("schemas/config.schema.yaml"))
SHIPPED = {"go": shipped("resources/gene_sets/go.gmt")}

if workflow.is_main_process:
    files = workflow.overwrite_configfiles or ["config.yaml"]
    if found := check(config, SCHEMA, files, SHIPPED):
        count = "1 fault" if len(found) == 1 else f"{len(found)} faults"
        sys.exit("\n".join([*map(str, found), f"\n{count}; nothing was run."]))

STUDY = make_study(resolve(config, SCHEMA))
CONFIG = STUDY.config
OUTDIR = str(Path(CONFIG["outdir"]))
REGION_NAMES = {id_: name for name, id_ in STUDY.regions.items()}
REGIONS = list(REGION_NAMES)
CONTRASTS = list(STUDY.contrast_ids.values())
ENRICH = bool(CONFIG["enrichment"]["methods"])
COMPARE = CONFIG["design"]["regions"]["compare"] and len(REGIONS) > 1


wildcard_constraints:
    region="|".join(map(re.escape, REGIONS)),
    contrast="|".join(map(re.escape, CONTRASTS)),


def region_name(wildcards):
    """The region as the user wrote it."""
    return REGION_NAMES[wildcards.region]


def lists_of(region):
    """The identification lists of a region, each once."""
    return list(dict.fromkeys(entry["path"] for entry in STUDY.identifications(region)))


def gene_sets():
    """The files of the configured collections."""
    return [SHIPPED.get(name) or str(Path(name)) for name in CONFIG["enrichment"]["gene_sets"]]


def table_of(wildcards):
    """The entry of `quantities` that holds a region."""
    return STUDY.table(region_name(wildcards))


def selection_of(wildcards):
    """Which spots of a region were sent to identification: the worst that any of its lists says."""
    said = {entry["selection"] for entry in STUDY.identifications(region_name(wildcards))}
    return next((worst for worst in ("changed", "unknown") if worst in said), "all")


def of_grid(name):
    """A file of every contrast in every region."""
    return expand("<results>/{region}/{contrast}/{name}", region=REGIONS, contrast=CONTRASTS, name=name)


def region_problems(region):
    """The findings of each stage of a region."""
    stages = ["load", "identify", "test"] + ["enrich"] * ENRICH
    return expand("<results>/{region}/problems/{stage}.tsv", region=region, stage=stages)


def study_problems():
    """The findings of what takes all regions together."""
    stages = ["samples"] + ["map_symbols"] * ENRICH + ["regions"] * COMPARE + ["outcomes"] * bool(CONFIG["outcomes"])
    return expand("<results>/study/problems/{stage}.tsv", stage=stages)


def pictures():
    """The pictures on the page: of each region, of each contrast in it, and of all foci."""
    return (
        expand("<results>/{region}/figures/{name}.svg", region=REGIONS, name=["intensities", "missing", "pca"])
        + of_grid("figures/volcano.svg")
        + of_grid("figures/p_values.svg")
        + ["<results>/overview/figures/foci.svg"] * ENRICH
    )
