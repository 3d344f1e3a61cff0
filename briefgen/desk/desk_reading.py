"""What the desk shows, and what its script asks: sources, records, review, templates, search. Nothing is written."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from briefgen.desk.desk_writing import DeskWriting, file_name_of, home_of, records_in
from briefgen.desk.pages import DESK, PREVIEW, REVIEW, TEMPLATES, Asked, by_statement, left_to_review
from briefgen.desk.recording.corrections import recorded_value
from briefgen.desk.recording.entries import fields_of, said_of, taken_up
from briefgen.desk.saving import desks_beside
from briefgen.desk.search import PrintedBriefs, facts_with, passages_with, records_named
from briefgen.desk.source_page import SourcePictures, marked_source
from briefgen.desk.studio import Studio
from briefgen.desk.template_desk import PageChoice, problems_of
from briefgen.diagnostics import did_you_mean
from briefgen.errors import Problems, UsageProblem
from briefgen.intake.drafts.proposal import OPEN, read_drafts
from briefgen.model.schema import EVENT, SOURCE, acting_as
from briefgen.production.field_list import fields_of as listed_fields
from briefgen.production.linting import lint_workspace
from briefgen.production.templates import line_reader
from briefgen.review.standing import Reviews
from briefgen.workspace.open_facts import check_kind, refuse_faulty
from briefgen.workspace.workspace import Workspace

MOST_FIELDS = 600
"""How many fields of a template are listed."""


@dataclass
class DeskReading:
    """The pages of one workspace's desk; `mark` is that of the desk itself among others on the folder."""

    studio: Studio
    writing: DeskWriting
    base: str
    mark: str
    pictures: SourcePictures = field(default_factory=SourcePictures)

    @property
    def printed(self) -> PrintedBriefs:
        return self.writing.printed

    def workspace(self) -> Workspace:
        return self.studio.workspace()

    def addresses(self) -> dict[str, Callable[[Request], Any]]:
        """What each address below the desk's answers."""
        return {
            "/": self.sources,
            "/at/": self.at,
            "/source/{id}/": self.source,
            "/source/{id}/text": self.text,
            "/source/{id}/page/{number:int}": self.picture,
            "/source/{id}/proposals": self.proposals,
            "/review/": self.review,
            "/review/{kind}/{id}/": self.review_record,
            "/templates/": self.templates,
            "/templates/{kind}/": self.template,
            "/templates/{kind}/page": self.template_page,
            "/templates/{kind}/problems": self.template_problems,
            "/templates/{kind}/word": self.word_page,
            "/search": self.search,
            "/names": self.names,
            "/form/{kind}": self.form,
            "/record/{kind}/{id}": self.record,
            "/fact": self.fact,
            "/facts": self.facts,
            "/sentences": self.sentences,
            "/lines": self.lines,
        }

    def _page(self, here: str, title: str, main: str) -> str:
        others = desks_beside(self.studio.home.folder("out"), self.mark, time.time())
        warning = (
            f"Another desk is open on this folder ({', '.join(others)}): look twice before you save." if others else ""
        )
        return DESK.desk_frame(self.base, here, title, main, warning=warning)

    # --- pages ---

    def sources(self, request: Request) -> str:
        workspace = self.workspace()
        ids = [record.id for record in workspace.facts.base.of_kind(SOURCE)]
        told = self.studio.told(workspace.facts.diagnostics)
        rows = [(id_, marked_source(workspace, id_)) for id_ in ids]
        return self._page("sources", "Sources", DESK.sources_page(workspace, rows, told))

    def source(self, request: Request) -> str:
        workspace, id_ = self.workspace(), request.path_params["id"]
        marked = marked_source(workspace, id_)
        if marked is None:
            known = [record.id for record in workspace.facts.base.of_kind(SOURCE)]
            raise UsageProblem(f"there is no archived text of '{id_}'; {did_you_mean(id_, known) or 'choose another'}")
        record = request.query_params.get("record", "")
        return self._page("sources", id_, DESK.source_page(workspace, marked, record))

    def at(self, request: Request) -> str:
        """A fact with its passage and source; the record alone, where no archived text bears it."""
        workspace, id_ = self.workspace(), request.query_params.get("fact", "")
        statement = workspace.facts.base.statement_or_none(id_)
        key = statement.subject if statement else request.query_params.get("record", "")
        if workspace.facts.base.record(key) is None:
            refuse_faulty(workspace, key.rpartition("/")[0], key)
            raise UsageProblem("there is no such fact or record any more; search for it")
        key = home_of(workspace, file_name_of(workspace, key)) or key
        for cited in statement.citations if statement else ():
            if (marked := marked_source(workspace, cited.source)) is not None:
                return self._page("sources", marked.id, DESK.source_page(workspace, marked, key))
        statements = [s for r in records_in(workspace, file_name_of(workspace, key)) for s in r.statements]
        facts = DESK.facts_list(workspace, Reviews(workspace), statements)
        return self._page("sources", key, DESK.record_page(workspace, key, facts))

    def text(self, request: Request) -> Response:
        marked = marked_source(self.workspace(), request.path_params["id"])
        if marked is None:
            raise UsageProblem("the archived text is there no more")
        return JSONResponse({"text": DESK.text_of_source(marked), "meter": DESK.meter(marked)})

    def picture(self, request: Request) -> Response:
        """A page of what a source's text was drawn from, as a picture."""
        path = request.path_params
        return Response(self.pictures.page(self.workspace(), path["id"], path["number"]), media_type="image/png")

    def proposals(self, request: Request) -> Response:
        """What `briefgen draft` proposed of a source and nobody has decided on."""
        found = read_drafts(self.studio.home.folder("facts"), request.path_params["id"])
        base = self.workspace().facts.base
        return JSONResponse([taken_up(base, one) for one in found if one.state == OPEN])

    def review(self, request: Request) -> str:
        reviews = self._reviews()
        left = left_to_review(reviews)
        return self._page("review", "Review", REVIEW.review_page(reviews, self.writing.by, left))

    def review_record(self, request: Request) -> str:
        reviews = self._reviews()
        key = self._record_key(reviews.workspace, request)
        said: dict[str, list[str]] = {}
        for brief in self.printed.about(reviews.workspace, key)[:1]:
            for sentence in self.printed.sentences(self.workspace(), brief):
                for id_ in sentence.statements:
                    said.setdefault(id_, []).append(sentence.text)
        name = file_name_of(reviews.workspace, key)
        found = self.writing.verdicts(reviews.workspace, name, self.writing.saving.read("facts", name)[0] or b"").all
        told = by_statement(reviews, key, found)
        page = REVIEW.review_record(self.base, reviews, key, self.writing.by, said, told)
        return self._page("review", key, page)

    def search(self, request: Request) -> str:
        words = request.query_params.get("q", "")[:200].strip()
        workspace = self.workspace()
        briefs = [
            b for b in self.studio.listing().briefs if words and words.casefold() in f"{b.name} {b.id}".casefold()
        ]
        facts = facts_with(workspace, words) if words else []
        passages = passages_with(workspace, words) if words else []
        told, left = self.printed.with_words(workspace, words) if words else ([], 0)
        page = DESK.search_page(self.base, words, facts, passages, briefs[:20], told, left)
        return self._page("search", "Search", page)

    # --- templates ---

    def templates(self, request: Request) -> str:
        workspace = self.workspace()
        return self._page("templates", "Templates", TEMPLATES.kinds_page(*self.writing.texts.overview(workspace)))

    def template(self, request: Request) -> str:
        workspace = self.workspace()
        kind = workspace.kind(request.path_params["kind"])[0]
        listing = self.studio.listing()
        page = TEMPLATES.kind_page(
            kind,
            self.writing.texts.files(kind),
            listed_fields(workspace, kind.name)[:MOST_FIELDS],
            [(brief.id, brief.name) for brief in listing.briefs if brief.kind == kind.name],
            listing.languages,
            workspace.markings.scheme,
        )
        return self._page("templates", kind.name, page)

    def template_page(self, request: Request) -> str:
        """The page that a template makes, or why there is none."""
        kind = request.path_params["kind"]
        try:
            draft = self.writing.texts.draft(self.workspace(), kind, _chosen(request))
        except (Problems, UsageProblem) as bad:
            return "".join(f'<p class="fault">{escape(words)}</p>' for words in problems_of(bad))
        return PREVIEW.paper(Asked(self.base, kind, request.query_params.get("id", "")), draft)

    def template_problems(self, request: Request) -> str:
        workspace = self.workspace()
        found = lint_workspace(workspace, request.path_params["kind"]).diagnostics
        return TEMPLATES.problems_list(found, line_reader(workspace))

    def word_page(self, request: Request) -> Response:
        png = self.writing.texts.word_page(self.workspace(), request.path_params["kind"], _chosen(request))
        return Response(png, media_type="image/png")

    # --- what the page's script asks ---

    def names(self, request: Request) -> Response:
        asked = request.query_params
        kinds = [kind for kind in asked.get("kinds", "").split(",") if kind]
        return JSONResponse([one.as_json() for one in records_named(self.workspace(), asked.get("q", "")[:100], kinds)])

    def form(self, request: Request) -> Response:
        workspace, kind = self.workspace(), request.path_params["kind"]
        schema = workspace.facts.base.schema
        check_kind(schema, kind)
        fields = [one.as_json() for one in fields_of(schema, kind).values()]
        said = {form: [one.as_json() for one in parts.values()] for form, parts in said_of(schema).items()}
        kinds = list(dict.fromkeys([*acting_as(schema, EVENT), *schema]))  # what is told of most is offered first
        tag, _, region = workspace.home.settings["language"].partition("-")  # a text is in en, not in en-GB
        language = f"{tag}-{region}" if len(region) > 2 else tag
        about = {"kind": kind, "kinds": kinds, "help": schema[kind].help, "language": language}
        return JSONResponse({**about, "fields": fields, "said": said})

    def record(self, request: Request) -> Response:
        """The record whose file is written; of one that is written inside another, that other."""
        workspace = self.workspace()
        key = self._record_key(workspace, request)
        name = file_name_of(workspace, key)
        key = home_of(workspace, name) or key
        content, digest = self.writing.saving.read("facts", name)
        text = (content or b"").decode("utf-8", "replace")
        self.writing.known_before(workspace, name, content)  # what its checks need is read before somebody types
        statements = [s for r in records_in(workspace, name) for s in r.statements]
        shown = DESK.facts_list(workspace, Reviews(workspace), statements)
        found = self.writing.verdicts(workspace, name, content or b"").all
        told = DESK.findings_list(found, f"{workspace.home.shown('facts')}/{name}")
        return JSONResponse(
            {"record": key, "file": name, "digest": digest, "text": text, "facts": shown, "findings": told}
        )

    def fact(self, request: Request) -> Response:
        """A recorded value as its form shows it; or its line, where no form can show how it is written."""
        workspace, id_ = self.workspace(), request.query_params.get("id", "")
        statement = workspace.facts.base.statement_or_none(id_)
        if statement is None:
            raise UsageProblem("there is no such statement any more")
        name = file_name_of(workspace, statement.subject)
        key = home_of(workspace, name) or statement.subject
        content, _ = self.writing.saving.read("facts", name)
        statement = self.writing.statement(workspace, name, content, id_)
        opened = {"id": id_, "record": key, "line": statement.line}
        try:
            text, schema = (content or b"").decode(), workspace.facts.base.schema
            found = recorded_value(text, schema, key.partition("/")[0], statement)
        except (UsageProblem, UnicodeError) as wrong:
            return JSONResponse({**opened, "problem": str(wrong)})
        return JSONResponse({**opened, **found.as_json()})

    def facts(self, request: Request) -> str:
        workspace = self.workspace()
        ids = request.query_params.get("ids", "").split()[:200]
        found = [s for id_ in ids if (s := workspace.facts.base.statement_or_none(id_)) is not None]
        return DESK.facts_list(workspace, Reviews(workspace), found)

    def sentences(self, request: Request) -> str:
        """The sentences of briefs that print what a record, or one of its fields, states."""
        workspace = self.workspace()
        key, field_ = request.query_params.get("record", ""), request.query_params.get("field", "")
        record = workspace.facts.base.record(key)
        if record is None:
            return DESK.brief_sentences(self.base, ())
        name = file_name_of(workspace, key)
        about = [s for r in records_in(workspace, name) for s in r.statements]
        wanted = [s for s in about if not field_ or field_ in (s.property, s.path[0] if s.path else "")]
        return DESK.brief_sentences(self.base, self.printed.printing(workspace, key, wanted))

    def lines(self, request: Request) -> str:
        """The lines of templates that print a statement, by the brief in which they do."""
        workspace = self.workspace()
        statement = workspace.facts.base.statement_or_none(request.query_params.get("id", ""))
        if statement is None:
            raise UsageProblem("there is no such statement any more")
        return DESK.printing_lines(self.base, self.printed.lines(workspace, statement))

    def _reviews(self) -> Reviews:
        return Reviews(self.workspace().whole)

    def _record_key(self, workspace: Workspace, request: Request) -> str:
        key = f"{request.path_params['kind']}/{request.path_params['id']}"
        if key not in workspace.facts.base.records:
            refuse_faulty(workspace, key.partition("/")[0], key)
            near = did_you_mean(key, list(workspace.facts.base.records))
            raise UsageProblem(f"there is no record '{key}'; {near or 'search for it'}")
        return key


def _chosen(request: Request) -> PageChoice:
    """What the page of a template is to show."""
    asked = request.query_params
    values = tuple((name[2:], value) for name, value in asked.items() if name.startswith("p-") and value)
    return PageChoice(asked.get("id", ""), asked.get("language", ""), asked.get("audience", ""), values)
