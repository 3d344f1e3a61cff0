"""The records of one real article made anew at the desk, value by value, with every key and click counted.

`pytest -s tests/desk/test_rebuilt.py` prints the count beside that of the records as they were typed before the desk,
when each value carried its quote in full. What is saved goes through the functions that the page calls; what a hand
does between is counted as `test_walk` does it, in whose browser the same steps are taken: to choose a field, Enter, the
letters that tell it from others, Tab; a Tab to each field of the form that is passed, and two keys to open "More about
it"; a word of a list by the letters that tell it from others; a record by as much of its id as makes it the first that
the desk offers, Arrow down, Enter; Ctrl+Enter to save. Words of the article are selected with two clicks and never
typed; a proposal of the rules that says the same is taken up with p and a. What the form has no place for is typed in
the file itself: one click opens it, one puts the cursor where something is changed. That is texts in a second language,
the record of the source, and what is said of a whole record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from briefgen.desk.evidence_desk import EvidenceDesk
from briefgen.desk.recording.entries import FormField, fields_of
from briefgen.desk.search import records_named
from briefgen.desk.studio import Studio
from briefgen.errors import Problems, UsageProblem
from briefgen.facts.loader import load_facts
from briefgen.facts.parse import parse_yaml
from briefgen.facts.passages.excerpt import KeptPassages
from briefgen.facts.passages.expand import expand
from briefgen.facts.passages.tidying import differing
from briefgen.facts.yaml_edit import set_value
from briefgen.intake.adding import SourceRequest, add
from briefgen.intake.drafts.proposal import DraftedValue, read_drafts
from briefgen.intake.drafts.referring import with_ids
from briefgen.model.scalars import is_language
from briefgen.model.schema import GROUP, RECORD, VALUE
from briefgen.workspace.folder import find_workspace
from tests.workspaces import REPOSITORY, Scratch

pytestmark = pytest.mark.slow

SOURCE = "bishkek-2024-05"
TYPED_BEFORE = 31_231
"""Characters of these fifteen records before quotes had a short form, without the lines that name their schemas."""
RECORDED = (REPOSITORY / "facts/defaults.yaml").read_text("utf-8").partition("recorded: ")[2].split()[0]
"""The day on which they were recorded; the desk takes that of today."""
OWN = ("src", "quote", "is")


def of_the_article() -> list[str]:
    """The files below the facts in which most rests on the article, in the order in which they are made."""
    base = load_facts(REPOSITORY / "facts").base
    found = []
    for file in sorted({r.file for r in base.records.values()}):
        cited = [c.source for r in base.records.values() if r.file == file for s in r.statements for c in s.citations]
        if 2 * cited.count(SOURCE) > len(cited):
            found.append(file.removeprefix("facts/"))
    order = ["organisations", "persons", "series", "documents", "meetings", "conflicts", "sources"]
    return sorted(found, key=lambda name: order.index(name.partition("/")[0]))


def what_is_quoted() -> list[str]:
    """The article, of which all that facts quote is kept."""
    found = list(KeptPassages.of((REPOSITORY / f"facts/sources/{SOURCE}.txt").read_bytes()).passages)
    cited = (c for s in load_facts(REPOSITORY / "facts").base.statements for c in s.citations if c.source == SOURCE)
    for piece in (piece for one in cited for piece in one.quote.split(" […] ")):
        if not any(piece in words for words in found):
            found.append(piece)
    return found


@cache
def in_full(name: str) -> Any:
    """What a shipped record says, each value with its own words."""
    text = (REPOSITORY / "facts" / name).read_text("utf-8")
    base = load_facts(REPOSITORY / "facts").base
    kind = next(kind for kind, spec in base.schema.items() if spec.folder == name.partition("/")[0])

    def kept(source: str) -> KeptPassages:
        path = REPOSITORY / f"facts/sources/{source}.txt"
        return KeptPassages.of(path.read_bytes() if path.is_file() else b"")

    from briefgen.facts.kinds import Kinds

    data = parse_yaml(text.encode(), name).data
    assert data is not None
    own = Path(name).stem if kind == "source" else ""
    return kind, expand(data, Kinds(base.schema, {}).keys(kind), name, own, lambda _: None, kept)[0]


class Hand:
    """Somebody at the desk of a workspace; keys and clicks are counted."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.desk = EvidenceDesk(Studio(find_workspace(root)[0])).writing
        self.keys = self.clicks = 0
        self.open = ""
        self.proposals: list[DraftedValue] = []
        self.at = 0

    @property
    def schema(self) -> Any:
        return self.desk.workspace().facts.base.schema

    def text(self, name: str) -> str:
        return (self.root / "facts" / name).read_text("utf-8")

    def save(self, data: Mapping[str, Any]) -> None:
        name = str(data["record"])
        file = f"{self.schema[name.partition('/')[0]].folder}/{name.partition('/')[2]}.yaml"
        digest = "" if "new" in data else self.desk.saving.read("facts", file)[1]
        self.keys += 2
        self.desk.save({**data, "digest": digest})

    # --- keys ---

    def words(self, asked: FormField, value: Any) -> int:
        """Keys for what is filled in."""
        many = value if isinstance(value, list) else [value]
        if asked.type == "reference":
            return sum(self.record(one, asked.kinds) for one in many) + 2 * (len(many) - 1)
        if asked.choices:
            return sum(_prefix(one, asked.choices) for one in many)
        return sum(map(len, many)) + 2 * (len(many) - 1)

    def record(self, id_: str, kinds: Sequence[str]) -> int:
        """As much of an id as makes it the first one offered, Arrow down and Enter; or all of it."""
        bare = id_.rpartition("/")[2]
        for n in range(1, len(bare) - 2):
            found = records_named(self.desk.workspace(), bare[:n], kinds)
            if found and found[0].key.rpartition("/")[2] == bare:
                return n + 2
        return len(id_)

    def turn_to(self, record: str) -> None:
        """Another record is opened in the form: a click, and its name."""
        if record != self.open:
            self.clicks += 1
            self.keys += self.record(record, ())
            self.open = record

    def form(self, asked: FormField, parts: Mapping[str, Any], said: Mapping[str, Any]) -> int:
        """Keys for the rest of a form: Tabs to what is filled in, and that."""
        shown = [p for p in asked.parts.values() if p.required or asked.form == GROUP]
        more = [*(p for p in asked.parts.values() if p not in shown), *asked.said.values()]
        filled = {**parts, **said}
        keys = 0
        last = max((n for n, p in enumerate(shown) if p.name in filled), default=-1)
        keys += last + 1
        last = max((n for n, p in enumerate(more) if p.name in filled), default=-1)
        keys += len(shown) - keys + 2 + last + 1 if last >= 0 else 0
        return keys + sum(self.words(p, filled[p.name]) for p in (*shown, *more) if p.name in filled)

    # --- what is done ---

    def make(self, kind: str, id_: str, data: Mapping[str, Any], known: Mapping[str, FormField], quote: str) -> None:
        """A record that is missing, by the dialog: kind, id, what it must have; the words are selected first."""
        self.clicks += 2 if quote else 0
        self.keys += 4 + len(id_) + (0 if data else 3) + _prefix(kind, list(self.schema))
        self.keys += sum(1 + self.words(known[key], value) for key, value in data.items())
        self.save({"record": f"{kind}/{id_}", "new": {**data, "src": SOURCE, "quote": quote, "recorded": RECORDED}})

    def value(self, record: str, asked: FormField, fields: Sequence[str], value: Any, parts: Mapping[str, Any],
              said: Mapping[str, Any], cited: Sequence[tuple[str, str]]) -> None:  # fmt: skip
        """One value, with the words that bear it selected."""
        self.turn_to(record)
        if taken := self.proposed(asked, value, cited):
            self.take_up(record, asked, taken, value, parts, said)
            return
        before = self.statements(record)
        entry = {"field": asked.name, "value": ", ".join(value) if isinstance(value, list) else value,
                 "parts": parts, "said": said}  # fmt: skip
        if cited:
            entry |= {"source": cited[0][0], "quote": cited[0][1]}
            self.clicks += 2
        self.keys += 2 + _prefix(asked.name, fields) + (self.words(asked, value) if value else 0)
        self.keys += self.form(asked, parts, said)
        self.save({"record": record, "entry": entry})
        for source, quote in cited[1:]:  # the value is opened, and what is selected bears it, too
            new = next(id_ for id_ in self.statements(record) if id_ not in before)
            self.clicks += 3
            self.keys += 2
            opened = self.opened(record, new)
            was = {key: opened[key] for key in ("field", "value", "parts", "said", "was")}
            self.save(
                {"record": record, "fact": new, "entry": {**was, "words": "beside", "source": source, "quote": quote}}
            )

    def proposed(self, asked: FormField, value: Any, cited: Sequence[tuple[str, str]]) -> DraftedValue | None:
        """The open proposal that says the same of the same words."""
        base = self.desk.workspace().facts.base
        for one in self.proposals if len(cited) == 1 else ():
            if (one.field, one.quote) == (asked.name, cited[0][1]):
                with suppress(UsageProblem):
                    if _plain_words(with_ids(base, one).value) == _plain_words(value):
                        return one
        return None

    def take_up(self, record: str, asked: FormField, one: DraftedValue, value: Any, parts: Mapping[str, Any],
                said: Mapping[str, Any]) -> None:  # fmt: skip
        """A proposal, found with p and taken up with a; what it does not say is filled in."""
        n = self.proposals.index(one)
        self.keys += 1 + (n - self.at) % len(self.proposals) + 1
        self.at = n
        self.proposals.pop(n)
        more = {key: words for key, words in parts.items() if one.keys.get(key) != words}
        self.keys += self.form(asked, more, said) if more or said else 0
        entry = {"field": asked.name, "value": ", ".join(value) if isinstance(value, list) else value, "parts": parts,
                 "said": {**said, "proposed_by": one.by}, "source": SOURCE, "quote": one.quote}  # fmt: skip
        self.save({"record": record, "entry": entry, "draft": {"source": SOURCE, "id": one.id}})

    def statements(self, record: str) -> list[str]:
        found = self.desk.workspace().facts.base.records.get(record)
        file = found.file if found else ""
        base = self.desk.workspace().facts.base
        return [s.id for r in base.records.values() if r.file == file for s in r.statements]

    def opened(self, record: str, fact: str) -> Any:
        from briefgen.desk.recording.corrections import recorded_value

        base = self.desk.workspace().facts.base
        statement = base.statement_or_none(fact)
        assert statement is not None
        kind, _, id_ = record.partition("/")
        name = f"{base.schema[kind].folder}/{id_}.yaml"
        return recorded_value(self.text(name), base.schema, kind, statement).as_json()

    def edit(self, record: str, after: str) -> None:
        """The file itself, changed by hand; the cursor is put where something is changed."""
        kind, _, id_ = record.partition("/")
        before = self.text(f"{self.schema[kind].folder}/{id_}.yaml")
        if before == after:
            return
        old, new = (re.findall(r"\w+|\s|[^\w\s]", text) for text in (before, after))
        self.turn_to(record)
        self.clicks += 1
        for what, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            if what != "equal":
                self.clicks += 1
                self.keys += sum(map(len, new[k:m])) + (1 if j > i else 0)
        self.save({"record": record, "text": after})


