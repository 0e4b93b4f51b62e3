"""Every table of quantities among the real data is read by `format: auto`.

Counts and values were taken from the files with awk and grep, not with these readers.
"""

from dataclasses import dataclass, field

import pytest
from spotwise.faults import InputFault
from spotwise.formats.load import load
from spotwise.formats.registry import detect, read_quantities

DDA = "LFQ_Orbitrap_DDA_Condition_{}_Sample_Alpha_0{}"
AIF = "LFQ_Orbitrap_AIF_Condition_{}_Sample_Alpha_0{}"


@dataclass(frozen=True)
class Expected:
    """What a file holds: rows, samples, cells that are empty or zero, whether rows are peptides, and some values.

    `values` are by the accession, sequence or number that stands in the row (its name, or one of its properties), and
    the sample.
    """

    format: str
    rows: int
    samples: int
    missing: int
    peptides: bool
    values: dict[tuple[str, str], float]
    scale: str = "linear"
    findings: tuple[str, ...] = field(default=())


FILES = {
    "gel-pecten/pecten.csv": Expected(
        "wide", 766, 12, 0, False, {("155", "Br_23865"): 629380, ("3067", "Br_23877"): 58446402}
    ),
    "peptides-cptac6/peptides200.txt": Expected(
        "maxquant", 1459, 45, 31302, True, {("AAAQFGQK", "6A_2"): 255560, ("AAAQFGQK", "6B_9"): 25522}
    ),
    "peptides-cptac6/proteinGroups.txt": Expected(
        "maxquant_proteins", 1505, 27, 19634, False, {("P47018", "6A_1"): 786880, ("P47018", "6C_9"): 798940}
    ),
    "peptides-cptac6/derived_peptides_CPTAC_raw.tsv": Expected(
        "wide", 9863, 27, 127102, True, {("LLIEAISR", "X6A_1"): 551130, ("YYTITEVATR", "X6C_9"): 372970}
    ),
    "regions-heart/proteinGroups_HEART_filtered.txt": Expected(
        "wide",
        8908,
        18,
        35145,
        False,
        {("Q01449;H7C243", "RA3"): 36.0799061185742, ("Q01449;H7C243", "SepV8"): 30.1446727889661},
        scale="log2",
    ),
    "search-engines/AlphaDIA_1.10_sample.tsv": Expected(
        "alphadia",
        73,
        6,
        103,
        True,
        {("AIFEIVLNR", AIF.format("A", 1)): 438876672.671111, ("SWVIDQK", AIF.format("A", 3)): 67199959.629541},
        findings=("261 of 334 rows",),  # 334 rows, 73 different ones
    ),
    "search-engines/CustomFormat_DDA_quant_ions_test.txt": Expected(
        "wide",
        8493,
        6,
        7201,
        True,
        {("QMFGNADM[MOD:00425]NTFPTFK", DDA.format("A", 2)): 1480741.36743742}
        | {("IIMYDQNHLLGR", DDA.format("B", 3)): 10275849.1834748},
    ),
    "search-engines/DIANN_1.9_beta_sample_report.tsv": Expected(
        "diann",
        233,  # of 237, those with PG.Q.Value <= 5% and Lib.PG.Q.Value <= 1%, which 1,157 of 1,168 rows have
        6,
        241,
        True,
        {("(UniMod:1)AAAAAAAGAAGSAAPAAAAGAPGSGGAPSGSQGVLIGDR4", AIF.format("A", 1)): 723473}
        | {("(UniMod:1)AAAAAAAGAAGSAAPAAAAGAPGSGGAPSGSQGVLIGDR4", AIF.format("B", 3)): 710953},
        findings=("1 of 1168 rows", "10 of 1168 rows"),
    ),
    "search-engines/FragPipe_MSFragger_combined_ion.tsv": Expected(
        "fragpipe",
        500,
        6,
        1393,
        True,
        {("AAAAAAALQAK", DDA.format("A", 1)): 358108480, ("AAPVLTSK", DDA.format("A", 1)): 4812676},
    ),
    "search-engines/MaxQuant_evidence_sample.txt": Expected(
        "maxquant_evidence",
        133,
        6,
        207,
        True,
        {("ACADAGLLDESFLR", "A_Sample_Alpha_01"): 5893800, ("ACADAGLLDESFLR", "B_Sample_Alpha_03"): 12295000},
    ),
    "search-engines/ProteomeDIscoverer_PeptideGroups_trimmed.txt": Expected(
        "proteome_discoverer",
        682,  # of 742; 60 are NotUnique in Quan Info
        6,
        209,
        True,
        {("NMGGPYGGGNYGPGGSGGSGGYGGR", "F1"): 56000487.3709098, ("TCLLNETGDEPFQYK", "F6"): 2527562.45258904},
        findings=("60 of 742 peptides",),
    ),
    "search-engines/sage_sample_input_lfq.tsv": Expected(
        "sage",
        1556,
        6,
        54,
        True,
        {("DMEDLLR", DDA.format("A", 1)): 27388965.4275337, ("FLELLPK", DDA.format("B", 3)): 58876266.29959592},
    ),
    "search-engines/sample_dda_quantms.sdrf_openms_design_msstats_in.csv": Expected(
        "quantms",
        100,
        6,
        500,
        True,
        {("DLFHPEQLISGK", DDA.format("A", 1)): 131708800, ("EQVYDAMGEK", DDA.format("B", 1)): 48666640},
    ),
}
"""Files of search engines and the others; SameSpots' fourteen follow below."""

