"""Fetched files: pinned, refused where another, fetched once. A server on this machine stands for the network."""

import gzip
import hashlib
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from spotwise.enrich.fetch import fetch
from spotwise.faults import InputFault

GMT = b"T:1\tfirst\tA\tB\n"
PATHS = {"/a.gmt": GMT, "/a.gmt.gz": gzip.compress(GMT, mtime=0), "/cut.gz": gzip.compress(GMT, mtime=0)[:-5]}


def sha256(content):
    return hashlib.sha256(content).hexdigest()


class Server(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append((self.path, self.headers["User-Agent"]))
        if self.path not in PATHS:
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Length", str(len(PATHS[self.path])))
        self.end_headers()
        self.wfile.write(PATHS[self.path])

    def log_message(self, *_):
        pass


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch):
    monkeypatch.setenv("no_proxy", "*")


@pytest.fixture
def server():
    with ThreadingHTTPServer(("127.0.0.1", 0), Server) as found:
        found.asked, found.url = [], f"http://127.0.0.1:{found.server_port}"
        thread = threading.Thread(target=found.serve_forever)
        thread.start()
        yield found
        found.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("path", "pin"),
    [
        ("/a.gmt", sha256(GMT)),
        ("/a.gmt", sha256(GMT).upper()),
        ("/a.gmt.gz", sha256(PATHS["/a.gmt.gz"])),
        ("/a.gmt.gz", sha256(GMT)),
    ],
)
def test_a_file_is_fetched_once(server, tmp_path, path, pin):
    for _ in range(2):
        assert fetch(server.url + path, pin, tmp_path / "new" / "cache") == GMT
    assert [asked for asked, _ in server.asked] == [path]
    assert "Python" not in server.asked[0][1]


def test_another_file_is_refused_and_not_kept(server, tmp_path):
    with pytest.raises(InputFault, match=f"its sha256 is {sha256(GMT)}, not {'0' * 64}"):
        fetch(f"{server.url}/a.gmt", "0" * 64, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_cached_file_that_was_changed_is_fetched_again(server, tmp_path):
    (tmp_path / sha256(GMT)).write_bytes(b"changed")
    assert fetch(f"{server.url}/a.gmt", sha256(GMT), tmp_path) == GMT
    assert (tmp_path / sha256(GMT)).read_bytes() == GMT


def test_a_cache_that_can_not_be_written_is_no_fault(server, tmp_path):
    (tmp_path / "file").write_text("")
    assert fetch(f"{server.url}/a.gmt", sha256(GMT), tmp_path / "file" / "cache") == GMT


@pytest.mark.parametrize("path", ["/nowhere.gmt", "/white space"])
def test_a_file_that_is_not_there_is_told(server, tmp_path, path):
    with pytest.raises(InputFault, match="the file can't be fetched"):
        fetch(server.url + path, "0" * 64, tmp_path)


def test_no_server_is_told(tmp_path):
    with pytest.raises(InputFault, match="(?s)can't be fetched .*check the address and the network"):
        fetch("http://127.0.0.1:9/a.gmt", "0" * 64, tmp_path)


def test_a_damaged_file_is_what_its_checksum_says(server, tmp_path):
    assert fetch(f"{server.url}/cut.gz", sha256(PATHS["/cut.gz"]), tmp_path) == PATHS["/cut.gz"]


def test_a_file_of_this_machine_is_an_address_too(tmp_path):
    (tmp_path / "a.gmt").write_bytes(GMT)
    assert fetch((tmp_path / "a.gmt").as_uri(), sha256(GMT), tmp_path / "cache") == GMT
