"""What the analysis found of that which a claim speaks of, in one region and contrast."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from math import isfinite, isnan, nan

import pandas as pd

from spotwise.study.published import DOWN, MIXED, UP, Claim

NOT_ASKED = "no method that gives a verdict was asked for"
PRESENT = {"only_in_test": UP, "only_in_reference": DOWN}
OPPOSITE = {UP: DOWN, DOWN: UP}
NO_BACKGROUND = "no background to test against"


@dataclass(frozen=True)
class Found:
    """What was found; numbers are NaN where there are none.

    Attributes
    ----------
    measured : bool
    n_features : float
        Measured genes of a focus or term, spots of a gene.
    direction : str
        up, down, mixed, or empty where there is none.
    estimate, ci_low, ci_high : float
        Log2 fold change of a spot or of a gene's lead spot, or the difference of an outcome in its own unit.
    p_value, adj_p_value : float
        P is NaN where nothing could be tested.
    p_attainable : float
        The least p that over-representation could have given.
    adj_p_equivalent : float
        That the change is within the equivalence margin.
    note : str
        Why there is no p, or where it comes from.
    """

    measured: bool = False
    n_features: float = nan
    direction: str = ""
    estimate: float = nan
    ci_low: float = nan
    ci_high: float = nan
    p_value: float = nan
    adj_p_value: float = nan
    p_attainable: float = nan
    adj_p_equivalent: float = nan
    note: str = ""


@dataclass(frozen=True)
class Results:
    """The tables of a finished analysis.

    Attributes
    ----------
    tables : mapping of (kind, region, contrast) to DataFrame
        Of the kinds differential, genes, camera and ora, as far as they were asked for.
    focus, outcomes : DataFrame or None
        The two of `overview/`.
    symbol : mapping of str to str
        Gene to symbol in the gene sets, empty where it has none.
    sets : mapping of str to collection of str
        The symbols of each term of the collections, by its id and by its name, case folded.
    fdr : float
    """

    tables: Mapping[tuple[str, str, str], pd.DataFrame]
    focus: pd.DataFrame | None = None
    outcomes: pd.DataFrame | None = None
    symbol: Mapping[str, str] = field(default_factory=dict)
    sets: Mapping[str, Collection[str]] = field(default_factory=dict)
    fdr: float = 0.05

    @cached_property
    def standard(self) -> dict[str, str]:
        """Gene to symbol, both case folded, of genes that have one."""
        return {gene.casefold(): symbol.casefold() for gene, symbol in self.symbol.items() if symbol}

    def is_gene(self, gene: str, name: str) -> bool:
        """Whether two names are one gene's, by their symbol where they have one."""
        gene, name = gene.casefold(), name.casefold()
        return gene == name or self.standard.get(gene, gene) == self.standard.get(name, name)


def find(claim: Claim, region: str, contrast: str, results: Results) -> Found:
    """What was found of a claim. Names match without regard to case, spots and outcomes alone as they stand."""
    return FINDERS[claim.level](claim, region, contrast, results)


def same(names: pd.Series, name: str) -> pd.Series:
    """Which of the names are this one, case ignored."""
    return names.str.casefold() == name.casefold()


def _focus(claim: Claim, region: str, contrast: str, results: Results) -> Found:
    if results.focus is None:
        return Found(note="enrichment was not asked for")
    table = results.focus
    rows = table[(table["region"] == region) & (table["contrast"] == contrast) & same(table["focus"], claim.id)]
    if rows.empty:
        return Found(note="no focus of the study is called so")
    row = rows.iloc[0]
    if not row["genes_measured"] > 0:
        return Found(n_features=0, note="none of its genes was measured")
    return Found(
        True, row["genes_measured"], row["direction"], p_value=row["p_value"], adj_p_value=row["adj_p_value"],
        p_attainable=row["ora_p_attainable"], note=row["verdict"] if isnan(row["p_value"]) else "",
    )  # fmt: skip


def _term(claim: Claim, region: str, contrast: str, results: Results) -> Found:
    """Camera's row of a term; over-representation where camera has none."""
    camera, ora = (_rows_of_term(results.tables.get((kind, region, contrast)), claim.id) for kind in ("camera", "ora"))
    ora = ora.drop_duplicates("direction").set_index("direction") if len(ora) else ora
    if len(camera) and isfinite(camera.iloc[0]["p_value"]):
        row = camera.iloc[0]
        least = ora.loc["any", "p_attainable"] if len(ora) else nan
        return Found(
            True, row["set_size"], row["direction"], p_value=row["p_value"], adj_p_value=row["adj_p_value"],
            p_attainable=least,
        )  # fmt: skip
    if len(ora):
        return _over_represented(ora, claim.stated, results.fdr)
    return _untested_term(claim, region, contrast, results)


def _rows_of_term(table: pd.DataFrame | None, name: str) -> pd.DataFrame:
    """The rows of a term, by its id, its name, or the id of a set of the very same genes."""
    if table is None or table.empty:
        return pd.DataFrame()
    among = table["same_as"].map(lambda cell: name.casefold() in cell.casefold().split(";"))
    return table[same(table["term_id"], name) | same(table["term"], name) | among]


