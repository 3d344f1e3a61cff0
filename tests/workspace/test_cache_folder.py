"""What is kept lies in a folder of the user's own, or nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.workspace.cache import Store
from briefgen.workspace.cache_folder import own_cache_folder


@pytest.mark.parametrize(
    ("platform", "given", "place"),
    [
        ("linux", {"BRIEFGEN_CACHE": "/named", "XDG_CACHE_HOME": "/xdg"}, "/named"),
        ("linux", {"BRIEFGEN_CACHE": "off", "XDG_CACHE_HOME": "/xdg"}, None),
        ("linux", {"XDG_CACHE_HOME": "/xdg"}, "/xdg/briefgen"),
        ("linux", {"XDG_CACHE_HOME": ""}, "/home/me/.cache/briefgen"),
        ("linux", {}, "/home/me/.cache/briefgen"),
        ("darwin", {"XDG_CACHE_HOME": "/xdg"}, "/home/me/Library/Caches/briefgen"),
        ("win32", {"LOCALAPPDATA": "/local"}, "/local/briefgen"),
        ("win32", {}, None),
    ],
)
def test_the_store_is_a_folder_of_the_user_s_own(
    monkeypatch: pytest.MonkeyPatch, platform: str, given: dict[str, str], place: str | None
) -> None:
    for name in ("BRIEFGEN_CACHE", "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    for name, value in {"HOME": "/home/me", **given}.items():
        monkeypatch.setenv(name, value)
    made: list[Path] = []
    monkeypatch.setattr("sys.platform", platform)
    monkeypatch.setattr("os.makedirs", lambda path, **_: made.append(Path(path)))
    monkeypatch.setattr("briefgen.workspace.cache_folder._is_private", lambda _: True)
    folders = [Store.of(Path(root)).folder for root in ("/a", "/b", "/a")]
    assert [folder.rpartition("/")[0] for folder in folders] == [place or ""] * 3
    assert folders == [*map(str, made[:2]), str(made[0])] if place else made == []
    assert len(set(folders)) == (2 if place else 1)


@pytest.mark.parametrize(("mode", "is_used"), [(0o700, True), (0o755, True), (0o720, False), (0o702, False)])
def test_a_folder_in_which_others_can_write_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: int, is_used: bool
) -> None:
    monkeypatch.setenv("BRIEFGEN_CACHE", str(tmp_path))
    folder = Path(own_cache_folder("answers"))
    assert folder == tmp_path / "answers"
    folder.chmod(mode)
    assert own_cache_folder("answers") == (str(folder) if is_used else "")
