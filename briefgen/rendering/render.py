"""A template rendered, or only read; what goes wrong, at its own file and line, comes back as its problems."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from types import FrameType, MappingProxyType
from typing import TypeVar

import jinja2
import markupsafe
from jinja2 import TemplateNotFound, TemplateSyntaxError, UndefinedError, nodes
from jinja2.exceptions import SecurityError, TemplateError

from briefgen.diagnostics import Diagnostic, Location, did_you_mean
from briefgen.errors import Overrun, Problems, regained
from briefgen.regexes import pattern
from briefgen.rendering.environment import Environment, Unprintable
from briefgen.rendering.filter_input import FilterMisuse
from briefgen.rendering.folders import sources_of
from briefgen.rendering.partial_rendering import AboutTheBrief, PartialRendering
from briefgen.rendering.scope import Scope
from briefgen.rendering.views import LookedAt, NoSuchField, View

T = TypeVar("T")


def render(environment: Environment, name: str, scope: Scope, context: Mapping[str, object]) -> str:
    """The text of a template; raises `Problems` that name the template's own file and line."""
    environment.scope = scope
    try:
        return environment.get_template(name).render(dict(context))
    except Exception as bad:
        raise Problems([fault(regained(bad), environment, name, context)]) from None


class Rendering:
    """A template rendered, and made again as far as it speaks of the brief itself; `brief` is told what it asks."""

    def __init__(
        self, environment: Environment, name: str, scope: Scope, context: Mapping[str, object], brief: AboutTheBrief
    ) -> None:
        """Raises `Problems` as `render` does."""
        self.environment, self.name, self.context = environment, name, context
        self.parts = PartialRendering(scope, brief)
        environment.scope = scope
        with self._taken_down():
            template = environment.get_template(name)
            self.whole = self._at_lines(lambda: self.parts.whole(template, context))

    @property
    def text(self) -> str:
        return self.whole.text

    @property
    def asked(self) -> set[str]:
        """What the template has asked of the brief itself."""
        return self.whole.all_asked()

    def looked_at(self) -> Iterator[LookedAt]:
        """What each part looked at, in order."""
        return self.whole.looked_at()

    def again(self, changed: Iterable[str]) -> bool:
        """Makes the parts again that have asked for what has changed; False where the whole template has to be."""
        with self._taken_down():
            return self._at_lines(lambda: self.parts.again(self.whole, changed))

    def _at_lines(self, work: Callable[[], T]) -> T:
        """What the work comes to; what it raises knows the lines of the templates, as Jinja does it for a whole one."""
        try:
            return work()
        except Exception:
            self.environment.handle_exception()

    @contextmanager
    def _taken_down(self) -> Iterator[None]:
        self.environment.parts = self.parts
        try:
            yield
        except Exception as bad:
            raise Problems([fault(regained(bad), self.environment, self.name, self.context)]) from None
        finally:
            self.environment.parts = None


def block_of(environment: Environment, name: str, block: str, context: Mapping[str, object]) -> str:
    """The text of one block of a template, "" where it has none; for use while another one is rendered.

    The whole template is gone through for what it sets before the block. What goes wrong is raised as it comes, for
    the template that is being rendered.
    """
    template = environment.get_template(name)
    own = template.new_context(dict(context))
    for _ in template.root_render_func(own):
        pass
    return "".join(own.blocks[block][0](own)) if block in own.blocks else ""


def compile_fault(environment: Environment, name: str) -> Diagnostic | None:
    """What is wrong with one template that needs no facts to be seen."""
    try:
        environment.get_template(name)
    except Exception as bad:
        return fault(bad, environment, name)
    return None


def single_blanks(text: str) -> str:
    """A rendered text with one blank where the template has several; those of facts are escaped, and stay."""
    return _BLANKS.sub(lambda m: f"{m[1]} " if m[1] else m[0], text) if "  " in text else text


_BLANKS = pattern(r"(?m)^ *(?:[-*+]|\d{1,9}[.)]) +|(\S) {2,}(?=\S)")  # what a list is indented by stays


# --- What goes wrong, in words for somebody who writes templates ---


LONGEST = 1000  # characters of what a message says
# What the lint says too, before anything is rendered.
WITHOUT_END = "the template calls itself without end"
TOO_DEEP = ("brackets or blocks are nested too deeply", "put the inner ones into a macro or a file of their own")
NOT_CALLED = ("this cannot be called", "only macros can; a field is written without ()")
NO_LIST = "print it with {{ … }}; {% for … %} and filters of lists want a list"
UNLIKE = ("these two do not go together", "dates and numbers have an order; compare any other value with == or !=")


