"""Names of runs."""

import pytest
from spotwise.formats.runs import run_name


@pytest.mark.parametrize(
    ("path", "name"),
    [
        (r"S:\Lab\2024 mice\B0254_x.raw", "B0254_x"),
        ("/data/a.mzML.gz", "a"),
        ("a.MZML", "a"),
        (r"\\server\share\B0256.1.d", "B0256.1"),
        ("/x/y.d/", "y"),
        ("a.gz", "a.gz"),
        ("sample 1.5", "sample 1.5"),
        ("1", "1"),
        (" a.raw ", "a"),
        ("", ""),
    ],
)
def test_the_last_part_of_a_path_without_the_extension_of_spectra(path, name):
    assert run_name(path) == name
    assert run_name(name) == name
