"""briefgen redline: the brief now against an issue of it, and never against a wrong base."""

from __future__ import annotations

import re
from dataclasses import replace
from shutil import copytree, rmtree

import pytest
from docx_revisions import RevisionDocument

from briefgen.document.nodes import Block, Document, Heading, Marking, Meta, Paragraph, Text
from briefgen.errors import UsageProblem
from briefgen.issues.redlining import Version, redline, redline_markdown
from briefgen.readers.markdown.reader import read_markdown
from briefgen.revisions.revision import renumbered
from briefgen.writers.docx.house import House
from briefgen.writers.docx.reference.reader import read_house
from briefgen.writers.docx.writer import DocxWriter
from briefgen.writers.markdown_versions import kept_apart
from tests.workspaces import MARKINGS, MEETING, Ran, Scratch
from tests.writers.docx.packages import HOUSE_FILE, parts
from tests.writers.docx.redline.test_other_reader import lines, read
from tests.writers.docx.redline.tracked import reading
from tests.writers.test_markdown_versions import accept, reject

DATE = ("date: {is: 2024-03-11,", "date: {is: 2024-03-12,")
POINT = "  - is: Participants discussed stocks of green coffee.\n"
ISSUE = "out/issued/meeting/lisbon-2024/1"
DOCX = "out/redlines/meeting/lisbon-2024.since-issue-1.docx"


def issued(workspace: Scratch, day: str = "2026-03-01") -> Ran:
    return workspace.do("issue", "meeting", "lisbon-2024", "--date", day)


def asked(workspace: Scratch, *arguments: str) -> Ran:
    return workspace.do("redline", "meeting", "lisbon-2024", *arguments)


def test_the_word_file_has_both_versions_and_the_facts_that_changed(workspace: Scratch) -> None:
    issued(workspace)
    workspace.edit(MEETING, *DATE)
    ran = asked(workspace)
    assert (ran.code, ran.err) == (0, "")
    written = (workspace.root / DOCX).read_bytes()
    assert "took place in Lisbon on 12 March 2024;" in str(reading(written, "del"))
    assert "took place in Lisbon on 11 March 2024;" in str(reading(written, "ins"))
    comments = parts(written)["word/comments.xml"].decode()
    assert "meeting/lisbon-2024, date: 11 March 2024 → 12 March 2024" in comments
    assert 'w:author="Briefing desk" w:date="2024-03-15T' in parts(written)["word/document.xml"].decode()


def test_markdown_has_the_same_as_criticmarkup(workspace: Scratch) -> None:
    issued(workspace)
    workspace.edit(MEETING, *DATE)
    assert asked(workspace, "--format", "md").code == 0
    text = workspace.read("out/redlines/meeting/lisbon-2024.since-issue-1.md")
    assert "{>>meeting/lisbon-2024, date: 11 March 2024 → 12 March 2024<<}" in text


# A paragraph and a cell; an item; a heading; a note.
EVERYWHERE = (
    (MEETING, *DATE),
    (MEETING, POINT, f"{POINT}  - is: Participants spoke of coffee prices.\n"),
    (MEETING, "says: prices would remain unsteady", "says: prices would rise"),
    ("templates/meeting/brief.md.j2", "What it was about.", "What was spoken of."),
    ("facts/sources/example-gazette.yaml", "report on the seventh session", "report on the session"),
)


def unnumbered(lines: list[str]) -> list[str]:
    """Without the numbers before words of the annex: they are links, in which the other library finds no changes."""
    return [re.sub(r"^\d+(?=[:;]| \()", "", line) for line in lines]


