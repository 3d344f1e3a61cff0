"""The Jinja environment of templates: sandboxed, strict, and with a short list of filters.

What a template may reach is listed here and nowhere else: fields of views, items of dictionaries and lists,
the loop variable's own properties, macros, and the filters and tests by name. There is no other attribute
access, no calling of methods, and no reading of files outside the folders of templates.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

from jinja2 import (
    BaseLoader,
    BytecodeCache,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
    nodes,
)
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import TemplateModule
from jinja2.exceptions import SecurityError, TemplateError, TemplateRuntimeError
from jinja2.runtime import BlockReference, LoopContext, Macro, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from briefgen.diagnostics import Diagnostic, Location, did_you_mean
from briefgen.errors import Problems, UsageProblem
from briefgen.language.cldr import extract, from_data
from briefgen.rendering.catalogue import catalogue_files, read_catalogue
from briefgen.rendering.filters import FILTERS, FilterMisuse
from briefgen.rendering.scope import Scope
from briefgen.rendering.template_text import FILTER
from briefgen.rendering.views import Missing, NoSuchField, RecordView, Value, View

NAME = re.compile(r"(?:[a-z0-9_][a-z0-9._-]*/)*[a-z0-9_][a-z0-9._-]*")
LOOP = frozenset(
    {"index", "index0", "revindex", "revindex0", "first", "last", "length", "depth", "depth0", "previtem", "nextitem"}
)
TESTS = frozenset(
    {"defined", "undefined", "none", "number", "string", "sequence", "mapping", "even", "odd", "divisibleby", "in"}
    | {"eq", "==", "ne", "!=", "lt", "<", "gt", ">", "le", "<=", "ge", ">=", "true", "false"}
)
# Built-in filters that neither reach into objects nor make text grow without bound.
BUILT_IN = frozenset({"first", "last", "length", "list", "reverse", "batch", "slice"})


class Unprintable(TemplateRuntimeError):
    """A template printed something that is no text."""


class _Generator(CodeGenerator):
    """Compiles `a ~ b` so that it joins only what `{{ … }}` would print."""

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:
        self.write("str_join((")
        for part in node.nodes:
            self.write("environment.finalize(")
            self.visit(part, frame)
            self.write("), ")
        self.write("))")


class Environment(ImmutableSandboxedEnvironment):
    """Renders templates from `folders`, the first that has a name wins; `stored` keeps compiled templates."""

    code_generator_class = _Generator
    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "%", "**"})

    def __init__(self, folders: Sequence[tuple[str, Path]], stored: BytecodeCache | None = None) -> None:
        super().__init__(
            loader=Folders(folders),
            autoescape=False,  # text from facts is armoured instead, which no template can switch off
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            finalize=printed,
            bytecode_cache=stored,
            auto_reload=False,
        )
        self.folders = tuple(folders)
        self.scope: Scope | None = None
        self.globals.clear()
        self.filters = {name: f for name, f in self.filters.items() if name in BUILT_IN} | dict(FILTERS) | dict(FILTER)
        self.tests = {name: t for name, t in self.tests.items() if name in TESTS}

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
        if isinstance(obj, Undefined):
            return obj._fail_with_undefined_error()
        return self._unknown(attribute, "this", ())

    def getitem(self, obj: Any, argument: Any) -> Any:
        if isinstance(argument, Value):
            argument = argument.raw
        if isinstance(argument, str):
            return self.getattr(obj, argument)
        if isinstance(obj, list | tuple) and isinstance(argument, int | slice):
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

    def _field(self, view: View, name: str) -> Any:
        try:
            return view.field(name)
        except NoSuchField as bad:
            return self.undefined(f"{bad}; {bad.hint}", name=name)

    def _unknown(self, name: str, owner: str, known: Iterable[str]) -> Undefined:
        names = sorted(set(known))
        hint = did_you_mean(name, names) or (f"it has: {', '.join(names)}" if names else "it has no fields")
        return self.undefined(f"{owner} has no '{name}'; {hint}", name=name)


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

    def __init__(self, folders: Sequence[tuple[str, Path]]) -> None:
        self.folders = [(shown, path.resolve()) for shown, path in folders]
        self.read: dict[str, str] = {}

    def get_source(self, environment: Any, template: str) -> tuple[str, str, None]:
        if not NAME.fullmatch(template) or len(template) > 200:
            raise TemplateNotFound(template, f"'{template}' is no name of a template; names are like _parts/head.md.j2")
        for shown, folder in self.folders:
            path = (folder / template).resolve()
            if not path.is_relative_to(folder) or not path.is_file():
                continue
            try:
                source = path.read_text("utf-8")
            except (OSError, UnicodeDecodeError) as bad:
                raise TemplateNotFound(template, f"{shown}/{template} cannot be read; save it as UTF-8") from bad
            self.read[template] = f"{shown}/{template}"
            return source, f"{shown}/{template}", None
        raise TemplateNotFound(template, f"there is no template '{template}'")

    def list_templates(self) -> list[str]:
        found = {p.relative_to(folder).as_posix() for _, folder in self.folders for p in folder.rglob("*.j2")}
        return sorted(name for name in found if NAME.fullmatch(name))


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
    except TemplateSyntaxError as bad:
        raise Problems([_syntax(bad, environment)]) from bad
    except (TemplateError, FilterMisuse, RecursionError, TypeError, ValueError, ArithmeticError) as bad:
        raise Problems([_runtime(bad, environment, name, context)]) from bad


def catalogue_problems(folders: Sequence[tuple[str, Path]]) -> list[Diagnostic]:
    """What is wrong with catalogues of other languages."""
    found: list[Diagnostic] = []
    for tag, file, raw in catalogue_files(folders):
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
    message, _, hint = str(getattr(bad, "message", None) or bad).partition("; ")
    column = _column(environment, file, line, message)
    code = "template"
    if isinstance(bad, UndefinedError):
        code = "undefined-name"
        if match := re.fullmatch(r"'(\w+)' is undefined", message):
            message = f"there is no '{match[1]}' here"
            hint = did_you_mean(match[1], _names(environment, file) | context.keys()) or ""
    elif isinstance(bad, TemplateNotFound):
        code, hint = "no-template", hint or (did_you_mean(str(bad.name), environment.list_templates()) or "")
    elif isinstance(bad, SecurityError):
        code, message, hint = "forbidden", "this cannot be called", "only macros can; a field is written without ()"
    elif isinstance(bad, Unprintable):
        code = "unprintable"
    elif isinstance(bad, RecursionError):
        code, message, hint = (
            "template",
            "the template calls itself without end",
            "check include, import and macro calls",
        )
    elif unknown := _unknown_helper(message, environment):
        code, (message, hint) = "template-syntax", unknown
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
