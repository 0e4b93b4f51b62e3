"""pepXML, held against pyteomics' own reader."""

import pytest
from spotwise.faults import InputFault
from spotwise.identify.pepxml import read
from spotwise.identify.registry import detect, read_list

HIT = (
    '<search_hit hit_rank="{rank}" peptide="{peptide}" protein="{protein}" protein_descr="actin GN=Actb">'
    '{others}<search_score name="hyperscore" value="{score}"/><search_score name="expect" value="0.01"/></search_hit>'
)


def pepxml(*hits, run="/data/12"):
    queries = "".join(f"<spectrum_query><search_result>{hit}</search_result></spectrum_query>" for hit in hits)
    return (
        '<?xml version="1.0"?><msms_pipeline_analysis xmlns="http://regis-web.systemsbiology.net/pepXML">'
        f'<msms_run_summary base_name="{run}">{queries}</msms_run_summary></msms_pipeline_analysis>'
    )


def hit(peptide, protein, score=20, rank=1, others=()):
    more = "".join(f'<alternative_protein protein="{name}"/>' for name in others)
    return HIT.format(peptide=peptide, protein=protein, score=score, rank=rank, others=more)


@pytest.fixture
def listed(tmp_path):
    def read(text, spots=("12",), **entry):
        (tmp_path / "list.pep.xml").write_text(text, encoding="utf-8")
        return read_list({"path": str(tmp_path / "list.pep.xml"), **entry}, set(spots))

    return read


def test_first_hits_become_proteins_of_the_run(listed):
    text = pepxml(hit("AAK", "sp|P60711|ACTB_RAT", others=["P63259"]), hit("CCK", "P5", rank=2), hit("DDK", "P7"))
    first, second = listed(text).identifications
    assert (first.spot, first.accession, first.gene) == ("12", "P60711;P63259", "Actb")
    assert (first.peptides, first.score, first.evalue) == (("AAK",), 20, 0.01)
    assert second.accession == "P7"


def test_q_values_rank_by_decoys(listed):
    text = pepxml(hit("AAK", "P1"), hit("CCK", "DECOY_P2", 10), hit("DDK", "P3", 5)).replace(
        '<search_score name="expect" value="0.01"/>', ""
    )
    found = listed(text, fdr=0.01)
    assert [one.accession for one in found.identifications] == ["P1"]
    assert [what[:2] for what, _ in found.findings] == ["1 ", "1 "]


def test_a_real_file_as_pyteomics_reads_it(data):
    pepxml_of = pytest.importorskip("pyteomics.pepxml")
    path = str(data / "identifications/test.pep.xml")
    assert detect(path)[0] == "pepxml"
    expected, scores = [], []
    with pepxml_of.read(path) as queries:
        for query in queries:
            for one in query["search_hit"]:
                if one["hit_rank"] == 1:
                    expected.append((one["peptide"], tuple(protein["protein"] for protein in one["proteins"])))
                    scores.append(one["search_score"])
    found = read(path, {}).matches
    assert [(one.sequence, one.proteins) for one in found] == expected
    assert len(found) == 5
    for one, score in zip(found, scores, strict=True):
        assert not one.measure or one.score == score[one.measure]
        assert one.evalue == score["expect"] if "expect" in score else one.evalue != one.evalue
    assert [one.measure for one in found] == ["xcorr", "xcorr", "ionscore", "hyperscore", ""]
    assert [one.decoy for one in found] == [False] * 4 + [True]
    assert len(read_list({"path": path, "spot": "1"}).identifications) == 4


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (pepxml(hit("AAK", "P1"))[:-60], "this is no whole XML document"),
        (pepxml(), "the list names no peptide"),
        (pepxml(hit("", "P1")), "a hit names no peptide"),
        (pepxml(hit("AAK", "")), "a hit names no protein"),
        (pepxml(hit("AAK", "P1"), run="/data/other"), "the list names no spot"),
    ],
)
def test_each_fault_is_said(listed, text, said):
    with pytest.raises(InputFault, match=said):
        listed(text)


def test_another_document_is_no_pepxml(listed):
    with pytest.raises(InputFault, match="this is no pepXML: its root is 'MzIdentML'"):
        listed("<MzIdentML/>", format="pepxml")
