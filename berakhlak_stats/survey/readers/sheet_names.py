"""Which file inside a workbook holds which sheet."""

from __future__ import annotations

import posixpath
from xml.etree import ElementTree

_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def sheet_members(workbook: bytes, relations: bytes) -> dict[str, str]:
    """File inside the archive by name of the sheet; empty where the workbook is damaged.

    The bytes were searched for entities before.
    """
    try:
        book = ElementTree.fromstring(workbook)
        links = ElementTree.fromstring(relations)
    except (ElementTree.ParseError, ValueError, LookupError):
        return {}
    targets = {each.get("Id"): each.get("Target", "") for each in links}
    return {
        each.get("name", ""): _inside(targets[each.get(_ID)])
        for each in book.iter()
        if each.tag.rpartition("}")[2] == "sheet" and each.get(_ID) in targets
    }


def _inside(target: str) -> str:
    """Targets are relative to the folder ``xl``, or start at the root."""
    return posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
