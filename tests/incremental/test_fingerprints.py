"""What stands behind a question: all that a brief may show of it, and nothing else, decides its digest."""

from __future__ import annotations

from dataclasses import fields, replace
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from briefgen.facts.conflicts.conflict import Conflict, ConflictType, Side
from briefgen.facts.factbase import FactBase
from briefgen.incremental import fingerprints
from briefgen.incremental.fingerprints import Fingerprints
from briefgen.model.statement import Citation, Origin, Rank, Record, Statement
from briefgen.rendering.folders import CompiledTemplates
from briefgen.sandbox.limits import Limits
from briefgen.workspace.folder import find_workspace
from briefgen.workspace.workspace import Workspace
from tests.workspaces import Scratch

KEY = "meeting/lisbon"
PLACE = {"subject", "property", "path", "line", "column"}
"""Where a statement stands; its id has subject and property, and a line that moved shows nowhere."""
ONE = Statement(f"{KEY}/date/1", KEY, "date", "2024-03-11", (Citation("gazette", "p3", "on 11 March"),))
OTHERS: dict[str, Any] = {
    "id": f"{KEY}/date/2",
    "value": "2024-03-12",
    "citations": (Citation("gazette", "p4", "on 11 March"),),
    "rank": Rank.PREFERRED,
    "origin": Origin.REGISTER,
    "inferred": "year",
    "register": "places",
    "why": {"en": "because"},
    "contested": {"en": "another source says otherwise"},
    "speakers": ("person/x",),
    "marking": "TLP:RED",
    "recorded": "2024-04-01",
    "qualifiers": {"scope": "partial"},
    "proposed_by": "rules",
}
CONFLICT = Conflict("c", ConflictType.VALUE, (KEY,), "date", (Side("2024-03-11", ("a",)),))


def answers(base: Any, conflicts: tuple[Conflict, ...] = (), settings: Any = None, audience: str = "") -> Fingerprints:
    """The answers of a workspace that has these facts and settings and nothing else."""
    disputes = SimpleNamespace(touching=lambda _: conflicts)
    home = SimpleNamespace(settings=settings or {})
    workspace = SimpleNamespace(
        facts=SimpleNamespace(base=base, broken=()), disputes=disputes, home=home, audience=audience
    )
    return Fingerprints(cast(Any, workspace))


def base(statement: Statement, **more: Any) -> FactBase:
    record = Record("meeting", "lisbon", "facts/meetings/lisbon.yaml", (statement,))
    return FactBase({}, [replace(record, **more)])


@pytest.mark.parametrize("name", [f.name for f in fields(Statement) if f.name not in PLACE])
@pytest.mark.parametrize("verb", ["values {} date", "record {}", "beginning {}", "column meeting date", "everything"])
def test_all_that_a_statement_says_counts(name: str, verb: str) -> None:
    asked = verb.format(KEY)
    audience = "TLP:GREEN" if verb == "everything" else ""  # whose facts are not told apart by their files
    before, after = (
        answers(base(s), audience=audience).digest(asked) for s in (ONE, replace(ONE, **{name: OTHERS[name]}))
    )
    assert before != after


@pytest.mark.parametrize("name", [f.name for f in fields(Citation) if f.name in ("source", "locator", "quote")])
def test_all_that_a_citation_says_counts(name: str) -> None:
    other = replace(ONE, citations=(replace(ONE.citations[0], **{name: "other"}),))
    assert answers(base(ONE)).digest(f"record {KEY}") != answers(base(other)).digest(f"record {KEY}")


def test_where_a_statement_stands_does_not_count() -> None:
    moved = replace(ONE, line=7, column=3, path=("date", 1))
    for asked in (f"values {KEY} date", f"record {KEY}", f"statement {ONE.id}"):
        assert answers(base(ONE)).digest(asked) == answers(base(moved)).digest(asked)


def test_being_deprecated_or_contested_counts() -> None:
    why = {"en": "wrong"}
    assert answers(base(ONE)).digest(f"exists {KEY}") != answers(base(ONE, deprecated=why)).digest(f"exists {KEY}")
    asked = f"contested {KEY}"
    assert answers(base(ONE)).digest(asked) != answers(base(ONE, contested=why)).digest(asked)


