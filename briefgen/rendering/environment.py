"""The Jinja environment of templates: sandboxed, strict, and with a short list of filters.

What a template may reach is listed here and nowhere else: fields of views, items of dictionaries and lists,
the loop variable's own properties, macros, and the filters and tests by name. There is no other attribute
access, no calling of methods, and no reading of files outside the folders of templates.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, wraps
from pathlib import Path
from types import MappingProxyType
from typing import Any

from jinja2 import (
    BytecodeCache,
    StrictUndefined,
    Template,
    TemplateNotFound,
    TemplateSyntaxError,
    nodes,
    pass_environment,
)
from jinja2.environment import TemplateModule
from jinja2.exceptions import TemplateRuntimeError
from jinja2.runtime import BlockReference, Context, LoopContext, Macro, TemplateReference, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from briefgen.diagnostics import Diagnostic, did_you_mean, did_you_mean_or
from briefgen.facts.factbase import FactBase
from briefgen.language.cldr import Locale
from briefgen.rendering.catalogue import Catalogue, find_catalogue, spoken
from briefgen.rendering.filter_input import COMPARING_TESTS, FilterMisuse, compares, rows
from briefgen.rendering.filters import FILTERS, is_gathering, is_quotation, is_remote, of_plugin
from briefgen.rendering.folders import Folders
from briefgen.rendering.generator import Generator, LineLexer, reached_as_words, unprintable
from briefgen.rendering.partial_rendering import PartialRendering, PartialTemplate
from briefgen.rendering.scope import RecordView, Scope
from briefgen.rendering.views import Missing, NoSuchField, Value, View

LOOP = frozenset(
    {"index", "index0", "revindex", "revindex0", "first", "last", "length", "depth", "depth0", "previtem", "nextitem"}
)
TESTS = frozenset(
    {"defined", "undefined", "none", "number", "string", "sequence", "mapping", "even", "odd", "divisibleby", "in"}
    | {"eq", "==", "ne", "!=", "lt", "<", "gt", ">", "le", "<=", "ge", ">=", "true", "false"}
)
# Built-in filters that neither reach into objects nor make text grow without bound.
BUILT_IN = frozenset({"first", "last", "list", "reverse", "batch", "slice"})


class Unprintable(TemplateRuntimeError):
    """A template printed something that is no text."""


class _TemplateContext(Context):
    """What a template shares with those that it extends; among its names are the macros that count."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._settled: dict[str, tuple[str, Macro]] = {}

    def settled(self, template: str, macro: Macro) -> Macro:
        """The macro that counts for its name: that of the template which extends, else the last one defined."""
        owner, known = self._settled.get(macro.name, (template, macro))
        if owner != template:
            return known
        self._settled[macro.name] = (template, macro)
        return macro


