"""Where the files of a workspace have the words of a quote, for findings that point at them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from briefgen.disk import content_of
from briefgen.model.schema import SOURCE
from briefgen.model.statement import Citation
from briefgen.workspace.workspace import Workspace

if TYPE_CHECKING:
    from briefgen.checks.context import WordsAt


def words_at(workspace: Workspace, unsaved: Mapping[str, bytes] | None = None) -> WordsAt:
    """Looks words up in the file that has them, by its shown name; `unsaved` is what files will have.

    Only of bad quotes it is asked: good ones are looked up nowhere.
    """
    from briefgen.facts.passages.fresh_quotes import FreshQuotes
    from briefgen.facts.passages.quote_places import place_of_quote

    root, shown = workspace.home.folder("facts"), workspace.home.shown("facts")
    kept = FreshQuotes(root / workspace.facts.base.schema[SOURCE].folder, {}).kept_of

    def find(file: str, citation: Citation, near: int) -> tuple[int, int] | None:
        raw = (unsaved or {}).get(file) or content_of(root / file.removeprefix(f"{shown}/"))
        return place_of_quote(raw, citation.quote, citation.source, near, kept) if raw else None

    return find
