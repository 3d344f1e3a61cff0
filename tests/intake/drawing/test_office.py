"""Files of old office programs are read through LibreOffice, or refused with what to do."""

from __future__ import annotations

import shutil
import socket

import pytest

from briefgen.intake.drawing.draw import draw
from briefgen.intake.drawing.drawn import Undrawable


@pytest.mark.parametrize(("data", "form"), [(b"\xd0\xcf\x11\xe0\xa1\xb1", "doc"), (b"{\\rtf1 Walls.}", "rtf")])
def test_where_libreoffice_is_missing_it_says_so(data: bytes, form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(Undrawable, match=rf"is a \.{form} file; install LibreOffice"):
        draw(data)


@pytest.mark.slow
def test_its_words_are_read_and_nothing_that_it_points_to_is_loaded() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/wall.png"
        field = f'{{\\field{{\\*\\fldinst INCLUDEPICTURE "{address}" \\\\d}}{{\\fldrslt }}}}'
        found = draw(f"{{\\rtf1\\ansi The forum met in Port Example.\\par {field} It ended.}}".encode())
        with pytest.raises(BlockingIOError):
            server.accept()
    assert (found.form, found.text) == ("rtf", "The forum met in Port Example.\n\nIt ended.\n")


@pytest.mark.slow
def test_what_libreoffice_cannot_read_is_refused() -> None:
    with pytest.raises(Undrawable, match=r"is no \.rtf file that LibreOffice can read"):
        draw(b"{\\rtf1 Walls.")


@pytest.mark.parametrize("rest", [b"\0" * 600, b"\x1a\xe1garbage", "__properties_version1.0".encode("utf-16-le")])
def test_what_begins_like_word_and_is_none_is_not_taken_for_a_text(
    rest: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: name)
    with pytest.raises(Undrawable, match="holds no text of Word"):
        draw(b"\xd0\xcf\x11\xe0\xa1\xb1" + rest)
