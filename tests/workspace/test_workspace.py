"""What a workspace says of its markings, its kinds of brief and its looks, and what it keeps of what it worked out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from briefgen.briefs.kind import BriefKind
from briefgen.errors import UsageProblem
from briefgen.facts.release import release
from briefgen.workspace import workspace as module
from briefgen.workspace.cache import Store
from briefgen.workspace.folder import WorkspaceFolder
from briefgen.workspace.workspace import LOCK_FILE, Workspace, read_beside_facts, read_quotes_lock, verified_in, verify
from tests.facts.pages import SOURCE, load_page, write

SCHEME = ["PUBLIC", "HOUSE", "BOARD"]


def workspace(
    folder: Path, audience: str = "", store: Store | None = None, default: str = "PUBLIC", language: str = "en"
) -> Workspace:
    """A workspace of its own templates and settings, with three markings."""
    plain = {"markings.scheme": SCHEME, "markings.default": default, "plugins.writers": [], "limits.seconds": 7}
    home = SimpleNamespace(
        settings={**plain, "limits.megabytes": 99, "language": language},
        template_folders=[("templates", folder / "own"), ("shipped", folder / "shipped")],
        folder=lambda name: folder / name,
        shown=lambda name: name,
    )
    return Workspace(cast(Any, home), store or Store(None)).for_audience(audience)


def kind(folder: Path, settings: str = "", name: str = "note") -> Path:
    """A kind of brief among the templates of the desk."""
    path = folder / "own" / name
    path.mkdir(parents=True)
    (path / "template.toml").write_text(f'about = "meeting"\n{settings}\n')
    (path / "brief.md.j2").write_text("words")
    return path


def read(opened: Workspace, name: str = "note") -> BriefKind:
    return opened.kind(name)[0]


def test_a_default_that_is_no_marking_is_refused_and_other_words_get_a_hint(tmp_path: Path) -> None:
    with pytest.raises(UsageProblem, match="the default marking 'SECRET' is not in the scheme PUBLIC, HOUSE, BOARD"):
        _ = workspace(tmp_path, default="SECRET").markings
    opened = workspace(tmp_path)
    assert opened.no_marking("HOUSE") is None
    assert opened.no_marking("HOUS") == ("'HOUS' is no marking here", "did you mean 'HOUSE'?")
    assert opened.no_marking("xyz") == ("'xyz' is no marking here", "the markings are: PUBLIC, HOUSE, BOARD")
    assert (opened.limits.seconds, opened.limits.megabytes) == (7, 99)


@pytest.mark.parametrize(
    ("floor", "default", "audience", "least"),
    [
        ("", "PUBLIC", "HOUSE", ""),
        ("HOUSE", "PUBLIC", "HOUSE", ""),
        ("BOARD", "PUBLIC", "HOUSE", "BOARD"),
        ("PUBLIC", "BOARD", "HOUSE", "BOARD"),
        ("HOUSE", "BOARD", "PUBLIC", "BOARD"),
        ("", "HOUSE", "PUBLIC", "HOUSE"),
        ("BOARD", "PUBLIC", "", ""),
    ],
)
def test_a_brief_that_would_be_marked_above_its_readers_is_refused(
    tmp_path: Path, floor: str, default: str, audience: str, least: str
) -> None:
    kind(tmp_path, f'marking-floor = "{floor}"' if floor else "")
    opened = workspace(tmp_path, audience, default=default)
    found = opened.floor_too_high(read(opened))
    assert (found is not None) is bool(least)
    if found is not None:
        said = f"such a brief is marked {least} at least, and readers of {audience} may not see it"
        place = "own" if least == floor else "briefgen.toml"
        assert (found.message, found.code) == (said, "audience-too-low")
        assert found.location.file.startswith("templates/note/template.toml" if place == "own" else place)


def test_a_floor_that_is_no_marking_is_told_at_its_line(tmp_path: Path) -> None:
    kind(tmp_path, 'marking-floor = "BORD"')
    (said,) = workspace(tmp_path).kind("note")[1]
    assert (said.code, said.hint) == ("unknown-marking", "did you mean 'BOARD'?")
    assert str(said.location).startswith("templates/note/template.toml:2:")


def test_a_floor_that_is_no_marking_counts_as_none_said(tmp_path: Path) -> None:
    kind(tmp_path, 'marking-floor = "BORD"')
    opened = workspace(tmp_path, "BOARD")
    assert (read(opened).settings["marking-floor"], opened.floor_too_high(read(opened))) == ("", None)


@pytest.mark.parametrize("output", ["note/{id}", "other/{id}"])
def test_a_kind_that_would_write_over_the_files_of_another_is_told(tmp_path: Path, output: str) -> None:
    kind(tmp_path)
    kind(tmp_path, f'output = "{output}"', name="memo")
    found = [(str(d.location).rpartition(":")[0], d.code) for d in workspace(tmp_path).kind("memo")[1]]
    assert found == ([("templates/memo/template.toml:2", "same-output")] if output == "note/{id}" else [])
    assert workspace(tmp_path).kind("note")[1] == []


def test_a_kind_that_there_is_not_is_said_with_those_there_are(tmp_path: Path) -> None:
    kind(tmp_path)
    with pytest.raises(UsageProblem, match=r"there is no kind of brief 'nte'; did you mean 'note'\?"):
        workspace(tmp_path).kind("nte")
    with pytest.raises(UsageProblem, match="there is no kind of brief 'xyzzy'; kinds are: note"):
        workspace(tmp_path).kind("xyzzy")


def test_a_brief_is_about_a_kind_of_record(tmp_path: Path) -> None:
    kind(tmp_path)
    path = kind(tmp_path, name="odd")
    (path / "template.toml").write_text('about = "meting"\n')
    opened = workspace(tmp_path)
    opened.__dict__["facts"] = load_page(tmp_path / "facts", f"=== sources/paper.yaml\n{SOURCE}")
    opened.check_subject(read(opened))
    said = r"templates/odd/template.toml:1:\d+: about: 'meting' is no kind of record; did you mean 'meeting'?"
    with pytest.raises(UsageProblem, match=said):
        opened.check_subject(read(opened, "odd"))


def test_the_looks_are_those_of_the_desk_where_it_has_any(tmp_path: Path) -> None:
    opened = workspace(tmp_path)
    with pytest.raises(UsageProblem, match=r"there is no house\.docx among the templates"):
        opened.house_file()
    for folder in ("shipped", "own"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "house.docx").write_bytes(b"x")
        assert opened.house_file() == tmp_path / folder / "house.docx"


def test_what_is_kept_is_of_the_very_same_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(tmp_path)
    opened = workspace(tmp_path, store=store)
    assert opened.compiled.stored == {}
    opened.keep_compiled({"note/brief.md.j2": b"\x00code"})
    english = opened.locale("en-GB")
    assert workspace(tmp_path, store=store).compiled.stored == {"note/brief.md.j2": b"\x00code"}
    (name,) = (path.name for path in tmp_path.glob("language-*"))
    kept = store.get(name)
    assert opened.locale("en-GB") == english
    assert opened.locale("ru") != english
    monkeypatch.setattr(module, "code_stamp", lambda: "another program")
    opened = workspace(tmp_path, store=store)
    assert opened.compiled.stored == {}
    assert (opened.locale("en-GB"), store.get(name) != kept) == (english, True)
    store.put("templates", b"nothing of ours")
    assert workspace(tmp_path, store=store).compiled.stored == {}


def test_readers_have_a_workspace_of_their_own_which_knows_the_whole_one(tmp_path: Path) -> None:
    kind(tmp_path)
    opened = workspace(tmp_path)
    readers = opened.for_audience("HOUSE")
    assert (readers.audience, readers.whole is opened, opened.for_audience("HOUSE") is readers) == ("HOUSE", True, True)
    assert opened.too_high(read(opened), "BOARD") is None  # where nothing is held back nothing is too high
    assert readers.too_high(read(opened), "BOARD") is not None
    assert readers.too_high(read(opened), "HOUSE") is None


def test_templates_that_another_process_has_compiled_are_kept_and_taken_up(tmp_path: Path) -> None:
    store = Store(tmp_path)
    here, there = workspace(tmp_path, store=store), workspace(tmp_path, store=store)
    readers = here.for_audience("HOUSE")
    assert (here.compiled.stored, readers.compiled.stored) == ({}, {})
    there.keep_compiled({"a": b"1"})
    workspace(tmp_path, store=store).keep_compiled({"b": b"2"})
    readers.compiled_elsewhere()
    assert here.compiled.stored == readers.compiled.stored == {"a": b"1", "b": b"2"}


@pytest.mark.parametrize(("language", "found"), [("en", ["value-m-place"]), ("ru", [])])
def test_a_text_that_names_no_language_is_in_that_of_the_workspace(
    tmp_path: Path, language: str, found: list[str]
) -> None:
    write(tmp_path, "facts/meetings/m.yaml", "place: [{en: Bishkek}, Ош]\n")
    assert [conflict.id for conflict in workspace(tmp_path, language=language).conflicts] == found


PAGE = f"""
=== sources/paper.yaml
{SOURCE}archive: paper.txt
=== meetings/m.yaml
names: {{is: Talks, src: paper}}
place: {{is: Lisbon, src: {{paper: met in Lisbon}}}}
venue: {{is: Old Mill, src: {{paper: at the Old Mill}}, marking: TLP:RED}}
"""


@pytest.fixture
def home(tmp_path: Path) -> WorkspaceFolder:
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive/paper.txt").write_text("They met in Lisbon, in the mill.")
    found = SimpleNamespace(folder=lambda name: tmp_path / name, shown=lambda name: f"desk/{name}")
    return cast(WorkspaceFolder, found)


def test_every_quote_has_a_verdict_and_a_part_of_the_facts_only_its_own(home: WorkspaceFolder) -> None:
    base = load_page(home.folder("facts"), PAGE).base
    known = verify(home, base)
    assert [(q.citation.quote, q.verdict.value) for q in known.quotes] == [
        ("met in Lisbon", "verified"),
        ("at the Old Mill", "not-found"),
    ]
    part = release(base, {"", "TLP:CLEAR"}, ())
    assert [q.citation.quote for q in verified_in(known, part).quotes] == ["met in Lisbon"]
    assert verified_in(known, part).quotes[0] is known.quotes[0]  # and is not compared again
    assert [q.statement.id for q in verified_in(known, part).quotes] == [
        part.records["meeting/m"].values("place")[0].id
    ]


def test_a_text_is_folded_with_limits_of_its_own_when_the_first_of_its_quotes_is_asked_for(
    home: WorkspaceFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = load_page(home.folder("facts"), PAGE).base
    known = verify(home, base)
    text, seen = vars(known.archive.texts["paper"]), list[bool]()

    @contextmanager
    def ease() -> Iterator[None]:
        seen.append("folded" in text)
        yield
        seen.append("folded" in text)

    assert "folded" not in text
    monkeypatch.setattr("briefgen.checks.verification.own_limits", ease)
    known.of_statement(base.records["meeting/m"].values("place")[0].id)
    known.of_statement(base.records["meeting/m"].values("venue")[0].id)
    assert seen == [False, True]


def test_a_lock_is_read_beside_the_facts_and_named_as_it_lies_there(home: WorkspaceFolder) -> None:
    assert read_quotes_lock(home) == ({}, [])
    assert read_beside_facts(home, LOCK_FILE) is None
    home.folder("facts").mkdir()
    (home.folder("facts") / LOCK_FILE).write_text("nonsense\n")
    lock, problems = read_quotes_lock(home)
    assert (lock, [d.location.file for d in problems]) == ({}, ["desk/facts/quotes.lock"])
