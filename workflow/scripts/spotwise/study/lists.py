"""The study of gene lists: what one holds of a paper that gives names and no measurements."""

from collections.abc import Mapping
from dataclasses import dataclass

from spotwise.study.names import ids

REGION = "lists"
"""The name and id of the one region that all lists are put in."""

MEASURED = ("samples", "quantities", "identifications", "proteins", "outcomes", "dige", "published", "design")
"""Keys of the configuration that speak of measurements, which lists come without."""


@dataclass(frozen=True)
class ListStudy:
    """A study of lists; each of them is a contrast of the one region."""

    config: Mapping

    @property
    def regions(self) -> dict[str, str]:
        """Region name to id."""
        return {REGION: REGION}

    @property
    def contrasts(self) -> dict[str, Mapping]:
        """The entry of each list by its name."""
        return {entry["contrast"]: entry for entry in self.config["lists"]}

    @property
    def contrast_ids(self) -> dict[str, str]:
        """Contrast name to id."""
        return ids("contrast", self.contrasts)


def make_list_study(config: Mapping) -> ListStudy:
    """The study of a resolved configuration that the checks have passed.

    Over-representation is all that a list allows, and `enrichment.background` serves the lists that name none.
    """
    enrichment = {**config["enrichment"], "methods": ["ora"]}
    lists = [{**entry, "background": entry["background"] or enrichment["background"]} for entry in config["lists"]]
    kept = {key: value for key, value in config.items() if key not in MEASURED}
    return ListStudy({**kept, "lists": lists, "enrichment": enrichment})


def unused_keys(config: Mapping) -> list[str]:
    """What a study of lists was given and has no use for."""
    return [key for key in MEASURED if config.get(key)]
