"""A page becomes an archived text with a record; one that comes again is compared, and nothing is replaced unasked."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from shutil import rmtree

import pytest

from briefgen.archive.archived import ArchivedText, places
from briefgen.checks.verification import archive_of
from briefgen.diagnostics import Location
from briefgen.errors import Overrun, Problems, UsageProblem
from briefgen.intake import adding
from briefgen.intake.adding import SourceRequest, TakenIn, TextChange, _relayed, add, changes
from briefgen.workspace.cache import Store
from briefgen.workspace.folder import WorkspaceFolder, find_workspace
from briefgen.workspace.workspace import Workspace
from tests.facts.pages import write_page

HEAD = '<title>A forum ends</title><meta property="og:site_name" content="Example Gazette">'
TEXT = (
    "<h1>A forum ends</h1><p>By Ana Sample</p><p>13 June 2031</p>"
    "<p>The second Coastal Climate Forum met on Wednesday and Thursday in the old custom house of Port Example.</p>"
    "<p>Delegations came from Exampleland and Sampleland, and there was no common ground on who pays for the walls.</p>"
)
PAGE = f"<html lang=en><head>{HEAD}</head><body><article>{TEXT}</article></body></html>"
TODAY = "2031-06-20"


def workspace(folder: Path) -> Workspace:
    (folder / "briefgen.toml").write_text("")
    home, problems = find_workspace(folder)
    assert not problems
    assert isinstance(home, WorkspaceFolder)
    return Workspace(home, Store(None))


def page(folder: Path, content: str = PAGE, name: str = "page.html") -> str:
    (folder / name).write_text(content)
    return str(folder / name)


def added(folder: Path, content: str = PAGE, **said: object) -> TakenIn:
    return add(workspace(folder), SourceRequest(page(folder, content), **said), TODAY)  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def own_archive(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BRIEFGEN_ARCHIVE", raising=False)


def test_a_page_becomes_three_files_and_a_record_that_loads(tmp_path: Path) -> None:
    found = added(tmp_path)
    assert (found.id, found.state) == ("example-gazette-2031-06-13", "added")
    assert [p.relative_to(tmp_path).as_posix() for p in found.written] == [
        "archive/example-gazette-2031-06-13/original.html",
        "archive/example-gazette-2031-06-13/text.txt",
        "archive/example-gazette-2031-06-13/map.json",
        "facts/sources/example-gazette-2031-06-13.yaml",
    ]
    assert (tmp_path / "archive" / found.id / "original.html").read_text() == PAGE
    told = workspace(tmp_path)
    assert told.facts.diagnostics == []
    record = told.facts.base.record(f"source/{found.id}")
    assert record is not None
    values = {s.property: s.value for s in record.statements}
    assert values["title"] == "A forum ends"
    assert (values["language"], values["retrieved"]) == ("en", TODAY)
    text = archive_of(tmp_path / "archive", told.facts.base).texts[found.id]
    assert values["sha256"] == text.sha256
    assert [p.locator for p in places(text, "there was no common ground on who pays")] == ["par5"]


def test_a_record_says_where_each_line_was_read_and_what_is_not_known(tmp_path: Path) -> None:
    found = added(tmp_path)
    record = found.written[-1].read_text()
    assert "# read in the visible heading; " not in record  # the title element says the same
    assert "# read in the visible heading\ntitle: " in record
    assert "# read in html lang\nlanguage: en\n" in record
    assert (
        '# author: "Ana Sample" (the visible line) has no record: briefgen new person ana-sample\nbyline: Ana Sample\n'
        in record
    )
    assert '# publisher: "Example Gazette" (metadata og:site_name) has no record: briefgen new organisation ' in record
    assert "\noutlet: Example Gazette\n" in record
    assert "\nreliability:" not in record
    assert "\nderived_from:" not in record


def test_a_year_that_the_page_does_not_show_is_not_filled_in(tmp_path: Path) -> None:
    found = added(tmp_path, PAGE.replace(" 2031", ""))
    assert "published: XXXX-06-13" in found.written[-1].read_text()
    assert found.id == "example-gazette-a-forum-ends"


def test_names_that_have_records_are_written_as_their_ids(tmp_path: Path) -> None:
    write_page(
        tmp_path / "facts",
        "=== persons/ana.yaml\nname: Ana Sample\n=== organisations/gazette.yaml\nname: Example Gazette\ntype: outlet\n",
    )
    record = added(tmp_path).written[-1].read_text()
    assert "\nauthor: ana\n" in record
    assert "\npublisher: gazette\n" in record


def test_the_same_file_again_changes_nothing(tmp_path: Path) -> None:
    added(tmp_path)
    before = {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    found = added(tmp_path)
    assert (found.state, found.written) == ("unchanged", ())
    assert {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()} == before


def test_a_text_that_is_gone_from_the_archive_is_put_back_and_no_new_version(tmp_path: Path) -> None:
    first = added(tmp_path)
    before = {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    rmtree(tmp_path / "archive")
    found = added(tmp_path, PAGE.replace("Wednesday", "Tuesday"), id=first.id)
    assert (found.state, found.written, found.version) == ("changed", (), ())  # there is nothing to compare it with
    assert added(tmp_path).state == "restored"
    assert {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()} == before


def test_a_text_that_stands_in_another_source_is_a_question_never_an_answer(tmp_path: Path) -> None:
    added(tmp_path)
    relayed = PAGE.replace("A forum ends", "Walls").replace("Gazette", "Echo").replace("Wednesday", "Tuesday")
    found = add(workspace(tmp_path), SourceRequest(page(tmp_path, relayed, "other.html")), TODAY)
    assert found.state == "added"
    (question,) = found.questions
    assert question.startswith("2 of its 2 longer sentences stand in example-gazette-2031-06-13 too")
    assert question.endswith(" …”")  # seen to be cut
    record = found.written[-1].read_text()
    assert f"# Question: {question}\n" in record
    assert "\nderived_from:" not in record


QUOTED = """
=== persons/ana.yaml
name: Ana Sample
posts:
  - {is: Minister, src: {example-gazette-2031-06-13: "there was no common ground on who pays"}}
  - {is: Envoy, src: {example-gazette-2031-06-13: "met on Wednesday and Thursday"}}
