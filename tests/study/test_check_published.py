"""Published claims at fault: what the user is told before anything runs."""

import pytest

HEADER = "claim_id\tsource\tquote\tlevel\tid\tregion\tcontrast\tdirection\tlog2fc\tp"
SOUND = "one\ta paper\tActin changed\tfocus\tactin\tcortex\tdrug_vs_control\tup\t\t"


@pytest.fixture
def claims(study):
    """A function that writes rows below a header, lists the file, and gives the faults of the study."""

    def faults(*rows, header=HEADER, name="claims.tsv"):
        study.write(name, "\n".join([header, *rows]) + "\n")
        study.config.setdefault("published", []).append(name)
        return study.faults()

    return faults


def test_sound_claims_have_no_fault(claims):
    bare = "two\ta paper\tEno1 rose\tGene\tEno1\t\t\t\t0.58\t0.001"
    assert claims(SOUND, bare) == []


def test_a_file_of_the_needed_columns_alone_and_columns_of_ones_own(claims):
    header = "id,level,quote,source,claim_id,our notes"
    assert claims("actin,focus,Actin changed,a paper,one,see page 3", header=header) == []


def test_a_file_that_is_missing_or_a_picture_or_empty(study):
    study.config["published"] = ["gone.tsv", "picture.tsv", "empty.tsv"]
    study.write("picture.tsv", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
    study.write("empty.tsv", HEADER)
    assert study.faults() == [
        "gone.tsv: there is no such file | correct the path in the configuration; it starts from the folder you run in",
        "picture.tsv: the file is no text but a picture | export it as tab-separated text or CSV",
        "empty.tsv: the file holds no claim | write one row a claim, or take it out of `published`",
    ]


def test_a_missing_column_and_one_that_is_a_slip(claims):
    assert claims("one\ta\tb\tfocus\tactin\tup", header="claim_id\tsource\tquotes\tlevel\tname\tdirections") == [
        "claims.tsv, line 1: unknown column 'quotes' | did you mean 'quote'?",
        "claims.tsv, line 1: unknown column 'directions' | did you mean 'direction'?",
        "claims.tsv, line 1: no column 'id'; found 'claim_id', 'source', 'quotes', 'level', 'name', 'directions'"
        " | add it: the name of that focus, term, gene, spot or outcome",
    ]


def test_a_repeated_column_and_a_row_that_is_too_long(claims):
    assert claims(SOUND, header=HEADER.replace("log2fc", "p")) == [
        "claims.tsv, line 1: repeated columns 'p' | rename or remove all but one"
    ]
    assert claims(SOUND + "\tmore", name="others.tsv")[-1] == (
        "others.tsv, line 2: 11 cells under 10 column names | put cells that hold the delimiter in quotes"
    )


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("focus", "foci", "unknown level 'foci' | did you mean 'focus'?"),
        ("focus", "", "the claim has no level | fill it in: what it speaks of: focus, term, gene, spot, outcome"),
        ("a paper", "", "the claim has no source | fill it in: where it was published"),
        ("up", "upwards", "unknown direction 'upwards' | known: 'up', 'down', 'mixed', 'none', 'unstated'"),
        ("up", "nonee", "unknown direction 'nonee' | did you mean 'none'?"),
        ("cortex", "kortex", "the study has no region 'kortex' | did you mean 'cortex'? Empty, it is judged in each"),
        (
            "drug_vs_control",
            "drug_v_control",
            "the study has no contrast 'drug_v_control' | did you mean 'drug_vs_control'? Empty, it is judged in each",
        ),
    ],
)
def test_a_word_that_is_not_known(claims, old, new, found):
    assert claims(SOUND.replace(old, new)) == [f"claims.tsv, line 2: {found}"]


@pytest.mark.parametrize("cell", ["<0.05", "n.s.", "inf", "0.05*"])
def test_a_p_or_a_fold_that_is_no_number(claims, cell):
    mend = "write a number, or leave the cell empty where it is missing"
    assert claims(SOUND[:-1] + f"{cell}\t{cell}") == [
        f"claims.tsv, line 2, column 'log2fc': '{cell}' is not a number | {mend}",
        f"claims.tsv, line 2, column 'p': '{cell}' is not a number | {mend}",
    ]


def test_a_p_beyond_one_and_a_fold_against_its_direction(claims):
    assert claims(SOUND[:-1] + "-0.5\t5") == [
        "claims.tsv, line 2: 5 is no p | write a number from 0 to 1",
        "claims.tsv, line 2: direction up and a log2fc of -0.5 disagree"
        " | log2fc is the log2 of the fold: above 0 is up",
    ]


def test_a_claim_id_that_stands_twice_in_one_file_or_in_two(claims):
    mend = "give each claim an id of its own"
    twice = [f"claims.tsv, line 3: claim 'one' stands in claims.tsv, line 2 already | {mend}"]
    assert claims(SOUND, SOUND) == twice
    assert claims(SOUND, name="others.tsv") == [
        *twice,
        f"others.tsv, line 2: claim 'one' stands in claims.tsv, line 2 already | {mend}",
    ]


def test_many_faults_of_one_file_are_counted(claims):
    found = claims(*(SOUND.replace("one", f"n{at}").replace("cortex", "x") for at in range(9)))
    assert len(found) == 6
    assert found[-1] == "claims.tsv: 4 more claims like these | mend them alike"


def test_a_study_whose_regions_cannot_be_told_asks_nothing_of_them(study, claims):
    study.config["samples"] = "gone.tsv"
    assert [fault for fault in claims(SOUND) if fault.startswith("claims.tsv")] == []


def test_a_path_with_a_mark_of_snakemake(study):
    study.config["published"] = ["{x}.tsv"]
    assert any(fault.startswith("configuration, published: found '{'") for fault in study.faults())
