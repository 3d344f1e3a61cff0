"""The Jinja environment of templates: sandboxed, strict, and with a short list of filters.

What a template may reach is listed here and nowhere else: fields of views, items of dictionaries and lists,
the loop variable's own properties, macros, and the filters and tests by name. There is no other attribute
access, no calling of methods, and no reading of files outside the folders of templates.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import wraps
from pathlib import Path
from types import MappingProxyType
from typing import Any

from jinja2 import (
    BaseLoader,
    BytecodeCache,
    StrictUndefined,
    Template,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
    nodes,
)
from jinja2.bccache import Bucket
from jinja2.environment import TemplateModule
from jinja2.exceptions import SecurityError, TemplateRuntimeError
from jinja2.runtime import BlockReference, Context, LoopContext, Macro, TemplateReference, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from briefgen.diagnostics import Diagnostic, Location, did_you_mean
from briefgen.errors import Overrun, Problems, UsageProblem, regained
from briefgen.facts.factbase import FactBase
from briefgen.language.cldr import extract, from_data
from briefgen.rendering.blame import being_read, is_the_templates
from briefgen.rendering.catalogue import catalogue_files, read_catalogue
from briefgen.rendering.filters import FILTERS, FilterMisuse, rows
from briefgen.rendering.generator import INVISIBLE, NOT_VISIBLE, Generator
from briefgen.rendering.scope import Scope
from briefgen.rendering.template_text import FILTER
from briefgen.rendering.views import Missing, NoSuchField, RecordView, Value, View

NAME = re.compile(r"(?:[a-z0-9_][a-z0-9._-]*/)*[a-z0-9_][a-z0-9._-]*")
SHIPPED = "shipped/"
DEEPEST = 20
LOOP = frozenset(
    {"index", "index0", "revindex", "revindex0", "first", "last", "length", "depth", "depth0", "previtem", "nextitem"}
)
TESTS = frozenset(
    {"defined", "undefined", "none", "number", "string", "sequence", "mapping", "even", "odd", "divisibleby", "in"}
    | {"eq", "==", "ne", "!=", "lt", "<", "gt", ">", "le", "<=", "ge", ">=", "true", "false"}
)
# Built-in filters that neither reach into objects nor make text grow without bound.
BUILT_IN = frozenset({"first", "last", "list", "reverse", "batch", "slice"})


MOST = 1 << 20  # bytes of one template
LONGEST = 1000  # characters of what a message says


class Unprintable(TemplateRuntimeError):
    """A template printed something that is no text."""


class _Context(Context):
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
    at them, no include or import.
    """

    code_generator_class = Generator
    context_class = _Context
    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "%", "**"})

    def __init__(
        self,
        folders: Sequence[tuple[str, Path]],
        stored: BytecodeCache | None = None,
        from_year: Callable[[FactBase, int], FactBase] = lambda base, _: base,
        sources: Mapping[str, tuple[str, str]] = MappingProxyType({}),
    ) -> None:
        super().__init__(
            loader=Folders(folders, sources),
            autoescape=False,  # text from facts is armoured instead, which no template can switch off
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            finalize=printed,
            bytecode_cache=stored,
            auto_reload=False,
            optimized=False,
        )
        self.folders = tuple(folders)
        self.scope: Scope | None = None
        self.from_year = from_year
        self.globals.clear()
        built_in = {name: f for name, f in self.filters.items() if name in BUILT_IN}
        self.filters = {**{name: _of_rows(f) for name, f in built_in.items()}, **FILTERS, **FILTER, "length": length}
        self.tests = {name: t for name, t in self.tests.items() if name in TESTS}
        self.tests.update({name: self._test(how) for name, how in COMPARING_TESTS.items()})

    def asked(self) -> list[str]:
        """Which templates were wanted so far, as questions (`facts.tracing`)."""
        return [f"template {name}" for name in _folders(self).wanted]

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        given = any(source == text for _, text in _folders(self).sources.values())
        if not given and (found := INVISIBLE.search(source)):
            raise TemplateSyntaxError(NOT_VISIBLE, source.count("\n", 0, found.start()) + 1, name, filename)
        return super()._parse(source, name, filename)

    def get_template(self, name: Any, *args: Any, **kwargs: Any) -> Template:
        if isinstance(name, Undefined):
            name._fail_with_undefined_error()
        if not isinstance(name, str):
            raise FilterMisuse("a template is named by a text, such as '_parts/head.md.j2'")
        return super().get_template(name, *args, **kwargs)

    def get_or_select_template(self, template_name_or_list: Any, *args: Any, **kwargs: Any) -> Template:
        if isinstance(template_name_or_list, list | tuple) and template_name_or_list:
            return self.select_template(template_name_or_list, *args, **kwargs)
        return self.get_template(template_name_or_list, *args, **kwargs)

    def join_path(self, template: str, parent: str) -> str:
        if template.endswith(".docx"):
            raise TemplateNotFound(template, f"'{template}' is a Word file; only .md.j2 parts can be included")
        return template

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, View):
            return self._field(obj, attribute)
        if isinstance(obj, dict):
            return obj[attribute] if attribute in obj else self._unknown(attribute, "this", obj)
        if isinstance(obj, LoopContext) and attribute in LOOP:
            return getattr(obj, attribute)
        if isinstance(obj, TemplateModule):
            names = {name: value for name, value in vars(obj).items() if isinstance(value, Macro)}
            return names[attribute] if attribute in names else self._unknown(attribute, "the imported part", names)
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

    def compare(self, left: Any, *rest: Any) -> bool:
        """What comparing comes to: a, "lt", b, "lt", c. A text is compared as a whole, it has no parts and no order."""
        for how, right in zip(rest[::2], rest[1::2], strict=True):
            if how in ("in", "notin"):
                rows(right)
            elif how not in ("eq", "ne") and isinstance(left, str) and isinstance(right, str):
                raise FilterMisuse("texts have no order here; compare them with == or !=")
            if not COMPARISONS[how](left, right):
                return False
            left = right
        return True

    def _test(self, how: str) -> Callable[[Any, Any], bool]:
        return lambda left, right: self.compare(left, how, right)

    def rows(self, items: Any) -> Any:
        """What a loop or a call goes through."""
        return rows(items)

    def tuples(self, items: Any) -> list[Any]:
        """What a loop goes through that takes each item apart."""
        return [rows(item) for item in rows(items)]

    def _field(self, view: View, name: str) -> Any:
        try:
            return view.field(name)
        except NoSuchField as bad:
            return self.undefined(f"{bad}; {bad.hint}", name=name)

    def _block(self, name: str, blocks: Iterable[str]) -> Undefined:
        hint = did_you_mean(name, blocks) or f"there are: {', '.join(blocks)}"
        return self.undefined(f"there is no section '{name}'; {hint}", name=name)

    def _unknown(self, name: str, owner: str, known: Iterable[str]) -> Undefined:
        names = sorted(set(known))
        hint = did_you_mean(name, names) or (f"it has: {', '.join(names)}" if names else "it has no fields")
        return self.undefined(f"{owner} has no '{name}'; {hint}", name=name)


