"""The study as resolved, the grid of regions and contrasts, and what several rules share."""

import ast
import functools
import hashlib
import math
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
library("spotwise/study/lists.py")
library("spotwise/report/outputs.py")
sys.path.insert(0, str(source("scripts/check.py").parent))

from spotwise.report.outputs import output_files, with_pngs
from spotwise.study.check import check
from spotwise.study.config import read_schema, resolve
from spotwise.study.gene_set_sources import files_of, is_made, name_of, path_of
from spotwise.study.lists import make_list_study
from spotwise.study.plan import make_study

SCHEMA = read_schema(source("schemas/config.schema.yaml"))
SHIPPED = {"go": shipped("resources/gene_sets/go.gmt")}

if workflow.is_main_process:
    files = workflow.overwrite_configfiles or ["config.yaml"]
    if found := check(config, SCHEMA, files, SHIPPED):
        count = "1 fault" if len(found) == 1 else f"{len(found)} faults"
        sys.exit("\n".join([*map(str, found), f"\n{count}; nothing was run."]))

CONFIG = resolve(config, SCHEMA)
STUDY = make_list_study(CONFIG) if CONFIG["lists"] else make_study(CONFIG)
CONFIG = STUDY.config
OUTDIR = str(Path(CONFIG["outdir"]))
REGION_NAMES = {id_: name for name, id_ in STUDY.regions.items()}
REGIONS = list(REGION_NAMES)
CONTRASTS = list(STUDY.contrast_ids.values())
ENRICH = bool(CONFIG["enrichment"]["methods"])
MADE = {name_of(entry): entry for entry in CONFIG["enrichment"]["gene_sets"] if is_made(entry)}
LOOK_UP = any(CONFIG.get("proteins", {}).values())
QUALITY = ["intensities", "missing", "variation", "mean_variance", "correlation", "pca", "factors"]
COMPARE = len(REGIONS) > 1 and CONFIG["design"]["regions"]["compare"]


wildcard_constraints:
    region="|".join(map(re.escape, REGIONS)),
    contrast="|".join(map(re.escape, CONTRASTS)),


def region_name(wildcards):
    """The region as the user wrote it."""
    return REGION_NAMES[wildcards.region]


def lists_of(region):
    """The identification lists of a region, each once, and the plates that their positions are of."""
    entries = STUDY.identifications(region)
    paths = [entry["path"] for entry in entries] + [entry["plate"] for entry in entries if entry.get("plate")]
    return list(dict.fromkeys(paths))


def entries_of(region):
    """The entries of a region's identification lists, each once, without what is said of the spots that were sent.

    They carry `keep`, the contaminants that are under study.
    """
    entries, keep = [], {"keep": CONFIG["contaminants"]["keep"]}
    for entry in STUDY.identifications(region):
        reading = {key: value for key, value in entry.items() if key != "selection"} | keep
        entries += [reading] * (reading not in entries)
    return entries


def all_entries():
    """The entries of all identification lists, each once; none in a study of lists of genes."""
    entries = []
    for region in [] if CONFIG["lists"] else STUDY.regions:
        entries += [entry for entry in entries_of(region) if entry not in entries]
    return entries


def files_that_name_genes():
    """The lists, those of identification or of papers, and what else says which genes a study has."""
    if CONFIG["lists"]:
        return {
            "lists": [],
            "features": [],
            "gene_lists": gene_list_files("path"),
            "backgrounds": gene_list_files("background"),
        }
    lists = list(dict.fromkeys(path for region in STUDY.regions for path in lists_of(region)))
    # where there is no list, the table of quantities names the genes itself
    unlisted = [id_ for id_, region in REGION_NAMES.items() if not lists_of(region)]
    features = expand("<results>/{region}/features.tsv", region=unlisted)
    backgrounds = [CONFIG["enrichment"]["background"]] * bool(CONFIG["enrichment"]["background"])
    return {"lists": lists, "features": features, "gene_lists": [], "backgrounds": backgrounds}


def gene_list_files(key):
    """The files that lists of genes have under a key, each once."""
    return list(dict.fromkeys(entry[key] for entry in CONFIG["lists"] if entry[key]))


def gene_sets():
    """The files of the configured collections."""
    entries = CONFIG["enrichment"]["gene_sets"]
    return [f"<results>/study/gene_sets/{name_of(entry)}.gmt" if is_made(entry) else gmt(entry) for entry in entries]


def gmt(entry):
    """The file of a collection that lies ready."""
    named = isinstance(entry, str) and entry in SHIPPED
    return SHIPPED[entry] if named else str(Path(path_of(entry)))


def asks(method):
    """Whether a method of enrichment is asked for."""
    return method in CONFIG["enrichment"]["methods"]


def no_measurements(wildcards):
    """The input of a target that a study of lists can't have: a fault, and no job."""
    sys.exit("reproduce, robustness and pictures need measurements, and this is a study of lists; nothing was run.")


def table_of(wildcards):
    """The entry of `quantities` that holds a region."""
    return STUDY.table(region_name(wildcards))


def megabytes(wildcards):
    """The tables that a job rests on: its region's, all of them, or the lists of a study of lists."""
    paths = gene_list_files("path") or [entry["path"] for entry in CONFIG["quantities"]]
    if "region" in wildcards.keys():
        paths = [table_of(wildcards)["path"]]
    return sum(Path(path).stat().st_size for path in set(paths)) / 1e6


def growing(least, each):
    """A resource by the tables of a job, since what its group has yet to write has no size; twice that at each retry."""
    return lambda wildcards, attempt: math.ceil((least + each * megabytes(wildcards)) * 2 ** (attempt - 1))


def memory(each):
    """Megabytes of memory: so many for each of the tables, beside Python and, in a cluster's job, Snakemake twice."""
    return growing(1000, each)


def minutes(each):
    """Minutes: so many for each megabyte of the tables, beside the start of a job on a slow disk."""
    return growing(10, each)


def selection_of(wildcards):
    """Which spots of a region were sent to identification: the worst that any of its lists says."""
    said = {entry["selection"] for entry in STUDY.identifications(region_name(wildcards))}
    return next((worst for worst in ("changed", "unknown") if worst in said), "all")


def of_grid(name):
    """A file of every contrast in every region."""
    return expand("<results>/{region}/{contrast}/{name}", region=REGIONS, contrast=CONTRASTS, name=name)


def region_problems(region):
    """The findings of each stage of a region."""
    stages = ["load", "identify", "normalise", "quality", "test"] + ["enrich"] * ENRICH
    return expand("<results>/{region}/problems/{stage}.tsv", region=region, stage=stages)


def study_problems():
    """The findings of what takes all regions together."""
    stages = ["samples"] * (not CONFIG["lists"]) + ["map_symbols", *(f"gene_sets_{name}" for name in MADE)] * ENRICH
    stages += ["proteins"] * LOOK_UP
    stages += ["regions"] * COMPARE + ["outcomes"] * bool(CONFIG.get("outcomes"))
    stages += ["changes"] * bool(CONFIG["previous"])
    return expand("<results>/study/problems/{stage}.tsv", stage=stages)


def made_files():
    """Every file that the report names, so that it is made after all of them and knows their sizes."""
    methods, outcomes = CONFIG["enrichment"]["methods"], bool(CONFIG["outcomes"])
    rows = output_files(REGIONS, CONTRASTS, methods, COMPARE, outcomes)
    return [f"<results>/{path}" for path in with_pngs([path for row in rows for path in row["paths"]])]
