"""A fact base on one page: files under lines such as `=== themes/drugs.yaml`, and what is said of them."""

from __future__ import annotations

from hashlib import blake2b
from pathlib import Path
from textwrap import dedent

from briefgen.facts.factbase import FactBase
from briefgen.facts.loader import Loaded, load_facts
from briefgen.facts.store.fact_store import Cache

SOURCE = "type: essay\nlanguage: en\nretrieved: 2026-01-01\nlabel: Example\ndescriptor: an example\n"


def write_page(folder: Path, page: str) -> Path:
    """The files of a page, written below `folder`."""
    for part in dedent(page).strip("\n").split("=== ")[1:]:
        name, _, text = part.partition("\n")
        write(folder, name.strip(), text.rstrip("\n") + "\n" if text.strip() else "")
    return folder


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


class MemoryCache:
    """A cache in memory: what is kept between two readings of facts. What was put comes back whole or not."""

    def __init__(self) -> None:
        self.data: dict[str, bytes] = {}

    def get(self, name: str) -> bytes | None:
        check, data = self.data.get(name, b"")[:8], self.data.get(name, b"")[8:]
        return data if check and check == blake2b(data, digest_size=8).digest() else None

    def put(self, name: str, data: bytes) -> None:
        self.data[name] = blake2b(data, digest_size=8).digest() + data

    def add(self, name: str, data: bytes, *, is_new: bool) -> int | None:
        if (name in self.data) == is_new:
            return None
        before = self.data.get(name, b"")
        self.data[name] = before + data
        return len(before)

    def view(self, name: str) -> memoryview:
        return memoryview(self.data.get(name, b""))

    def drop(self, name: str) -> None:
        self.data.pop(name, None)

    def names(self) -> list[str]:
        return list(self.data)


def load_page(folder: Path, page: str, kept: Cache | None = None) -> Loaded:
    return load_facts(write_page(folder, page), cache=kept)


def base_of(folder: Path, page: str) -> FactBase:
    """The fact base of a page with which nothing is wrong."""
    loaded = load_page(folder, page)
    assert said(loaded) == ""
    return loaded.base


def said(loaded: Loaded) -> str:
    """All diagnostics, as the command line prints them."""
    return "\n".join(str(d) for d in loaded.diagnostics)


def check_page(folder: Path, page: str, expected: str) -> None:
    """Holds that a page of records gives exactly these diagnostics."""
    assert said(load_page(folder, page)) == dedent(expected).strip("\n")
