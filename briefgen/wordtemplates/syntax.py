"""What Jinja cannot read in a Word template, tag by tag, so that all of it is told in one run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from briefgen.diagnostics import Diagnostic, Location
from briefgen.rendering.environment import Environment
from briefgen.rendering.render import compile_fault
from briefgen.wordtemplates.tags import Tag, find_tags
from briefgen.wordtemplates.template import WordTemplate

_AROUND = {"elif": ("{% if true %}", "{% endif %}"), "for": ("", "{% endfor %}"), "if": ("", "{% endif %}")}
_WHOLE = "template"


def syntax_faults(template: WordTemplate, folders: Sequence[tuple[str, Path]]) -> list[Diagnostic]:
    """What is wrong with the tags of a template that needs no facts to be seen; [] where all is well."""
    environment = Environment(folders, sources={_WHOLE: (template.file, template.source)})
    whole = compile_fault(environment, _WHOLE)
    if whole is None:
        return []
    found = [template.in_words(fault) for fault in _by_tag(template, folders)]
    return found or [template.in_words(whole)]


def _by_tag(template: WordTemplate, folders: Sequence[tuple[str, Path]]) -> Iterator[Diagnostic]:
    for number, line in enumerate(template.source.split("\n"), 1):
        for tag in find_tags(line)[0]:
            before, after = _frame(tag)
            environment = Environment(folders, sources={_WHOLE: (template.file, before + tag.source + after)})
            fault = compile_fault(environment, _WHOLE) if tag.source else None
            if fault is not None:
                column = tag.start + 1 + max(0, fault.location.column - 1 - len(before))
                yield replace(fault, location=Location(template.file, number, column))


def _frame(tag: Tag) -> tuple[str, str]:
    """What a tag needs before and behind it to be a whole template."""
    if tag.word in ("else", "endif", "endfor", "endset"):
        return "{# ", " #}"
    if tag.word == "set" and tag.opens:
        return "", "{% endset %}"
    return _AROUND.get(tag.word, ("", ""))
