"""What colour and shape say of a unit."""

from spotwise.figures.groups import COLOURS, SHAPES
from spotwise.figures.signs import choose_signs

ROWS = [
    {"drug": drug, "strain": strain, "batch": batch}
    for drug in ("none", "some")
    for strain in ("A", "B")
    for batch in ("1", "2")
]


def test_what_is_compared_is_colour_and_the_rest_of_the_group_shape():
    signs = choose_signs(ROWS, ["drug"], ["strain", "drug"], ["batch"])
    assert (signs.colour.columns, signs.shape.columns) == (("drug",), ("strain",))
    marks = {(row["drug"], row["strain"]): signs.mark(row) for row in ROWS}
    assert marks["none", "A"].colour == marks["none", "B"].colour == COLOURS[0]
    assert marks["none", "A"].shape == marks["some", "A"].shape == SHAPES[0]
    assert len(set(marks.values())) == 4
    labels = [label for label, _ in signs.entries(ROWS)]
    assert labels == ["drug:", "none (4)", "some (4)", "strain:", "A (4)", "B (4)"]


def test_a_further_column_is_the_shape_of_a_group_of_one_column():
    signs = choose_signs(ROWS, ["drug"], ["drug"], ["batch"])
    assert signs.shape.columns == ("batch",)


def test_nothing_further_and_levels_without_end_are_the_groups_own_signs():
    for rows, further in ((ROWS, []), ([{"drug": str(at), "strain": "A"} for at in range(20)], ["strain"])):
        signs = choose_signs(rows, ["drug"], ["drug"], further)
        assert signs.colour.columns == signs.shape.columns == ("drug",)
        assert len({signs.mark(row) for row in rows}) == len({row["drug"] for row in rows})
    many = [{"drug": "some", "strain": str(at)} for at in range(9)]
    assert choose_signs(many, ["drug"], ["drug", "strain"], []).shape.columns == ("drug", "strain")
