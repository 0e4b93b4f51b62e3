"""Gene symbols of proteins from UniProt, over the network, where the configuration asks for it.

The service is described at https://www.uniprot.org/help/api_queries; it answers up to 1000 accessions at once.
"""

import hashlib
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlencode

from spotwise.delimited import decode
from spotwise.download import download
from spotwise.faults import Fault, InputFault
from spotwise.formats.proteins import ACCESSION
from spotwise.identify.fasta import ISOFORM, names_of
from spotwise.tables import atomic

URL = "https://rest.uniprot.org/uniprotkb/accessions"
OFFLINE = "set proteins.uniprot to false, and give genes by a FASTA file or a table"
BATCH = 200  # accessions a request: addresses of some 3000 characters


def genes_online(names: Iterable[str], cache: Path, url: str = URL) -> dict[str, str]:
    """The primary gene of each protein that UniProt knows one of, by the name given.

    Names that hold no accession of UniProt are not asked for; isoforms are by their main accession.

    Parameters
    ----------
    names : iterable of str
    cache : Path
        A folder in which answers are kept; a question asked before is answered from there.
    url : str
        The service, for tests.

    Raises
    ------
    InputFault
        Where the service can't be reached, or its answer is none.
    """
    asked = {name: found for name in names if (found := _accession(name))}
    wanted, genes = sorted(set(asked.values())), {}
    for at in range(0, len(wanted), BATCH):
        query = {"accessions": ",".join(wanted[at : at + BATCH]), "fields": "accession,gene_primary", "format": "tsv"}
        genes |= _answer(f"{url}?{urlencode(query)}", cache)
    return {name: genes[accession] for name, accession in asked.items() if accession in genes}


def _accession(name: str) -> str:
    """The accession of a name, or nothing: the service refuses a request that holds anything else."""
    parts = [ISOFORM.sub("", part) for part in names_of(name)]
    return next((part for part in parts if ACCESSION.fullmatch(part)), "")


def _answer(question: str, cache: Path) -> dict[str, str]:
    """Gene by accession, from the cache where the question stands there."""
    kept = cache / hashlib.sha256(question.encode()).hexdigest()
    if kept.is_file():
        with suppress(InputFault):  # cut off or changed: it is asked again
            return _genes(question, kept.read_bytes())
    raw = download(question, f"check the network; or {OFFLINE}")
    genes = _genes(question, raw)
    with suppress(OSError), atomic(kept) as draft:  # a cache that can't be written costs another download, no more
        draft.write_bytes(raw)
    return genes


def _genes(question: str, raw: bytes) -> dict[str, str]:
    header, *lines = decode(raw).split("\n")
    rows = [line.split("\t") for line in lines if line]
    whole = header.lower().split("\t") == ["entry", "gene names (primary)"] and lines[-1:] == [""]
    if not whole or any(len(row) != 2 for row in rows):
        found = "the answer is no table of accessions and genes"
        raise InputFault([Fault(question, found, f"try again later; or {OFFLINE}")])
    # several primary genes stand for a protein that several genes encode
    return {accession: gene.replace("; ", ";").strip() for accession, gene in rows if gene.strip()}
