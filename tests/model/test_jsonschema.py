"""What an editor's schema accepts is what the loader accepts, judged by an independent validator."""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from briefgen.facts.kinds import shipped_kinds
from briefgen.facts.loader import load_facts
from briefgen.model.jsonschema import json_schemas, modeline
from tests.facts.pages import load_page, said, write
from tests.facts.test_loader import mutated

FACTS = Path(__file__).parents[2] / "facts"
KINDS = shipped_kinds().schema
FOLDERS = {spec.folder: spec.kind for spec in KINDS.values()}
VALIDATORS = {kind: Draft7Validator(schema) for kind, schema in json_schemas(KINDS).items()}


class Typed(yaml.SafeLoader):
    """Reads scalars by YAML 1.2's core schema, as an editor's extension does."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 (declared so by PyYAML)


for tag, pattern, first in (
    ("null", r"~|null|Null|NULL|", [*"~nN", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", list("-+0123456789")),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", list("-+.0123456789")),
):
    Typed.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), first)


def typed_int(loader: Typed, node: yaml.ScalarNode) -> int:
    return int(node.value, 0) if node.value[:2] in ("0o", "0x") else int(node.value)


Typed.add_constructor("tag:yaml.org,2002:int", typed_int)


def faults(kind: str, text: str) -> list[str]:
    """What the schema says of a record, read as plain words and as an editor reads it."""
    plain, typed = yaml.load(text, yaml.BaseLoader), yaml.load(text, Typed)
    return [error.message for data in (plain, typed) for error in VALIDATORS[kind].iter_errors(data)]


@pytest.mark.parametrize("kind", KINDS)
def test_each_schema_is_one(kind: str) -> None:
    schema = json_schemas(KINDS)[kind]
    Draft7Validator.check_schema(schema)
    assert json.loads(json.dumps(schema)) == schema
    for key, part in schema["properties"].items():
        assert part["description"], f"{key} shows nothing when one hovers over it"


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_long_stands_once(kind: str) -> None:
    """A file that says the same many times is slow to complete with, and nobody reads what changed in it."""
    seen: Counter[str] = Counter()

    def visit(part: object) -> None:
        if isinstance(part, (dict, list)):
            seen[json.dumps(part)] += len(json.dumps(part)) > 700
            for inner in part.values() if isinstance(part, dict) else part:
                visit(inner)

    visit(json_schemas(KINDS)[kind])
    assert [text[:200] for text, count in seen.items() if count > 1] == []


def test_patterns_are_javascript_too() -> None:
    """In unicode mode JavaScript refuses a backslash before anything that needs none."""
    text = json.dumps(json_schemas(KINDS))
    patterns = set(re.findall(r'"pattern": ("(?:[^"\\]|\\.)*")', text))
    escaped = {character for pattern in patterns for character in re.findall(r"\\(.)", json.loads(pattern))}
    assert escaped <= set("\\sS.")


RECORDS = sorted(path for path in FACTS.glob("*/*.yaml") if path.parent.name in FOLDERS)
assert RECORDS, "the repository has facts"


def test_every_record_of_the_repository_is_accepted() -> None:
    found = {
        f"{path.parent.name}/{path.name}": said
        for path in RECORDS
        if (said := faults(FOLDERS[path.parent.name], path.read_text(encoding="utf-8")))
    }
    assert found == {}


GOOD = [
    ("theme", "label: drugs"),
    ("theme", "label: {en: drugs, zh-Hans: 毒品}\nkeywords: [1, true, no]\nbroader: crime"),
    ("theme", "label: 2025\nscope: 3.10\nsrc: 2025"),
    ("country", "code: NO\nnames: [A, {is: B}, {en: C}]\nmemberships: {is: o, during: 1991/..}"),
    ("meeting", "{}"),
    ("meeting", "date: 2025"),
    ("meeting", "date: 2025-10-17\nordinal: 57"),
    ("meeting", "date: XXXX-10-20\nordinal: {is: 57, quote: the 57th}"),
    ("meeting", "date: ['2025?-10', {is: 2024/2025~, rank: preferred, why: {en: x}}]"),
    ("meeting", "src: a"),
    ("meeting", "src: a#p3"),
    ("meeting", "src: {a: words, b#min12: words}"),
    ("meeting", "src: [a, b#p3, {c: words}]"),
    ("meeting", "attendance: {parties: [a, country/b, {is: c, head: p}]}"),
    ("meeting", "attendance: [{status: absent, parties: a}, {scope: partial, parties: [b]}]\nexpect: {attendance: 2}"),
    ("meeting", "claims: [{id: c, said_by: p, says: it is so, mode: quoted}]\ngaps: {id: g, question: Who}"),
    ("meeting", "gaps: {key: from 3, a: {question: Who}, b: {question: Why, key: 7}, c: {question: How}}"),
    ("meeting", "agenda: {key: from 1, each: [walls, floods]}"),
    ("meeting", "outcomes: {is: {is-IS: texti}, themes: a, about: [b, claim/c], key: 1, function: call}"),
    ("assessment", "text: x\nrests_on: a\nreviewed: 2026-01-01\nlikelihood: likely"),
    ("source", "type: essay\nlanguage: en\nretrieved: 2026\nlabel: x\ndescriptor: y\nurl: https://example.org/a?b=c"),
]
BAD = [
    ("theme", "{}"),
    ("theme", "label:"),
    ("theme", "label: null # nothing\nscope:"),
    ("theme", "label: ''"),
    ("theme", "label: []"),
    ("theme", "label: {}"),
    ("theme", "label: {en: }"),
    ("theme", "label: {xx: a}"),
    ("theme", "label: [a, b]"),
    ("theme", "lable: a\nlabel: b"),
    ("theme", "label: a\nkeywords: []"),
    ("theme", "label: a\nbroader: Upper"),
    ("theme", "label: a\nbroader: person/p"),
    ("country", "code: uz"),
    ("country", "code: UZ\nname: {is: x}"),
    ("meeting", "date: 31 Dec"),
    ("meeting", "date: 17.10.2025"),
    ("meeting", "date: {src: a}"),
    ("meeting", "date: {is: 2025, rnk: preferred}"),
    ("meeting", "date: {is: 2025, rank: best}"),
    ("meeting", "ordinal: fifth"),
    ("meeting", "ordinal: -1"),
    ("meeting", "ordinal: 1.5"),
    ("meeting", "status: helt"),
    ("meeting", "src: A"),
    ("meeting", "src: a#"),
    ("meeting", "src: {}"),
    ("meeting", "src: {a: }"),
    ("meeting", "src: [[a]]"),
    ("meeting", "attendance: [a, b]"),
    ("meeting", "attendance: {status: listed}"),
    ("meeting", "claims: {id: c, said_by: p, says: x}"),
    ("meeting", "outcomes: {is: x, themes: {a: b}}"),
    ("meeting", "agenda: {key: from one, each: [walls, floods]}"),
    ("meeting", "agenda: {is: walls, key: from 1}"),
    ("meeting", "- a"),
    ("source", "type: essay\nlanguage: en\nretrieved: 2026\nlabel: x\ndescriptor: y\nurl: javascript:x"),
    ("source", "type: essay\nlanguage: en\nretrieved: 2026\nlabel: x\ndescriptor: y\nsha256: abc"),
]


@pytest.mark.parametrize(("kind", "text"), GOOD)
def test_every_short_form_is_accepted_here_and_by_the_loader(tmp_path: Path, kind: str, text: str) -> None:
    assert faults(kind, text) == []
    loaded = load_page(tmp_path, f"=== {KINDS[kind].folder}/x.yaml\n{text}\n")
    beyond_schemas = {"unknown-reference", "quote-source", "ambiguous-reference"}
    assert {d.code for d in loaded.diagnostics} <= beyond_schemas, said(loaded)


@pytest.mark.few(12)
@pytest.mark.parametrize(("kind", "text"), BAD)
def test_what_the_loader_refuses_is_refused_here(tmp_path: Path, kind: str, text: str) -> None:
    assert len(faults(kind, text)) >= 2  # by both ways of reading
    assert load_page(tmp_path, f"=== {KINDS[kind].folder}/x.yaml\n{text}\n").diagnostics


def test_a_record_says_where_its_schema_is() -> None:
    assert modeline("meeting") == "# yaml-language-server: $schema=../.schemas/meeting.json"


@pytest.mark.few(30)
@pytest.mark.parametrize("seed", range(150))
def test_what_the_loader_takes_is_accepted_however_a_record_was_edited(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    path = chance.choice(RECORDS)
    raw = mutated(path.read_bytes()[:2000], chance)
    write(tmp_path, f"{path.parent.name}/x.yaml", raw)
    if load_facts(tmp_path).diagnostics:
        return
    with suppress(yaml.YAMLError):  # PyYAML's own scanner refuses some of what libyaml reads
        assert faults(FOLDERS[path.parent.name], raw.decode("utf-8-sig")) == []


SHORT = """\
src: one
passages:
  - quote: The forum met on 11 June 2031 in Port Example.
    according_to: ministry
    date: 2031-06-11
    place: {is: Port Example, part: in Port Example}
    agenda: [walls, {is: floods, themes: sea}]
  - {name: end, quote: It ended., src: one#p3}
series: {is: forum, from: end}
status: {is: held, from: {one#hall: in … hall}}
venue: {is: Hall, from: [end, {end: It}]}
"""


def test_an_editor_is_shown_how_passages_are_written() -> None:
    assert faults("meeting", SHORT) == []
    assert faults("document", "passages:\n  a: {quote: b, title: c}\ntype: treaty\n") == []
    for wrong in ("passages: words", "passages: {a: {words: b}}", "series: {is: forum, from: []}", "title: c"):
        assert faults("document", f"{wrong}\ntype: treaty\ntitle: d\n" if "title" not in wrong else wrong)
