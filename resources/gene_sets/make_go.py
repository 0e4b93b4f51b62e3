"""Makes go.gmt, human_symbols.txt and human_aliases.tsv from two of Bioconductor's SQLite files: see README.md here.

    python resources/gene_sets/make_go.py ORG_HS_EG_SQLITE GO_SQLITE [--out DIR]

Needs the standard library only. The same input gives the same bytes.
"""

import argparse
import re
import sqlite3
from contextlib import closing
from pathlib import Path

MIN_GENES = 5
MAX_GENES = 2500

ONTOLOGIES = ("bp", "mf", "cc")

# A gene of a part is a gene of the whole. A gene that regulates a process need not take part in it, so these
# edges end the walk. The ready-made tables go_*_all and go_*_offspring do follow them, and are not used.
FOLLOWED = {"isa", "part of"}
NOT_FOLLOWED = {"regulates", "positively regulates", "negatively regulates"}

# NCBI names the proteins of the mitochondrial genome without the prefix that HGNC gives them. The rat's
# symbols are HGNC's in other capitals (Mt-co1), so HGNC's are written here. By Entrez id, because COX1 and
# COX2 are also everyday names of PTGS1 and PTGS2.
MITOCHONDRIAL = {
    "4508": "MT-ATP6",
    "4509": "MT-ATP8",
    "4512": "MT-CO1",
    "4513": "MT-CO2",
    "4514": "MT-CO3",
    "4519": "MT-CYB",
    "4535": "MT-ND1",
    "4536": "MT-ND2",
    "4537": "MT-ND3",
    "4538": "MT-ND4",
    "4539": "MT-ND4L",
    "4540": "MT-ND5",
    "4541": "MT-ND6",
}


def read_terms(go):
    """Name of each living term by its id. Obsolete terms are in a table of their own, go_obsolete."""
    # "universal" is a made-up root that joins the three ontologies.
    return dict(go.execute("SELECT go_id, term FROM go_term WHERE ontology != 'universal'"))


def read_alternate_ids(go):
    """Today's id of a term by each id that it had before terms were merged."""
    query = "SELECT secondary, go_id FROM go_synonym JOIN go_term USING (_id) WHERE secondary IS NOT NULL"
    return dict(go.execute(query))


def read_relations(go):
    """(child id, parent id, relation) of every edge of the three ontologies."""
    for ontology in ONTOLOGIES:
        yield from go.execute(
            f"SELECT c.go_id, p.go_id, r.relationship_type FROM go_{ontology}_parents r"
            " JOIN go_term c ON c._id = r._id JOIN go_term p ON p._id = r._parent_id"
        )


def read_parents(go, terms):
    """Set of parent ids by term id, over is_a and part_of alone."""
    parents = {}
    for child, parent, relation in read_relations(go):
        # Another release may spell the relations differently, and every set would shrink without a word.
        if relation not in FOLLOWED | NOT_FOLLOWED:
            raise ValueError(f"{child} has a relation that is unknown here: {relation!r}")
        if relation in FOLLOWED and parent in terms:
            parents.setdefault(child, set()).add(parent)
    return parents


def read_symbols(genes):
    """Symbol of each protein-coding gene by the database's own row number, _id."""
    # A gel shows proteins, so RNA genes and pseudogenes are left out. LOC and a number is NCBI's stand-in for
    # a gene without an approved symbol; the number is the human Entrez id, which no rat gene shares.
    rows = genes.execute(
        "SELECT i._id, g.gene_id, i.symbol"
        " FROM gene_info i JOIN genes g USING (_id) JOIN genetype t USING (_id)"
        " WHERE t.gene_type = 'protein-coding' AND i.symbol NOT GLOB 'LOC[0-9]*'"
    )
    return {row: MITOCHONDRIAL.get(entrez, symbol) for row, entrez, symbol in rows}


NO_GENES = {"NA", "NAN", "14-3-3"}
"""Aliases that say nothing: how tables write that there is no gene, and the name of a family of seven."""


