"""The report: one page made from the hand-over tables and the pictures."""

from spotwise.job import begin

begin(snakemake.log[0])

from pathlib import Path

from spotwise.report.changes import change_facts
from spotwise.report.facts import make_facts
from spotwise.report.files import index, packed, write_archive
from spotwise.report.handover import ContrastTables, RegionTables, StudyTables
from spotwise.report.outputs import BUNDLE, with_pngs
from spotwise.report.page import picture, render
from spotwise.report.versions import versions
from spotwise.tables import atomic, read_json, read_table

given, params = snakemake.input, snakemake.params
grid = [(region, contrast) for region in params.regions for contrast in params.contrasts]


def by_contrast(kind):
    """The tables of a kind by region and contrast; none where enrichment is off."""
    return dict(zip(grid, (read_table(path, kind) for path in given[kind]), strict=True)) if given[kind] else {}


def by_region(paths, read):
    """What a list of files, one a region, holds; none where enrichment is off."""
    return dict(zip(params.regions, map(read, paths), strict=True)) if paths else {}


def only(paths, kind):
    """The one table of a list, or None where enrichment is off."""
    return read_table(paths[0], kind) if paths else None


differential, genes = by_contrast("differential"), by_contrast("genes")
sets = [by_contrast(kind) for kind in ("ora", "camera", "gsea")]
tested = {at: ContrastTables(differential[at], genes[at], *(kind.get(at) for kind in sets)) for at in grid}
read = {
    kind: by_region(given[kind], lambda path, kind=kind: read_table(path, kind))
    for kind in ("units", "features", "calls", "pls", "power", "influence", "quality", "factors")
}
models, backgrounds = by_region(given.model, read_json), by_region(given.background, read_json)
loaded = by_region(given.loaded, read_json)
regions = {}
for id_ in params.regions:
    tables = {kind: of_region[id_] for kind, of_region in read.items()}
    contrasts = {contrast: tested[id_, contrast] for contrast in params.contrasts}
    known = {"model": models[id_], "background": backgrounds.get(id_), "loaded": loaded[id_], "contrasts": contrasts}
    regions[id_] = RegionTables(**tables, **known)
study = StudyTables(
    read_table(given.samples, "samples"),
    read_table(given.problems, "problems"),
    only(given.mapping, "mapping"),
    only(given.focus, "focus_overview"),
    regions,
    only(given.compared, "regions"),
    only(given.outcomes, "outcomes"),
)
facts = make_facts(study, params.config, params.regions, params.contrasts, params.model, versions())
facts |= {"config": Path(given.config).read_text(encoding="utf-8"), "bundle": BUNDLE}
if given.changes:
    facts["changes"] = change_facts(read_table(given.changes[0], "changes"), read_json(given.counts[0]))
    facts["files"] += [{"holds": "what an earlier run said otherwise", "paths": ["overview/changes.tsv"]}]

results = Path(snakemake.output.report).parent
paths = with_pngs([path for file in facts["files"] for path in file["paths"]])
archive = Path(snakemake.output.bundle)
with atomic(archive) as draft:
    write_archive(draft, {path: results / path for path in packed(paths)})
sizes = {path: (results / path).stat().st_size for path in paths}
facts["index"] = index(facts["files"], sizes, facts["words"])
pictures = {path: picture((results / path).read_bytes()) for path in paths if path.endswith(".svg")}
templates = {Path(path).name: Path(path).read_text(encoding="utf-8") for path in given.templates}
with atomic(snakemake.output.report) as draft:
    draft.write_text(render(facts, pictures, templates), encoding="utf-8")
