"""Gene sets from annotations and from an address, and symbols by the user's own tables, through the jobs."""

import csv
import hashlib
import http.server
import threading

import pytest
import yaml

OBO = """format-version: 1.2
ontology: go

[Term]
id: GO:1
name: all

[Term]
id: GO:2
name: some
is_a: GO:1
"""
TARGETS = ["results/study/mapping.tsv", "results/study/problems/map_symbols.tsv"]


def change(folder, **enrichment):
    """Settings of the cut's enrichment, in its configuration."""
    path = folder / "config.yaml"
    config = yaml.safe_load(path.read_text())
    config["enrichment"] = {"focus": {}, **enrichment}
    path.write_text(yaml.safe_dump(config))


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def genes_of(folder):
    return sorted({row["gene"] for row in rows_of(folder / "results/study/mapping.tsv")})


def annotation(gene, term, qualifier="involved_in"):
    cells = ["RGD", "1", gene, qualifier, term, "PMID:1", "IDA", "", "P", "", "", "protein", "taxon:10116", "20240101"]
    return "\t".join([*cells, "RGD", "", ""]) + "\n"


@pytest.fixture
def address(tmp_path, monkeypatch):
    """A folder, and the address under which a server on this machine gives it out."""
    monkeypatch.setenv("no_proxy", "*")
    folder = tmp_path / "served"
    folder.mkdir()

    class Server(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *arguments, **keywords):
            super().__init__(*arguments, directory=folder, **keywords)

        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield folder, f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_annotations_and_addresses_become_collections(finished, address):
    folder, workflow = finished
    served, url = address
    genes = genes_of(folder)
    lines = [annotation(gene, "GO:2") for gene in genes] + [annotation("Never", "GO:2", "NOT|involved_in")]
    (folder / "rat.gaf").write_text("!gaf-version: 2.2\n" + "".join(lines))
    (folder / "go.obo").write_text(OBO)
    gmt = ("W:1\tfrom afar\t" + "\t".join(gene.upper() for gene in genes[:9]) + "\n").encode()
    (served / "far.gmt").write_bytes(gmt)
    rat = {"name": "rat", "gaf": "rat.gaf", "obo": "go.obo"}
    far = {"name": "far", "url": f"{url}/far.gmt", "sha256": hashlib.sha256(gmt).hexdigest()}
    change(folder, gene_sets=[rat, far, "go"])
    planned = workflow.planned(folder, *TARGETS)
    assert planned == {"fetch_gene_sets": 2, "map_symbols": 1}
    result = workflow.run(folder, *TARGETS)
    assert result.returncode == 0, result.stderr
    assert {row["route"] for row in rows_of(folder / "results/study/mapping.tsv")} == {"as given"}
    sets = folder / "results/study/gene_sets"
    assert (sets / "far.gmt").read_bytes() == gmt
    assert [line.split("\t")[:3] for line in (sets / "rat.gmt").read_text().splitlines()] == [
        ["GO:1", "all", genes[0]],
        ["GO:2", "some", genes[0]],
    ]
    (served / "far.gmt").unlink()
    (sets / "far.gmt").unlink()
    result = workflow.run(folder, "results/study/gene_sets/far.gmt")  # from the cache
    assert result.returncode == 0, result.stderr
    assert (sets / "far.gmt").read_bytes() == gmt


def test_another_file_than_was_asked_for_is_refused(finished, address):
    folder, workflow = finished
    served, url = address
    (served / "far.gmt").write_text("W:1\tchanged\tActb\n")
    change(folder, gene_sets=[{"name": "far", "url": f"{url}/far.gmt", "sha256": "0" * 64}])
    result = workflow.run(folder, *TARGETS)
    assert result.returncode == 1
    assert f"far.gmt: its sha256 is {hashlib.sha256((served / 'far.gmt').read_bytes()).hexdigest()}" in result.stderr
    assert "Traceback" not in result.stderr
    assert not (folder / "results/study/gene_sets/far.gmt").exists()


def test_a_focus_of_a_fetched_collection_is_checked_by_the_job(finished):
    folder, workflow = finished
    (folder / "far.gmt").write_text("W:1\tfrom afar\tActb\tPkm\n")
    pin = hashlib.sha256((folder / "far.gmt").read_bytes()).hexdigest()
    far = {"name": "far", "url": (folder / "far.gmt").as_uri(), "sha256": pin}
    change(folder, gene_sets=[far], focus={"mine": ["W:1", "W:2"]})
    result = workflow.run(folder, *TARGETS)
    assert result.returncode == 1
    assert "configuration, enrichment.focus.mine: no gene set is called 'W:2'" in result.stderr
    assert "no gene set is called 'W:1'" not in result.stderr


def test_overrides_and_orthologs_are_used_and_reported(finished):
    folder, workflow = finished
    first, second, third = genes_of(folder)[:3]
    (folder / "own.tsv").write_text(f"gene\tsymbol\n{first}\tPKM\n{second}\tnot a symbol\n")
    (folder / "rat.tsv").write_text(f"{third}\tGAPDH\n")
    change(folder, symbols={"overrides": "own.tsv", "orthologs": "rat.tsv"})
    result = workflow.run(folder, *TARGETS)
    assert result.returncode == 0, result.stderr
    found = {row["gene"]: (row["symbol"], row["route"]) for row in rows_of(folder / "results/study/mapping.tsv")}
    assert found[first] == ("PKM", "override")
    assert found[third] == ("GAPDH", "ortholog")
    assert found[second][1] == "upper-case"
    problems = [row["what"] for row in rows_of(folder / "results/study/problems/map_symbols.tsv")]
    assert any(
        f"overrides turns genes into what is no symbol of the gene sets (1): {second}" in what for what in problems
    )


def test_too_few_genes_with_a_symbol_are_a_fault(finished):
    folder, workflow = finished
    for path in folder.glob("proteins_*.tsv"):
        header, *lines = path.read_text().splitlines()
        at = header.split("\t").index("gene")
        rows = [line.split("\t") for line in lines]
        for number, row in enumerate(rows):
            row[at] = f"Odd{number}" if number % 2 else row[at]
        path.write_text("\n".join([header, *("\t".join(row) for row in rows)]) + "\n")
    change(folder)
    result = workflow.run(folder, *TARGETS)
    assert result.returncode == 1
    assert "identified genes: only " in result.stderr
    assert "have a symbol in the gene sets; not 'Odd1', " in result.stderr
    assert "enrichment.min_mapped (now 0.8)" in result.stderr
    assert "Traceback" not in result.stderr
    change(folder, min_mapped=0.3)
    result = workflow.run(folder, *TARGETS)
    assert result.returncode == 0, result.stderr
    assert "unmapped" in {row["route"] for row in rows_of(folder / "results/study/mapping.tsv")}