@pytest.mark.parametrize(
    "change",
    [
        {"id": "d"},
        {"type": ConflictType.WEEKDAY},
        {"subjects": (KEY, "meeting/other")},
        {"property": "ordinal"},
        {"sides": (Side("2024-03-12", ("a",)),)},
        {"sides": (Side("2024-03-11", ("b",)),)},
        {"status": "explained"},
        {"explanation": {"en": "a slip"}},
        {"key": 1},
    ],
)
def test_all_that_a_conflict_says_counts(change: dict[str, Any]) -> None:
    one, other = (answers(base(ONE), (c,)).digest(f"conflicts {KEY}") for c in (CONFLICT, replace(CONFLICT, **change)))
    assert one != other


def test_every_setting_counts_but_those_that_decide_nothing(workspace: Scratch) -> None:
    """What a brief says is decided by its markings too; where files lie and how long a build may take is not said."""
    settings = find_workspace(workspace.root)[0].settings
    before = answers(base(ONE), settings=settings).digest("settings")
    ignored = {
        name
        for name in settings
        if answers(base(ONE), settings={**settings, name: "another value"}).digest("settings") == before
    }
    rooms = ("limits", "schedule", "hooks")
    assert ignored == {n for n in settings if n.partition(".")[0] in rooms} | (
        {"briefs", "folders.out"} & settings.keys()
    )
    assert {"markings.scheme", "markings.default", "language", "author"} <= settings.keys() - ignored


def test_the_order_in_which_settings_are_written_does_not_count() -> None:
    one, other = {"author": "x", "language": "en"}, {"language": "en", "author": "x"}
    assert answers(base(ONE), settings=one).digest("settings") == answers(base(ONE), settings=other).digest("settings")


# --- what lies beside the facts ---


def beside(**parts: Any) -> Fingerprints:
    return Fingerprints(cast(Any, SimpleNamespace(**parts)))


def test_of_a_verdict_it_counts_on_which_source_it_is_and_where_in_it() -> None:
    def of(source: str, verdict: str, place: str = "par1") -> Fingerprints:
        quote = SimpleNamespace(citation=SimpleNamespace(source=source), verdict=verdict, place=place)
        return beside(verification=SimpleNamespace(of_statement={"a/b/c/1": [quote]}.get))

    asked = "verdict a/b/c/1"
    assert len({of(s, v).digest(asked) for s in ("news", "essay") for v in ("verified", "stale")}) == 4
    assert of("news", "stale").digest(asked) != of("news", "stale", "par2").digest(asked)
    assert of("news", "stale").digest("verdict a/b/c/2") == of("essay", "verified").digest("verdict a/b/c/2")


def test_words_of_a_language_are_also_those_of_the_languages_behind_it(tmp_path: Path) -> None:
    """en-GB falls back to en, and every language to English."""
    home = SimpleNamespace(template_folders=[("templates", tmp_path / "own"), ("shipped", tmp_path / "shipped")])
    files = [
        tmp_path / folder / f"_lang/{name}.toml" for folder in ("own", "shipped") for name in ("pt-BR", "pt", "en")
    ]
    seen = [beside(home=home).digest("words pt-BR")]
    for file in files:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"# {file.name}")
        seen.append(beside(home=home).digest("words pt-BR"))
    assert len(set(seen)) == len(files) + 1
    (tmp_path / "own/_lang/ru.toml").write_text("# another language")
    assert beside(home=home).digest("words pt-BR") == seen[-1]


def test_a_template_is_that_of_the_desk_and_a_shipped_one_only_that_of_the_program(tmp_path: Path) -> None:
    home = SimpleNamespace(template_folders=[("templates", tmp_path / "own"), ("shipped", tmp_path / "shipped")])
    for folder in ("own", "shipped"):
        (tmp_path / folder).mkdir()
    (tmp_path / "shipped/brief.j2").write_text("shipped")
    shipped = beside(home=home)
    assert shipped.digest("template brief.j2") == shipped.digest("template shipped/brief.j2")
    (tmp_path / "own/brief.j2").write_text("own")
    own = beside(home=home)
    assert own.digest("template brief.j2") != shipped.digest("template brief.j2")
    assert own.digest("template shipped/brief.j2") == shipped.digest("template shipped/brief.j2")


