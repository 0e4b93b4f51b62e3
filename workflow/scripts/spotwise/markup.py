"""XML and HTML that others wrote: no entity is expanded, nothing is fetched, and a broken file is one fault."""

from pathlib import Path
from typing import TYPE_CHECKING

from spotwise.delimited import read_text
from spotwise.faults import Fault, InputFault

if TYPE_CHECKING:
    from lxml.etree import _Element

AGAIN = "export it again, and copy it whole"


def read_xml(path: str | Path) -> "_Element":
    """The root of an XML document.

    Parameters
    ----------
    path : str or Path

    Raises
    ------
    InputFault
        As `read_text` does, and where the document is cut short or not well formed, or declares entities: no software
        of this field needs them, and a few lines of them can fill the memory or read other files.
    """
    from lxml import etree

    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
    )
    raw = read_text(path).lstrip().encode()
    try:
        root = etree.fromstring(raw, parser)
    except etree.XMLSyntaxError as error:
        if b"<!ENTITY" in raw:
            raise InputFault([_entities(path)]) from None
        where = f"{path}, line {error.lineno}"
        raise InputFault([Fault(where, f"this is no whole XML document ({error.msg})", AGAIN)]) from None
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.iterentities()):
        raise InputFault([_entities(path)])
    return root


def read_xml_of(path: str | Path, root: str, kind: str) -> "_Element":
    """The root of an XML document whose root element has that name; `kind` is what its format is called.

    Raises
    ------
    InputFault
        As `read_xml` does, and where the root has another name.
    """
    found = read_xml(path)
    if (name := found.tag.rpartition("}")[2]) != root:
        mend = f"export it as {kind}, or name another format"
        raise InputFault([Fault(str(path), f"this is no {kind}: its root is {name!r}", mend)])
    return found


def _entities(path: str | Path) -> Fault:
    return Fault(str(path), "the document declares XML entities, which are not expanded here", "export it without them")


def read_html(path: str | Path) -> "_Element":
    """The root of an HTML page, whose tags need not be well formed.

    Raises
    ------
    InputFault
        As `read_text` does, and where the page does not end with `</html>`, or holds nothing.
    """
    from lxml import etree

    text = read_text(path).strip()
    if not text.lower().endswith("</html>"):
        raise InputFault([Fault(str(path), "the page is cut short: it does not end with </html>", AGAIN)])
    root = etree.fromstring(text.encode(), etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False))
    if root is None or root.find("body") is None:
        raise InputFault([Fault(str(path), "the page holds nothing", AGAIN)])
    return root
