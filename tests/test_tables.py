"""Hand-over files: what is written is what is read, and never half of it."""

import numpy as np
import pandas as pd
import pytest
from spotwise.tables import COLUMNS, atomic, read_matrix, read_table, write_matrix, write_table


def test_text_stays_text_and_numbers_keep_their_bits(tmp_path):
    frame = pd.DataFrame(
        {
            "gene": ["NA", "null", "1e5", "Mar-01"],
            "log2fc": [0.1 + 0.2, np.nan, np.inf, -1e-300],
            "n_features": [1, 2, 3, 4],
        }
    )
    write_table(tmp_path / "genes.tsv", frame, "genes")
    back = read_table(tmp_path / "genes.tsv", "genes")
    assert list(back["gene"]) == ["NA", "null", "1e5", "Mar-01"]
    np.testing.assert_array_equal(back["log2fc"], frame["log2fc"])
    assert list(back.columns[: len(COLUMNS["genes"])]) == list(COLUMNS["genes"])
    assert "3\t" in (tmp_path / "genes.tsv").read_text()


def test_tabs_quotes_and_line_breaks_in_names_survive(tmp_path):
    names = ["a\tb", 'say "x"', "two\nlines", "=cmd()"]
    write_table(tmp_path / "t.tsv", pd.DataFrame({"kind": "region", "id": list("abcd"), "name": names}), "names")
    assert list(read_table(tmp_path / "t.tsv", "names")["name"]) == names


def test_flags_and_missing_counts(tmp_path):
    frame = pd.DataFrame({"entry": ["1", "2"], "charge": [2, np.nan], "decoy": [True, False]})
    write_table(tmp_path / "e.tsv", frame, "entries")
    assert "true" in (tmp_path / "e.tsv").read_text()
    back = read_table(tmp_path / "e.tsv", "entries")
    assert list(back["decoy"]) == [True, False]
    assert np.isnan(back["charge"][1])
    assert back["charge"][0] == 2


def test_columns_beyond_the_contract_are_kept(tmp_path):
    frame = pd.DataFrame({"unit": ["a"], "subject": ["a"], "group": ["x"], "samples": ["a"], "batch": ["01"]})
    write_table(tmp_path / "u.tsv", frame, "units")
    assert list(read_table(tmp_path / "u.tsv", "units")["batch"]) == ["01"]


def test_a_table_without_its_columns_is_refused(tmp_path):
    (tmp_path / "g.tsv").write_text("gene\nA\n")
    with pytest.raises(ValueError, match="n_features"):
        read_table(tmp_path / "g.tsv", "genes")


def test_matrices_come_back_with_their_names(tmp_path):
    frame = pd.DataFrame([[1.0, np.nan]], pd.Index(["12"], name="entry"), ["a b", "c"])
    write_matrix(tmp_path / "m.parquet", frame)
    back = read_matrix(tmp_path / "m.parquet")
    assert back.index.name == "entry"
    pd.testing.assert_frame_equal(back, frame)


def test_the_same_matrix_gives_the_same_bytes(tmp_path):
    frame = pd.DataFrame(np.random.default_rng(0).normal(size=(50, 4)), pd.Index(map(str, range(50)), name="entry"))
    for name in ("one", "other"):
        write_matrix(tmp_path / name, frame)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()


def test_a_write_that_fails_leaves_the_old_file_and_no_draft(tmp_path):
    path = tmp_path / "x.tsv"
    path.write_text("old")

    def fail():
        with atomic(path) as draft:
            draft.write_text("half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]
