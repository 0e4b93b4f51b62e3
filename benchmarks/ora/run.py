"""Over-representation of 12 contrasts: 5,000 genes, 5,000 sets, 400 called genes, three directions each.

    OPENBLAS_NUM_THREADS=1 python benchmarks/ora/run.py

Beside it gseapy.enrich on the changes in any direction of one contrast, which is the peer's whole work for one list.
"""

import sys
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2] / "workflow/scripts"))

import gseapy
from spotwise.enrich.background import Background
from spotwise.enrich.gene_sets import GeneSet
from spotwise.enrich.ora import eligible, ora

CONTRASTS, GENES, SETS, CALLED = 12, 5000, 5000, 400


def main():
    rng = np.random.default_rng(1)
    genes = [f"G{at}" for at in range(GENES)]
    sizes = np.minimum(500, np.exp(rng.uniform(np.log(5), np.log(501), SETS)).astype(int))
    drawn = [tuple(rng.choice(genes, size, replace=False)) for size in sizes]
    sets = [GeneSet(f"T{at}", f"term {at}", "c", members) for at, members in enumerate(drawn)]
    start = time.process_time()
    for _ in range(CONTRASTS):
        called = rng.choice(genes, CALLED, replace=False)
        up, down = frozenset(called[: CALLED // 2]), frozenset(called[CALLED // 2 :])
        background = Background(frozenset(genes), up, down, up | down, True, "")
        ora(eligible(sets, background.measured, 5, 0.5), background)
    ours = time.process_time() - start
    start = time.process_time()
    gseapy.enrich(list(called), {s.id: list(s.genes) for s in sets}, background=genes, outdir=None, no_plot=True)
    theirs = time.process_time() - start
    print(f"ours, {CONTRASTS} contrasts x 3 directions: {ours:.2f} CPU s")
    print(f"gseapy.enrich, one list: {theirs:.2f} CPU s; {3 * CONTRASTS} lists would take {3 * CONTRASTS * theirs:.1f}")
    print(f"ratio {3 * CONTRASTS * theirs / ours:.1f}")


main()
