"""The verdict on one claim.

In this order, and the first that holds:

1. *not measured*: nothing of what the claim speaks of is in the region's tables;
2. *not testable*: it is, but there is no p (too few animals or genes, no background);
3. a claim of no change: *contradicted* where a change is called; *supported* where equivalence passes; else
   *inconclusive*, however large the p. A change comes first, as it does in the calls of spots. Of a focus or a term
   equivalence is not tested, so that no claim of no change is supported there;
4. a claim of up or down: *contradicted* where the interval excludes the published fold, if there is one, even though
   the change passes; *supported* where it passes in that direction; *contradicted* where the interval excludes the
   published sign (of what has no interval, a focus or a term: where the opposite direction passes); *same direction but
   not significant*; else *inconclusive*. What passes as mixed neither supports nor contradicts;
5. a claim without a direction: *supported* where a change passes, in whatever direction; a claim of mixed directions
   where it passes as mixed; else *inconclusive*.

To pass is to have an adjusted p of at most the false discovery rate, in the family of the table that it comes from. A
claim without a direction can't be contradicted: not to find a change is not to show that there is none.
"""

from math import isfinite, isnan

from spotwise.reproduce.found import OPPOSITE, Found
from spotwise.study.published import MIXED, NONE, UNSTATED, UP, Claim

SUPPORTED, SAME, CONTRADICTED, INCONCLUSIVE, NOT_MEASURED, NOT_TESTABLE = VERDICTS = (
    "supported", "same direction but not significant", "contradicted", "inconclusive", "not measured", "not testable",
)  # fmt: skip

FOLDED = ("gene", "spot")
"""The levels whose estimate is a log2 fold change."""


def judge(claim: Claim, found: Found, fdr: float) -> str:
    """The verdict on a claim, by the order that the module states.

    Parameters
    ----------
    claim : Claim
    found : Found
    fdr : float
        The largest adjusted p that passes.
    """
    if not found.measured:
        return NOT_MEASURED
    if isnan(found.p_value):
        return NOT_TESTABLE
    passes = found.adj_p_value <= fdr
    if claim.stated == NONE:
        return CONTRADICTED if passes else SUPPORTED if found.adj_p_equivalent <= fdr else INCONCLUSIVE
    if claim.stated in OPPOSITE:
        return _directed(claim, found, passes)
    return SUPPORTED if passes and (claim.stated == UNSTATED or found.direction == MIXED) else INCONCLUSIVE


def _directed(claim: Claim, found: Found, passes: bool) -> str:
    agrees = found.direction == claim.stated
    if excludes_fold(claim, found):
        return CONTRADICTED
    if passes and agrees:
        return SUPPORTED
    if found.direction == MIXED:
        return INCONCLUSIVE
    if _excludes_sign(claim, found, passes):
        return CONTRADICTED
    return SAME if agrees else INCONCLUSIVE


def _excludes_sign(claim: Claim, found: Found, passes: bool) -> bool:
    if not isfinite(found.ci_low):
        return passes and found.direction == OPPOSITE[claim.stated]
    return found.ci_high < 0 if claim.stated == UP else found.ci_low > 0


def excludes_fold(claim: Claim, found: Found) -> bool:
    """Whether the interval leaves out the published fold, where there are both."""
    if claim.level not in FOLDED or isnan(claim.log2fc) or not isfinite(found.ci_low):
        return False
    return not found.ci_low <= claim.log2fc <= found.ci_high
