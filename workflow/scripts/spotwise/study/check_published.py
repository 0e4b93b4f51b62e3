"""Faults of published claims: files that can't be read, and regions or contrasts that the study lacks."""

from collections.abc import Iterable, Sequence

from spotwise.faults import Fault, nearest, quoted
from spotwise.formats.numbers import shortened
from spotwise.study.published import Claim, read_claims


def published_faults(
    paths: Iterable[str], regions: Sequence[str] | None, contrasts: Sequence[str] | None
) -> list[Fault]:
    """Faults of the files of claims, each by itself, then of their names held against each other and the study.

    Parameters
    ----------
    paths : iterable of str
    regions, contrasts : sequence of str, or None
        Names that the study has; None where the configuration doesn't say, and they are not looked at.
    """
    faults, claims = [], []
    for path in dict.fromkeys(paths):
        found, more = read_claims(path)
        claims += found
        faults += more + shortened(_unknown(found, regions, contrasts), path, "claims")
    return faults + _repeated(claims)


def _unknown(claims: Iterable[Claim], regions: Sequence[str] | None, contrasts: Sequence[str] | None) -> list[Fault]:
    faults = []
    for claim in claims:
        for kind, known in (("region", regions), ("contrast", contrasts)):
            name = getattr(claim, kind)
            if known is not None and name and name not in known:
                found = f"the study has no {kind} {quoted(name)}"
                faults.append(Fault(claim.where, found, f"{nearest(name, known)} Empty, it is judged in each"))
    return faults


def _repeated(claims: Iterable[Claim]) -> list[Fault]:
    faults, first = [], {}
    for claim in claims:
        if claim.claim_id in first:
            found = f"claim {quoted(claim.claim_id)} stands in {first[claim.claim_id]} already"
            faults.append(Fault(claim.where, found, "give each claim an id of its own"))
        elif claim.claim_id:
            first[claim.claim_id] = claim.where
    return faults
