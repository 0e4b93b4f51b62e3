"""The study as asked for: configuration, sheet, regions, contrasts and model, as typed objects."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from spotwise.design import Unit as DesignUnit
from spotwise.study.contrasts import Comparison, Contrast, columns_of, parse_contrasts
from spotwise.study.formula import Term, parse
from spotwise.study.names import ids
from spotwise.study.sheet import Row, Sheet, read_sheet
from spotwise.study.units import Unit, units_of

NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
ALL = "all"
"""The name of the region where neither the configuration nor the sheet knows regions."""


@dataclass(frozen=True)
class Model:
    """Terms of the linear model, and how its columns are read.

    Attributes
    ----------
    terms : tuple of tuple of str
        Columns of each term; the empty tuple is the intercept.
    columns : tuple of str
        Every column of the terms.
    numeric : frozenset of str
        Those read as numbers.
    group : tuple of str
        Those whose levels name a unit's group: the categorical ones that are no covariates.
    """

    terms: tuple[Term, ...]
    columns: tuple[str, ...]
    numeric: frozenset[str]
    group: tuple[str, ...]

    def value(self, column: str, text: str) -> str | float:
        """A sheet's cell as the design reads it."""
        return float(text) if column in self.numeric else text


@dataclass(frozen=True)
class Study:
    """A study whose configuration and sheet have been read."""

    config: Mapping
    sheet: Sheet
    contrasts: Mapping[str, Contrast]
    model: Model
    regions: Mapping[str, str]

    @property
    def contrast_ids(self) -> dict[str, str]:
        """Contrast name to id."""
        return ids("contrast", self.contrasts)

    @property
    def compared(self) -> list[str]:
        """The columns whose levels contrasts compare."""
        return list(dict.fromkeys(c.column for c in self.contrasts.values() if isinstance(c, Comparison)))

    @property
    def repeated(self) -> bool:
        """Whether an animal has several units in a region, as where its gels differ in batch or treatment."""
        subject = self.config["design"]["subject"]
        if subject is None:
            return False
        return any(
            self._repeats([row.values for row in self.rows(region) if not row.excluded]) for region in self.regions
        )

    def _repeats(self, samples: list[Mapping[str, str]]) -> bool:
        units = units_of(samples, self.config["design"]["subject"], self.model.columns, self.model.group)
        return len({unit.subject for unit in units}) < len(units)

    @property
    def block(self) -> str | None:
        """The column whose levels are blocks: the one configured, or the animal where it has several units."""
        return self.config["design"]["block"] or (self.config["design"]["subject"] if self.repeated else None)

    @property
    def unit_columns(self) -> list[str]:
        """The columns in which an animal's gels must be alike to be one unit: the model's, and the block."""
        return list(dict.fromkeys([*self.model.columns, *([self.block] if self.block else [])]))

    def table(self, region: str) -> Mapping:
        """The entry of `quantities` that holds a region."""
        tables = self.config["quantities"]
        return next((table for table in tables if table.get("region") == region), tables[0])

    def identifications(self, region: str) -> list[Mapping]:
        """The entries of `identifications` that speak of a region's spots."""
        return [entry for entry in self.config["identifications"] if entry.get("region", region) == region]

    def rows(self, region: str) -> list[Row]:
        """The sheet's rows of a region, excluded ones too."""
        return [row for row in self.sheet.rows if "region" not in self.sheet.columns or row.region == region]

    def units(self, region: str) -> list[Unit]:
        """The units of a region that are analysed."""
        samples = [row.values for row in self.rows(region) if not row.excluded]
        return units_of(samples, self.config["design"]["subject"], self.unit_columns, self.model.group)

    def design_units(self, region: str) -> list[DesignUnit]:
        """The same as the design reads them."""
        return [{c: self.model.value(c, unit.values[c]) for c in self.model.columns} for unit in self.units(region)]


def make_study(config: Mapping) -> Study:
    """The study of a resolved configuration that the checks have passed."""
    sheet = read_sheet(config["samples"])
    contrasts, _ = parse_contrasts(config["design"]["contrasts"])
    model = make_model(config["design"], contrasts, sheet)
    return Study(config, sheet, contrasts, model, ids("region", region_names(config, sheet)))


def region_names(config: Mapping, sheet: Sheet | None) -> list[str]:
    """Regions in the order of the configuration's tables, or of the sheet where one table holds them all."""
    named = [table["region"] for table in config["quantities"] if "region" in table]
    if named:
        return list(dict.fromkeys(named))
    if sheet and "region" in sheet.columns:
        return list(dict.fromkeys(row.region for row in sheet.kept))
    return [ALL]


def make_model(design: Mapping, contrasts: Mapping[str, Contrast], sheet: Sheet) -> Model:
    """The model of `design.formula`, or every cell of the contrasts' columns, with the covariates added.

    Raises
    ------
    FormulaError
        Where the formula does not follow the grammar.
    """
    compared = columns_of(contrasts)
    terms = parse(design["formula"]) if design["formula"] else [tuple(compared)]
    terms += [(column,) for column in design["covariates"] if (column,) not in terms]
    columns = tuple(dict.fromkeys(column for term in terms for column in term))
    numeric = frozenset(column for column in columns if column not in compared and _is_numeric(column, sheet))
    group = tuple(c for c in columns if c in compared or (c not in numeric and c not in design["covariates"]))
    return Model(tuple(terms), columns, numeric, group)


def _is_numeric(column: str, sheet: Sheet) -> bool:
    values = sheet.levels(column) if column in sheet.columns else []
    return bool(values) and all(NUMBER.fullmatch(value) for value in values)