def _plain_words(value: Any) -> list[str]:
    return [str(one) for one in (value if isinstance(value, list) else [value])]


def _prefix(word: str, choices: Sequence[str]) -> int:
    """Letters that tell a word of a list from those before it and behind it."""
    return next(
        (n for n in range(1, len(word)) if not any(c.startswith(word[:n]) for c in choices if c != word)), len(word)
    )


def test_the_records_of_an_article_are_made_anew_at_the_desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = Scratch(tmp_path / "desk")
    for name in ("facts", "templates"):
        copytree(REPOSITORY / name, workspace.root / name, symlinks=True)
    workspace.write("briefgen.toml", (REPOSITORY / "briefgen.toml").read_bytes())
    monkeypatch.setenv("BRIEFGEN_ARCHIVE", str(tmp_path / "archive"))
    (tmp_path / "archive").mkdir()
    names = of_the_article()
    for name in names:
        (workspace.root / "facts" / name).unlink()
    (workspace.root / f"facts/sources/{SOURCE}.txt").unlink()
    article = workspace.write("article.txt", "\n\n".join(what_is_quoted()) + "\n")
    hand = Hand(workspace.root)
    add(hand.desk.workspace(), SourceRequest(str(article), SOURCE), "2026-11-21")
    hand.keys += len(SOURCE) + 2
    hand.clicks += 2
    hand.desk.studio.changed()
    hand.desk.studio.changed()
    for name in names:
        begin(hand, name)
    hand.desk.draft({"source": SOURCE})
    hand.proposals = read_drafts(workspace.root / "facts", SOURCE)
    waiting: list[tuple[str, str, Any]] = []
    for name in names:
        left = [(name, key, one) for key, one in values_of(hand, name) if not told(hand, name, key, one)]
        waiting += left
        if not left:
            finish(hand, name)
    unfinished = list(dict.fromkeys(name for name, _, _ in waiting))
    while waiting:  # what names a record that was not there yet comes after it
        later = [left for left in waiting if not told(hand, *left)]
        assert len(later) < len(waiting), later
        waiting = later
    for name in unfinished:
        finish(hand, name)
    print(
        f"\n{hand.keys:,} keys and {hand.clicks} clicks at the desk, {hand.keys / TYPED_BEFORE:.1%} of {TYPED_BEFORE:,}"
        f"; in the files {characters(names):,} characters, {characters(names) / TYPED_BEFORE:.1%}"
    )
    assert workspace.run("facts", "tidy", "-w", str(workspace.root)).code == 0
    before, after = (load_facts(root / "facts") for root in (REPOSITORY, workspace.root))
    assert [str(d) for d in after.diagnostics if d.severity == "error"] == []
    others = {id_.rpartition("/")[0] for id_ in differing(before.base, after.base)}
    taken_up = {s.id.rpartition("/")[0] for s in after.base.statements if s.proposed_by}
    of_the_file = {f"source/{SOURCE}/archive", f"source/{SOURCE}/sha256"}
    assert others == of_the_file | taken_up  # the article is a file of its own; the others say who proposed them
    assert hand.keys <= 0.40 * TYPED_BEFORE
    page = " ".join((REPOSITORY / "facts/README.md").read_text("utf-8").split())
    said = re.search(r"([\d,]+) keys and ([\d,]+) clicks", page)
    assert said is not None
    for figure, counted in zip(said.groups(), (hand.keys, hand.clicks), strict=True):
        assert int(figure.replace(",", "")) == pytest.approx(counted, rel=0.02), "write the figures anew"


