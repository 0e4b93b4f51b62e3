"""The study as asked for: configuration, sheet, regions, contrasts and model, as typed objects."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from spotwise.design import Unit as DesignUnit
from spotwise.study.contrasts import Comparison, Contrast, chosen_by, columns_of, parse_contrasts, slopes_of
from spotwise.study.dige import without_standards
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
        """The columns in which an animal's gels must be alike to be one unit: the model's, `fit_on`, and the block."""
        block = [self.block] if self.block else []
        return list(dict.fromkeys([*self.model.columns, *chosen_by(self.contrasts), *block]))

    @property
    def averaged(self) -> bool:
        """Whether an animal has several gels that the model can't tell from each other, so that they are averaged."""
        return any(len(unit.samples) > 1 for region in self.regions for unit in self.units(region))

    @property
    def animal_terms(self) -> list[Term]:
        """The model's terms, but for the dye of a DIGE study: it says nothing of what was measured on animals."""
        dye = (self.config.get("dige") or {}).get("dye")
        return [term for term in self.model.terms if dye not in term]

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
        return [{c: self.model.value(c, unit.values[c]) for c in self.unit_columns} for unit in self.units(region)]


def make_study(config: Mapping) -> Study:
    """The study of a resolved configuration that the checks have passed."""
    sheet = without_standards(read_sheet(config["samples"]), config.get("dige"))
    contrasts, _ = parse_contrasts(config["design"]["contrasts"])
    model = make_model(config["design"], contrasts, sheet)
    return with_dige(Study(config, sheet, contrasts, model, ids("region", region_names(config, sheet))))


def with_dige(study: Study) -> Study:
    """The study with dye in its model and, where no other is named, gel for its block; as it is without DIGE.

    As it is, too, where an animal has several images that would otherwise be averaged: a mean over gels and dyes
    belongs to none of them. Animals that stand in several units are blocks themselves, so there gel is none.
    """
    dige, design = study.config.get("dige"), study.config["design"]
    if not dige or study.averaged:
        return study
    dye, gel = dige["dye"], dige["gel"]
    covariates = design["covariates"] + [dye] * (dye not in study.model.columns)
    block = design["block"] or (gel if not study.repeated and _shared(gel, study) else None)
    design = {**design, "covariates": covariates, "block": block}
    model = make_model(design, study.contrasts, study.sheet)
    model = replace(model, numeric=model.numeric - {dye})  # dyes that are written as numbers are no less levels
    return replace(study, config={**study.config, "design": design}, model=model)


def _shared(gel: str, study: Study) -> bool:
    """Whether some gel holds several samples of a region."""
    gels = [[row.values[gel] for row in study.rows(region) if not row.excluded] for region in study.regions]
    return any(len(set(own)) < len(own) for own in gels)


def region_names(config: Mapping, sheet: Sheet | None) -> list[str]:
    """Regions in the order of the configuration's tables, or of the sheet where one table holds them all."""
    named = [table["region"] for table in config["quantities"] if "region" in table]
    if named:
        return list(dict.fromkeys(named))
    if sheet and "region" in sheet.columns:
        return list(dict.fromkeys(row.region for row in sheet.kept))
    return [ALL]


def make_model(design: Mapping, contrasts: Mapping[str, Contrast], sheet: Sheet) -> Model:
    """The model of `design.formula`, or every cell of the contrasts' levels and their slopes; with the covariates.

    A slope that is asked for within levels of other columns gets one of its own in each of them.

    Raises
    ------
    FormulaError
        Where the formula does not follow the grammar.
    """
    compared = columns_of(contrasts)
    terms = parse(design["formula"]) if design["formula"] else [tuple(compared)]
    if not design["formula"]:
        terms += dict.fromkeys((slope.column, *slope.where) for slope in slopes_of(contrasts))
    terms += [(column,) for column in design["covariates"] if (column,) not in terms]
    columns = tuple(dict.fromkeys(column for term in terms for column in term))
    levels = {*compared, *chosen_by(contrasts)}
    numeric = frozenset(column for column in columns if column not in levels and _is_numeric(column, sheet))
    group = tuple(c for c in columns if c in compared or (c not in numeric and c not in design["covariates"]))
    return Model(tuple(terms), columns, numeric, group)


def _is_numeric(column: str, sheet: Sheet) -> bool:
    values = sheet.levels(column) if column in sheet.columns else []
    return bool(values) and all(NUMBER.fullmatch(value) for value in values)
