"""Animals by cell and region, and the sheet's other columns against the arms."""

import pytest
from spotwise.figures.animals import draw_animals
from spotwise.figures.style import render
from spotwise.quality.animals import animal_table


def study(arms, regions=("pons", "cortex"), per=4, **further):
    rows = []
    for region in regions:
        for arm in arms:
            for at in range(per):
                row = {"region": region, "group": arm, "arm": arm, "subject": f"{arm}{at}", "excluded": ""}
                rows.append(row | {name: of(arm, at) for name, of in further.items()})
    return rows


def draw(rows, regions=("pons", "cortex"), further=()):
    return draw_animals(animal_table(rows, ["arm"], "arm", list(further)), list(regions))


def numbers(axes):
    return [text.get_text() for text in axes.texts]


def test_cells_by_region_with_the_excluded_in_brackets(texts, assert_readable):
    rows = study(["control", "drug"])
    rows[0]["excluded"] = "torn"
    figure = draw(rows[:-4])
    assert numbers(figure.axes[0]) == ["3 (1)", "4", "4", "0"]
    assert [label.get_text() for label in figure.axes[0].get_yticklabels()] == ["control", "drug"]
    assert any("in brackets: animals excluded" in text.get_text() for text in texts(figure))
    assert_readable(figure)


def test_batches_are_counted_and_run_order_drawn_by_arm(assert_readable):
    rows = study(
        ["control", "drug"], per=5,
        batch=lambda arm, at: "b1" if arm == "control" or at > 3 else "b2",
        run=lambda arm, at: str(at * 2 + (arm == "drug")),
    )  # fmt: skip
    figure = draw(rows, further=["batch", "run"])
    assert numbers(figure.axes[1]) == ["10", "2", "0", "8"]
    assert [line.get_xdata().tolist() for line in figure.axes[2].get_lines()] == [
        [0, 2, 4, 6, 8] * 2,
        [1, 3, 5, 7, 9] * 2,
    ]
    assert_readable(figure)


def test_a_column_of_many_levels_is_named_and_not_drawn(texts):
    rows = study(["control", "drug"], per=20, litter=lambda arm, at: f"L{at}")
    figure = draw(rows, further=["litter"])
    assert len(figure.axes) == 1
    assert any("too many levels to draw: litter" in text.get_text() for text in texts(figure))


@pytest.mark.parametrize(("arms", "regions"), [(1, 1), (2, 2), (8, 6), (70, 2), (3, 30)])
def test_any_size_is_readable(assert_readable, arms, regions):
    regions = [f"region {at}" for at in range(regions)]
    rows = study([f"dose {at}:strain" for at in range(arms)], regions, per=2, batch=lambda arm, at: str(at))
    assert_readable(draw(rows, regions, ["batch"]))


def test_awkward_names(assert_readable, awkward):
    rows = study(
        awkward, awkward, per=3, **{awkward[4]: lambda arm, at: awkward[at], awkward[1]: lambda arm, at: "x" * at}
    )
    figure = draw(rows, awkward, [awkward[4], awkward[1]])
    assert_readable(figure)
    assert b"<script" not in render(figure, "svg")


def test_no_animals(texts):
    assert any("Not drawn" in text.get_text() for text in texts(draw([])))


def test_the_same_bytes_twice():
    rows = study(["control", "drug"], batch=lambda arm, at: str(at % 2))
    for kind in ("svg", "png"):
        assert render(draw(rows, further=["batch"]), kind) == render(draw(rows, further=["batch"]), kind)