SAMESPOTS = {
    "AM8": ("360", 7896707.26029811, "156", 2743076.57799341),
    "AR5": ("249", 1623953.33062549, "267", 2312829.09830677),
    "CC-50": ("19", 1569900.69317731, "262", 1541408.60503899),
    "ES-53": ("244", 2993843.49560273, "392", 19061179.984168),
    "JC-46": ("397", 5493090.79353819, "381", 17675908.0291189),
    "JP9": ("266", 2215998.2487297, "280", 847936.795324227),
    "MC2": ("359", 37185392.45554, "266", 2321064.14621497),
    "MC6": ("276", 2167450.74942431, "262", 2820809.31628932),
    "MM-45": ("397", 5493090.79353819, "280", 768936.364792818),
    "NR-49": ("19", 1569900.69317731, "267", 2338062.61073213),
    "RC-52": ("397", 5493090.79353819, "381", 17675908.0291189),
    "RM7": ("249", 1623953.33062549, "222", 14252649.1779605),
    "SF-51": ("244", 2993843.49560273, "252", 16536870.209178),
    "VF3": ("276", 2167450.74942431, "222", 23058486.8580742),
}
"""By patient: the first spot and its volume in the first gel, the last spot and its volume in the fourth."""


def rows_of(found, key):
    """The rows that a key names: by their name, or else by a property."""
    columns = [found.entries, *found.annotation.values()]
    return next(rows for cells in columns if (rows := [at for at, cell in enumerate(cells) if cell == key]))


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_known_and_holds_what_it_holds(data, name):
    path, expected = str(data / name), FILES[name]
    assert detect(path)[0] == expected.format
    found = read_quantities(path, "auto", "normalised")
    assert len(found.entries) == expected.rows
    assert len(found.samples) == expected.samples
    assert found.peptides == expected.peptides
    loaded = load(found, found.samples, expected.scale, path)
    assert loaded.facts["missing"] == expected.missing
    for (key, sample), value in expected.values.items():
        at = found.samples.index(sample)
        assert value in [found.values[row][at] for row in rows_of(found, key)], (key, sample)
    said = [what for what, _ in found.findings]
    for words in expected.findings:
        assert any(what.startswith(words) for what in said), said


@pytest.mark.parametrize("patient", SAMESPOTS)
def test_each_export_of_samespots(data, patient):
    path = str(data / f"gel-samespots/HOPvs{patient}.csv")
    first, first_volume, last, last_volume = SAMESPOTS[patient]
    assert detect(path)[0] == "samespots"
    found = read_quantities(path, "auto", "normalised")
    assert (found.entries[0], found.values[0][0]) == (first, first_volume)
    assert (found.entries[-1], found.values[-1][3]) == (last, last_volume)
    loaded = load(found, found.samples, "linear", path)
    assert {name: loaded.facts[name] for name in ("features", "samples", "missing", "normalised")} == {
        "features": 54, "samples": 4, "missing": 0, "normalised": True,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("gel-samespots/SameSpots.htm", "not the volumes of each gel"),
        ("gel-samespots/SameSpots-MultipleSamples.htm", "not the volumes of each gel"),
        ("identifications/test.mztab", "mzTab|no quantit|no abundance"),
    ],
)
def test_a_file_without_quantities_is_one_fault_that_says_so(data, name, said):
    """Reports of means, and an mzTab of mode Identification."""
    with pytest.raises(InputFault, match=said) as caught:
        read_quantities(str(data / name), "auto", "normalised")
    assert len(caught.value.faults) == 1
