"""Tables as plain rows, the ones that matter first."""

import numpy as np
import pandas as pd

MOST = 50  # rows of a table that the page shows; the file has them all


def plain(frame: pd.DataFrame) -> list[dict]:
    """Rows as dicts of Python's own values; a missing number is None."""
    columns = {column: _values(frame[column]) for column in frame.columns}
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def _values(column: pd.Series) -> list:
    if column.dtype.kind != "f":
        return column.tolist()
    return [None if np.isnan(value) else value for value in column.tolist()]


def number(value: float) -> float | None:
    """One number; None where it is missing."""
    return None if np.isnan(value) else float(value)


def first_by_p(frame: pd.DataFrame, called: np.ndarray, most: int = MOST) -> dict:
    """The called rows, then the others, each by p, with how many there are; a row without p comes last.

    Parameters
    ----------
    frame : DataFrame
        With a column `p_value`.
    called : array of bool, shape (rows,)
    most : int
    """
    p = frame["p_value"].to_numpy(dtype=float)
    order = np.lexsort((np.where(np.isnan(p), np.inf, p), ~called))
    rows = plain(frame.iloc[order[:most]])
    return {"rows": rows, "shown": len(rows), "total": len(frame)}


def smallest(frame: pd.DataFrame) -> dict | None:
    """The smallest p with its adjusted p, and of how many; None where nothing was tested."""
    p = frame["p_value"].to_numpy(dtype=float)
    if np.isnan(p).all():
        return None
    at = int(np.nanargmin(p))
    adjusted = number(frame["adj_p_value"].iloc[at])
    return {"p_value": float(p[at]), "adj_p_value": adjusted, "of": int((~np.isnan(p)).sum())}
