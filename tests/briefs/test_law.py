"""The law of caveats, tried with templates made at random over facts made at random, in every format.

The pages are read back as a reader has them, and searched for words that stand for one value each: with it must stand,
in the same sentence, cell or heading, what the record holds back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document as open_word
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html  # type: ignore[import-untyped]

from briefgen.desk.draft import Draft, below_header
from briefgen.desk.pages import PREVIEW, Asked
from briefgen.document.nodes import Document
from briefgen.document.sentences import sentence_ends
from briefgen.model.statement import Origin, Rank
from briefgen.writers.docx.reference.reader import read_house
from briefgen.writers.docx.writer import DocxWriter
from briefgen.writers.html import HtmlWriter
from briefgen.writers.markdown import MarkdownWriter
from tests.briefs.law import World
from tests.wordtemplates.samples import typed
from tests.workspaces import REPOSITORY

SOURCES = {"daily": ("Dailysource", "C"), "gazette": ("Gazettesource", "B"), "rumour": ("Rumoursource", "D")}
SERIES = "series/s"


@dataclass
class Told:
    """What stands for one value on a page, and what must stand with it: in the sentence, or in the block."""

    token: str
    words: list[str] = field(default_factory=list)
    inferred: bool = False
    looked_up: bool = False
    contested: bool = False
    of_contested: bool = False
    alone: str = ""


@dataclass
class Field:
    """A world, and its values by their words."""

    world: World = field(default_factory=World)
    told: list[Told] = field(default_factory=list)

    def value(self, draw: st.DrawFn, key: str, name: str, made: Sequence[tuple[object, str]]) -> None:
        """One or two values of a property, whose caveats are drawn."""
        ranks = [Rank.PREFERRED if len(made) > 1 and draw(st.booleans()) else Rank.NORMAL, Rank.NORMAL]
        new: list[tuple[Told, str]] = []
        for (value, token), rank in zip(made, ranks, strict=False):
            source = draw(st.sampled_from(list(SOURCES)))
            origin = draw(st.sampled_from([Origin.STATED, Origin.STATED, Origin.INFERRED, Origin.REGISTER]))
            contested = draw(st.booleans()) and draw(st.booleans())
            self.world.say(
                key,
                name,
                value,
                source,
                origin=origin,
                rank=rank,
                inferred=name if origin is Origin.INFERRED else "",
                register="a list" if origin is Origin.REGISTER else "",
                contested={"": "somebody says no"} if contested else {},
            )
            told = self.of(key, token, source)
            told.inferred, told.looked_up = origin is Origin.INFERRED, origin is Origin.REGISTER
            told.contested = contested or ranks[0] is Rank.PREFERRED
            if told.inferred and name != "date":
                told.alone = ""  # the desk's reading is according to nobody
            new.append((told, SOURCES[source][0]))
        if len(new) > 1 and ranks[0] is Rank.NORMAL:
            for told, label in new:
                told.contested = False  # the other value beside it says more
                told.words += [
                    label,
                    *(word for other, theirs in new if other is not told for word in (other.token, theirs)),
                ]

    def of(self, key: str, token: str, source: str) -> Told:
        told = Told(token, of_contested=key in self.world.contested)
        told.alone = SOURCES[source][0] if SOURCES[source][1] in "DE" else ""
        self.told.append(told)
        return told


@st.composite
def fields(draw: st.DrawFn) -> Field:
    """Meetings of a series with claims and sentences, all words of which are their own."""
    made = Field()
    world = made.world
    for id_, (label, grade) in SOURCES.items():
        world.source(id_, grade, label)
    world.say(SERIES, "name", "the series", "daily")
    for n in range(draw(st.integers(1, 3))):
        key = f"meeting/m{n}"
        if draw(st.booleans()):
            world.contested[key] = "another report has it elsewhere"
        world.say(key, "series", SERIES, "daily")
        made.value(draw, key, "names", [(f"Name{n}x", f"Name{n}x")])
        both = draw(st.booleans())
        made.value(draw, key, "place", [(f"Place{n}a", f"Place{n}a"), (f"Place{n}b", f"Place{n}b")][: 1 + both])
        both = draw(st.booleans())
        made.value(draw, key, "date", [(f"20{n}1-03-05", f"20{n}1"), (f"20{n}2-04-06", f"20{n}2")][: 1 + both])
        made.value(draw, key, "ordinal", [(300 + n, f"30{n}(?:st|nd|rd|th)?")])
        for i in range(draw(st.integers(0, 2))):
            source = draw(st.sampled_from(list(SOURCES)))
            world.say(f"person/p{n}{i}", "name", f"Speaker{n}{i}", "daily")
            speakers = (f"person/p{n}{i}",) if draw(st.booleans()) else ()
            world.say(key, "discussion", f"Topic{n}{i} was talked of.", source, speakers=speakers)
            made.of(key, f"Topic{n}{i}", source).words.extend([f"Speaker{n}{i}"] if speakers else [])
        for i in range(draw(st.integers(0, 2))):
            source, claim = draw(st.sampled_from(list(SOURCES))), f"claim/c{n}{i}"
            world.say(f"person/q{n}{i}", "name", f"Claimant{n}{i}", "daily")
            world.say(claim, "said_by", f"person/q{n}{i}", source)
            told = made.of(claim, f"utterance{n}{i}", source)
            told.words.append(f"Claimant{n}{i}")
            if draw(st.booleans()):
                world.say(claim, "capacity", f"minister{n}{i}", source)
                told.words.append(f"minister{n}{i}")
            world.say(claim, "says", f"utterance{n}{i} was made", source)
            world.say(claim, "at", key, source)
    return made


# --- templates -------------------------------------------------------------------------------------------

MEETING = (
    "{{ m.place }}",
    "{{ m.place|capital }}",
    "{{ m.place.plain }}",
    "{{ m.place.plain }}, {{ m.place.caveat }}",
    "{{ m.date }}",
    "{{ m.date|when }}",
    "{{ m.date.plain }}",
    "**{{ m.date }}**",
    "({{ m.date }})",
    "{{ m.ordinal|ordinal }}",
    "{{ m.ordinal|in_words }}",
    "{{ m.names|listing }}",
    "{{ [m.place, m.date]|listing }}",
    "{{ m.label }}",
    "{{ m }}",
    "{{ m.place ~ ' in ' ~ m.date }}",
    "{% set x %}{{ m.place }}{% endset %}{{ x }}",
    "{{ 'held in {p}'|t(p=m.place) }}",
    "{% if m.date %}dated{% endif %}",
    "{{ m.caveat }} {{ m.place }}",
)
CLAIM = (
    "{{ c }}",
    "{{ c.label|capital }}",
    "{{ c.says }}",
    "{{ c.says|sentence }}",
    "{{ c.says.plain }}",
    "{{ c.in_words }}",
    "{{ c.said_by }} has {{ c.says }}",
    "{{ [c]|listing }}",
    "{{ c.says }}, {{ c.caveat }}",
)
ITEM = ("{{ d }}", "{{ d|clause }}", "{{ d.plain }}", "{{ d|sentence }}", "{{ d.according_to|listing }}: {{ d }}")
LOOPS = {"m": ("", MEETING), "c": ("c in m.claims", CLAIM), "d": ("d in m.discussion", ITEM)}
GLUE = (" and ", ", ", "; ", " is told of ", ". Then ", ": ")


@st.composite
def lines(draw: st.DrawFn, *, tables: bool) -> list[str]:
    """The lines of a template: for each meeting some blocks, in Markdown or as they are typed in Word."""
    out = ["{% for m in series.meetings %}"]
    for _ in range(draw(st.integers(1, 4))):
        name = draw(st.sampled_from(list(LOOPS)))
        loop, expressions = LOOPS[name]
        words = draw(st.lists(st.sampled_from(expressions), min_size=1, max_size=3))
        glued = words[0] + "".join(draw(st.sampled_from(GLUE)) + word for word in words[1:])
        shape = draw(st.sampled_from(["## ", "### ", "", "", "- ", *(["| "] if tables else [])]))
        stop = "." if shape in ("", "- ") and draw(st.booleans()) else ""
        line = shape + glued + stop
        if shape == "| ":
            other = draw(st.sampled_from(expressions))
            out += ["", "| a | b |", "| --- | --- |"]
            line = f"| {glued} | {other} |"
        out += [f"{{% for {loop} %}}"] if loop else []
        out += [line] if shape in ("- ", "| ") else ["", line, ""]
        out += ["{% endfor %}"] if loop else []
        out += [""] if shape in ("- ", "| ") else []
    return [*out, "{% endfor %}"]


# --- pages, as they are read -----------------------------------------------------------------------------


@dataclass
class Part:
    """A heading with its level, or a block: the runs of words in it."""

    level: int
    runs: list[str]


def of_markdown(document: Document) -> list[Part]:
    whole = MarkdownWriter().write(document).decode().partition("\n\n[^1]: ")[0]
    bare = re.sub(r"\[\^\d+\]|[*\\]", "", whole)
    return [part for line in bare.splitlines() if line.strip() and (part := _line(line))]


def _line(line: str) -> Part:
    if line.startswith("|"):
        return Part(0, [cell.strip() for cell in line.strip("|").split(" | ")])
    level = len(line) - len(line.lstrip("#"))
    return Part(level, [line.lstrip("#- ").strip()])


def of_html(document: Document) -> list[Part]:
    return _of_tree(HtmlWriter().write(document).decode())


def sheet(document: Document) -> str:
    """The brief as the preview shows it."""
    page = HtmlWriter().write(below_header(document)).decode()
    draft = Draft("note", "m", "en", document, (), (), (), 0, 0, page, "")
    return PREVIEW.paper(Asked("token", "note", "m"), draft)


def of_preview(document: Document) -> list[Part]:
    return _of_tree(sheet(document))


def _of_tree(page: str) -> list[Part]:
    tree = html.fromstring(page)
    for note in tree.xpath("//sup | //section"):
        note.drop_tree()
    found = []
    for element in tree.iter("h1", "h2", "h3", "h4", "p", "li", "tr"):
        if element.tag == "tr":
            found.append(Part(0, [cell.text_content() for cell in element]))
        elif element.tag != "li" or element.find("p") is None:
            found.append(Part(int(element.tag[1]) if element.tag[0] == "h" else 0, [element.text_content()]))
    return found


HOUSE = read_house((REPOSITORY / "templates/house.docx").read_bytes(), "templates/house.docx")


def of_word(document: Document) -> list[Part]:
    word = open_word(BytesIO(DocxWriter(HOUSE).write(document)))
    found = []
    for element in word.element.body.iterchildren():
        if element.tag == qn("w:tbl"):
            for row in element.iterchildren(qn("w:tr")):
                found.append(Part(0, [_words(cell) for cell in row.iterchildren(qn("w:tc"))]))
        elif element.tag == qn("w:p"):
            style = element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
            name = style.get(qn("w:val")) if style is not None else ""
            found.append(Part(int(name[-1]) if re.fullmatch(r"Heading\d", name) else 0, [_words(element)]))
    return found


def _words(element: object) -> str:
    raised = "w:rPr/w:vertAlign or w:rPr/w:rStyle[contains(@w:val, 'eference')]"
    texts = element.xpath(f".//w:r[not({raised})]/w:t")  # type: ignore[attr-defined]
    return "".join(text.text or "" for text in texts)


# --- what must stand with what ---------------------------------------------------------------------------


def bare(made: Field, parts: list[Part]) -> Iterator[str]:
    """Each value that stands somewhere without what it owes."""
    above: list[tuple[int, str]] = []
    since = ""  # what the section has said before
    for part in parts:
        block = "\n".join(part.runs)
        if part.level:
            above = [(level, words) for level, words in above if level < part.level]
            since = ""
        named = block + since + "".join(words for _, words in above)
        for run in part.runs:
            for sentence in [run] if part.level or len(part.runs) > 1 else _sentences(run):
                yield from (f"{word} in {sentence!r}" for word in _lacking(made, sentence, block, named))
        if part.level:
            above.append((part.level, block))
        since += "\n" + block


def _sentences(text: str) -> list[str]:
    ends = sentence_ends(text)
    return [text[start:end] for start, end in zip([0, *ends], ends, strict=False)]


def _lacking(made: Field, sentence: str, block: str, named: str) -> Iterator[str]:
    here = [told for told in made.told if re.search(rf"\b{told.token}\b", sentence)]
    for told in here:
        lacks = [word for word in told.words if word not in sentence]
        if told.alone and told.alone not in named:
            lacks.append(told.alone)
        if told.contested and "contested" not in sentence:
            lacks.append("contested")
        if told.of_contested and "contested" not in named:
            lacks.append("contested meeting")
        yield from (f"{told.token} lacks {word}" for word in lacks)
    for word, many in (
        ("inferred", sum(t.inferred for t in here)),
        ("looked up", sum(t.looked_up for t in here)),
    ):
        if sentence.count(word) < many:
            yield f"{many} values, but not so many times {word!r}"


def unmarked(document: Document) -> Iterator[str]:
    """The formats in which a page lacks the marking of the brief."""
    marking = document.meta.marking
    if not MarkdownWriter().write(document).decode().startswith(f"**{marking}**\n"):
        yield "Markdown"
    if marking not in HtmlWriter().write(document).decode().partition("</p>")[0]:
        yield "HTML"
    ends = html.fromstring(sheet(document)).xpath("//*[@class='running']/*[@class='marking']/text()")
    if ends != [marking, marking]:
        yield "preview"
    package = ZipFile(BytesIO(DocxWriter(HOUSE).write(document)))
    yield from (
        name
        for name in package.namelist()
        if re.match(r"word/(header|footer)\d", name) and marking not in package.read(name).decode()
    )


def check(made: Field, document: Document) -> None:
    assert list(unmarked(document)) == []
    for read in (of_markdown, of_html, of_word, of_preview):
        parts = read(document)
        assert list(bare(made, parts)) == [], (read.__name__, [p.runs for p in parts])


def tried(count: int) -> settings:
    return settings(max_examples=count, deadline=None, suppress_health_check=list(HealthCheck))


def law(made: Field, template: list[str]) -> None:
    check(made, made.world.brief("\n".join(template), SERIES).document)


def law_of_word(made: Field, template: list[str]) -> None:
    data = typed(*(line for line in template if line))
    check(made, made.world.brief("", SERIES, word=data).document)


@tried(15)
@given(fields(), lines(tables=True))
def test_no_template_prints_a_value_bare(made: Field, template: list[str]) -> None:
    law(made, template)


@tried(5)
@given(fields(), lines(tables=False))
def test_no_template_made_in_word_prints_a_value_bare(made: Field, template: list[str]) -> None:
    law_of_word(made, template)


@pytest.mark.slow
@tried(600)
@given(fields(), lines(tables=True))
def test_no_template_prints_a_value_bare_at_length(made: Field, template: list[str]) -> None:
    law(made, template)


@pytest.mark.slow
@tried(150)
@given(fields(), lines(tables=False))
def test_no_template_made_in_word_prints_a_value_bare_at_length(made: Field, template: list[str]) -> None:
    law_of_word(made, template)


def test_a_bare_value_is_seen() -> None:
    """The search finds what is missing, so that its silence means something."""
    made = Field(told=[Told("Place0a", ["Dailysource"], inferred=True, of_contested=True)])
    found = list(bare(made, [Part(0, ["It met in Place0a."])]))
    assert [word.partition(" in ")[0] for word in found] == [
        "Place0a lacks Dailysource",
        "Place0a lacks contested meeting",
        "1 values, but not so many times 'inferred'",
    ]