class Environment(ImmutableSandboxedEnvironment):
    """Renders templates from `folders`, the first that has a name wins; `stored` keeps compiled templates.

    `from_year` gives the part of the facts from a year on; |since asks for it.
    The last folder is that of the templates that came with the program: `shipped/meeting/brief.md.j2` is the
    one there, whatever goes before it, so that a template can extend the one that it goes before. `sources` are
    texts of templates that are no text files, by name, each with the name that diagnostics show; only `render` gets
    at them, no include or import. `more_filters` are those of plugins, from plain words to plain words; none of them
    takes the place of one of ours.
    """

    code_generator_class = Generator
    context_class = _TemplateContext
    template_class = PartialTemplate
    parts: PartialRendering | None = None
    """Where what is rendered now is taken down part by part."""
    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "%", "**"})
    compare = staticmethod(compares)

    def __init__(
        self,
        folders: Sequence[tuple[str, Path]],
        stored: BytecodeCache | None = None,
        from_year: Callable[[FactBase, int], FactBase] = lambda base, _: base,
        sources: Mapping[str, tuple[str, str]] = MappingProxyType({}),
        more_filters: Mapping[str, Callable[..., str]] = MappingProxyType({}),
    ) -> None:
        self.templates = Folders(folders, sources)
        super().__init__(
            loader=self.templates,
            autoescape=False,  # text from facts is escaped instead, which no template can switch off
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            finalize=self.printed,
            bytecode_cache=stored,
            auto_reload=False,
            optimized=False,
        )
        self.folders, self.more_filters = tuple(folders), more_filters
        self.scope: Scope | None = None
        self.reached: set[tuple[str, str]] = set()
        """The branches of templates that were reached, as compiled templates tell (`generator.py`)."""
        self.from_year = from_year
        self._kept: dict[tuple[FactBase, bool, str], dict[Any, Any]] = {}
        self._languages: dict[str, tuple[Catalogue, list[Diagnostic], Locale]] = {}
        self.globals.clear()
        built_in = {name: f for name, f in self.filters.items() if name in BUILT_IN}
        self.filters = {**{name: _of_rows(f) for name, f in built_in.items()}, **FILTERS, "length": length}
        self.filters = {**{name: of_plugin(name, f) for name, f in more_filters.items()}, **self.filters}
        self.tests = {name: t for name, t in self.tests.items() if name in TESTS}
        self.tests.update(COMPARING_TESTS)
        self.tests.update(quotation=is_quotation, gathering=is_gathering, remote=is_remote)

    @cached_property
    def lexer(self) -> LineLexer:
        return LineLexer(self)

    def reading(self, sources: Mapping[str, tuple[str, str]]) -> Environment:
        """One with the same folders and filters for other texts of templates."""
        return Environment(self.folders, sources=sources, more_filters=self.more_filters)

    def begin(self) -> None:
        """No template is wanted yet; those that were read before for another brief are known, and nothing else is."""
        self.templates.wanted.clear()
        self.reached.clear()
        for template in (self.cache or {}).values():
            assert isinstance(template, PartialTemplate)
            template.forget()

    def kept(self, base: FactBase, what: str) -> dict[Any, Any]:
        """What was worked out of the facts for one brief, and holds for all that are made with these templates."""
        return self._kept.setdefault((base.behind, base is base.behind, what), {})

    def language(self, locale: Locale) -> tuple[Catalogue, list[Diagnostic], Locale]:
        """The catalogue of a language, what is wrong with it, and the language with its phrases."""
        if locale.tag not in self._languages:
            catalogue, problems = find_catalogue(self.folders, locale)
            self._languages[locale.tag] = catalogue, problems, spoken(locale, catalogue)
        return self._languages[locale.tag]

    def _load_template(self, name: str, globals: Any) -> Template:
        template = super()._load_template(name, globals)
        self.templates.wanted[name] = None  # also where it was read for an earlier brief
        return template

    def asked(self) -> list[str]:
        """Which templates were wanted so far, and which of their branches reached, as questions (`facts.tracing`)."""
        ways: dict[str, list[str]] = {}
        for name, way in self.reached:
            ways.setdefault(name, []).append(way)
        known = [name for name in self.templates.wanted if name in ways and name not in self.templates.sources]
        wordings = [f"wording {name} {reached_as_words(ways[name])}" for name in known]
        return [f"template {name}" for name in self.templates.wanted] + wordings

    def branches(self, name: str) -> Mapping[str, str]:
        """What stands for each branch of a template by its way; raises what reading and compiling it raises."""
        template = self.get_template(name)
        assert isinstance(template, PartialTemplate)
        return template.branches

    def has_compiled(self, name: str, text: str) -> bool:
        """True where a file of templates holds this text and it is kept compiled, so that compiling finds no fault."""
        if self.bytecode_cache is None or name in self.templates.sources:
            return False
        try:
            source, file, _ = self.templates.get_source(self, name)
        except TemplateNotFound:
            return False
        return source == text and self.bytecode_cache.get_bucket(self, name, file, source).code is not None

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        given = any(source == text for _, text in self.templates.sources.values())
        for at, message in () if given else unprintable(source):
            raise TemplateSyntaxError(message, source.count("\n", 0, at) + 1, name, filename)
        return super()._parse(source, name, filename)

    def get_template(self, name: Any, *args: Any, **kwargs: Any) -> Template:
        return super().get_template(_template_name(name), *args, **kwargs)

    def get_or_select_template(self, template_name_or_list: Any, *args: Any, **kwargs: Any) -> Template:
        if isinstance(template_name_or_list, list | tuple) and template_name_or_list:
            return self.select_template(template_name_or_list, *args, **kwargs)
        return self.get_template(template_name_or_list, *args, **kwargs)

    def join_path(self, template: Any, parent: str) -> str:
        """The name of a template that a tag names; every name of a list comes by here."""
        name = _template_name(template)
        if name.endswith(".docx"):
            raise TemplateNotFound(name, f"'{name}' is a Word file; only .md.j2 parts can be included")
        return name

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, View):
            try:
                return obj.field(attribute)
            except NoSuchField as bad:
                return self.undefined(f"{bad}; {bad.hint}", name=attribute)
        if isinstance(obj, dict):
            return obj[attribute] if attribute in obj else self._unknown(attribute, "this", obj)
        if isinstance(obj, LoopContext) and attribute in LOOP:
            return getattr(obj, attribute)
        if isinstance(obj, TemplateModule):
            if isinstance(macro := vars(obj).get(attribute), Macro):
                return macro
            names = [name for name, value in vars(obj).items() if isinstance(value, Macro)]
            return self._unknown(attribute, "the imported part", names)
        if isinstance(obj, TemplateReference):
            blocks = vars(obj)["_TemplateReference__context"].blocks
            return obj[attribute] if attribute in blocks else self._block(attribute, blocks)
        if isinstance(obj, Undefined):
            return obj._fail_with_undefined_error()
        return self._unknown(attribute, "this", ())

    def getitem(self, obj: Any, argument: Any) -> Any:
        if isinstance(argument, Value):
            argument = argument.raw
        if isinstance(argument, str):
            return self.getattr(obj, argument)
        if isinstance(rows(obj), list | tuple) and isinstance(argument, int | slice):
            try:
                return obj[argument]
            except IndexError:
                return self.undefined(f"a list of {len(obj)} has no item {argument}")
        return self.undefined(f"[{argument}] leads nowhere here")

    def is_safe_callable(self, obj: Any) -> bool:
        return isinstance(obj, Macro | BlockReference)

    def call(self, context: Any, obj: Any, *args: Any, **kwargs: Any) -> Any:
        if type(obj) is Macro:  # as Jinja does it in several steps, of which a macro needs none
            kwargs.pop("_loop_vars", None)
            kwargs.pop("_block_vars", None)
            return obj(context.eval_ctx, *args, **kwargs)
        if isinstance(obj, Undefined):
            obj._fail_with_undefined_error()
        return super().call(context, obj, *args, **kwargs)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        for side in (left, right):
            if isinstance(side, Undefined):
                side._fail_with_undefined_error()
        if operator == "**" or not (isinstance(left, int | float) and isinstance(right, int | float)):
            raise FilterMisuse(f"'{operator}' does not work on this; write texts one after the other, lists in a for")
        return super().call_binop(context, operator, left, right)

    def printed(self, value: object) -> object:
        """What `{{ … }}` puts into the text; where the scope wants it, facts know the line that prints them."""
        scope = self.scope
        if scope is not None and scope.located and isinstance(value, str | Value | RecordView):
            return scope.at_place(str(value), *_line_at_work())
        return printed(value)

    def rows(self, items: Any) -> Any:
        """What a loop or a call goes through."""
        return rows(items)

    def tuples(self, items: Any) -> list[Any]:
        """What a loop goes through that takes each item apart."""
        return [rows(item) for item in rows(items)]

    def _block(self, name: str, blocks: Iterable[str]) -> Undefined:
        hint = did_you_mean_or(name, blocks, "there are")
        return self.undefined(f"there is no section '{name}'; {hint}", name=name)

    def _unknown(self, name: str, owner: str, known: Iterable[str]) -> Undefined:
        names = sorted(set(known))
        hint = did_you_mean(name, names) or (f"it has: {', '.join(names)}" if names else "it has no fields")
        return self.undefined(f"{owner} has no '{name}'; {hint}", name=name)


