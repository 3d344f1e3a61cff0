"""A Document as plain JSON data and back, so that what was once said can be kept and compared years later.

A node is an object whose "node" names its type; a tuple is a list; bytes, such as those of a picture, are base64.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from briefgen.document import nodes
from briefgen.document.nodes import Document

_TYPES: dict[str, Any] = {
    name: found for name, found in vars(nodes).items() if is_dataclass(found) and found.__module__ == nodes.__name__
}
BYTES = "bytes"


def document_as_json(document: Document) -> dict[str, Any]:
    """The document as plain JSON data; `document_from_json` gives an equal one."""
    found = _plain(document)
    assert isinstance(found, dict)
    return found


def document_from_json(data: Mapping[str, Any]) -> Document:
    """Raises KeyError, TypeError or ValueError for what `document_as_json` did not give."""
    found = _node(data)
    if not isinstance(found, Document):
        raise TypeError("this is no document")
    return found


def _plain(thing: Any) -> Any:
    if isinstance(thing, tuple):
        return [_plain(one) for one in thing]
    if isinstance(thing, bytes):
        return {BYTES: b64encode(thing).decode()}
    if not is_dataclass(thing):
        return thing
    return {"node": type(thing).__name__, **{f.name: _plain(getattr(thing, f.name)) for f in fields(thing)}}


def _node(data: Any) -> Any:
    if isinstance(data, list):
        return tuple(_node(one) for one in data)
    if not isinstance(data, Mapping):
        return data
    if BYTES in data:
        return b64decode(data[BYTES], validate=True)
    type_ = _TYPES[data["node"]]
    return type_(**{name: _node(value) for name, value in data.items() if name != "node"})
