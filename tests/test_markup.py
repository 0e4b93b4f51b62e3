"""XML and HTML from others."""

import pytest
from spotwise.faults import InputFault
from spotwise.markup import read_html, read_xml

BOMB = (
    '<!DOCTYPE a [<!ENTITY x0 "ha">' + "".join(f'<!ENTITY x{i} "{f"&x{i - 1};" * 10}">' for i in range(1, 12)) + "]>{}"
)


def write(folder, content, name="file.xml"):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def fault_of(read, path):
    with pytest.raises(InputFault) as caught:
        read(path)
    (fault,) = caught.value.faults
    assert str(path) in fault.where
    return fault.found


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_document_is_read_in_the_encoding_it_has(tmp_path, encoding):
    text = f'\r\n<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>\r\n<a><!-- no --><b k="µ">ü</b></a>'
    (child,) = read_xml(write(tmp_path, text.encode(encoding)))
    assert (child.tag, child.get("k"), child.text) == ("b", "µ", "ü")


@pytest.mark.parametrize("body", ["<a>&x11;</a>", '<a b="&x11;"/>', "<a/>"])
def test_a_bomb_is_one_fault(tmp_path, body):
    assert "entities" in fault_of(read_xml, write(tmp_path, BOMB.format(body)))


def test_no_other_file_is_read(tmp_path):
    secret = write(tmp_path, "secret", "other.txt")
    text = f'<!DOCTYPE a [<!ENTITY x SYSTEM "{secret.as_uri()}">]><a>&x;</a>'
    found = fault_of(read_xml, write(tmp_path, text))
    assert "entities" in found
    assert "secret" not in found
    outside = f'<!DOCTYPE a SYSTEM "{secret.as_uri()}"><a>ok</a>'
    assert read_xml(write(tmp_path, outside)).text == "ok"


@pytest.mark.parametrize("text", ["<a><b>1</b><b", "<a><b>1</b>", "<a></b>", "no markup", "<a>&unknown;</a>"])
def test_a_document_cut_short_or_not_well_formed_is_one_fault(tmp_path, text):
    assert "no whole XML document" in fault_of(read_xml, write(tmp_path, text))


def test_a_document_nested_without_end_is_one_fault(tmp_path):
    assert "no whole XML document" in fault_of(read_xml, write(tmp_path, "<a>" * 10000 + "</a>" * 10000))


@pytest.mark.parametrize("read", [read_xml, read_html])
def test_what_is_no_text_is_one_fault(tmp_path, read):
    assert "no such file" in fault_of(read, tmp_path / "nowhere")
    assert "is empty" in fault_of(read, write(tmp_path, " \n"))
    assert "workbook" in fault_of(read, write(tmp_path, b"PK\x03\x04\0\0"))


def test_a_page_is_read_though_its_tags_are_loose(tmp_path):
    root = read_html(write(tmp_path, "\ufeff<!DOCTYPE html><HTML><body><p>µ<br><td>1</body></HTML>\r\n"))
    assert "".join(root.itertext()) == "µ1"


@pytest.mark.parametrize("text", ["<html><body><table><tr><td>1", "<html><body></body></htm"])
def test_a_page_cut_short_is_one_fault(tmp_path, text):
    assert "cut short" in fault_of(read_html, write(tmp_path, text))


def test_a_page_without_a_body_is_one_fault(tmp_path):
    assert "nothing" in fault_of(read_html, write(tmp_path, "</html>"))
