"""Marks of groups and their legend."""

import pytest
from spotwise.figures.groups import by_group, group_legend, marks
from spotwise.figures.style import MM, look, new_figure, render


def test_doses_come_in_order_of_number():
    assert list(marks(["dose 10", "dose 2", "control", "dose 2"])) == ["control", "dose 2", "dose 10"]
    assert list(marks(["10", "9", "a1b2", "a1b10", "", "²"]))[:3] == ["", "9", "10"]


def test_marks_differ_and_do_not_depend_on_the_order_of_samples():
    groups = [f"group {at}" for at in range(56)]
    found = marks(groups)
    assert len(set(found.values())) == 56
    assert len({mark.colour for mark in list(found.values())[:8]}) == 8
    assert marks(groups[::-1]) == found


def test_samples_of_a_group_stand_together_in_their_order():
    group = ["b", "a", "b", "a", "c"]
    assert by_group(group, marks(group)) == [1, 3, 0, 2, 4]
    doses = ["10", "2", "10"]
    assert by_group(doses, marks(doses)) == [1, 0, 2]


@pytest.mark.parametrize("n", [1, 8, 12, 30, 80])
@pytest.mark.parametrize("name", ["g{}", "_hidden {}", "nortriptyline:separated:" * 4 + "{}", "W" * 300 + "{}"])
def test_no_legend_is_cut(n, name):
    group = [name.format(at) for at in range(n)]
    with look():
        figure = new_figure(180, 85, "a")
        width = group_legend(figure, group, marks(group))
        legend = figure.legends[0]
        box = legend.get_window_extent()
    assert len(legend.get_texts()) == n
    inches = figure.get_size_inches()
    assert box.x0 >= 0
    assert box.y0 >= 0
    assert box.x1 <= inches[0] * figure.dpi
    assert box.width / figure.dpi / MM <= width + 4
    assert render(figure, "svg")


def test_the_legend_shows_groups_present_with_their_number():
    mark = marks(["a", "b", "", "_c"])
    with look():
        figure = new_figure(180, 85, "a")
        group_legend(figure, ["b", "b", "", "_c"], mark)
    assert [text.get_text() for text in figure.legends[0].get_texts()] == ["no group (1)", "_c (1)", "b (2)"]
    assert [line.get_color() for line in figure.legends[0].get_lines()] == [mark[g].colour for g in ("", "_c", "b")]
