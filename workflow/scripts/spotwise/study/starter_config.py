"""A first configuration for tables that have none, as YAML with a word on what is to be filled in."""

from collections.abc import Sequence
from itertools import combinations

import yaml

from spotwise.delimited import parted
from spotwise.faults import listed
from spotwise.study.groups import reference_of
from spotwise.study.names import make_id
from spotwise.study.starter import Recognised

HEAD = """\
# Written by sample_sheet.py. Paths are relative to the folder you run in. The config.yaml that comes with Spotwise
# explains every key, and has more of them. Lines marked CHECK are guesses, or wait for you.

"""


def config_text(tables: Sequence[Recognised], sheet: str, outdir: str) -> str:
    """The text of a `config.yaml`.

    Parameters
    ----------
    tables : sequence of Recognised
    sheet, outdir : str
        The paths of the sample sheet and the results.
    """
    parts = [HEAD, f"samples: {_quoted(sheet)}\n\n", "quantities:\n", *map(_table, tables), "\n"]
    parts += [_identifications(tables), "\n", _design(tables), "\n", _enrichment(tables), "\n"]
    return "".join([*parts, f"outdir: {_quoted(outdir)}\n"])


def _quoted(text: str) -> str:
    """A user's word as YAML, always in quotes."""
    return yaml.safe_dump(text, default_style='"', allow_unicode=True, width=float("inf")).strip()


def _comment(text: str) -> str:
    """Text that may hold a user's words, on one line."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def _table(table: Recognised) -> str:
    held = table.quantities
    lines = [f"  # {len(held.entries)} rows x {len(held.samples)} samples. {table.format}: {_comment(table.why)}."]
    path, sheet = parted(table.path)
    lines.append(f"  - path: {_quoted(path)}\n    format: {table.format}")
    if sheet:
        lines.append(f"    sheet: {_quoted(sheet)}")
    if table.region is not None:
        lines.append(f"    region: {_quoted(table.region)} # CHECK: after the file; change it in the sheet too")
    lines.append(f"    block: {table.block} # normalised or raw, where the file holds both")
    if table.logged:
        lines.append(f"    # CHECK: {_comment(table.logged)}")
    lines.append(f"    scale: {'log2' if table.logged else 'linear'}")
    lines.append(f"    rows: {'peptides' if table.peptides else 'spots'}")
    return "\n".join(lines) + "\n"


def _identifications(tables: Sequence[Recognised]) -> str:
    region = "" if tables[0].region is None else f", region: {_quoted(tables[0].region)}"
    named = all(any(table.quantities.annotation.get("protein", ())) for table in tables)
    word = "The tables name proteins themselves; a list of yours would say more" if named else "CHECK: name yours"
    return (
        f"# Which protein each spot holds. {word}.\nidentifications: []\n"
        f"#  - {{ path: proteins.tsv{region}, selection: all }}\n"
    )


def _design(tables: Sequence[Recognised]) -> str:
    """Each guessed group against the controls, or all pairs of a few; else words for the sheet's column treatment."""
    groups = sorted({group for table in tables for group in table.groups})
    control = reference_of(groups)
    if len(groups) < 2 or not all(table.groups for table in tables):
        pairs = [("treated", "control")]
        word = "CHECK: fill the column treatment with these two words, or put yours here"
    elif control is not None:
        pairs, word = [(group, control) for group in groups if group != control], "CHECK: guessed"
    else:
        pairs = [(test, reference) for reference, test in combinations(groups[:4], 2)]
        word = f"CHECK: the groups are {listed(groups)}; which of them is the reference?"
    lines = ["design:", "  subject: animal # gels or runs of one animal are averaged, never counted as animals"]
    lines += ["  contrasts:", f"    # test minus reference. {_comment(word)}"]
    names: list[str] = []
    for test, reference in pairs:
        name = f"{make_id(test) or 'test'}_vs_{make_id(reference) or 'reference'}"[:80]
        name = name if name.lower() not in map(str.lower, names) else f"{name}_{len(names) + 1}"
        names.append(name)
        levels = f"test: {_quoted(test)}, reference: {_quoted(reference)}"
        lines.append(f"    {_quoted(name)}: {{ column: treatment, {levels} }}")
    return "\n".join(lines) + "\n"


def _enrichment(tables: Sequence[Recognised]) -> str:
    if all(any(table.quantities.annotation.get("gene", ())) for table in tables):
        return "enrichment:\n  gene_sets: [go]\n  methods: [camera, ora, gsea]\n"
    return (
        "# CHECK: gene sets need genes, which identifications name: then methods: [camera, ora, gsea].\n"
        "enrichment:\n  gene_sets: [go]\n  methods: []\n"
    )
