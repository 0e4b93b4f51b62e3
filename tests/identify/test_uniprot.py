"""Genes from UniProt. A server on this machine stands for it; no test needs the network."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from spotwise.faults import InputFault
from spotwise.identify import uniprot
from spotwise.identify.uniprot import genes_online

GENES = {"P60711": "Actb", "P11980": "Pkm", "Q9ER34": "", "P62988": "UBB; UBC"}


class Service(BaseHTTPRequestHandler):
    def do_GET(self):
        asked = parse_qs(urlsplit(self.path).query)
        self.server.asked.append(asked["accessions"][0].split(","))
        rows = [f"{one}\t{GENES[one]}\n" for one in self.server.asked[-1] if one in GENES]
        body = self.server.body or "Entry\tGene Names (primary)\n" + "".join(rows)
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_):
        pass


@pytest.fixture
def service(monkeypatch):
    monkeypatch.setenv("no_proxy", "*")
    with ThreadingHTTPServer(("127.0.0.1", 0), Service) as found:
        found.asked, found.body, found.url = [], "", f"http://127.0.0.1:{found.server_port}/accessions"
        thread = threading.Thread(target=found.serve_forever)
        thread.start()
        yield found
        found.shutdown()
        thread.join()


def test_genes_come_by_the_name_that_was_asked_for(service, tmp_path):
    names = [
        "sp|P60711|ACTB_RAT",
        "P11980-2",
        "P11980",
        "Q9ER34",
        "P99999",
        "P62988",
        "ALDOA_RAT",
        "NP_112406.1",
        "x y",
    ]
    assert genes_online(names, tmp_path, service.url) == {
        "sp|P60711|ACTB_RAT": "Actb",
        "P11980-2": "Pkm",
        "P11980": "Pkm",
        "P62988": "UBB;UBC",
    }
    assert service.asked == [["P11980", "P60711", "P62988", "P99999", "Q9ER34"]]


def test_an_answer_is_kept(service, tmp_path):
    for names in (["P60711", "P11980"], ["P11980", "P60711"]):
        assert genes_online(names, tmp_path / "new" / "cache", service.url) == {"P60711": "Actb", "P11980": "Pkm"}
    assert len(service.asked) == 1


def test_an_answer_that_was_changed_is_asked_for_again(service, tmp_path):
    genes_online(["P60711"], tmp_path, service.url)
    (kept,) = tmp_path.iterdir()
    kept.write_text("Entry\tGene Na")
    assert genes_online(["P60711"], tmp_path, service.url) == {"P60711": "Actb"}
    assert len(service.asked) == 2


def test_many_accessions_are_asked_for_in_parts(service, tmp_path, monkeypatch):
    monkeypatch.setattr(uniprot, "BATCH", 2)
    assert genes_online(["P60711", "P11980", "P99999"], tmp_path, service.url) == {"P60711": "Actb", "P11980": "Pkm"}
    assert service.asked == [["P11980", "P60711"], ["P99999"]]


def test_without_an_accession_nothing_is_asked(service, tmp_path):
    assert genes_online(["spot 1", "ACTB_RAT"], tmp_path, service.url) == {}
    assert service.asked == []


@pytest.mark.parametrize(
    "body", ["<html>\n", "Entry\tGene Names (primary)\nP60711\tAc", "Entry\tGene Names (primary)\nP60711\n"]
)
def test_another_answer_is_told_and_not_kept(service, tmp_path, body):
    service.body = body
    with pytest.raises(InputFault, match="no table of accessions and genes\n.*set proteins.uniprot to false"):
        genes_online(["P60711"], tmp_path / "cache", service.url)
    assert not (tmp_path / "cache").exists()


def test_without_a_network_the_run_stops_with_one_message(tmp_path):
    with pytest.raises(InputFault, match="can't be fetched .*\n.*check the network; or set proteins.uniprot to false"):
        genes_online(["P60711"], tmp_path, "http://127.0.0.1:9/accessions")