COMPARISONS: Mapping[str, Callable[[Any, Any], Any]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "lt": operator.lt,
    "lteq": operator.le,
    "gt": operator.gt,
    "gteq": operator.ge,
    "in": lambda left, right: left in right,
    "notin": lambda left, right: left not in right,
}


COMPARING_TESTS = {"<": "lt", "<=": "lteq", ">": "gt", ">=": "gteq", "le": "lteq", "ge": "gteq"} | {
    name: name for name in ("lt", "gt", "in")
}


def length(items: Any) -> int:
    """How many there are, of a text how long it is."""
    if isinstance(items, Undefined):
        items._fail_with_undefined_error()
    return len(items)


def _of_rows(filter_: Callable[..., Any]) -> Callable[..., Any]:
    """A built-in filter of lists, for lists alone."""

    @wraps(filter_)
    def of_rows(*args: Any, **kwargs: Any) -> Any:
        for given in args[:2]:
            rows(given)
        return filter_(*args, **kwargs)

    return of_rows


def printed(value: object) -> object:
    """What `{{ … }}` puts into the text; anything that is no text is an error with a way out."""
    if isinstance(value, Undefined | str | Value | RecordView):
        return value
    if isinstance(value, bool) or value is None:
        raise Unprintable(f"this is {value}, not a text; use it in {{% if … %}}")
    if isinstance(value, int):
        return value
    if isinstance(value, Missing):
        raise Unprintable(f"nothing is recorded for {value.what}; put {{% if … %}} around it")
    if isinstance(value, list | tuple):
        raise Unprintable("this is a list; go through it with {% for … %}, or print it with |listing")
    if isinstance(value, dict):
        raise Unprintable(f"this has parts; print one of them: {', '.join(value)}")
    raise Unprintable("this cannot be printed")


