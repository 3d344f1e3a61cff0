"""`facts/words.yaml`: the loaded words that editors avoid, why, and what they write instead.

words:
  - word: regime
    why: it denies that a government is one
    instead: government
"""

from __future__ import annotations

from typing import Any

from briefgen.checks.settings import LoadedWord
from briefgen.diagnostics import Diagnostic, Location, did_you_mean
from briefgen.facts.parse import parse_yaml
from briefgen.facts.tree import YamlList, YamlMap, locate, locate_key

_KEYS = ("word", "why", "instead")


def read_words(raw: bytes, file: str = "facts/words.yaml") -> tuple[tuple[LoadedWord, ...], list[Diagnostic]]:
    """The words a list file holds, and what is wrong with it; a faulty entry is left out."""
    parsed = parse_yaml(raw, file)
    problems = list(parsed.diagnostics)
    found: list[LoadedWord] = []
    data = parsed.data

    def say(path: tuple[str | int, ...], message: str, code: str, hint: str, *, key: bool = False) -> None:
        place = locate_key(data, path) if key else locate(data, path)
        problems.append(Diagnostic(Location(file, *place), message, code, hint))

    if data is None:
        return (), problems
    for name in data:
        if name != "words":
            hint = did_you_mean(name, ["words"]) or "the only key is: words"
            say((name,), f"unknown key '{name}'", "unknown-key", hint, key=True)
    entries: Any = data.get("words", YamlList((1, 1)))
    if not isinstance(entries, YamlList):
        say(("words",), "expected a list", "wrong-type", "a list of {word, why, instead}")
        return (), problems
    for n, entry in enumerate(entries):
        path = ("words", n)
        if not isinstance(entry, YamlMap):
            say(path, "expected a mapping of keys to values", "wrong-type", "word: …, why: …, instead: …")
            continue
        for name in entry:
            if name not in _KEYS:
                hint = did_you_mean(name, _KEYS) or f"known keys here: {', '.join(_KEYS)}"
                say((*path, name), f"unknown key '{name}'", "unknown-key", hint, key=True)
        missing = [name for name in ("word", "why") if name not in entry]
        for name in missing:
            say(path, f"the key '{name}' is missing", "missing-key", "an entry has a word and says why to avoid it")
        wrong = [name for name in _KEYS if name in entry and not (isinstance(entry[name], str) and entry[name].strip())]
        for name in wrong:
            say((*path, name), "expected text", "wrong-type", "a few words")
        if not missing and not wrong:
            found.append(LoadedWord(entry["word"].strip(), entry["why"], entry.get("instead", "")))
    return tuple(found), problems
