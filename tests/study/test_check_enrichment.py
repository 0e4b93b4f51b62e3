"""Faults of gene sets that are fetched or put together, and of the tables of symbols."""

import gzip

import pytest

AT = "configuration, enrichment.gene_sets[2]"
SHA = "0123456789abcdef" * 4
URL = "https://example.org/a.gmt"
RAT = {"name": "rat", "gaf": "rat.gaf", "obo": "go.obo"}


@pytest.fixture
def faults_of(study):
    """The faults of the study with a further entry of gene sets."""
    study.write("rat.gaf", "!gaf-version: 2.2\n")
    study.write("go.obo", "format-version: 1.2\n")

    def faults_of(entry):
        study.config["enrichment"]["gene_sets"] = ["./sets.gmt", entry]
        return study.faults()

    return faults_of


@pytest.mark.parametrize(
    "entry",
    [
        RAT,
        RAT | {"drop_evidence": ["IEA"]},
        {"name": "web", "url": URL, "sha256": SHA.upper()},
        RAT | {"gaf": {"url": URL, "sha256": SHA}},
        RAT | {"gaf": {"url": URL, "sha256": SHA}, "obo": {"url": "file:///go.obo", "sha256": SHA}},
    ],
)
def test_entries_without_a_fault(faults_of, entry):
    assert faults_of(entry) == []


def test_a_path_may_be_a_mapping_and_gzipped(study, faults_of):
    study.write("more.gmt.gz", gzip.compress(b"X:1\tmore\tActb\n", mtime=0))
    assert faults_of({"path": "more.gmt.gz"}) == []
    study.config["enrichment"]["focus"]["actin"] = ["X:1"]
    assert faults_of({"path": "more.gmt.gz"}) == []


@pytest.mark.parametrize(
    ("entry", "found"),
    [
        ({"name": "web", "url": URL}, [f"{AT}: 'sha256' is missing | write {{url, sha256, name}}"]),
        ({"url": URL, "sha256": SHA}, [f"{AT}: 'name' is missing | write {{url, sha256, name}}"]),
        ({"gaf": "rat.gaf", "name": "rat"}, [f"{AT}: 'obo' is missing | write {{gaf, obo, name}}"]),
        ({"path": "./a.gmt", "name": "a"}, [f"{AT}: 'name' has no place here | write {{path}}"]),
        (RAT | {"url": URL}, [f"{AT}: 'url' has no place here | write {{gaf, obo, name}}"]),
        (
            {"name": "web", "url": "example.org", "sha256": SHA},
            [f"{AT}: 'example.org' is no address | begin it with https://"],
        ),
        (
            {"name": "web", "url": URL, "sha256": "abc"},
            [f"{AT}: 'abc' is no sha256 | write the 64 digits that `sha256sum` prints for the file"],
        ),
        (RAT | {"obo": {"url": URL}}, [f"{AT}.obo: 'sha256' is missing | write {{url, sha256}}"]),
        (
            RAT | {"name": "../rat"},
            [f"{AT}.name: '../rat' can't be the name of a file everywhere | write letters, digits, . _ and - alone"],
        ),
        (RAT | {"name": "Sets"}, ["sets", "Sets"]),
        (RAT | {"gaf": "no.gaf"}, ["no.gaf: there is no such file"]),
        (
            RAT | {"gaf": "{a}.gaf"},
            ["configuration, enrichment.gene_sets: found '{' in '{a}.gaf'", "{a}.gaf: there is no such"],
        ),
        ({"path": "none.gmt"}, ["none.gmt: there is no such file"]),
        ({"paht": "./a.gmt"}, ["configuration, enrichment.gene_sets[2]: unknown key 'paht' | did you mean 'path'?"]),
        ({}, [f"{AT}: no source is named | write {{path}} or {{gaf, obo, name}} or {{url, sha256, name}}"]),
        (3, ["configuration, enrichment.gene_sets[2]: YAML reads 3 as a number | put it in quotes"]),
    ],
)
def test_entries_at_fault(faults_of, entry, found):
    faults = faults_of(entry)
    for expected in found:
        assert any(expected in fault for fault in faults), faults


def test_one_collection_twice(faults_of):
    assert faults_of("./sets.gmt") == [
        "configuration, enrichment.gene_sets: './sets.gmt' stands there twice | name each collection once"
    ]


def test_terms_of_what_is_made_later_are_left_to_its_job(study, faults_of):
    study.config["enrichment"]["focus"]["actin"] = ["GO:0030029"]
    assert faults_of(RAT) == []


@pytest.mark.parametrize("key", ["overrides", "orthologs"])
@pytest.mark.parametrize(
    ("text", "found"),
    [
        (None, "own.tsv: there is no such file"),
        ("Gpi1\n", "own.tsv, line 1: the row names no symbol | write gene and symbol, parted by a tab"),
        ("a\tA\n\tB\n", "own.tsv, line 2: the row names no gene"),
        ("a\tA\nb\tB\nA\tC\n", "own.tsv, line 3: 'A' is 'A' in line 1 already, and 'C' here | keep one symbol"),
        ("gene\tsymbol\n", "own.tsv: the table names no gene | write gene and symbol in each row"),
        (b"\x89PNG\r\n\0", "own.tsv: the file is no text but a picture"),
    ],
)
def test_tables_of_symbols_at_fault(study, key, text, found):
    if text is not None:
        study.write("own.tsv", text)
    study.config["enrichment"]["symbols"] = {key: "own.tsv"}
    (fault,) = study.faults()
    assert fault.startswith(found)


def test_a_sound_table_of_symbols(study):
    study.write("own.tsv", "Gene\tSymbol\treason\n# mine\nGpi1\tGPI\tmouse\nGPI1\tGPI\t\n")
    study.config["enrichment"]["symbols"] = {"overrides": "own.tsv", "orthologs": None}
    assert study.faults() == []


@pytest.mark.parametrize("least", [-0.1, 1.1, "most"])
def test_a_share_is_between_0_and_1(study, least):
    study.config["enrichment"]["min_mapped"] = least
    (fault,) = study.faults()
    assert fault.startswith("configuration, enrichment.min_mapped: found ")
