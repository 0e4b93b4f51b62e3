"""HTML reports of SameSpots: known, and refused for what they hold."""

import pytest
from spotwise.faults import InputFault
from spotwise.formats.registry import detect, read_quantities

PAGE = (
    "<!DOCTYPE html>\r\n<!-- saved -->\r\n"
    '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:pdg="http://www.nonlinear.com/report"><body><h2>Design</h2>'
    "<table><thead><tr><th>Condition</th><th>control</th><th>drug</th></tr></thead>"
    "<tbody><tr><th>Replicates</th><td>5</td><td>6</td></tr></tbody></table>"
    "<table><thead><tr><th rowspan=2>\r\n#\r\n</th><th>\tAnova (p)</th><th>Fold</th>"
    "<th colspan=2>Average Normalised\r\n Volumes</th></tr><tr><th>control</th><th>drug</th></tr></thead>"
    "<tbody><tr><td>276</td><td>8,789e-004</td><td>3,5</td><td>2,1e+006</td><td>7,4e+006</td></tr></tbody></table>"
    "</body></html>"
)


def write(folder, text):
    path = folder / "report.htm"
    path.write_bytes(("\ufeff" + text).encode())
    return str(path)


def fault_of(path):
    with pytest.raises(InputFault) as caught:
        read_quantities(path, "auto", "normalised")
    (fault,) = caught.value.faults
    return fault


def test_a_report_says_what_it_holds_and_what_to_export(tmp_path):
    path = write(tmp_path, PAGE)
    assert detect(path)[0] == "samespots_html"
    fault = fault_of(path)
    assert fault.where == path
    assert "of 1 spots, the mean volumes of 2 conditions 'control', 'drug' (5 and 6 gels)" in fault.found
    assert "CSV" in fault.mend


def test_a_report_cut_short_is_one_fault(tmp_path):
    assert "cut short" in fault_of(write(tmp_path, PAGE[:-40])).found


def test_a_report_without_the_table_or_the_means_says_so(tmp_path):
    elsewhere = PAGE.replace("<th>\tAnova (p)</th>", "<th>p</th>").replace("<h2>Design", "<h2>Anova (p)")
    assert "no table" in fault_of(write(tmp_path, elsewhere)).found
    assert "no 'Average Normalised Volumes'" in fault_of(write(tmp_path, PAGE.replace("Average", "Further"))).found


def test_another_page_is_of_no_format(tmp_path):
    with pytest.raises(InputFault, match="a web page"):
        detect(write(tmp_path, "<html><body>Anova (p)</body></html>"))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("SameSpots.htm", "of 29 spots, the mean volumes of 2 conditions 'Health Pool'"),
        ("SameSpots-MultipleSamples.htm", "of 32 spots, the mean volumes of 4 conditions '1st Month'"),
    ],
)  # fmt: skip
def test_real_reports(data, name, said):
    path = str(data / "gel-samespots" / name)
    assert detect(path)[0] == "samespots_html"
    assert said in fault_of(path).found
