"""Lists of identifications at fault, of every format: what the user is told before any job."""

import pytest

BY_REGION = "spot\taccession\tregion\n1\tP1\tcortex\n2\tP2\thippocampus\n"
POSITIONS = "Title,Plate position,Score,Accession\nGelsolin,A1,247,GELS_RAT\n"
PLATE = ",1,2\nA,1,2\n"
MASCOT = (
    '"Header","-----"\nPeak list data path,"run7.mgf"\nMascot version,"2.3"\n"Protein hits","-----"\n'
    "prot_hit_num,prot_acc,pep_query,pep_seq,pep_score\n1,ALBU_RAT,1,AEFVEVTK,60\n"
)


@pytest.fixture
def first(study):
    """The entry of the first list, that of the cortex."""
    return study.config["identifications"][0]


def test_a_list_with_a_column_of_regions_serves_all(study):
    study.write("both.tsv", BY_REGION)
    study.config["identifications"] = [{"path": "both.tsv"}]
    assert study.faults() == []


def test_regions_of_a_list_that_no_table_has(study):
    study.write("both.tsv", BY_REGION.replace("cortex", "cortx"))
    study.config["identifications"] = [{"path": "both.tsv"}]
    assert study.faults() == ["both.tsv, line 2: no table of quantities is of region 'cortx' | did you mean 'cortex'?"]


def test_a_list_without_a_row_of_its_region(study, first):
    study.write("cortex_proteins.tsv", BY_REGION.replace("cortex", "hippocampus"))
    assert study.faults() == [
        "cortex_proteins.tsv: no row is of region 'cortex'; the list names 'hippocampus'"
        " | correct `region` in its entry, or leave it out"
    ]


def test_spots_of_a_region_are_held_against_its_own_rows(study):
    study.write("both.tsv", BY_REGION.replace("1\tP1", "C9\tP1"))
    study.config["identifications"] = [{"path": "both.tsv", "region": "cortex"}]
    assert study.faults() == [
        "both.tsv: none of its spots ('C9') stands in the table of quantities ('1', '2', '3')"
        " | check the spot numbers, and the region"
    ]


def test_positions_need_a_plate(study, first):
    study.write("cortex_proteins.tsv", POSITIONS)
    assert study.faults() == [
        "cortex_proteins.tsv, line 1: the list names positions of a MALDI plate, and no spots"
        " | give the map of the plate with `plate: maldiplate.csv` in its entry"
    ]
    study.write("plate.csv", PLATE)
    first["plate"] = "plate.csv"
    assert study.faults() == []
    first["plate"] = "plat.csv"
    assert study.faults() == [
        "plat.csv: there is no such file | correct the path in the configuration; it starts from the folder you run in"
    ]


def test_marks_in_the_path_of_a_plate(study, first):
    study.write("cortex_proteins.tsv", POSITIONS)
    study.write("p{x}.csv", PLATE)
    first["plate"] = "p{x}.csv"
    assert study.faults() == [
        "configuration, identifications: found '{' in 'p{x}.csv'"
        " | write a path without { } < >, which mean something to Snakemake"
    ]


def test_a_search_that_names_no_spot(study, first):
    study.write("cortex_proteins.tsv", MASCOT)
    assert study.faults() == [
        "cortex_proteins.tsv: the list names no spot: it names files of spectra ('run7'), and neither they nor it are"
        " called as a spot of the table"
        " | say in its entry which spot it is of, as `spot: '12'`, or name each file of spectra after its spot"
    ]
    first["spot"] = 2
    assert study.faults() == []
    first["spot"] = 9
    assert study.faults() == [
        "cortex_proteins.tsv: none of its spots ('9') stands in the table of quantities ('1', '2', '3')"
        " | check the spot numbers, and the region"
    ]
    del first["spot"]
    study.edit("cortex_proteins.tsv", "run7.mgf", "C:\\\\gels\\\\3.mgf")
    assert study.faults() == []


def test_cut_offs_that_a_list_can_not_meet(study, first):
    first |= {"fdr": 0.01, "max_evalue": 0.05, "min_score": 60}
    where = "configuration, identifications (cortex_proteins.tsv): "
    assert study.faults() == [
        f"{where}`max_evalue` is set, and the list has no expectations (e-values) | take it out of the entry",
        f"{where}`fdr` is set, and the list holds no decoy"
        " | search a database with decoys and export their matches too, or set `max_evalue`",
    ]


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("fdr", 0, "found '0' | write more than 0"),
        ("fdr", 1.5, "found '1.5' | write at most 1"),
        ("max_evalue", -1, "found '-1' | write at least 0"),
        ("format", "mascot", "found 'mascot' | did you mean 'mascot_csv'?"),
    ],
)
def test_values_of_an_entry(study, first, key, value, said):
    first[key] = value
    assert study.faults() == [f"configuration, identifications[1].{key}: {said}"]


def test_a_cut_short_document(study, first):
    study.write("cortex_proteins.tsv", '<?xml version="1.0"?><MzIdentML><SequenceCollection>')
    (fault,) = study.faults()
    assert fault.startswith("cortex_proteins.tsv, line 1: this is no whole XML document")


def test_large_lists_are_left_to_their_job(study, first, monkeypatch):
    study.write("cortex_proteins.tsv", MASCOT + " " * 2000)
    monkeypatch.setattr("spotwise.study.check_tables.WHOLE", 1000)
    assert study.faults() == []


def test_a_list_that_is_named_twice(study, first):
    study.config["identifications"].append({**first, "path": "./cortex_proteins.tsv"})
    assert study.faults() == [
        "configuration, identifications (./cortex_proteins.tsv): the list is named above already"
        " | take one of its entries out"
    ]