def test_the_wording_of_a_template_is_that_of_the_branches_that_were_reached(tmp_path: Path) -> None:
    home = SimpleNamespace(template_folders=[("templates", tmp_path)], has_plugins=False)
    workspace = SimpleNamespace(
        home=home, plugins=SimpleNamespace(key="", filters={}), compiled=CompiledTemplates({}), limits=Limits(6, 512)
    )

    def digests(content: bytes) -> tuple[str, ...]:
        (tmp_path / "brief.md.j2").write_bytes(content)
        own = Fingerprints(cast(Workspace, workspace))
        asked = ("template brief.md.j2", "wording brief.md.j2 0", "wording brief.md.j2 0.0")
        return tuple(own.digest(question) for question in asked)

    one = digests(b"{# one #}\nwords{% if x %}a{% endif %}")
    other = digests(b"{# two #}\nwords{% if x %}b{% endif %}")
    assert [a == b for a, b in zip(one, other, strict=True)] == [False, True, False]
    assert digests(b"\nword{% if x %}a{% endif %}")[1] != one[1]
    broken = [digests(content) for content in (b"\nwords{% if x %}b", b"\nwords{% if x %}c", b"\xff")]
    assert len({one[1], *(found[1] for found in broken)}) == 4


def test_a_record_whose_file_has_errors_cannot_be_read_and_others_can() -> None:
    facts = SimpleNamespace(base=FactBase({}, []), broken=(SimpleNamespace(keys={"gap/broken"}),))
    found = beside(facts=facts)
    assert [found.cannot_read(key) for key in ("gap/broken", "gap/gone")] == [True, False]


def test_files_are_named_as_one_finds_them_and_each_has_its_own_hash(tmp_path: Path) -> None:
    home = SimpleNamespace(template_folders=[("templates", tmp_path)], settings={"language": "en"})
    (tmp_path / "note").mkdir()
    (tmp_path / "note/brief.md.j2").write_text("words")
    (tmp_path / "note/template.toml").write_text("x = 1")
    asked = ["settings", "template-settings note", "template note/brief.md.j2", "template gone", f"record {KEY}"]
    found = beside(home=home).files(asked)
    assert list(found) == ["settings", "templates/note/brief.md.j2", "templates/note/template.toml"]
    assert found["templates/note/brief.md.j2"] == sha256(b"words").hexdigest()
    assert len(set(found.values())) == 3


def test_of_many_briefs_not_every_answer_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fingerprints, "_MOST_KNOWN", 2)
    answers = beside(facts=SimpleNamespace(base=FactBase({}, []), broken=()))
    asked = [f"exists meeting/{name}" for name in "abcde"]
    assert [answers.digest(question) for question in asked] == [answers.digest(question) for question in asked]
    assert len(answers._known) == 2


def test_of_a_brief_that_was_issued_the_last_issue_counts() -> None:
    none = beside(register=SimpleNamespace(last=lambda _: None)).digest("issue meeting/a")

    def of(*last: object) -> str:
        found = SimpleNamespace(number=last[0], digest=last[1]) if last else None
        answers = beside(register=SimpleNamespace(last=lambda name: found if name == "meeting/a" else None))
        assert answers.digest("issue meeting/b") == none
        return answers.digest("issue meeting/a")

    assert len({of(), of(1, "x"), of(2, "x"), of(1, "y")}) == 4


def test_of_what_refers_to_a_record_it_counts_in_which_order_the_files_have_it() -> None:
    """Equals are sorted by it, though no statement says it."""

    def of(line: int) -> str:
        said = [replace(ONE, id=f"meeting/{name}/date/1", subject=f"meeting/{name}") for name in ("a", "b")]
        lines = {"meeting/a": 5, "meeting/b": line}
        records = {s.subject: Record("meeting", s.subject[-1], "x.yaml", (s,), line=lines[s.subject]) for s in said}
        found = SimpleNamespace(referring=lambda _: said, record=records.get)
        return answers(found).digest("referring series/s")

    assert of(9) == of(7)
    assert of(9) != of(3)