def fault(
    bad: Exception, environment: Environment, name: str, context: Mapping[str, object] = MappingProxyType({})
) -> Diagnostic:
    """An exception as a problem of a template; one that is a fault of the program goes on."""
    if isinstance(bad, TemplateSyntaxError):
        return _syntax(bad, environment)
    if not is_the_templates(bad, environment.templates.read.values()):
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
        return Diagnostic(_start(bad, environment, name), WITHOUT_END, "template", hint=hint)
    return _too_deep(Location(*read, 1))


def _too_deep(place: Location) -> Diagnostic:
    return Diagnostic(place, TOO_DEEP[0], "template-depth", hint=TOO_DEEP[1])


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


def _syntax(bad: TemplateSyntaxError, environment: Environment) -> Diagnostic:
    message = bad.message or "cannot be read"
    message, hint = _unknown_helper(message, environment) or (message, None)
    if match := re.search(r"innermost block that needs to be closed is '(\w+)'", message):
        message, hint = f"this '{match[1]}' is not closed", f"put {{% end{match[1]} %}} where it ends"
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
            hint = (
                inside
                if match[1] in known
                else did_you_mean(match[1], known) or instead_of(match[1], environment.filters)
            )
            part = f"_parts/{match[1]}.md.j2"
            if any("{% macro " in source for source in sources_of(environment.templates, part)):
                hint = import_at_top(part, match[1])
            elif (asks := _including(bad, environment, file)) is not None and match[1] not in known:
                message, hint = needed_by_part(PurePosixPath(file).name, match[1], _subject(context, match[1]))
                return Diagnostic(Location(*asks, _column(environment, *asks, "")), message, code, hint=hint)
        elif match := re.fullmatch(r"parameter '(\w+)' was not provided", message):
            code, message = "template", f"a macro is not given '{match[1]}' in its brackets"
            if (asks := _including(bad, environment, file)) is not None:
                return Diagnostic(Location(*asks, _column(environment, *asks, "")), message, code)
    elif isinstance(bad, TemplateNotFound):
        code, hint = "no-template", hint or (did_you_mean(str(bad.name), environment.list_templates()) or "")
    elif isinstance(bad, SecurityError):
        code, (message, hint) = "forbidden", NOT_CALLED
    elif isinstance(bad, Unprintable):
        code = "unprintable"
    elif unknown := _unknown_helper(message, environment):
        code, (message, hint) = "template-syntax", unknown
    elif isinstance(bad, ValueError) and "digits" in message:
        message, hint = "this number has too many digits", ""
    elif isinstance(bad, TypeError) and not hint:
        message, hint = _plainly(message)
    return Diagnostic(Location(file, line, column), message, code, hint=hint or None)


def _including(bad: BaseException, environment: Environment, part: str) -> tuple[str, int] | None:
    """File and line of the template that includes a part; None where the file is no part."""
    if "/_parts/" not in part:
        return None
    known, found, trace = set(environment.templates.read.values()), None, bad.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if file == part:
            break
        if file in known:
            found = (file, trace.tb_lineno)
        trace = trace.tb_next
    return found


def _subject(context: Mapping[str, object], name: str) -> str:
    """What the brief is about, where that has a field of the name."""
    for subject, view in context.items():
        if subject not in ("subject", "brief", "parameters") and isinstance(view, View):
            with suppress(NoSuchField):
                view.field(name)
                return subject
    return ""


def needed_by_part(part: str, name: str, subject: str) -> tuple[str, str]:
    """What to say where a part is brought in without a name that it prints, and a hint."""
    value = f"{subject}.{name}" if subject else "…"
    return f"{part} prints '{name}', which is not set here", f"put {{% set {name} = {value} %}} before the include"


def instead_of(name: str, filters: Collection[str]) -> str:
    """What to write instead of a name that Jinja has elsewhere, or that is none; "" where that cannot be told."""
    if name in filters:
        return f"'{name}' stands behind a value: {{{{ …|{name} }}}}"
    if name[:1].isupper():
        return f'a text stands in quotation marks: "{name}"'
    return _ELSEWHERE.get(name, "")


