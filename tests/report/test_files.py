"""The index names what was made, and the archive holds it."""

import zipfile

from spotwise.report.captions import CAPTIONS, figures_of
from spotwise.report.files import index, packed, write_archive
from spotwise.report.numbers import size
from spotwise.report.outputs import output_files, with_pngs
from spotwise.report.words import NOUNS

EVERYTHING = (["a", "b"], ["drug"], ["camera", "ora", "gsea"], True, True)


def test_each_file_is_named_once():
    paths = [path for row in output_files(*EVERYTHING) for path in row["paths"]]
    assert len(paths) == len(set(paths))
    assert "overview/figures/regions_drug.svg" in paths
    assert "overview/regions.tsv" in paths
    alone = [path for row in output_files(["a"], ["drug"], []) for path in row["paths"]]
    assert not [path for path in alone if "regions" in path or "focus" in path or "dots" in path or "outcomes" in path]


def test_every_picture_has_a_caption_and_every_caption_a_picture():
    files = output_files(*EVERYTHING)
    folders = ["overview", "a", "b", "a/drug", "b/drug"]
    shown = [one for folder in folders for one in figures_of(folder, files, NOUNS["spots"], "here", {"drug": "a drug"})]
    pictures = [path for row in files for path in row["paths"] if path.endswith(".svg")]
    assert sorted(one["path"] for one in shown) == sorted(pictures)
    names = {path.rsplit("/", 1)[1].removesuffix(".svg").split("_drug")[0] for path in pictures}
    assert names == set(CAPTIONS)
    assert "One region against another, a drug" in [one["title"] for one in shown]
    assert all(len(one["read"]) > 30 and len(one["doubt"]) > 30 for one in shown)


def test_captions_of_proteins_do_not_speak_of_spots():
    files = output_files(*EVERYTHING)
    for folder in ("a", "a/drug"):
        for one in figures_of(folder, files, NOUNS["peptides"], "here"):
            words = f"{one['read']} {one['doubt']}".lower().split()
            assert one["path"].endswith("gel.svg") or not {"spot", "spots", "gels", "volumes"} & set(words)
            assert "{" not in one["read"] + one["doubt"] + one["title"]


def test_index_has_sizes_of_svg_and_png():
    files, sizes = [{"holds": "each {unit}", "paths": ["x.svg", "t.tsv"]}], {"x.svg": 1200, "x.png": 800}
    rows = index(files, sizes, NOUNS["spots"])
    assert rows[0]["holds"] == "each spot"
    assert [(one["path"], one["size"]) for one in rows[0]["files"]] == [
        ("x.svg", 1200),
        ("x.png", 800),
        ("t.tsv", None),
    ]
    assert (rows[0]["total"], rows[0]["kind"]) == (2000, "figures")


def test_sizes_are_shown_as_people_read_them():
    assert [size(n) for n in (0, 999, 1200, 79_199, 2_347_568, None)] == [
        "0 bytes", "999 bytes", "1.2 kB", "79 kB", "2.3 MB", "–",
    ]  # fmt: skip


def test_only_figures_and_tables_are_packed():
    assert packed(["b.tsv", "a.svg", "m.parquet", "w.xlsx", "a.svg", "explore.html"]) == ["a.svg", "b.tsv"]
    assert with_pngs(["a.svg", "t.tsv"]) == ["a.svg", "a.png", "t.tsv"]


def test_the_archive_has_the_same_bytes_whenever_it_is_made(tmp_path):
    (tmp_path / "t.tsv").write_text("spot\n1\n" * 500, encoding="utf-8")
    (tmp_path / "p.png").write_bytes(bytes(range(256)))
    members = {f"deep/{name}": tmp_path / name for name in ("p.png", "t.tsv")}
    write_archive(tmp_path / "one.zip", members)
    (tmp_path / "t.tsv").touch()
    write_archive(tmp_path / "two.zip", members)
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["deep/p.png", "deep/t.tsv"]
        assert archive.read("deep/t.tsv") == (tmp_path / "t.tsv").read_bytes()
        assert archive.getinfo("deep/t.tsv").compress_size < 1000
