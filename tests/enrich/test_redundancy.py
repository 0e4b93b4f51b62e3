"""Terms that tell the same story are put together, and none is lost."""

import numpy as np
from spotwise.enrich.collapse import collapse
from spotwise.enrich.gene_sets import GeneSet
from spotwise.enrich.redundancy import clusters


def test_identical_sets_are_tested_once_and_named():
    sets = [GeneSet("b", "", "c", ("A", "B")), GeneSet("a", "", "c", ("A", "B")), GeneSet("x", "", "c", ("A",)),
            GeneSet("a", "", "other", ("A", "B"))]  # fmt: skip
    kept, same = collapse(sets)
    assert [(one.collection, one.id) for one in kept] == [("c", "a"), ("c", "x"), ("other", "a")]
    assert same == {("c", "a"): ["b"]}
    kept, same = collapse(sets, preferred={"b"})
    assert [one.id for one in kept] == ["b", "x", "a"]
    assert same == {("c", "b"): ["a"]}


def test_terms_that_share_members_or_hits_join_the_better_one():
    members = [set("ABCDEF"), set("ABCDE"), set("ABXYZW"), set("KLMNOP")]
    cluster, leads = clusters(list("1234"), np.array([0.02, 0.01, 0.03, 0.04]), members)
    assert cluster == ["2", "2", "3", "4"]
    assert leads == [False, True, True, True]
    hits = [{"A", "B"}, {"A", "B"}, {"A", "B"}, {"K"}]
    cluster, _ = clusters(list("1234"), np.array([0.02, 0.01, 0.03, 0.04]), members, hits)
    assert cluster == ["2", "2", "2", "4"]


def test_declared_terms_stand_for_their_cluster_and_large_p_stand_alone():
    members = [set("ABCD")] * 3
    assert clusters(list("123"), np.array([0.02, 0.01, 0.2]), members, preferred={"1"})[0] == ["1", "1", "3"]
    assert clusters(list("123"), np.array([np.nan, 0.01, 0.2]), members)[0] == ["1", "2", "3"]
    assert clusters([], np.array([]), []) == ([], [])


def test_every_term_is_in_a_cluster_of_one_representative():
    rng = np.random.default_rng(0)
    members = [set(rng.integers(0, 3000, rng.integers(5, 80)).tolist()) for _ in range(2000)]
    cluster, leads = clusters([str(at) for at in range(2000)], rng.random(2000) * 0.05, members)
    assert len(cluster) == 2000
    assert sum(leads) == len(set(cluster))