_ELSEWHERE = {
    "loop": "loop is there inside {% for … %} alone",
    "range": "go through the list itself, {% for item in … %}, or its first ones, …|take(3); loop.index counts",
    **dict.fromkeys(("now", "today"), "no clock is read: the same facts give the same brief on every day"),
}


def import_at_top(part: str, name: str) -> str:
    """The hint for a name that a part would give."""
    return f'put {{% import "{part}" as {name} %}} at the top'


def _plainly(message: str) -> tuple[str, str]:
    """What Python says of things that do not go together, for somebody who writes templates."""
    if "not iterable" in message:
        return "this is no list", NO_LIST
    if macro := re.match(r"macro '(\w+)' takes (?:no keyword argument '(\w+)'|not more than (\d+))", message):
        said = f"has no '{macro[2]}'" if macro[2] else f"takes no more than {macro[3]}"
        return f"the macro '{macro[1]}' {said} in its brackets", ""
    if "argument" in message:
        return "this filter is given too much or too little in its brackets", ""
    return UNLIKE


def _names(environment: Environment, file: str) -> set[str]:
    """The names that a template sets or imports itself."""
    found = nodes.Template([])
    for name, shown in environment.templates.read.items():
        if shown == file:
            found = environment.parse(environment.templates.get_source(environment, name)[0])
    imports = {str(node.target) for node in found.find_all(nodes.Import)}
    return imports | {node.name for node in found.find_all(nodes.Name) if node.ctx != "load"}


def _place(bad: BaseException, environment: Environment, name: str) -> tuple[str, int]:
    """The innermost template line in a traceback, which Jinja rewrites to the lines of the templates."""
    file, line = _shown(None, name, environment), 1
    known = set(environment.templates.read.values())
    trace = bad.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename in known:
            file, line = trace.tb_frame.f_code.co_filename, trace.tb_lineno
        trace = trace.tb_next
    return file, line


def _shown(filename: str | None, name: str | None, environment: Environment) -> str:
    read = environment.templates.read
    if filename or name in read.values():  # of a comment that is not closed Jinja has the file as the name
        return filename or str(name)
    return read.get(name or "", f"templates/{name}")


def _column(environment: Environment, file: str, line: int, message: str) -> int:
    """Where the name that a message speaks of stands in its line; 1 where that cannot be told."""
    folders = environment.templates
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


# --- Whose fault an exception is that came up while a template was read or rendered ---


_ALWAYS = (TemplateError, FilterMisuse, RecursionError, MemoryError, Overrun)
_PERHAPS = (TypeError, ValueError, ArithmeticError, SyntaxError)
_JINJA = tuple(str(Path(str(package.__file__)).parent) for package in (jinja2, markupsafe))
_READING = (*_JINJA, str(Path(__file__).with_name("generator.py")))
_COMPILER = str(Path(_JINJA[0]) / "environment.py")
# What templates call.
_CALLED = ("comparing", "environment", "filter_input", "filters", "list_filters")
_OURS = frozenset(str(Path(__file__).with_name(f"{name}.py")) for name in _CALLED)


def is_the_templates(bad: Exception, templates: Collection[str]) -> bool:
    """Whether a template is at fault; `templates` are the files of all that were read, as tracebacks name them."""
    if isinstance(bad, _ALWAYS):
        return True
    frame = _innermost(bad)
    return isinstance(bad, _PERHAPS) and frame is not None and _is_near(frame.f_code.co_filename, templates)


def being_read(bad: BaseException) -> tuple[str, int] | None:
    """File and line that were being read or compiled when the exception came up; None where a template ran."""
    file, line, trace = "", 1, bad.__traceback__
    while trace is not None:
        frame, trace = trace.tb_frame, trace.tb_next
        if frame.f_code.co_filename == _COMPILER and frame.f_code.co_name == "compile":
            file, line = str(frame.f_locals.get("filename")), 1
        elif file and frame.f_code.co_filename.startswith(_READING):
            here = frame.f_locals
            found = [getattr(here.get(name), "lineno", None) for name in ("node", "self", "value")]
            line = next((number for number in (*found, here.get("lineno")) if isinstance(number, int)), line)
    return (file, line) if file else None


def _innermost(bad: Exception) -> FrameType | None:
    trace = bad.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return trace.tb_frame if trace is not None else None


def _is_near(file: str, templates: Collection[str]) -> bool:
    return file in templates or file in _OURS or file.startswith(_JINJA)