def _over_represented(rows: pd.DataFrame, stated: str, fdr: float) -> Found:
    """Over-representation in the stated direction, or in the other where that says more; in any where none is stated.

    Parameters
    ----------
    rows : DataFrame
        Indexed by any, up and down.
    """
    went = [direction for direction in OPPOSITE if rows.loc[direction, "overlap"] > 0]
    which, direction = "any", MIXED if len(went) == 2 else "".join(went)
    if stated in OPPOSITE:
        other = OPPOSITE[stated]
        p = rows["p_value"]
        which = stated if rows.loc[stated, "adj_p_value"] <= fdr or not p[other] < p[stated] else other
        direction = which if p[other] < p[stated] or p[stated] < p[other] else ""
    row = rows.loc[which]
    return Found(
        True, row["set_size"], direction, p_value=row["p_value"], adj_p_value=row["adj_p_value"],
        p_attainable=row["p_attainable"],
        note=NO_BACKGROUND if isnan(row["p_value"]) else f"over-representation, {which}",
    )  # fmt: skip


def _untested_term(claim: Claim, region: str, contrast: str, results: Results) -> Found:
    """A term that no table holds: unknown, unmeasured, or with too few genes or too many."""
    genes = results.sets.get(claim.id.casefold())
    if genes is None:
        return Found(
            note="no collection of the study has such a term" if results.sets else "no gene sets were asked for"
        )
    table = results.tables.get(("genes", region, contrast))
    measured = {results.standard.get(gene.casefold()) for gene in table["gene"]} if table is not None else set()
    if n := len(measured.intersection(gene.casefold() for gene in genes)):
        tested = any((kind, region, contrast) in results.tables for kind in ("camera", "ora"))
        return Found(True, n, note=f"too few or too many genes, or {NO_BACKGROUND}" if tested else NOT_ASKED)
    return Found(n_features=0, note="none of its genes was measured")


def _gene(claim: Claim, region: str, contrast: str, results: Results) -> Found:
    """The gene's own row, with the interval of the spot that leads it; before others the gene of the very name."""
    genes, spots = (results.tables[kind, region, contrast] for kind in ("genes", "differential"))
    rows = genes[same(genes["gene"], claim.id)]
    if rows.empty:
        rows = genes[[results.is_gene(gene, claim.id) for gene in genes["gene"]]]
    if rows.empty:
        return _untested_gene(spots["gene"], claim.id, results)
    row = rows.iloc[0]
    lead = spots[spots["feature"] == row["lead_feature"]].iloc[0]
    found = replace(_tested(row, row["log2fc"], lead), n_features=row["n_features"])
    return replace(found, direction=row["direction"]) if row["direction"] == MIXED else found


def _untested_gene(cells: pd.Series, name: str, results: Results) -> Found:
    held = sum(any(gene and results.is_gene(gene, name) for gene in cell.split(";")) for cell in cells)
    if not held:
        return Found(n_features=0, note="no spot was identified as it")
    return Found(True, held, note="none of its spots can be tested, or each holds a protein identified better")


def _spot(claim: Claim, region: str, contrast: str, results: Results) -> Found:
    """The spot's own row; the test of presence where one arm never shows the spot."""
    table = results.tables["differential", region, contrast]
    rows = table[table["feature"] == claim.id]
    if rows.empty:
        return Found(note="no spot has this number")
    row = rows.iloc[0]
    if direction := PRESENT.get(row["call"]):
        return Found(
            True, 1, direction, p_value=row["presence_p"], adj_p_value=row["presence_adj_p"], note="tested by presence"
        )
    if isnan(row["p_value"]):
        return Found(True, 1, note="seen in too few animals")
    return replace(_tested(row, row["log2fc"], row), n_features=1)


def _outcome(claim: Claim, region: str, contrast: str, results: Results) -> Found:
    """The outcome of the region, or of the whole animal where it has one value an animal."""
    if results.outcomes is None:
        return Found(note="the study names no outcomes")
    table = results.outcomes
    rows = table[(table["outcome"] == claim.id) & (table["contrast"] == contrast) & table["region"].isin(["", region])]
    if rows.empty:
        return Found(note="no outcome of the study is called so")
    row = rows.iloc[0]
    if isnan(row["p_value"]):
        return Found(True, note="the animals can't estimate this contrast")
    return _tested(row, row["estimate"], row)


def _tested(row: pd.Series, estimate: float, interval: pd.Series) -> Found:
    return Found(
        True, nan, _sign(estimate), estimate, interval["ci_low"], interval["ci_high"], row["p_value"],
        row["adj_p_value"], adj_p_equivalent=row["adj_p_equivalent"],
    )  # fmt: skip


def _sign(estimate: float) -> str:
    return UP if estimate > 0 else DOWN if estimate < 0 else ""


FINDERS = {"focus": _focus, "term": _term, "gene": _gene, "spot": _spot, "outcome": _outcome}
