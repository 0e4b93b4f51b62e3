"""Where a protein should run on a gel, by its sequence, and whether the spot did."""

from collections.abc import Mapping, Sequence
from functools import cache
from math import isnan
from statistics import median

from spotwise.formats.quantities import NAN

PI_TOLERANCE = 1.0
MR_TOLERANCE = 0.2
"""How far a spot may run from where its sequence puts it, in pH units and as a share of the theoretical Mr.

SDS-PAGE gives Mr within some 10 %, to which a lost signal or transit peptide of 2 to 6 kDa adds. The pI of proteins on
2D gels is predicted with a mean error of .87 at best (Kozlowski 2016, Biol Direct 11:55), for phosphate groups,
deamidation and cleavage shift it and stand in no sequence: of E. coli's abundant proteins 60 % are cleaved (Link et al.
1997, Electrophoresis 18:1259). So these limits mark what is worth a look, and prove nothing.
"""
FRAGMENT, LARGER, PI, AGREES = "fragment", "larger", "pi", "no"
LARGEST_KDA = 1000  # a column with a median above is in Da: no gel shows a protein of that size


def pi_and_mr(sequence: str) -> tuple[float, float]:
    """Theoretical pI and average Mr in kDa; NaN where residues are not known (B, X, Z, a stop within, no sequence).

    As Compute pI/Mw of ExPASy has them: pK values of Bjellqvist et al. (1993, Electrophoresis 14:1023; 1994,
    15:529), those of the ends by their residue. The whole sequence is taken: initiator methionine, signal and transit
    peptides are not cut off. Selenocysteine (U) and pyrrolysine (O) count by mass and have no charge; J is a leucine.
    """
    if not sequence or not set(sequence).isdisjoint("BXZ*"):
        return NAN, NAN
    from pyteomics import electrochem

    sequence = sequence.replace("J", "L")
    pk = {"pK_nterm": electrochem.pK_nterm_bjellqvist, "pK_cterm": electrochem.pK_cterm_bjellqvist}
    pi = electrochem.pI(sequence, precision_pI=0.001, pK=electrochem.pK_bjellqvist, **pk)
    masses = _masses()
    return float(pi), (masses["H-"] + sum(masses[residue] for residue in sequence) + masses["-OH"]) / 1000


@cache
def _masses() -> Mapping[str, float]:
    """Average masses of residues and of the ends; summed they give `mass.calculate_mass`, and sooner."""
    from pyteomics import mass

    return {part: mass.calculate_mass(composition=one, average=True) for part, one in mass.std_aa_comp.items()}


def departure(pi: float, mr: float, pi_theoretical: float, mr_theoretical: float) -> str:
    """In what a spot departs from its protein: `fragment` (too small), `larger`, `pi`, two of them joined by `;`.

    `no` where it runs as it should, and empty where nothing can be compared. Mr are in kDa.
    """
    by_mr, by_pi = mr / mr_theoretical - 1 if mr_theoretical else NAN, pi - pi_theoretical
    if isnan(by_mr) and isnan(by_pi):
        return ""
    off = {FRAGMENT: by_mr < -MR_TOLERANCE, LARGER: by_mr > MR_TOLERANCE, PI: abs(by_pi) > PI_TOLERANCE}
    return ";".join(word for word, holds in off.items() if holds) or AGREES


def in_kda(values: Sequence[float]) -> list[float]:
    """Mr of one list or table in kDa, whichever of Da and kDa it is written in: the median tells."""
    known = [value for value in values if not isnan(value)]
    dalton = bool(known) and median(known) > LARGEST_KDA
    return [value / 1000 if dalton else value for value in values]
