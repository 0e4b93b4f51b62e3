"""The hand-over files between stages: their columns, and how they are read and written.

Tables that a person may open are TSV: UTF-8, `.` as decimal mark, empty for missing, `true`/`false`, `inf`. Matrices
are Parquet with the identifier in the first column. A write is atomic: a reader sees the old file or the whole new one.
"""

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pandas as pd

TEXT, NUMBER, COUNT, FLAG = "text", "number", "count", "flag"

FOCUS = {
    "focus": TEXT, "genes_measured": COUNT, "genes_changed": COUNT, "direction": TEXT,
    "camera_p_directional": NUMBER, "camera_p_any": NUMBER, "camera_p_value": NUMBER,
    "ora_p_value": NUMBER, "ora_p_attainable": NUMBER, "gsea_nes": NUMBER, "gsea_p_value": NUMBER,
    "shared_with": TEXT, "p_without_shared": NUMBER, "genes": TEXT, "camera_direction": TEXT,
    "p_up_against_down": NUMBER, "fry_p_value": NUMBER, "fry_p_mixed": NUMBER, "p_value": NUMBER, "method": TEXT,
}  # fmt: skip

COLUMNS: dict[str, dict[str, str]] = {
    "samples": {"sample": TEXT, "subject": TEXT, "region": TEXT, "group": TEXT, "excluded": TEXT},
    "names": {"kind": TEXT, "id": TEXT, "name": TEXT},
    "mapping": {"protein": TEXT, "gene": TEXT, "symbol": TEXT, "route": TEXT},
    "problems": {"stage": TEXT, "where": TEXT, "what": TEXT, "consequence": TEXT},
    "entries": {
        "entry": TEXT, "feature": TEXT, "protein": TEXT, "peptide": TEXT, "charge": COUNT, "x": NUMBER, "y": NUMBER,
        "pi": NUMBER, "mr": NUMBER, "contaminant": FLAG, "decoy": FLAG,
    },
    "features": {
        "feature": TEXT, "protein": TEXT, "gene": TEXT, "primary_gene": TEXT, "description": TEXT, "pi": NUMBER,
        "mr": NUMBER, "pi_theoretical": NUMBER, "mr_theoretical": NUMBER, "n_entries": COUNT, "id_score": NUMBER,
        "n_peptides": COUNT, "coverage": NUMBER, "ambiguous": FLAG, "pi_mr_differs": TEXT,
    },
    "proteins": {
        "protein": TEXT, "gene": TEXT, "route": TEXT, "description": TEXT, "pi_theoretical": NUMBER,
        "mr_theoretical": NUMBER, "sequence": TEXT,
    },
    "units": {"unit": TEXT, "subject": TEXT, "group": TEXT, "samples": TEXT},
    "differential": {
        "feature": TEXT, "protein": TEXT, "gene": TEXT, "log2fc": NUMBER, "ci_low": NUMBER, "ci_high": NUMBER,
        "mean": NUMBER, "se": NUMBER, "t": NUMBER, "df": NUMBER, "p_value": NUMBER, "adj_p_value": NUMBER,
        "p_equivalent": NUMBER, "adj_p_equivalent": NUMBER, "presence_p": NUMBER, "presence_adj_p": NUMBER,
        "n_test": COUNT, "n_reference": COUNT, "call": TEXT, "worst_p": NUMBER, "worst_animal": TEXT,
    },
    "table1": {
        "spot": TEXT, "accession": TEXT, "gene": TEXT, "protein": TEXT, "score": NUMBER, "peptides": COUNT,
        "coverage": NUMBER, "pi": NUMBER, "mr": NUMBER, "pi_theoretical": NUMBER, "mr_theoretical": NUMBER,
        "fold": NUMBER, "fold_low": NUMBER, "fold_high": NUMBER, "p_value": NUMBER, "adj_p_value": NUMBER,
        "n_test": COUNT, "n_reference": COUNT, "call": TEXT, "presence_p": NUMBER, "presence_adj_p": NUMBER,
    },
    "genes": {
        "gene": TEXT, "n_features": COUNT, "lead_feature": TEXT, "log2fc": NUMBER, "log2fc_mean": NUMBER, "z": NUMBER,
        "p_value": NUMBER, "adj_p_value": NUMBER, "direction": TEXT, "train_p_value": NUMBER,
        "train_adj_p_value": NUMBER, "simes_p_value": NUMBER, "mean_p_value": NUMBER, "p_equivalent": NUMBER,
        "adj_p_equivalent": NUMBER,
    },
    "animals": {
        "kind": TEXT, "region": TEXT, "column": TEXT, "level": TEXT, "arm_column": TEXT, "arm": TEXT,
        "animals": COUNT, "excluded": COUNT,
    },
    "quality": {
        "sample": TEXT, "subject": TEXT, "group": TEXT, "missing": NUMBER, "median": NUMBER, "correlation": NUMBER,
        "correlation_nearest": NUMBER, "own_group": NUMBER, "other_group": NUMBER, "nearest_group": TEXT,
        "outlier": FLAG, "swapped": FLAG,
        "why": TEXT,
    },
    "factors": {
        "component": TEXT, "share": NUMBER, "factor": TEXT, "kind": TEXT, "n": COUNT, "r2": NUMBER, "p_value": NUMBER,
        "adj_p_value": NUMBER,
    },
    "components": {"unit": TEXT, "component": TEXT, "share": NUMBER, "score": NUMBER},
    "variation": {
        "kind": TEXT, "group": TEXT, "n": COUNT, "features": COUNT, "cv_5": NUMBER, "cv_25": NUMBER, "cv_50": NUMBER,
        "cv_75": NUMBER, "cv_95": NUMBER,
    },
    "variances": {
        "feature": TEXT, "x": NUMBER, "variance": NUMBER, "df": NUMBER, "prior_variance": NUMBER, "prior_df": NUMBER,
        "posterior_variance": NUMBER,
    },
    "power": {
        "contrast": TEXT, "spot": TEXT, "n": NUMBER, "smallest_fold": NUMBER, "p_to_pass": NUMBER,
        "n_for_1.25": NUMBER, "n_for_1.5": NUMBER, "n_for_2": NUMBER,
    },
    "influence": {"contrast": TEXT, "animal": TEXT, "lost": COUNT, "called": COUNT, "largest_p": NUMBER},
    "calls": {"contrast": TEXT, "threshold": TEXT, "observed": COUNT, "expected": NUMBER, "relabellings": COUNT},
    "pls": {
        "contrast": TEXT, "n_test": COUNT, "n_reference": COUNT, "components": COUNT, "error": NUMBER,
        "error_by_chance": NUMBER, "p_value": NUMBER, "r2y": NUMBER, "q2": NUMBER, "permutations": COUNT,
    },
    "vip": {"contrast": TEXT, "feature": TEXT, "vip": NUMBER},
    "regions": {
        "gene": TEXT, "contrast": TEXT, "region": TEXT, "log2fc": NUMBER, "difference": NUMBER, "ci_low": NUMBER,
        "ci_high": NUMBER, "df": NUMBER, "p_value": NUMBER, "adj_p_value": NUMBER, "n_test": COUNT,
        "n_reference": COUNT,
    },
    "outcomes": {
        "outcome": TEXT, "region": TEXT, "contrast": TEXT, "estimate": NUMBER, "ci_low": NUMBER, "ci_high": NUMBER,
        "se": NUMBER, "t": NUMBER, "df": NUMBER, "p_value": NUMBER, "adj_p_value": NUMBER, "p_equivalent": NUMBER,
        "adj_p_equivalent": NUMBER, "sd": NUMBER, "mean_test": NUMBER, "mean_reference": NUMBER, "n_test": COUNT,
        "n_reference": COUNT, "call": TEXT,
    },
    "ora": {
        "term_id": TEXT, "term": TEXT, "collection": TEXT, "direction": TEXT, "overlap": COUNT, "set_size": COUNT,
        "query_size": COUNT, "background_size": COUNT, "expected": NUMBER, "odds_ratio": NUMBER, "p_value": NUMBER,
        "p_attainable": NUMBER, "adj_p_value": NUMBER, "n_tests": COUNT, "cluster": TEXT, "representative": FLAG,
        "genes": TEXT, "p_up_against_down": NUMBER, "same_as": TEXT,
    },
    "camera": {
        "term_id": TEXT, "term": TEXT, "collection": TEXT, "set_size": COUNT, "direction": TEXT,
        "correlation": NUMBER, "p_directional": NUMBER, "p_any": NUMBER, "p_value": NUMBER, "adj_p_value": NUMBER,
        "n_tests": COUNT, "cluster": TEXT, "representative": FLAG, "same_as": TEXT,
    },
    "gsea": {
        "term_id": TEXT, "term": TEXT, "collection": TEXT, "set_size": COUNT, "es": NUMBER, "nes": NUMBER,
        "p_value": NUMBER, "adj_p_value": NUMBER, "n_tests": COUNT, "leading_edge": TEXT, "same_as": TEXT,
    },
    "focus": FOCUS,
    "terms": {
        "collection": TEXT, "term_id": TEXT, "term": TEXT, "contrast": TEXT, "region": TEXT, "set_size": COUNT,
        "direction": TEXT, "camera_p_value": NUMBER, "camera_adj_p_value": NUMBER, "overlap": COUNT,
        "ora_p_value": NUMBER, "ora_adj_p_value": NUMBER, "gsea_nes": NUMBER, "gsea_p_value": NUMBER,
        "common_genes": COUNT, "common_overlap": COUNT, "common_p_value": NUMBER,
    },
    "focus_overview": {
        "region": TEXT, "contrast": TEXT, **FOCUS, "adj_p_value": NUMBER, "n_tests": COUNT, "verdict": TEXT,
    },
    "changes": {
        "kind": TEXT, "region": TEXT, "contrast": TEXT, "key": TEXT, "before": TEXT, "now": TEXT, "before_p": NUMBER,
        "now_p": NUMBER, "before_adj_p": NUMBER, "now_adj_p": NUMBER,
    },
    "robustness": {
        "analysis": TEXT, "normalisation": TEXT, "missing": TEXT, "test": TEXT, "ambiguous": TEXT, "left_out": TEXT,
        "contrast": TEXT, "focus": TEXT, "p_value": NUMBER, "direction": TEXT,
    },
    "robustness_overview": {
        "region": TEXT, "contrast": TEXT, "focus": TEXT, "verdict": TEXT, "analyses": COUNT, "supporting": COUNT,
        "share": NUMBER, "p_smallest": NUMBER, "p_largest": NUMBER, "supported_without_ambiguous": FLAG,
        "p_without_ambiguous": NUMBER, "worst_p": NUMBER, "worst_animal": TEXT,
    },
    "reproduced": {
        "claim_id": TEXT, "source": TEXT, "quote": TEXT, "level": TEXT, "id": TEXT, "region": TEXT, "contrast": TEXT,
        "direction": TEXT, "log2fc": NUMBER, "p": NUMBER, "measured": FLAG, "n_features": COUNT,
        "measured_direction": TEXT, "estimate": NUMBER, "ci_low": NUMBER, "ci_high": NUMBER, "p_value": NUMBER,
        "adj_p_value": NUMBER, "p_attainable": NUMBER, "adj_p_equivalent": NUMBER, "verdict": TEXT, "note": TEXT,
    },
}  # fmt: skip
"""Columns of each table, by the kind of the file, with what they hold. A file may carry more columns, read as text."""


