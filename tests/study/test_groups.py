"""Groups guessed from names: only where nothing else can be meant."""

import pytest
from spotwise.study.groups import groups_of_names, reference_of


@pytest.mark.parametrize(
    ("names", "groups"),
    [
        ("drug_1 drug_2 control_1 control_2", "drug drug control control"),
        ("drug1 drug2 ctrl1 ctrl2", "drug drug ctrl ctrl"),
        (
            "Run_Condition_A_Alpha_01 Run_Condition_A_Alpha_02 Run_Condition_B_Alpha_01 Run_Condition_B_Alpha_02",
            "A A B B",
        ),
        ("rat_1_1 rat_1_2 rat_2_1 rat_2_2", ""),  # the number may be the animal's
        ("6A_1 6A_2 6B_1 6B_2", ""),
        ("drug_1 drug_1 ctrl_1 ctrl_2", ""),  # one number twice
        ("drug_1 drug_2 ctrl_1", ""),  # a group of one
        ("drug_hc_1 drug_hc_2 ctrl_fc_1 ctrl_fc_2", ""),  # region or treatment?
        ("Br_23865 Br_23883 Br_23884", ""),
        ("drug ctrl", ""),
        ("1 2 3 4", ""),
        ("drug_a_1 drug_2 ctrl_1 ctrl_2", ""),
        ("", ""),
    ],
)
def test_groups_of_names(names, groups):
    assert groups_of_names(names.split()) == groups.split()


@pytest.mark.parametrize(
    ("groups", "reference"),
    [
        (["Bladder Cancer", "Health Pool"], "Health Pool"),
        (["NTL", "vehicle_i.p."], "vehicle_i.p."),
        (["A", "B"], None),
        (["control FSL", "control FRL", "drug"], None),
        (["uncontrolled", "second"], None),
        ([], None),
    ],
)
def test_reference_of(groups, reference):
    assert reference_of(groups) == reference
