"""YAML as editors write it: strict, with the line and column of every key and value kept.

What is written in the plainest form is read line by line (`syntax/plain_yaml.py`), all else by libyaml through
PyYAML's events (`syntax/yaml_events.py`); what these mean is decided there. Scalars stay the
characters typed - `no`, `010`, `3.10` and `12:30` never become something else - and each field reads a number
or a date from them where it wants one. A bare `~` or `null` is an empty text, which no field takes. Refused,
each with its place: duplicate keys, tags, anchors and aliases, more than one document, keys that are no plain
words, nesting deeper than `DEEPEST`, more than `MOST_NODES` values, and files over `LARGEST` bytes.

Rust readers are ten times as fast but differ among themselves on YAML's corners and keep no positions
(measured in benchmarks/); unchanged files come from the cache and are not parsed at all.
"""

from __future__ import annotations

from briefgen.diagnostics import Diagnostic, has_errors
from briefgen.facts.files import LARGEST, too_large
from briefgen.facts.syntax.characters import decode
from briefgen.facts.syntax.plain_yaml import read_plainly
from briefgen.facts.yaml_tree import YamlMap
from briefgen.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Parsed:
    """A file's content (None where it has a fault) and what is wrong with it as YAML.

    `remains` is what could be read in spite of faults, so that the rest can be looked at in the same run.
    """

    data: YamlMap | None
    diagnostics: tuple[Diagnostic, ...]
    remains: YamlMap | None = None


def parse_yaml(raw: bytes, file: str) -> Parsed:
    """The one mapping in a YAML file, with positions; `file` is the name that diagnostics show."""
    if len(raw) > LARGEST:
        return Parsed(None, (too_large(len(raw), file),))
    text, problems = decode(raw, file)
    if text is None:
        return Parsed(None, tuple(problems))
    data = None if problems else read_plainly(text)
    if data is None:
        from briefgen.facts.syntax.yaml_events import YamlReader

        data = YamlReader(file, problems).read(text)
    whole = None if has_errors(problems) else data
    return Parsed(whole, tuple(problems), data)
