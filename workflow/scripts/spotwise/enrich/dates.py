"""Gene names that a spreadsheet has turned into dates or numbers, and the genes that they can have been.

A spreadsheet reads MARCH1, SEPT2 and DEC1 as days (Ziemann et al. 2016, Genome Biol 17:177). The symbols were changed
for that reason; the names here are today's (Bruford et al. 2020, Nat Genet 52:754).
"""

import re

MONTHS = [
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
]
GERMAN = {"mär": 3, "märz": 3, "mrz": 3, "mai": 5, "okt": 10, "dez": 12}
GENES = {
    **{(3, day): (f"MARCHF{day}",) for day in range(3, 12)},
    **{(3, day): (f"MARCHF{day}", f"MTARC{day}") for day in (1, 2)},  # MARCH1 and MARC1 both become 1 March
    **{(9, day): (f"SEPTIN{day}",) for day in (*range(1, 13), 14)},
    (9, 15): ("SELENOF",),  # SEP15
    (12, 1): ("DELEC1",),  # DEC1
}
"""Symbols of the genes that become a month and day."""

YEAR = r"(?:[-./ ]+(?:\d{4}|\d{2}))?"
TIME = r"(?:[T ]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
DAY_MONTH = re.compile(rf"(?P<day>\d{{1,2}})[-./ ]+(?P<name>[a-zä]{{3,9}})\.?{YEAR}", re.IGNORECASE)
MONTH_DAY = re.compile(r"(?P<name>[a-zä]{3,9})\.?[-./ ]+(?P<day>\d{1,2})", re.IGNORECASE)
ISO = re.compile(rf"\d{{4}}-(?P<month>\d{{2}})-(?P<day>\d{{2}}){TIME}")
NUMBERS = re.compile(rf"(?P<one>\d{{1,2}})(?P<mark>[./])(?P<two>\d{{1,2}})(?P=mark)(?:\d{{4}}|\d{{2}}){TIME}")
NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?(?:E[+-]?\d+)?", re.IGNORECASE)


def genes_of_date(name: str) -> tuple[str, ...] | None:
    """Symbols of the genes that a date can have been, none where no gene is known to become it; None for no date."""
    days = _days(name.strip())
    if not days:
        return None
    return tuple(dict.fromkeys(symbol for day in days for symbol in GENES.get(day, ())))


def is_number(name: str) -> bool:
    """Whether a name is a number: an empty cell's 0, or 2310009E13Rik's 2.31E+19."""
    return bool(NUMBER.fullmatch(name.strip()))


def _days(name: str) -> list[tuple[int, int]]:
    """The months and days that a name can be read as."""
    if match := DAY_MONTH.fullmatch(name) or MONTH_DAY.fullmatch(name):
        days = [(_month(match["name"]), int(match["day"]))]
    elif match := ISO.fullmatch(name):
        days = [(int(match["month"]), int(match["day"]))]
    elif match := NUMBERS.fullmatch(name):
        one, two = int(match["one"]), int(match["two"])
        days = [(two, one)] if match["mark"] == "." else [(one, two), (two, one)]  # 9/2 is of September or of February
    else:
        days = []
    return [(month, day) for month, day in days if 1 <= month <= 12 and 1 <= day <= 31]


def _month(name: str) -> int:
    """The number of a month's name, whole or its first letters; 0 for another word."""
    name = name.lower()
    found = next((at for at, month in enumerate(MONTHS, start=1) if month.startswith(name)), 0)
    return found or GERMAN.get(name, 0)