@pytest.mark.few(1)
@pytest.mark.parametrize("notes", ["footnotes", "quoted", "endnotes"])
def test_accepting_all_gives_the_new_brief_and_rejecting_all_the_old_one_in_both_formats(
    workspace: Scratch, notes: str
) -> None:
    if notes != "footnotes":
        workspace.edit("templates/meeting/template.toml", 'notes = "footnotes"', f'notes = "{notes}"')
    issued(workspace)
    for change in EVERYWHERE:
        workspace.edit(*change)
    issued(workspace, "2026-04-01")
    assert workspace.make("-f", "docx", "-f", "md").code == 0
    ran = asked(workspace, "--since", "1", "--format", "docx", "--format", "md")
    assert (ran.code, ran.err) == (0, "")
    made, md = (workspace.root / DOCX).read_bytes(), DOCX.replace(".docx", ".md")
    now = workspace.root / "out/meeting/lisbon-2024"
    old = (workspace.root / ISSUE / "lisbon-2024.issue-1.docx").read_bytes()
    new = now.with_suffix(".docx").read_bytes()
    part = {"footnotes": "document", "quoted": "footnotes", "endnotes": "endnotes"}[notes]
    where_words_stand = parts(made)[f"word/{part}.xml"].decode().rpartition('w:name="_Evidence"')[2]
    assert "report on the seventh session" in "".join(re.findall(r"<w:(?:t|delText)[^>]*>([^<]*)", where_words_stand))
    assert "<w:del " in where_words_stand
    for gone, version in (("del", new), ("ins", old)):
        assert reading(made, gone) == reading(version)
    for taken, version in ((RevisionDocument.accept_all, new), (RevisionDocument.reject_all, old)):
        revised = read(made)
        taken(revised)
        assert unnumbered(lines(revised)) == unnumbered(lines(read(version)))
    marked = workspace.read(md)
    assert accept(marked) == kept_apart(now.with_suffix(".md").read_text("utf-8"))
    before = kept_apart(workspace.read(f"{ISSUE}/lisbon-2024.issue-1.md"))
    assert renumbered(read_markdown(reject(marked))[0]) == read_markdown(before)[0]


@pytest.mark.slow
def test_an_earlier_issue_can_be_the_base(workspace: Scratch) -> None:
    issued(workspace)
    workspace.edit(MEETING, *DATE)
    issued(workspace, "2026-04-01")
    told = asked(workspace).out
    assert "the brief says what issue 2 of meeting/lisbon-2024 says; there is nothing" in told
    assert told.endswith("; what changed since an earlier one: --since 1\n")
    assert asked(workspace, "--since", "1", "--json").json["changed"] is True
    ran = asked(workspace, "--since", "3")
    assert (ran.code, ran.err) == (2, "briefgen: there is no issue 3 of meeting/lisbon-2024; there are: 1, 2\n")


def test_a_brief_that_was_never_issued_has_no_redline(workspace: Scratch) -> None:
    ran = asked(workspace)
    assert (ran.code, "was never issued; briefgen issue meeting lisbon-2024 does" in ran.err) == (2, True)


@pytest.mark.parametrize("name", ["lisbon-2024.issue-1.docx", "document.json"])
def test_a_base_that_was_edited_is_refused(workspace: Scratch, name: str) -> None:
    issued(workspace)
    workspace.edit(MEETING, *DATE)
    path = workspace.root / ISSUE / name
    content = path.read_bytes()
    path.unlink()
    path.write_bytes(content + b" ")
    ran = asked(workspace)
    assert (ran.code, f"{ISSUE}/{name}: error: was changed after it was issued" in ran.err) == (1, True)
    assert not (workspace.root / DOCX).exists()


def test_a_base_that_is_gone_or_is_of_another_brief_is_refused(workspace: Scratch) -> None:
    issued(workspace)
    workspace.edit(MEETING, *DATE)
    folder = workspace.root / ISSUE
    copytree(folder, workspace.root / "out/issued/country/brazil/1")
    ran = workspace.run("redline", "country", "brazil", "-w", str(workspace.root))
    said = "out/issued/country/brazil/1 holds issue 1 of meeting/lisbon-2024, not issue 1 of country/brazil"
    assert (ran.code, said in ran.err) == (2, True)
    (folder / "document.json").unlink()
    ran = asked(workspace)
    assert (ran.code, f"{ISSUE}/document.json: error: is gone" in ran.err) == (1, True)
    rmtree(folder)
    assert asked(workspace).code == 2
    assert not (workspace.root / "out/redlines").exists()


@pytest.mark.slow
def test_a_base_of_higher_marking_is_refused_unless_its_readers_may_see_it(workspace: Scratch) -> None:
    workspace.edit(MEETING, POINT, f'{POINT}    marking: "TLP:AMBER"\n')
    issued(workspace)
    workspace.edit(MEETING, f'{POINT}    marking: "TLP:AMBER"\n', POINT)
    ran = asked(workspace)
    assert ran.code == 2
    assert "issue 1 of meeting/lisbon-2024 is marked TLP:AMBER, and the redline is for readers of TLP:CLEAR" in ran.err
    assert not (workspace.root / DOCX).exists()
    assert asked(workspace, "--for", "TLP:AMBER").code == 0
    assert b">TLP:AMBER</vt:lpwstr>" in parts((workspace.root / DOCX).read_bytes())["docProps/custom.xml"]
    assert "'AMBER' is no marking here" in asked(workspace, "--for", "AMBER").err