class Folders(BaseLoader):
    """Templates by name from a row of folders, each with the name that diagnostics show."""

    def __init__(
        self, folders: Sequence[tuple[str, Path]], sources: Mapping[str, tuple[str, str]] = MappingProxyType({})
    ) -> None:
        self.folders = [(shown, path.resolve()) for shown, path in folders]
        self.sources = sources
        self.read: dict[str, str] = {}
        self.wanted: dict[str, None] = {}  # also those that are not there

    def get_source(self, environment: Any, template: str) -> tuple[str, str, None]:
        if not NAME.fullmatch(template) or len(template) > 200:
            raise TemplateNotFound(template, f"'{template}' is no name of a template; names are like _parts/head.md.j2")
        self.wanted[template] = None
        if template in self.sources:
            self.read[template], source = self.sources[template]
            return source, self.read[template], None
        only_shipped = template.startswith(SHIPPED)
        name = template.removeprefix(SHIPPED)
        for shown, folder in self.folders[-1:] if only_shipped else self.folders:
            path = (folder / name).resolve()
            if not path.is_relative_to(folder) or not path.is_file():
                continue
            source = _source(path, template, f"{shown}/{name}")
            self.read[template] = f"{shown}/{name}"
            return source, f"{shown}/{name}", None
        raise TemplateNotFound(template, f"there is no template '{template}'")

    def shown(self, template: str) -> str:
        """The file of a template as messages name it."""
        name = template.removeprefix(SHIPPED)
        folders = self.folders[-1:] if name != template else self.folders
        return next(
            (f"{shown}/{name}" for shown, folder in folders if (folder / name).is_file()), f"{folders[0][0]}/{name}"
        )

    def list_templates(self) -> list[str]:
        found = {p.relative_to(folder).as_posix() for _, folder in self.folders for p in folder.rglob("*.j2")}
        return sorted(name for name in found if NAME.fullmatch(name))


def _source(path: Path, name: str, shown: str) -> str:
    """The text of a template; raises what Jinja raises for one that it does not find or cannot read."""
    try:
        with path.open("rb") as file:
            raw = file.read(MOST + 1)
        source = raw.decode("utf-8")
    except OSError as bad:
        raise TemplateNotFound(name, f"{shown} cannot be read: {bad.strerror}") from bad
    except UnicodeDecodeError as bad:
        raise TemplateNotFound(name, f"{shown} cannot be read; save it as UTF-8") from bad
    if len(raw) > MOST:
        raise TemplateNotFound(name, f"{shown} is too large; a template has {MOST >> 20} MB at most")
    return source.replace("\r\n", "\n").replace("\r", "\n")


class CompiledTemplates(BytecodeCache):
    """Compiled templates in a mapping that the caller keeps; `changed` tells whether anything was added."""

    def __init__(self, stored: dict[str, bytes]) -> None:
        self.stored, self.changed = stored, False

    def load_bytecode(self, bucket: Bucket) -> None:
        data = self.stored.get(bucket.key)
        if data is not None:
            bucket.bytecode_from_string(data)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.stored[bucket.key] = bucket.bytecode_to_string()
        self.changed = True


def render(environment: Environment, name: str, scope: Scope, context: Mapping[str, object]) -> str:
    """The text of a template; raises `Problems` that name the template's own file and line."""
    environment.scope = scope
    try:
        return environment.get_template(name).render(dict(context))
    except Exception as bad:
        raise Problems([_fault(regained(bad), environment, name, context)]) from None


def compile_fault(environment: Environment, name: str) -> Diagnostic | None:
    """What is wrong with one template that needs no facts to be seen."""
    try:
        environment.get_template(name)
    except Exception as bad:
        return _fault(bad, environment, name)
    return None


