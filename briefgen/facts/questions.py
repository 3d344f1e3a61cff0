"""Questions that a brief asks: what each is about, on what its answer rests, and what it means that the answer changed.

A question is a short text, a verb and what is asked about: "values meeting/samarkand-2025 date", "kind claim", "house".
It stays a text on its way through states and reports; whoever wants to know more of it makes a `Question` of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum

from briefgen.diagnostics import with_article
from briefgen.frozen import dataclass


class About(Enum):
    """What a question is about, and so which file its answer rests on."""

    RECORD = "one record, whose key comes first"
    STATEMENT = "one statement, whose id comes first"
    KIND = "all records of a kind, which comes first"
    REFERRING = "statements that lead to a record, whose key comes first: all, or those of records of one part"
    FACTS = "all facts"
    ELSE = "no facts: templates, settings, the program"


@dataclass(frozen=True, slots=True)
class Verb:
    """One sort of question; `is_of_one_file` says that no file but its record's own can give it another answer."""

    about: About
    changed: Callable[[str], str]
    is_of_one_file: bool = False


def parted(rest: str) -> tuple[str, str]:
    """The record or kind that is asked about, and the property of it; "" for none."""
    about, _, property_ = rest.partition(" ")
    return about, property_


def _of_property(rest: str) -> str:
    key, property_ = parted(rest)
    return f"{property_} of {key} changed"


def _of_statement(id_: str) -> str:
    kind, record, property_, *_ = id_.split("/")
    return f"{property_} of {kind}/{record} changed"


def _of_column(rest: str) -> str:
    kind, property_ = parted(rest)
    return f"{property_} of {with_article(kind)} changed"


VERBS: Mapping[str, Verb] = {
    "values": Verb(About.RECORD, _of_property, is_of_one_file=True),
    "statement": Verb(About.STATEMENT, _of_statement, is_of_one_file=True),
    "record": Verb(About.RECORD, lambda key: f"{key} changed", is_of_one_file=True),
    "beginning": Verb(About.RECORD, lambda key: f"{key} changed", is_of_one_file=True),
    "column": Verb(About.KIND, _of_column),
    "verdict": Verb(
        About.STATEMENT, lambda id_: f"the verdict on the quote of {_of_statement(id_)}", is_of_one_file=True
    ),
    "conflicts": Verb(About.RECORD, lambda key: f"a conflict that touches {key} changed"),
    "referring": Verb(About.REFERRING, lambda key: f"what refers to {key} changed"),
    "leading": Verb(About.REFERRING, lambda rest: f"what refers to {parted(rest)[0]} changed"),
    "contested": Verb(About.RECORD, lambda key: f"{key} became contested, or no longer is", is_of_one_file=True),
    "exists": Verb(About.RECORD, lambda key: f"{key} is new, gone or deprecated", is_of_one_file=True),
    "kind": Verb(About.KIND, lambda kind: f"{with_article(kind)} was added, removed or deprecated"),
    "chosen": Verb(About.FACTS, lambda _: "what the selection chooses changed"),
    "last-day": Verb(About.FACTS, lambda _: "the information cut-off moved"),
    "template": Verb(About.ELSE, lambda name: f"the template {name} changed"),
    "wording": Verb(About.ELSE, lambda rest: f"the template {rest.partition(' ')[0]} changed"),
    "template-settings": Verb(About.ELSE, lambda kind: f"the settings of {kind} changed"),
    "words": Verb(About.ELSE, lambda tag: f"the words of {tag} changed"),
    "style": Verb(About.ELSE, lambda name: f"the citation style {name} changed"),
    "issue": Verb(About.ELSE, lambda _: "it was issued"),
    "house": Verb(About.ELSE, lambda _: "the house document changed"),
    "meanwhile": Verb(About.ELSE, lambda _: "something was saved while it was made"),
    "settings": Verb(About.ELSE, lambda _: "briefgen.toml changed"),
    "kinds": Verb(About.ELSE, lambda _: "a description of a kind of record changed"),
    "everything": Verb(About.FACTS, lambda _: "the facts changed"),
    "program": Verb(About.ELSE, lambda _: "the program changed"),
}
"""All verbs; those come first whose change says most."""
_WEIGHTS = {name: number for number, name in enumerate(VERBS)}


_OF_ONE_FILE = frozenset(name for name, verb in VERBS.items() if verb.is_of_one_file)


WORDING, ISSUED = "wording", "issue"


def resting_on(question: str) -> str:
    """What an answer rests on, of a bare text: a build asks it of every question that all its briefs ever asked.

    The key of a record where it rests on its file alone, and on the conflicts that touch it; all templates, all that
    was issued; "" for everything else.
    """
    verb, _, rest = question.partition(" ")
    if verb in _OF_ONE_FILE or verb == "conflicts":
        kind, slash, rest = rest.partition(" ")[0].partition("/")
        return f"{kind}{slash}{rest.partition('/')[0]}"
    return verb if verb in (WORDING, ISSUED) else ""


class Question(str):
    """A question that knows what it is about; it is the text that stands for it."""

    __slots__ = ()

    @property
    def verb(self) -> str:
        return self.partition(" ")[0]

    @property
    def rest(self) -> str:
        """What is asked about: a key with or without a property, an id, a name; "" for a verb alone."""
        return self.partition(" ")[2]

    @property
    def about(self) -> About:
        return VERBS[self.verb].about

    @property
    def alone(self) -> str:
        """The key of the record on whose file alone the answer rests; "" where it rests on more."""
        return resting_on(self) if self.verb in _OF_ONE_FILE else ""

    @property
    def record(self) -> str:
        """The key of the record that it is about, or whose statement; "" where it is about none alone."""
        if self.about in (About.RECORD, About.REFERRING):
            return parted(self.rest)[0]
        return "/".join(self.rest.split("/", 2)[:2]) if self.about is About.STATEMENT else ""

    @property
    def kind(self) -> str:
        """The kind of record of which it is about all; "" where it is not."""
        return parted(self.rest)[0] if self.about is About.KIND else ""

    @property
    def weight(self) -> tuple[int, str]:
        """By which reasons are sorted: what says most comes first."""
        return _WEIGHTS[self.verb], str(self)

    @property
    def changed(self) -> str:
        """What it means, in words, that its answer is another one."""
        return VERBS[self.verb].changed(self.rest)