@pytest.mark.slow
def test_a_redline_is_no_orphan_of_a_build(workspace: Scratch) -> None:
    workspace.append("briefgen.toml", '\n[briefs.meeting]\nformats = ["md"]\n')
    issued(workspace)
    workspace.edit(MEETING, *DATE)
    asked(workspace)
    assert workspace.run("build", "-w", str(workspace.root), "--jobs", "1", "--json").json["orphans"] == []


# --- Two versions of one brief, for readers who may see both ---


@pytest.fixture(scope="module")
def house() -> House:
    return read_house(HOUSE_FILE.read_bytes(), "templates/house.docx")


def version(place: str, marking: str = "TLP:CLEAR", name: str = "issue 1", key: str = "meeting/a") -> Version:
    blocks: tuple[Block, ...] = (
        Marking(marking),
        Heading(1, (Text("The meeting"),)),
        Paragraph((Text(f"It met in {place}."),)),
    )
    return Version("meeting", key, name, Document(blocks, meta=Meta(title="The meeting", marking=marking)))


def made(house: House, old: Version, new: Version, ceiling: str = "TLP:GREEN") -> bytes:
    return redline(
        old, new, writer=DocxWriter(house), author="A desk", date="2026-11-21", scheme=MARKINGS, ceiling=ceiling,
        why=lambda change: f"place: {change.old} became {change.new}" if change.old else "",
    )  # fmt: skip


def test_the_redline_has_the_changes_and_the_reasons(house: House) -> None:
    written = made(house, version("Astana"), version("Almaty", name="the brief"))
    assert "It met in Almaty." in str(reading(written, "del"))
    assert "It met in Astana." in str(reading(written, "ins"))
    assert b"place: It met in Astana. became It met in Almaty." in parts(written)["word/comments.xml"]


def test_the_redline_carries_the_higher_marking_of_the_two(house: House) -> None:
    written = made(house, version("Astana", "TLP:GREEN"), version("Almaty"))
    assert b">TLP:GREEN</vt:lpwstr>" in parts(written)["docProps/custom.xml"]
    assert "TLP:CLEAR" in str(reading(written, "del"))
    assert "TLP:GREEN" in str(reading(written, "ins"))


@pytest.mark.parametrize(("was", "now"), [("TLP:GREEN", "TLP:CLEAR"), ("TLP:CLEAR", "TLP:GREEN")])
def test_a_marking_that_changed_leaves_the_higher_one_on_every_page_and_at_the_head(
    house: House, was: str, now: str
) -> None:
    old, new = version("Astana", was), version("Almaty", now)
    running = {n: d for n, d in parts(made(house, old, new)).items() if re.match(r"word/(?:header|footer)\d+\.xml", n)}
    assert {place[5:11] for place in running} == {"header", "footer"}
    assert all(re.findall(rb"TLP:\w+", part) == [b"TLP:GREEN"] for part in running.values())
    text = redline_markdown(old, new, scheme=MARKINGS, ceiling="TLP:GREEN").decode()
    assert text.startswith(f"{{~~**{was}**~>**{now}**~~}}{{>>TLP:GREEN<<}}\n\n# The meeting\n")


@pytest.mark.parametrize(
    ("old", "new", "ceiling", "words"),
    [
        (
            version("A", "TLP:RED"),
            version("B"),
            "TLP:GREEN",
            "issue 1 is marked TLP:RED, and the redline is for readers",
        ),
        (version("A"), version("B", "TLP:AMBER", "the brief"), "TLP:GREEN", "the brief is marked TLP:AMBER"),
        (version("A", "SECRET"), version("B"), "TLP:GREEN", "'SECRET' is no marking here"),
        (version("A"), version("B"), "SECRET", "'SECRET' is no marking here"),
        (version("A", key="meeting/b"), version("B"), "TLP:RED", "issue 1 is a meeting brief about meeting/b, not"),
        (replace(version("A"), kind="country"), version("B"), "TLP:RED", "versions of one brief"),
    ],
)
def test_a_base_that_must_not_be_read_or_compared_is_refused(
    house: House, old: Version, new: Version, ceiling: str, words: str
) -> None:
    with pytest.raises(UsageProblem, match=words):
        made(house, old, new, ceiling)
    with pytest.raises(UsageProblem, match=words):
        redline_markdown(old, new, scheme=MARKINGS, ceiling=ceiling)


def test_markdown_says_the_same(house: House) -> None:
    text = redline_markdown(
        version("Astana"), version("Almaty"), scheme=MARKINGS, ceiling="TLP:GREEN", why={"It met in Almaty.": "moved"}
    )
    assert "It met in {~~Astana~>Almaty~~}{>>moved<<}." in text.decode()