def sources_of(environment: Environment, name: str) -> list[str]:
    """The text of a template, then of the one that it extends, and so on; nothing where there is no such template."""
    found: list[str] = []
    while name and len(found) < DEEPEST:
        try:
            found.append(_folders(environment).get_source(environment, name)[0])
        except TemplateNotFound:
            break
        extends = re.search(r"""\{%-?\s*extends\s+["']([^"']+)["']""", found[-1])
        name = extends[1] if extends else ""
    return found


def _fault(
    bad: Exception, environment: Environment, name: str, context: Mapping[str, object] = MappingProxyType({})
) -> Diagnostic:
    """An exception as a problem of a template; one that is a fault of the program goes on."""
    if isinstance(bad, TemplateSyntaxError):
        return _syntax(bad, environment)
    if not is_the_templates(bad, _folders(environment).read.values()):
        raise bad
    if isinstance(bad, Overrun | MemoryError):
        return _overrun(bad, environment, name)
    if isinstance(bad, RecursionError):
        return _nested(bad, environment, name)
    if isinstance(bad, SyntaxError):
        return _uncompiled(bad, environment, name)
    return _runtime(bad, environment, name, context)


def _nested(bad: RecursionError, environment: Environment, name: str) -> Diagnostic:
    """Something without end: a template that includes itself, or brackets and blocks that are too deep to be read."""
    if (read := being_read(bad)) is None:
        hint = "check extends, include, import and macro calls; a shipped template is named shipped/…"
        return Diagnostic(
            _start(bad, environment, name), "the template calls itself without end", "template", hint=hint
        )
    return _too_deep(Location(*read, 1))


def _too_deep(place: Location) -> Diagnostic:
    hint = "put the inner ones into a macro or a file of their own"
    return Diagnostic(place, "brackets or blocks are nested too deeply", "template-syntax", hint=hint)


def _overrun(bad: Overrun | MemoryError, environment: Environment, name: str) -> Diagnostic:
    read = being_read(bad)
    place = Location(*read, 1) if read else _start(bad, environment, name)
    bad.__traceback__ = None  # it holds what took the memory
    return (bad if isinstance(bad, Overrun) else Overrun.big()).diagnostic(place)


def _uncompiled(bad: SyntaxError, environment: Environment, name: str) -> Diagnostic:
    """What Jinja reads and Python does not: blocks inside twenty others, an argument that is given twice."""
    place = Location(*(being_read(bad) or _place(bad, environment, name)), 1)
    if re.search("nest|indentation", str(bad.msg)):
        return _too_deep(place)
    return Diagnostic(place, str(bad.msg), "template-syntax")


def _start(bad: BaseException, environment: Environment, name: str) -> Location:
    """The line of the template that was at work, at the first tag that stands in it."""
    file, line = _place(bad, environment, name)
    return Location(file, line, _column(environment, file, line, ""))


def catalogue_problems(folders: Sequence[tuple[str, Path]], busy_with: Callable[[str], None]) -> list[Diagnostic]:
    """What is wrong with catalogues of other languages."""
    found: list[Diagnostic] = []
    for tag, file, raw in catalogue_files(folders):
        busy_with(file)
        try:
            locale = from_data(extract(tag))
        except UsageProblem as bad:
            found.append(Diagnostic(Location(file), str(bad), "catalogue", hint="the file is named by its language"))
        else:
            found.extend(read_catalogue(raw, file, locale)[1])
    return found


def _syntax(bad: TemplateSyntaxError, environment: Environment) -> Diagnostic:
    message = bad.message or "cannot be read"
    message, hint = _unknown_helper(message, environment) or (message, None)
    if match := re.search(r"innermost block that needs to be closed is '(\w+)'", message):
        message, hint = f"a '{match[1]}' is not closed", f"put {{% end{match[1]} %}} where it ends"
    file = _shown(bad.filename, bad.name, environment)
    column = _column(environment, file, bad.lineno, message)
    return Diagnostic(Location(file, bad.lineno, column), message, "template-syntax", hint=hint)