"""


def test_a_page_that_changed_is_compared_and_taken_over_only_when_asked(tmp_path: Path) -> None:
    first = added(tmp_path)
    write_page(tmp_path / "facts", QUOTED)
    changed = PAGE.replace("no common ground", "common ground")
    told = added(tmp_path, changed, id=first.id)
    assert (told.state, told.written, told.standing) == ("changed", (), 1)
    assert [(s.subject, s.property, q) for s, q in told.fallen] == [
        ("person/ana", "posts", "there was no common ground on who pays")
    ]
    assert [(c.before[-40:], c.after[-40:]) for c in told.version] == [
        ("was no common ground on who pays for the walls."[-40:], "was common ground on who pays for the walls."[-40:])
    ]
    renewed = added(tmp_path, changed, id=first.id, new_version=True)
    assert renewed.state == "renewed"
    folder = tmp_path / "archive" / first.id
    (kept,) = (p for p in folder.iterdir() if p.is_dir())
    assert "no common ground" in (kept / "text.txt").read_text()
    assert (kept / "original.html").read_text() == PAGE
    assert "no common ground" not in (folder / "text.txt").read_text()
    told_again = workspace(tmp_path)
    record = told_again.facts.base.record(f"source/{first.id}")
    assert record is not None
    text = archive_of(tmp_path / "archive", told_again.facts.base).texts[first.id]
    assert record.values("sha256")[0].value == text.sha256
    assert "# read in html lang\nlanguage: en\n" in (tmp_path / record.file).read_text()  # remarks stay


def test_a_page_that_is_fetched_again_is_known_by_its_address(tmp_path: Path) -> None:
    head = HEAD + '<link rel="canonical" href="https://gazette.example/a">'
    first = added(tmp_path, PAGE.replace(HEAD, head))
    text = (tmp_path / "facts" / "sources" / f"{first.id}.yaml").read_text()
    assert "url: https://gazette.example/a" in text


def test_the_page_at_an_address_that_a_source_has_is_a_version_of_it_also_from_a_file(tmp_path: Path) -> None:
    head = HEAD + '<link rel="canonical" href="https://gazette.example/a">'
    first = added(tmp_path, PAGE.replace(HEAD, head))
    changed = PAGE.replace(HEAD, head).replace("Wednesday", "Tuesday")
    assert (added(tmp_path, changed).id, added(tmp_path, changed).state) == (first.id, "changed")
    assert added(tmp_path, changed, id="another").state == "added"


def test_a_map_names_the_sums_of_both_files(tmp_path: Path) -> None:
    found = added(tmp_path)
    told = json.loads((tmp_path / "archive" / found.id / "map.json").read_text())
    assert told["original"]["bytes"] == len(PAGE.encode())
    assert told["form"] == "html"
    assert [row["paragraph"] for row in told["stretches"]] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("none.html", "cannot be read"),
        ("gopher://x.example/", "is no address of a page"),
        (".", "is not a regular file"),
    ],
)
def test_what_cannot_be_read_is_named_and_nothing_written(tmp_path: Path, name: str, fault: str) -> None:
    asked = SourceRequest(name if ":" in name else str(tmp_path / name))
    with pytest.raises(UsageProblem, match=fault):
        add(workspace(tmp_path), asked, TODAY)
    assert [p.name for p in tmp_path.iterdir()] == ["briefgen.toml"]


def test_what_cannot_be_drawn_is_a_diagnostic(tmp_path: Path) -> None:
    with pytest.raises(Problems, match=r"is no PDF that can be read.*\[source-undrawable\]"):
        added(tmp_path, "%PDF-1.7 nothing")


def test_an_id_that_is_none_or_taken_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageProblem, match="is no id"):
        added(tmp_path, id="A Gazette")
    (tmp_path / "facts" / "sources").mkdir(parents=True)
    (tmp_path / "facts" / "sources" / "taken.yaml").write_text("type: [")
    with pytest.raises(UsageProblem, match="is there already"):
        added(tmp_path, id="taken")


def test_a_file_that_takes_too_much_is_refused_in_words_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def over(*_: object) -> None:
        raise Problems([Overrun.slow().diagnostic(Location("page.html"))])

    monkeypatch.setattr(adding, "bounded", over)
    with pytest.raises(Problems, match=r"takes too long or too much memory to read.*\[source-undrawable\]"):
        added(tmp_path)
    assert not (tmp_path / "archive").exists()


NOTE = "A Note\n\nThe forum met in Port Example on 11 June 2031 and agreed a levy on freight without a date.\n"


def noted(folder: Path, content: str = NOTE, **said: object) -> TakenIn:
    asked = SourceRequest(page(folder, content, "note.txt"), **said)  # type: ignore[arg-type]
    return add(workspace(folder), asked, TODAY)


def test_an_archived_text_without_a_record_is_not_replaced_and_its_name_is_taken(tmp_path: Path) -> None:
    old = tmp_path / "archive" / "note"
    old.mkdir(parents=True)
    (old / "text.txt").write_text("older words")
    with pytest.raises(UsageProblem, match=r"archive/note is there already, without a record.*--id"):
        noted(tmp_path, id="note")
    assert [(p.name, p.read_text()) for p in old.iterdir()] == [("text.txt", "older words")]
    assert not (tmp_path / "facts").exists()
    assert noted(tmp_path).id == "note-2"


def test_nothing_is_written_through_a_link_in_the_archive(tmp_path: Path) -> None:
    desk, outside = tmp_path / "desk", tmp_path / "outside"
    desk.mkdir()
    outside.mkdir()
    (desk / "archive").mkdir()
    (desk / "archive" / "note").symlink_to(outside)
    with pytest.raises(UsageProblem, match="is there already"):
        noted(desk, id="note")
    (desk / "archive" / "note").unlink()
    noted(desk, id="note")
    (desk / "archive" / "note").rename(outside / "note")
    (desk / "archive" / "note").symlink_to(outside / "note")
    with pytest.raises(UsageProblem, match="is a link; nothing is written through it"):
        noted(desk, NOTE.replace("a levy", "no levy"), id="note", new_version=True)
    assert (outside / "note" / "text.txt").read_text() == NOTE


def test_the_new_version_of_a_text_that_its_record_names_is_the_one_that_is_read(tmp_path: Path) -> None:
    noted(tmp_path, id="note")
    (tmp_path / "archive" / "note" / "text.txt").rename(tmp_path / "archive" / "old.txt")
    record = tmp_path / "facts" / "sources" / "note.yaml"
    record.write_text(record.read_text().replace("sha256:", "archive: old.txt\nsha256:"))
    new = NOTE.replace("a levy", "no levy")
    assert noted(tmp_path, new, id="note", new_version=True).state == "renewed"
    assert archive_of(tmp_path / "archive", workspace(tmp_path).facts.base).texts["note"].text == new
    assert (tmp_path / "archive" / "old.txt").read_text() == NOTE
    assert noted(tmp_path, new, id="note").state == "unchanged"


def test_the_name_of_an_attachment_writes_nothing_into_the_record(tmp_path: Path) -> None:
    mail = (
        "From: a@b\nDate: Mon, 5 May 2031 10:00:00 +0000\nSubject: hi there\nTo: x@y\nMIME-Version: 1.0\n"
        "Content-Type: multipart/mixed; boundary=Q\n\n--Q\nContent-Type: text/plain\n\nhello, this is a letter\n"
        "--Q\nContent-Type: application/pdf\nContent-Disposition: attachment;"
        " filename*=utf-8''a%0Areliability%3A%20A%0A%23%20x.pdf\n\nzz\n--Q--\n"
    )
    asked = SourceRequest(page(tmp_path, mail, "letter.eml"), "letter")
    add(workspace(tmp_path), asked, TODAY)
    record = workspace(tmp_path).facts.base.record("source/letter")
    assert record is not None
    assert not record.values("reliability")
    text = (tmp_path / "facts" / "sources" / "letter.yaml").read_text()
    assert "# attached and not read: a reliability: A # x.pdf\n" in text


UNKNOWN = "Съезд ".encode("cp1251") * 40


@pytest.mark.parametrize(
    ("library", "name", "content"),
    [
        ("trafilatura", "a.html", PAGE.encode()),
        ("lxml_html_clean", "a.html", PAGE.encode()),
        ("pypdfium2", "a.pdf", b"%PDF-1.7"),
        ("warcio", "a.warc", b"WARC/1.0"),
        ("webvtt", "a.vtt", b"WEBVTT\n\n00:01.000 --> 00:02.000\nWalls are low.\n"),
        ("charset_normalizer", "a.txt", UNKNOWN),
    ],
)
def test_a_library_that_is_not_installed_is_named_with_what_installs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, library: str, name: str, content: bytes
) -> None:
    loaded = (library, "trafilatura", "justext", "lxml.html.clean")
    for module in [m for m in sys.modules if m in loaded or m.partition(".")[0] in loaded]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, library, None)
    (tmp_path / name).write_bytes(content)
    with pytest.raises(Problems) as found:
        add(workspace(tmp_path), SourceRequest(str(tmp_path / name)), TODAY)
    (told,) = found.value.diagnostics
    assert told.message.endswith(f"needs the library {library}: pip install 'briefgen[sources]'")


OWN = (
    "The second Coastal Climate Forum met on Wednesday and Thursday in the old custom house of Port Example.\n\n"
    "Delegations came from Exampleland and Sampleland, and there was no common ground on who pays for the walls.\n\n"
    "The forum agreed a levy on freight after a long night of talks without naming a date for its beginning.\n"
)
OTHER = "The weather in Port Sample was fine for all of the week, and the fishing boats went out as they always do.\n"


def others(**texts: str) -> dict[str, ArchivedText]:
    return {name: ArchivedText(text, "0" * 64) for name, text in texts.items()}


def test_a_text_that_another_one_relays_is_asked_about() -> None:
    relayed = OTHER + OWN.replace("Wednesday and Thursday", "Wednesday and on Thursday").replace("came", "arrived")
    (found,) = _relayed(OWN, others(weather=OTHER, relay=relayed))
    assert found.startswith("3 of its 3 longer sentences stand in relay too")


def test_texts_about_the_same_in_other_words_are_none() -> None:
    other = (
        "On Thursday the Coastal Climate Forum ended in Port Example with an agreement on a levy, but with no date.\n\n"
        "Who pays for walls remained open between the delegations of Sampleland and Exampleland, people there said.\n"
    )
    assert _relayed(OWN, others(other=other)) == []


def test_what_changed_is_told_passage_by_passage() -> None:
    after = OWN.replace("Port Example", "Port Sample") + "\nA correction was made.\n"
    found = changes(OWN, after)
    assert [(c.before[-13:], c.after[-22:]) for c in found] == [
        ("Port Example.", "n house of Port Sample."[-22:]),
        ("", "A correction was made."),
    ]


def test_another_spelling_of_the_same_words_is_no_change() -> None:
    assert changes("“Walls” –\nthey said", '"Walls" - they  said') == []
    assert changes("one", "two") == [TextChange("one", "two")]
