"""Names become ids that are safe in paths."""

from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spotwise.study.names import RESERVED, id_faults, ids, make_id


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("hippocampus", "hippocampus"),
        ("frontal cortex", "frontal_cortex"),
        ("CA1-CA3_v1.2", "CA1-CA3_v1.2"),
        ("../../etc/passwd", "etc_passwd"),
        ("$(rm -rf x)", "rm_-rf_x"),
        ("a\n\tb", "a_b"),
        (".hidden.", "hidden"),
        ("Großhirn", "Gro_hirn"),
        ("..", ""),
        ("海馬", ""),
    ],
)
def test_ids(name, id_):
    assert make_id(name) == id_


@given(st.text())
def test_an_id_is_one_plain_part_of_a_path(name):
    id_ = make_id(name)
    assert set(id_) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-")
    assert not id_ or (PurePosixPath(id_).name == id_ and id_[0] not in ".-_")
    assert make_id(id_) == id_


@given(st.lists(st.text(min_size=1), unique=True))
def test_names_without_a_fault_have_ids_of_their_own(names):
    if not id_faults("region", names):
        found = [id_.lower() for id_ in ids("region", names).values()]
        assert len(set(found)) == len(names)
        assert "" not in found
        assert RESERVED["region"].isdisjoint(found)


def test_a_name_is_told_once_for_all_it_clashes_with():
    faults = id_faults("region", ["a b", "a/b", "A_B", "c"])
    assert [str(fault).split("\n")[0] for fault in faults] == ["regions 'a b', 'a/b', 'A_B': all become the folder a_b"]