def characters(names: Sequence[str]) -> int:
    return sum(len((REPOSITORY / "facts" / name).read_text("utf-8")) for name in names)


def finish(hand: Hand, name: str) -> None:
    """What no form has a place for, in the file itself."""
    kind, data = in_full(name)
    text, fields = hand.text(name), fields_of(hand.schema, kind)
    if kind == "source":
        text = re.sub(r"(?m)^# (?!yaml).*\n", "", text)  # what was proposed is confirmed
        for key, value in data.items():
            if key not in ("observations", "sha256", "archive"):
                text = set_value(text, (key,), value)
    pairs = dict(_languages(data))
    for path, words in list(_texts(parse_yaml(text.encode(), "").data, ())):
        if words in pairs:
            text = set_value(text, path, pairs[words])
    for key, value in data.items():
        if key not in fields and key not in ("src", "quote"):
            text = set_value(text, (key,), value)
    hand.edit(f"{kind}/{Path(name).stem}", text)


def _languages(data: Any) -> Iterator[tuple[str, Any]]:
    for value in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        if _by_language(value):
            yield value["en"], value
        else:
            yield from _languages(value)


def _texts(data: Any, path: tuple[Any, ...]) -> Iterator[tuple[tuple[Any, ...], str]]:
    for key, value in data.items() if isinstance(data, dict) else enumerate(data):
        if isinstance(value, str):
            yield (*path, key), value
        elif key not in ("src", "quote") and not _by_language(value):
            yield from _texts(value, (*path, key))