@contextmanager
def atomic(path: str | Path) -> Iterator[Path]:
    """A path beside `path` to write to; it takes the place of `path` when the block ends without an error."""
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        yield draft
        os.replace(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def write_table(path: str | Path, frame: pd.DataFrame, kind: str) -> None:
    """Write a hand-over table of the given kind.

    Columns of the contract that `frame` lacks are written empty, in the contract's order; its own further columns
    follow. Numbers are written so that reading them gives the same bits.
    """
    columns = COLUMNS[kind]
    further = [column for column in frame.columns if column not in columns]
    frame = frame.reindex(columns=[*columns, *further])
    flags = [column for column, holds in columns.items() if holds == FLAG]
    for column in flags:
        frame[column] = frame[column].map({True: "true", False: "false"})
    for column in [column for column, holds in columns.items() if holds == COUNT]:
        frame[column] = frame[column].astype(float).round().astype("Int64")
    with atomic(path) as draft:
        frame.to_csv(draft, sep="\t", index=False, lineterminator="\n", encoding="utf-8")


def read_table(path: str | Path, kind: str, only: Sequence[str] = ()) -> pd.DataFrame:
    """Read a hand-over table of the given kind: text as it stands (a gene called NA stays one), numbers as floats.

    Missing numbers and counts are NaN, missing text is the empty string, flags are booleans. With `only`, those columns
    are read and no others have to be there, as where another version has written the file.

    Raises
    ------
    ValueError
        Where a column of the contract is missing.
    """
    columns = {name: holds for name, holds in COLUMNS[kind].items() if not only or name in only}
    frame = pd.read_csv(path, sep="\t", dtype="str", keep_default_na=False, encoding="utf-8")
    if missing := [column for column in columns if column not in frame.columns]:
        raise ValueError(f"{path} lacks the columns {', '.join(missing)} of a {kind} table")
    if only:
        frame = frame[list(columns)]
    for column, holds in columns.items():
        if holds in (NUMBER, COUNT):
            frame[column] = frame[column].replace("", "nan").astype(float)
        elif holds == FLAG:
            frame[column] = frame[column] == "true"
    return frame


def write_matrix(path: str | Path, frame: pd.DataFrame) -> None:
    """Write a matrix of floats; the index of `frame`, under its name, becomes the first column."""
    frame = frame.rename(columns=str)
    with atomic(path) as draft:
        frame.reset_index().to_parquet(draft, index=False)


def read_matrix(path: str | Path) -> pd.DataFrame:
    """Read a matrix; its first column becomes the index."""
    frame = pd.read_parquet(path)
    return frame.set_index(frame.columns[0])


def write_json(path: str | Path, facts: dict) -> None:
    """Write a JSON file with its keys in the order given."""
    with atomic(path) as draft:
        draft.write_text(json.dumps(facts, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def read_json(path: str | Path) -> dict:
    """Read a JSON file."""
    return json.loads(Path(path).read_text(encoding="utf-8"))
