"""The files in `facts/_reviews/`: who approved or objected to what, as readable as the facts beside them.

One file for each record, one entry for each opinion, in the order of time below the statement that it is about: two
people who look at different statements change different lines, and git puts them together.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import field
from typing import Any

from briefgen.diagnostics import Diagnostic, Location, quoted
from briefgen.facts.parse import parse_yaml
from briefgen.facts.yaml_tree import Place, YamlList, YamlMap
from briefgen.frozen import dataclass

FOLDER = "_reviews"
APPROVED, OBJECTED, WITHDRAWN = "approved", "objected", "withdrawn"
HEAD = "# Who looked at what this record states. An approval is void as soon as a hash beside it no longer fits.\n"
HASHES = ("statement", "passages", "sources")
_VERDICTS = (APPROVED, OBJECTED, WITHDRAWN)
_WORDS = (*_VERDICTS, "on", "wrote", "word", "said", "hashes")


@dataclass(frozen=True, slots=True)
class Opinion:
    """What one person said of one statement on a day, or that they said so no longer.

    `hashes` are those of the statement, its passages and the texts of its sources when it was looked at; `wrote` are
    the people who had written it; `said` is its value in words, for people who read the file. `word` is the reason of
    an objection.
    """

    verdict: str
    by: str
    on: str
    hashes: tuple[tuple[str, str], ...]
    wrote: tuple[str, ...] = ()
    word: str = ""
    said: str = ""

    @property
    def is_own(self) -> bool:
        """Whether somebody approved what they wrote themselves, which counts for nothing."""
        return self.verdict == APPROVED and self.by in self.wrote


@dataclass(frozen=True, slots=True)
class Ledger:
    """The opinions on one record by the property and hash of each statement, and who is said to have written it."""

    opinions: Mapping[str, tuple[Opinion, ...]] = field(default_factory=dict)
    writers: tuple[str, ...] = ()

    def with_opinion(self, key: str, opinion: Opinion) -> Ledger:
        return Ledger({**self.opinions, key: (*self.opinions.get(key, ()), opinion)}, self.writers)

    def last_words(self, key: str) -> dict[str, Opinion]:
        """The last opinion of each person on a statement, but of those who took theirs back."""
        last = {one.by: one for one in self.opinions.get(key, ())}
        return {by: one for by, one in last.items() if one.verdict != WITHDRAWN}

    def with_writer(self, name: str) -> Ledger:
        return Ledger(self.opinions, tuple(sorted({*self.writers, name})))


def ledger_name(folder: str, id_: str) -> str:
    """The file of a record below the folder of facts."""
    return f"{FOLDER}/{folder}/{id_}.yaml"


def ledger_text(ledger: Ledger) -> str:
    """The file; the same opinions give the same text."""
    lines = [HEAD]
    if ledger.writers:
        lines.append(f"writers: {_flow(list(ledger.writers))}\n")
    for key in sorted(ledger.opinions):
        lines.append(f"{key}:\n")
        lines.extend(_opinion_lines(ledger.opinions[key]))
    return "".join(lines)


def _opinion_lines(opinions: Iterable[Opinion]) -> Iterable[str]:
    for one in opinions:
        yield f"  - {one.verdict}: {_flow(one.by)}\n"
        yield f"    on: {one.on}\n"
        for name, value in (("word", one.word), ("said", one.said), ("wrote", list(one.wrote))):
            if value:
                yield f"    {name}: {_flow(value)}\n"
        yield f"    hashes: {{{', '.join(f'{name}: {digest}' for name, digest in one.hashes)}}}\n"


def _flow(value: Any) -> str:
    """A word or a list of words in quotation marks, which every reader of YAML takes for these very words."""
    return json.dumps(value, ensure_ascii=False)


def read_ledger(raw: bytes, shown: str) -> tuple[Ledger, list[Diagnostic]]:
    """The opinions in a file, and what is wrong with it: an entry with a fault counts for nothing."""
    parsed = parse_yaml(raw, shown)
    problems = list(parsed.diagnostics)
    data = parsed.data if parsed.data is not None else parsed.remains
    opinions: dict[str, tuple[Opinion, ...]] = {}
    writers: tuple[str, ...] = ()
    for key, value in (data or {}).items():
        place = data.key_at[key] if data else (0, 0)
        if key == "writers":
            writers = tuple(_words(value))
        elif isinstance(value, YamlList):
            found = [_read(item, at, shown, problems) for item, at in zip(value, value.item_at, strict=True)]
            opinions[key] = tuple(one for one in found if one is not None)
        else:
            problems.append(_fault(shown, place, f"{quoted(key)} holds no list of opinions"))
    return Ledger(opinions, writers), problems


def _read(data: Any, at: Place, shown: str, problems: list[Diagnostic]) -> Opinion | None:
    verdicts = [word for word in _VERDICTS if isinstance(data, YamlMap) and word in data]
    unknown = [word for word in data if word not in _WORDS] if isinstance(data, YamlMap) else []
    if len(verdicts) != 1 or unknown:
        said = f"has a key {quoted(unknown[0])}" if unknown else "says neither approved nor objected nor withdrawn"
        problems.append(_fault(shown, at, f"the opinion {said}"))
        return None
    by, hashes = data[verdicts[0]], data.get("hashes")
    if not isinstance(by, str) or not by or not isinstance(hashes, YamlMap) or set(hashes) != set(HASHES):
        problems.append(_fault(shown, at, "the opinion lacks a name or its three hashes"))
        return None
    return Opinion(
        verdicts[0],
        by,
        str(data.get("on", "")),
        tuple((name, str(hashes[name])) for name in HASHES),
        tuple(_words(data.get("wrote"))),
        str(data.get("word", "")),
        str(data.get("said", "")),
    )


def _words(value: Any) -> list[str]:
    return [str(word) for word in value] if isinstance(value, YamlList) else [value] if isinstance(value, str) else []


def _fault(shown: str, at: Place, message: str) -> Diagnostic:
    hint = "briefgen review writes these files; put it back as it was, or delete the entry and look at it again"
    return Diagnostic(Location(shown, *at), message, "bad-review", hint=hint)