def at_once(hand: Hand, name: str) -> dict[str, Any]:
    """What the dialog asks of a new record; the name of a meeting is left for the proposal that has it."""
    kind, data = in_full(name)
    fields = fields_of(hand.schema, kind)
    return {key: _english(_alone(_listed(data[key])[0])) for key, asked in fields.items()
            if key in data and (asked.required or key == "name")}  # fmt: skip


def begin(hand: Hand, name: str) -> None:
    kind = in_full(name)[0]
    if kind != "source":
        fields, data = fields_of(hand.schema, kind), in_full(name)[1]
        said = at_once(hand, name)
        cited = [c for key in said for c in _filled(fields[key], _listed(data[key])[0], data.get("quote", ""))[3]]
        hand.make(kind, Path(name).stem, said, fields, cited[0][1] if cited else "")


def values_of(hand: Hand, name: str) -> Iterator[tuple[str, Any]]:
    kind, data = in_full(name)
    for key, value in data.items():
        if key in fields_of(hand.schema, kind) and (
            key == "observations" if kind == "source" else key not in at_once(hand, name)
        ):
            for one in _listed(value):
                yield key, one


def told(hand: Hand, name: str, key: str, one: Any) -> bool:
    """Whether a value could be saved; what it names may not be there yet."""
    kind, data = in_full(name)
    fields = fields_of(hand.schema, kind)
    value, parts, said, cited = _filled(fields[key], one, data.get("quote", ""))
    counted = hand.keys, hand.clicks, hand.open
    try:
        hand.value(f"{kind}/{Path(name).stem}", fields[key], list(fields), value, parts, said, cited)
    except Problems as bad:
        if {d.code for d in bad.diagnostics} != {"unknown-reference"}:
            raise
        hand.keys, hand.clicks, hand.open = counted
        return False
    return True


