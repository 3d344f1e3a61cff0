"""Whose fault an exception is that came up while a template was read or rendered.

A template can do what does not work: compare a date with a number, give a filter too much. Such things come up
in its own lines, in Jinja or in a filter. What comes up deeper, in the rooms that answer a template, is a fault
of the program and must not be said of somebody's template.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from types import FrameType

import jinja2
import markupsafe
from jinja2.exceptions import TemplateError

from briefgen.errors import Overrun
from briefgen.rendering.filters import FilterMisuse

_ALWAYS = (TemplateError, FilterMisuse, RecursionError, MemoryError, Overrun)
_PERHAPS = (TypeError, ValueError, ArithmeticError, SyntaxError)
_JINJA = tuple(str(Path(str(package.__file__)).parent) for package in (jinja2, markupsafe))
_COMPILER = str(Path(_JINJA[0]) / "environment.py")
_OURS = frozenset(str(Path(__file__).with_name(f"{name}.py")) for name in ("environment", "filters", "template_text"))


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
        elif file and frame.f_code.co_filename.startswith(_JINJA):
            here = frame.f_locals
            found = [getattr(here.get(name), "lineno", None) for name in ("node", "self")]
            line = next((number for number in (*found, here.get("lineno")) if isinstance(number, int)), line)
    return (file, line) if file else None


def _innermost(bad: Exception) -> FrameType | None:
    trace = bad.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return trace.tb_frame if trace is not None else None


def _is_near(file: str, templates: Collection[str]) -> bool:
    return file in templates or file in _OURS or file.startswith(_JINJA)
