"""A Document kept as JSON comes back as it was."""

from __future__ import annotations

import json

import pytest
from hypothesis import given

from briefgen.document.nodes import Document, document_as_json, document_from_json
from tests.document.strategies import documents


@given(documents())
def test_every_document_comes_back(document: Document) -> None:
    kept = json.loads(json.dumps(document_as_json(document), ensure_ascii=False))
    assert document_from_json(kept) == document


@pytest.mark.parametrize("data", [{"node": "Nothing"}, {"node": "Text", "value": "a", "more": 1}, {}, {"node": "Text"}])
def test_what_is_no_document_is_refused(data: dict[str, object]) -> None:
    with pytest.raises((KeyError, TypeError)):
        document_from_json(data)