def read_aliases(genes, symbols):
    """Symbol by alias, in capitals: aliases of one gene alone, of any type, that are no gene's symbol.

    An alias is what a gene was called before, or is called elsewhere. HSP27 is one of HSPB1 and of HSPB2, and ARP3 is
    the symbol of no gene but an alias of two: neither says which gene is meant.
    """
    official = {symbol.upper() for (symbol,) in genes.execute("SELECT symbol FROM gene_info")}
    official.update(symbol.upper() for symbol in symbols.values())
    owners = {}
    for row, alias in genes.execute("SELECT _id, alias_symbol FROM alias"):
        owners.setdefault(alias.upper(), set()).add(row)
    unique = {alias: next(iter(rows)) for alias, rows in owners.items() if len(rows) == 1 and alias not in official}
    unique = {alias: row for alias, row in unique.items() if alias not in NO_GENES}
    # A space or ; parts several names, or makes a sentence of them.
    return {alias: symbols[row] for alias, row in unique.items() if row in symbols and not re.search(r"[\s;,]", alias)}


def read_annotations(genes, symbols, terms, alternate_ids):
    """Set of symbols by term id, as annotated: nothing is propagated yet."""
    annotations = {}
    for ontology in ONTOLOGIES:
        # ND says that a curator looked and found no data.
        for row, term in genes.execute(f"SELECT _id, go_id FROM go_{ontology} WHERE evidence != 'ND'"):
            term = alternate_ids.get(term, term)
            if term in terms and row in symbols:
                annotations.setdefault(term, set()).add(symbols[row])
    return annotations


def find_ancestors(term, parents):
    """The term itself and every term above it."""
    found = {term}
    waiting = [term]
    while waiting:
        new = parents.get(waiting.pop(), set()) - found
        found |= new
        waiting.extend(new)
    return found


def propagate(annotations, parents):
    """Set of symbols by term id, where each term also holds the genes of the terms below it."""
    gene_sets = {}
    for term, symbols in annotations.items():
        for ancestor in find_ancestors(term, parents):
            gene_sets.setdefault(ancestor, set()).update(symbols)
    return gene_sets


def build_gene_sets(genes, go):
    """Set of symbols by term id from the two open databases, of every size."""
    terms = read_terms(go)
    annotations = read_annotations(genes, read_symbols(genes), terms, read_alternate_ids(go))
    return propagate(annotations, read_parents(go, terms))


def format_gmt(gene_sets, terms):
    """The text of a GMT file, without the sets that are too small or too large to say anything."""
    lines = []
    for term, symbols in sorted(gene_sets.items()):
        if MIN_GENES <= len(symbols) <= MAX_GENES:
            lines.append("\t".join([term, terms[term], *sorted(symbols)]) + "\n")
    return "".join(lines)


def open_read_only(path):
    """A connection that fails where the file is missing, rather than making an empty one."""
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)


def write(path, text):
    """Writes the same bytes on every system."""
    path.write_text(text, encoding="utf-8", newline="\n")


def make(genes_path, go_path, out):
    """Writes go.gmt, human_symbols.txt and human_aliases.tsv into the folder `out`."""
    with closing(open_read_only(genes_path)) as genes, closing(open_read_only(go_path)) as go:
        gmt = format_gmt(build_gene_sets(genes, go), read_terms(go))
        symbols = read_symbols(genes)
        aliases = read_aliases(genes, symbols)
    out.mkdir(parents=True, exist_ok=True)
    write(out / "go.gmt", gmt)
    write(out / "human_symbols.txt", "".join(f"{symbol}\n" for symbol in sorted(set(symbols.values()))))
    write(out / "human_aliases.tsv", "".join(f"{alias}\t{symbol}\n" for alias, symbol in sorted(aliases.items())))


def main():
    here = Path(__file__).parent
    parser = argparse.ArgumentParser(description="Make go.gmt, human_symbols.txt and human_aliases.tsv.")
    parser.add_argument("genes", metavar="ORG_HS_EG_SQLITE", type=Path, help="the file of org.Hs.eg.db")
    parser.add_argument("go", metavar="GO_SQLITE", type=Path, help="the file of GO.db")
    parser.add_argument("--out", metavar="DIR", type=Path, default=here, help="default: the script's folder")
    arguments = parser.parse_args()
    make(arguments.genes, arguments.go, arguments.out)


if __name__ == "__main__":
    main()
