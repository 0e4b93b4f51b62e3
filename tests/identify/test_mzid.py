"""mzIdentML, held against pyteomics' own reader."""

from collections import defaultdict
from types import SimpleNamespace

import pytest
from spotwise.faults import InputFault
from spotwise.identify.mzid import read
from spotwise.identify.registry import detect, read_list

TEXT = """<?xml version="1.0"?><MzIdentML xmlns="http://psidev.info/psi/pi/mzIdentML/1.1">
<SequenceCollection>
<DBSequence id="db1" accession="sp|P60711|ACTB_RAT">
<cvParam accession="MS:1001088" name="protein description" value="Actin GN=Actb"/></DBSequence>
<DBSequence id="db2" accession="P63259"/><DBSequence id="db3" accession="rev"/>
<Peptide id="p1"><PeptideSequence>AGFAGDDAPR</PeptideSequence></Peptide>
<Peptide id="p2"><PeptideSequence>PEPTIDE</PeptideSequence></Peptide>
<PeptideEvidence id="e1" peptide_ref="p1" dBSequence_ref="db1" isDecoy="false"/>
<PeptideEvidence id="e2" peptide_ref="p1" dBSequence_ref="db2"/>
<PeptideEvidence id="e3" peptide_ref="p2" dBSequence_ref="db3" isDecoy="true"/>
</SequenceCollection>
<SpectraData id="sd" location="file:///gels/12.mgf"/>
<SpectrumIdentificationResult spectrumID="1" spectraData_ref="sd">
<SpectrumIdentificationItem id="i1" rank="1" peptide_ref="p1">
<PeptideEvidenceRef peptideEvidence_ref="e1"/><PeptideEvidenceRef peptideEvidence_ref="e2"/>
<cvParam accession="MS:1001171" name="Mascot:score" value="60.5"/>
<cvParam accession="MS:1001172" name="Mascot:expectation value" value="1e-05"/></SpectrumIdentificationItem>
<SpectrumIdentificationItem id="i2" rank="2" peptide_ref="p2"><PeptideEvidenceRef peptideEvidence_ref="e3"/>
</SpectrumIdentificationItem></SpectrumIdentificationResult>
<SpectrumIdentificationResult spectrumID="2" spectraData_ref="sd">
<SpectrumIdentificationItem id="i3" rank="1" peptide_ref="p2"><PeptideEvidenceRef peptideEvidence_ref="e3"/>
<cvParam accession="MS:1001171" name="Mascot:score" value="20"/>
<cvParam accession="MS:1001172" name="Mascot:expectation value" value="3"/></SpectrumIdentificationItem>
</SpectrumIdentificationResult>
<ProteinDetectionHypothesis id="h1" dBSequence_ref="db1">
<cvParam accession="MS:1001171" name="Mascot:score" value="77"/>
<cvParam accession="MS:1001093" name="sequence coverage" value="12.5"/></ProteinDetectionHypothesis>
</MzIdentML>
"""


@pytest.fixture
def listed(tmp_path):
    def read(text=TEXT, spots=("12",), **entry):
        (tmp_path / "list.mzid").write_text(text, encoding="utf-8")
        return read_list({"path": str(tmp_path / "list.mzid"), **entry}, set(spots))

    return read


def test_first_items_become_proteins_of_the_file_of_spectra(listed):
    found = listed()
    (one,) = found.identifications
    assert (one.spot, one.accession, one.gene, one.peptides) == ("12", "P60711;P63259", "Actb", ("AGFAGDDAPR",))
    assert (one.score, one.numbers["coverage"], one.evalue) == (77, 12.5, 1e-5)
    assert found.findings == [("1 matches of spectra of decoys", "left out")]


def test_the_threshold_of_the_search_engine_holds_unless_a_cut_off_is_asked(listed):
    text = TEXT.replace('id="i1"', 'id="i1" passThreshold="false"')
    found = listed(text)
    assert found.identifications == []
    assert ("1 matches of spectra below the search engine's own threshold", "left out") in found.findings
    assert len(listed(text, min_score=30).identifications) == 1


def test_q_values_rank_by_decoys(listed):
    assert len(listed(fdr=0.01).identifications) == 1
    lost = listed(TEXT.replace('value="3"', 'value="1e-9"'), fdr=0.01)
    assert lost.identifications == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (TEXT[:-200], "this is no whole XML document"),
        (TEXT.replace('peptideEvidence_ref="e3"', 'peptideEvidence_ref="e9"'), "'e9' refers to nothing in the file"),
        (TEXT.replace("SpectrumIdentificationResult", "Other"), "the list identifies no spectrum"),
    ],
)
def test_each_fault_is_said(listed, text, said):
    with pytest.raises(InputFault, match=said):
        listed(text)


def test_a_real_file_as_pyteomics_reads_it(data, monkeypatch):
    """Its reader asks for the vocabulary of the PSI, of which nothing but names of units would be used."""
    mzid = pytest.importorskip("pyteomics.mzid")
    monkeypatch.setattr("pyteomics.xml._has_psims", True)
    vocabulary = defaultdict(lambda: SimpleNamespace(relationship=(), name=None))
    path = str(data / "identifications/test.mzid")
    assert detect(path)[0] == "mzid"
    expected = []
    with mzid.MzIdentML(path, cv=vocabulary, retrieve_refs=True) as results:
        for result in results:
            for item in result["SpectrumIdentificationItem"]:
                evidence = item["PeptideEvidenceRef"]
                if item["rank"] == 1:
                    names = tuple(one["accession"] for one in evidence)
                    decoy = all(one["isDecoy"] for one in evidence)
                    expected.append((result["location"], item["PeptideSequence"], names, decoy))
    found = read(path, {}).matches
    assert [(one.source, one.sequence, one.proteins, one.decoy) for one in found] == expected
    assert len(found) > 10
    assert len(read_list({"path": path, "spot": "1"}).identifications) == 5