class Number(int):
    """How many there are; `remark` is the mark that has it said how many of them are contested."""

    remark: str = ""


@pass_environment
def length(environment: Environment, items: Any) -> int:
    """How many there are, of a text how long it is."""
    if isinstance(items, Undefined):
        items._fail_with_undefined_error()
    found, scope = Number(len(items)), environment.scope
    if scope is not None and isinstance(items, list | tuple):
        found.remark = scope.contested_among(items, values=True)
    return found


def _of_rows(filter_: Callable[..., Any]) -> Callable[..., Any]:
    """A built-in filter of lists, for lists alone."""

    @wraps(filter_)
    def of_rows(*args: Any, **kwargs: Any) -> Any:
        for given in args[:2]:
            rows(given)
        found = filter_(*args, **kwargs)
        return list(found) if isinstance(found, Iterator) else found  # which would be gone through once and never again

    return of_rows


def _template_name(name: Any) -> str:
    if isinstance(name, Undefined):
        name._fail_with_undefined_error()
    if not isinstance(name, str):
        raise FilterMisuse("a template is named by a text, such as '_parts/head.md.j2'")
    return name


def _line_at_work() -> tuple[str, int]:
    """The file and the line of the template that prints: of the innermost one at work."""
    frame = sys._getframe(2)
    while frame is not None and "__jinja_template__" not in frame.f_globals:
        frame = frame.f_back  # type: ignore[assignment]
    if frame is None:
        return "", 0
    template = frame.f_globals["__jinja_template__"]
    return frame.f_code.co_filename, template.get_corresponding_lineno(frame.f_lineno)


_PRINTABLE = (str, Value, RecordView, Undefined)


def printed(value: object) -> object:
    """What `{{ … }}` puts into the text; anything that is no text is an error with a way out."""
    if isinstance(value, _PRINTABLE):
        return value
    if isinstance(value, bool) or value is None:
        raise Unprintable(f"this is {value}, not a text; use it in {{% if … %}}")
    if isinstance(value, int):
        return Value(str(value), remark=value.remark) if isinstance(value, Number) and value.remark else value
    if isinstance(value, Missing):
        raise Unprintable(value.gap)
    if isinstance(value, list | tuple):
        raise Unprintable("this is a list; go through it with {% for … %}, or print it with |listing")
    if names := value if isinstance(value, dict) else value.field_names() if isinstance(value, View) else ():
        raise Unprintable(f"this has parts; print one of them: {', '.join(names)}")
    raise Unprintable("this cannot be printed")