def _unknown_helper(message: str, environment: Environment) -> tuple[str, str] | None:
    """What to say of a filter or test that is not there; inside `… if …` Jinja notices only when it renders."""
    match = re.match(r"No (filter|test) named '([^']+)'", message)
    if match is None:
        return None
    known = environment.filters if match[1] == "filter" else environment.tests
    hint = did_you_mean(match[2], known) or f"there are: {', '.join(sorted(known))}"
    return f"there is no {match[1]} '{match[2]}'", hint


def _runtime(
    bad: BaseException, environment: Environment, name: str, context: Mapping[str, object] = MappingProxyType({})
) -> Diagnostic:
    file, line = _place(bad, environment, name)
    message, _, hint = str(getattr(bad, "message", None) or bad)[:LONGEST].partition("; ")
    column = _column(environment, file, line, message)
    code = "template"
    if isinstance(bad, UndefinedError):
        code = "undefined-name"
        if match := re.fullmatch(r"'(\w+)' is undefined", message):
            message = f"there is no '{match[1]}' here"
            known = _names(environment, file) | context.keys()
            inside = "it is known only inside the block that sets it"
            hint = inside if match[1] in known else did_you_mean(match[1], known) or ""
            part = f"_parts/{match[1]}.md.j2"
            if any("{% macro " in source for source in sources_of(environment, part)):
                hint = f'put {{% import "{part}" as {match[1]} %}} at the top'
    elif isinstance(bad, TemplateNotFound):
        code, hint = "no-template", hint or (did_you_mean(str(bad.name), environment.list_templates()) or "")
    elif isinstance(bad, SecurityError):
        code, message, hint = "forbidden", "this cannot be called", "only macros can; a field is written without ()"
    elif isinstance(bad, Unprintable):
        code = "unprintable"
    elif unknown := _unknown_helper(message, environment):
        code, (message, hint) = "template-syntax", unknown
    elif isinstance(bad, ValueError) and "digits" in message:
        message, hint = "this number has too many digits", ""
    elif isinstance(bad, TypeError) and not hint:
        message, hint = _plainly(message)
    return Diagnostic(Location(file, line, column), message, code, hint=hint or None)


def _plainly(message: str) -> tuple[str, str]:
    """What Python says of things that do not go together, for somebody who writes templates."""
    if "not iterable" in message:
        return "this is no list", "print it with {{ … }}; {% for … %} and filters of lists want a list"
    if "argument" in message:
        return "this filter is given too much or too little in its brackets", ""
    return "these two do not go together", "compare a value with a text or a number, with == or !="


def _names(environment: Environment, file: str) -> set[str]:
    """The names that a template sets or imports itself."""
    found = nodes.Template([])
    for name, shown in _folders(environment).read.items():
        if shown == file:
            found = environment.parse(_folders(environment).get_source(environment, name)[0])
    imports = {str(node.target) for node in found.find_all(nodes.Import)}
    return imports | {node.name for node in found.find_all(nodes.Name) if node.ctx != "load"}


def _place(bad: BaseException, environment: Environment, name: str) -> tuple[str, int]:
    """The innermost template line in a traceback, which Jinja rewrites to the lines of the templates."""
    file, line = _shown(None, name, environment), 1
    known = set(_folders(environment).read.values())
    trace = bad.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename in known:
            file, line = trace.tb_frame.f_code.co_filename, trace.tb_lineno
        trace = trace.tb_next
    return file, line


def _folders(environment: Environment) -> Folders:
    assert isinstance(environment.loader, Folders)
    return environment.loader


def _shown(filename: str | None, name: str | None, environment: Environment) -> str:
    if filename:
        return filename
    return _folders(environment).read.get(name or "", f"templates/{name}")


def _column(environment: Environment, file: str, line: int, message: str) -> int:
    """Where the name that a message speaks of stands in its line; 1 where that cannot be told."""
    folders = _folders(environment)
    name = next((n for n, shown in folders.read.items() if shown == file), None)
    if name is None:
        return 1
    lines = folders.get_source(environment, name)[0].splitlines()
    text = lines[line - 1] if 0 < line <= len(lines) else ""
    for word in reversed(re.findall(r"'(\w+)'", message.partition(";")[0])):
        if found := re.search(rf"\b{re.escape(word)}\b", text):
            return found.start() + 1
    first = re.search(r"\{[{%]", text)
    return first.start() + 1 if first else 1
