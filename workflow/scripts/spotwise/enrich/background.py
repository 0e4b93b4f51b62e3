"""Which genes a region could have found changed: the background, never the genome."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

SUSPECT_ODDS, SUSPECT_P = 5.0, 1e-3


@dataclass(frozen=True)
class Background:
    """Symbols of a region's genes in one contrast.

    `measured` holds those of every identified, testable feature, co-identified genes too; `up`, `down` and `any` those
    of called genes. `valid` is false where only changed spots were identified: then there is nothing to test against,
    and `why` says so.
    """

    measured: frozenset[str]
    up: frozenset[str]
    down: frozenset[str]
    any: frozenset[str]
    valid: bool
    why: str


def make_background(
    differential: pd.DataFrame, genes: pd.DataFrame, symbol: dict[str, str], selection: str
) -> Background:
    """The background of a contrast.

    Parameters
    ----------
    differential, genes : DataFrame
        The hand-over tables of the contrast.
    symbol : dict of str to str
        Gene to symbol of the gene sets, empty where it has none; those genes can stand in no set and are left out.
    selection : {'all', 'changed', 'unknown'}
        Which spots were sent to identification.
    """
    identified = (differential["gene"] != "").to_numpy()
    testable = differential["p_value"].notna().to_numpy()  # a spot called by presence has no p, and stands in no test
    joined = differential.loc[identified & testable, "gene"]
    measured = {symbol.get(gene, "") for cell in joined for gene in cell.split(";")} - {""}
    called = {
        d: {symbol.get(g, "") for g in genes.loc[genes["direction"] == d, "gene"]} for d in ("up", "down", "mixed")
    }
    up, down, mixed = (called[d] & measured for d in ("up", "down", "mixed"))
    both = up & down  # two genes of one symbol that went opposite ways
    valid, why = _validity(selection, differential["p_value"].to_numpy()[testable], identified[testable])
    return Background(
        frozenset(measured), frozenset(up - both), frozenset(down - both), frozenset(up | down | mixed), valid, why
    )


def _validity(selection: str, p: np.ndarray, identified: np.ndarray) -> tuple[bool, str]:
    if not identified.any():
        return False, "no testable spot is identified"
    if selection == "changed":
        return False, "only changed spots were sent to identification"
    if selection == "unknown" and looks_selected(p, identified):
        return False, "changed spots were identified far more often than others, as if only they had been sent"
    return True, ""


def looks_selected(p: np.ndarray, identified: np.ndarray) -> bool:
    """Whether p below .05 is so much more common among identified spots that they seem chosen for it.

    Both of an odds ratio over 5 and a p below .001 by Fisher's exact test.
    """
    from scipy.stats import fisher_exact

    low = p < 0.05
    table = [
        [np.sum(low & identified), np.sum(~low & identified)],
        [np.sum(low & ~identified), np.sum(~low & ~identified)],
    ]
    odds, p_value = fisher_exact(table, alternative="greater")
    return bool(odds > SUSPECT_ODDS and p_value < SUSPECT_P)