def _filled(asked: FormField, one: Any, head: str) -> tuple[Any, dict[str, Any], dict[str, Any], list[tuple[str, str]]]:
    cited = [(SOURCE, head)] if head and asked.form in (VALUE, GROUP) else []
    if not isinstance(one, dict) or _by_language(one):
        return _english(one), {}, {}, cited
    if "quote" in one:
        cited = [(SOURCE, one["quote"])]
    elif "src" in one:
        cited = [pair for src in _listed(one["src"]) if isinstance(src, dict) for pair in src.items()]
    elif "register" in one:
        cited = []
    parts = {key: _english(_alone(one[key])) for key in one if key in asked.parts}
    said = {key: _english(one[key]) for key in one if key in asked.said}
    value: Any = ""
    if asked.form == GROUP:
        value = [_alone(member) for member in _listed(one[asked.of])]
    elif asked.form != RECORD:
        value = _english(one["is"])
    return value, parts, said, cited


def _listed(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list) else [value]


def _alone(value: Any) -> Any:
    return value["is"] if isinstance(value, dict) and "is" in value else value


def _by_language(value: Any) -> bool:
    return isinstance(value, dict) and bool(value) and all(is_language(str(key)) for key in value)


def _english(value: Any) -> Any:
    if _by_language(value):
        return value["en"]
    return [str(one) for one in value] if isinstance(value, list) else value
