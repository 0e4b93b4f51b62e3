"""Sequences of peptides as search software writes them."""

import re

BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
"""A modification, `(UniMod:4)` or `[+57.0214]`, or a residue beside the peptide, `[K].`; they may be nested."""


def plain_sequence(modified: str) -> str:
    """The residues of a sequence, without modifications, flanks and marks: `_M(Oxidation (M))AK_` is `MAK`."""
    while (bare := BRACKETS.sub("", modified)) != modified:
        modified = bare
    return "".join(letter for letter in bare if "A" <= letter <= "Z")
