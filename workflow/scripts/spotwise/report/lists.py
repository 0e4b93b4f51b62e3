"""All that the report of a study of gene lists says, as a plain dict; no file is read here, nothing rounded."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from spotwise.report.pathways import focus_facts, ora_facts
from spotwise.report.rows import plain
from spotwise.report.words import title_of

DIRECTIONS = ("up", "down", "mixed", "changed")

STUDY = {
    "study/config.yaml": "the configuration as resolved",
    "study/mapping.tsv": "the gene-set symbol of every gene, and how it was found",
    "study/names.tsv": "the names behind the ids in paths",
    "study/problems.tsv": "what was found and let pass, by every stage",
    "overview/focus.tsv": "foci of all lists, with verdicts",
}
LIST = {
    "genes.tsv": "the genes of a list, each once",
    "ora.tsv": "every gene set: over-representation",
    "focus.tsv": "the foci of one list",
}


@dataclass(frozen=True)
class ListTables:
    """Tables of one list, and what it was held against (its part of `background.json`)."""

    genes: pd.DataFrame
    ora: pd.DataFrame
    background: Mapping


def make_list_facts(
    tables: Mapping[str, ListTables],
    focus: pd.DataFrame,
    problems: pd.DataFrame,
    symbol: Mapping[str, str],
    config: Mapping,
    ids: Mapping[str, str],
) -> dict:
    """The facts of a study of lists.

    Parameters
    ----------
    tables : mapping of str to ListTables
        By the name of the list.
    focus, problems : DataFrame
        `overview/focus.tsv` and `study/problems.tsv`.
    symbol : mapping of str to str
        Gene to symbol of the gene sets, empty where it has none.
    config : mapping
        The configuration as resolved.
    ids : mapping of str to str
        Name of a list to its id.

    Returns
    -------
    dict
        Of dicts, lists, text, numbers, booleans and None, ready for the templates.
    """
    fdr = config["test"]["fdr"]
    lists = [_list(entry, tables[entry["contrast"]], symbol, fdr, ids) for entry in config["lists"]]
    return {
        "title": title_of(config["title"], list(tables)),
        "simulated": config["simulated"],
        "fdr": fdr,
        "lists": lists,
        "enrichment": {
            "min_size": config["enrichment"]["min_size"],
            "max_fraction": config["enrichment"]["max_fraction"],
            "focus": focus_facts(focus, fdr),
        },
        "problems": plain(problems[["stage", "where", "what", "consequence"]]),
        "files": _files([one["path"] for one in lists]),
    }


def _list(entry: Mapping, tables: ListTables, symbol: Mapping[str, str], fdr: float, ids: Mapping[str, str]) -> dict:
    genes, name = tables.genes, entry["contrast"]
    return {
        "name": name,
        "path": f"lists/{ids[name]}",
        "anchor": f"list:{ids[name]}",
        "file": entry["path"],
        "background_file": entry["background"],
        "genes": len(genes),
        "rows": int(genes["n_features"].sum()),
        "directions": {way: genes.loc[genes["direction"] == way, "gene"].tolist() for way in DIRECTIONS},
        "unmapped": [gene for gene in genes["gene"] if not symbol[gene]],
        "outside": tables.background["outside"],
        "ora": ora_facts(tables.ora, tables.background, fdr),
    }


def _files(folders: list[str]) -> list[dict]:
    rows = [{"holds": holds, "paths": [path]} for path, holds in STUDY.items()]
    return rows + [{"holds": holds, "paths": [f"{one}/{name}" for one in folders]} for name, holds in LIST.items()]
