"""Tags as templates of other tools have them: Handlebars, docxtemplater, docxtpl; and what is written here instead."""

from __future__ import annotations

import re

from briefgen.frozen import dataclass

_PATH = r"[A-Za-z_][\w.]*"
_TAG = re.compile(
    rf"\{{\{{\{{\s*(?P<bare>{_PATH})\s*\}}\}}\}}"
    r"|\{\{\s*(?P<sign>[#/^>!&])\s*(?P<rest>[^{}]*)\}\}"
    r"|\{\{\s*(?P<middle>else)(?:\s[^{}]*)?\}\}"
    rf"|\{{#\s?(?P<loop>{_PATH})\s*\}}(?!\}})"
    rf"|\{{%-?(?P<scope>tr|tc|p|r)\s+(?P<word>\w+)[^{{}}]*%\}}"
    rf"|\{{\{{(?:r|p)\s+(?P<rich>{_PATH})\s*\}}\}}"
)
_OPENING = {
    "if": "{{% if {} %}}",
    "unless": "{{% if not {} %}}",
    "each": "{{% for item in {} %}}",
    "with": "{{% with it = {} %}}",
}
_CLOSING = {"if": "{% endif %}", "unless": "{% endif %}", "each": "{% endfor %}", "with": "{% endwith %}"}


@dataclass(frozen=True, slots=True)
class ForeignTag:
    """A tag of another tool: the offset behind it, what to say, and the first word of the tag that belongs here."""

    end: int
    message: str
    hint: str
    word: str = ""


def foreign_tag(text: str, start: int) -> ForeignTag | None:
    """The tag of another tool that begins at an offset; None where there is none."""
    found = _TAG.match(text, start)
    if found is None:
        return None
    instead, tool = _instead(found)
    word = re.match(r"\{%\s*(\w+)", instead)
    hint = f"write {instead}" if "{" in instead else instead
    return ForeignTag(found.end(), f"'{found[0]}' is a tag of {tool}", hint, word[1] if word else "")


def _instead(found: re.Match[str]) -> tuple[str, str]:
    if name := found["bare"] or found["rich"]:
        return f"{{{{ {name} }}}}", "Handlebars" if found["bare"] else "docxtpl"
    if found["middle"]:
        return "{% else %}", "Handlebars"
    if name := found["loop"]:
        return f"{{% for item in {name} %}} … {{% endfor %}}, or {{% if {name} %}} … {{% endif %}}", "docxtemplater"
    if scope := found["scope"]:
        inner = found[0].removeprefix("{%-").removeprefix("{%").removeprefix(scope).strip()
        return f"{{% {inner}, without {scope}; rows and paragraphs need no mark of their own", "docxtpl"
    return _handlebars(found["sign"], found["rest"].strip()), "Handlebars"


def _handlebars(sign: str, rest: str) -> str:
    word, _, name = rest.partition(" ")
    if sign == "#":
        if word in _OPENING:
            return _OPENING[word].format(name.strip() or "…")
        return f"{{% for item in {rest} %}}, or {{% if {rest} %}}"
    if sign == "/":
        return _CLOSING.get(word, "{% endfor %}, or {% endif %}")
    if sign == "^":
        return f"{{% if not {rest} %}}" if rest else "{% else %}"
    if sign == ">":
        return f'{{% include "_parts/{rest or "name"}.md.j2" %}}'
    return f"{{# {rest} #}}" if sign == "!" else f"{{{{ {rest} }}}}"
