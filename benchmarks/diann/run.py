"""Print size, seconds and peak memory of reading reports of DIA-NN, each in a process of its own; see README.md."""

import resource
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "workflow/scripts"))


def peak():
    """The most memory that this process has had, in MiB; that of its imports too."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(path):
    """Read a report, then lay it out as the job does, and say what either took."""
    from spotwise.formats.load import load
    from spotwise.formats.registry import read_quantities

    start, imports = time.perf_counter(), peak()
    found = read_quantities(path, "diann", "normalised")
    seconds, size, most = time.perf_counter() - start, Path(path).stat().st_size / 1024**2, peak()
    load(found, found.samples, "linear", path)
    print(f"{Path(path).name}: {size:,.0f} MiB, {len(found.entries):,} precursors x {len(found.samples)} runs")
    print(f"    read in {seconds:.1f} s, peak {most:,.0f} MiB ({most / size:.2f} of the file; imports {imports:,.0f})")
    print(f"    with load {time.perf_counter() - start:.1f} s, peak {peak():,.0f} MiB")


if sys.argv[1] == "--one":
    measure(sys.argv[2])
else:
    for name in sys.argv[1:]:
        subprocess.run([sys.executable, __file__, "--one", name], check=True)
