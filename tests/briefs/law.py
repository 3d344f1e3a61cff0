"""Facts made up in memory, each with words of its own, so that a page can be searched for what it owes.

Nothing here asks the program what is owed: a test writes down what a value is, and what must stand with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from briefgen.briefs.assemble import Assembler, Brief, HouseRules
from briefgen.briefs.kind import TEMPLATE_FILE, WORD_FILE, BriefKind
from briefgen.facts.conflicts.find import find_conflicts
from briefgen.facts.factbase import FactBase
from briefgen.facts.kinds import shipped_kinds
from briefgen.language.cldr import Locale, extract, from_data
from briefgen.model.schema import Schema
from briefgen.model.statement import Citation, Record, Statement, statement_id
from briefgen.query.about import Disputes
from briefgen.rendering.environment import Environment
from briefgen.wordtemplates.reading import read_template
from tests.languages import TEMPLATES
from tests.workspaces import MARKINGS

SETTINGS: Mapping[str, Any] = {
    "label": "",
    "title": "",
    "about": "theme",
    "formats": ("docx", "md"),
    "notes": "endnotes",
    "language": "",
    "marking-floor": "",
    "output": "{kind}/{id}",
}


@cache
def schema() -> Schema:
    return shipped_kinds().schema


@cache
def locale(tag: str = "en-GB") -> Locale:
    return from_data(extract(tag))


@dataclass
class World:
    """Records by key, built up one value at a time."""

    statements: dict[str, list[Statement]] = field(default_factory=dict)
    contested: dict[str, str] = field(default_factory=dict)

    def say(self, key: str, property_: str, value: Any, *sources: str, **more: Any) -> Statement:
        """One more value of a record; without sources it is the desk's own."""
        spec = schema()[key.partition("/")[0]].fields[property_]
        plain = {"": value} if spec.type == "text" else value
        identity = (plain, len(self.statements.get(key, []))) if spec.many else plain
        made = Statement(
            statement_id(key, property_, identity),
            key,
            property_,
            plain,
            tuple(Citation(source, "", f"the words of {source}") for source in sources),
            **more,
        )
        self.statements.setdefault(key, []).append(made)
        return made

    def source(self, id_: str, grade: str = "C", label: str = "") -> None:
        key = f"source/{id_}"
        for property_, value in (("label", label or id_), ("reliability", grade), ("retrieved", "2026-01-01")):
            if value:
                self.say(key, property_, value)

    def base(self) -> FactBase:
        return FactBase(schema(), (self._record(key, found) for key, found in self.statements.items()))

    def _record(self, key: str, found: list[Statement]) -> Record:
        kind, _, id_ = key.partition("/")
        why = self.contested.get(key)
        return Record(kind, id_, f"facts/{key}.yaml", tuple(found), contested={"": why} if why else {})

    def brief(
        self,
        template: str,
        subject: str,
        *,
        word: bytes | None = None,
        language: str = "en-GB",
        marking: str = "TLP:CLEAR",
    ) -> Brief:
        """The brief about a record that a template of this text makes, or a Word file."""
        base = self.base()
        about = subject.partition("/")[0]
        file = WORD_FILE if word else TEMPLATE_FILE
        kind = BriefKind("note", "templates/note", {**SETTINGS, "about": about}, file=file)
        read = read_template(word, f"{kind.shown}/{file}") if word else None
        shown = (read.file, read.source) if read else (f"{kind.shown}/{file}", template)
        disputes = Disputes(base, find_conflicts(base))
        folders = [] if language.startswith("en") else [("templates", TEMPLATES)]  # English has its own words
        environment = Environment(folders, sources={kind.template: shown})
        house = HouseRules(MARKINGS, marking, "", language)
        return Assembler(base, disputes, environment, locale(language), house, word=read).assemble(kind, subject)
