"""The pages of templates at the desk: the list of kinds, and one kind with its text, its problems and its page."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from briefgen.briefs.kind import BriefKind
from briefgen.desk.template_desk import EditableText
from briefgen.diagnostics import Diagnostic
from briefgen.production.field_list import Field
from briefgen.writers.html import escape

Lines = Callable[[str, int], str | None]


def kinds_page(kinds: Sequence[tuple[BriefKind, Sequence[Diagnostic]]], others: Sequence[Diagnostic]) -> str:
    """Every kind of brief, and what is wrong beside them, such as a file that is called so that nothing reads it."""
    rows = "".join(
        f'<tr><th scope="row"><a href="{escape(kind.name)}/">{escape(kind.name)}</a></th>'
        f"<td>{escape(kind.settings['help'])}</td><td>{escape(kind.file)}</td>"
        f"<td>{len(found) or 'none'}</td></tr>"
        for kind, found in kinds
    )
    return (
        '<h1>Templates</h1><div class="table"><table class="list"><thead><tr><th scope="col">Kind of brief</th>'
        '<th scope="col">What it is</th><th scope="col">Made from</th><th scope="col">Problems</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></div>{_others(others)}"
    )


def _others(others: Sequence[Diagnostic]) -> str:
    if not others:
        return ""
    return f"<h2>Beside them</h2>{problems_list(others, lambda _f, _l: None)}"


def kind_page(
    kind: BriefKind,
    files: Sequence[EditableText],
    fields: Sequence[Field],
    records: Sequence[tuple[str, str]],
    languages: Sequence[str],
    markings: Sequence[str],
) -> str:
    """One kind of brief: its texts on the left, the page that they make on the right."""
    tabs = "".join(f'<option value="{escape(file.name)}">{escape(file.name)}</option>' for file in files)
    texts = "".join(
        f'<textarea hidden class="kept" data-name="{escape(file.name)}" data-digest="{file.digest}" tabindex="-1" '
        f'aria-hidden="true" readonly>\n{escape(file.text)}</textarea>'
        for file in files
    )
    editor = (
        '<div class="field"><label for="file">File</label><select id="file">' + tabs + "</select></div>"
        '<div class="editor"><div id="numbers" aria-hidden="true"></div><textarea id="template" spellcheck="false" '
        'wrap="off" rows="26" aria-label="The text of the template"></textarea></div>'
        '<p class="fault" id="unsaved" role="alert"></p><div class="buttons"><button type="button" id="keep">Save '
        '<kbd>Ctrl+S</kbd></button><button type="button" class="quiet" id="back">Undo last save</button></div>'
        if files
        else '<p class="where">This template is a Word file, or comes with the program: '
        "<code>briefgen template new NAME --from KIND</code> makes one of your own.</p>"
    )
    return (
        f'<h1>{escape(kind.name)}</h1><div class="templates" data-kind="{escape(kind.name)}">'
        f'<section class="writing" aria-label="Template">{editor}{texts}'
        '<section aria-labelledby="wrong"><h2 id="wrong">Problems</h2><div id="problems">'
        f'<p class="where">Being read…</p></div></section>'
        f"{_fields(fields)}</section>"
        f'<section class="looking" aria-label="Page">{_choices(kind, records, languages, markings)}'
        '<div id="page"><p class="where">Being drawn…</p></div></section></div>'
    )


def _choices(
    kind: BriefKind, records: Sequence[tuple[str, str]], languages: Sequence[str], markings: Sequence[str]
) -> str:
    """What the page is about, and for whom."""
    fields = [
        _select("record", "Record", [(id_, f"{name} ({id_})") for id_, name in records]),
        _select("language", "Language", [("", "its own"), *((tag, tag) for tag in languages[1:])]),
        _select("audience", "Audience", [("", "everybody"), *((m, m) for m in markings)]),
    ]
    for name, parameter in kind.parameters.items():
        label = f"{name}: {parameter.help}" if parameter.help else name
        if parameter.choices:
            fields.append(_select(f"p-{name}", label, [("", "as set"), *((c, c) for c in parameter.choices)]))
        else:
            fields.append(
                f'<div class="field"><label for="p-{escape(name)}">{escape(label)}</label>'
                f'<input id="p-{escape(name)}" autocomplete="off"></div>'
            )
    picture = (
        '<div class="buttons"><button type="button" class="quiet" id="word">As Word sets it</button></div>'
        '<div id="picture"></div>'
    )
    return f'<div class="choices">{"".join(fields)}</div>{picture}'


def _select(id_: str, label: str, options: Sequence[tuple[str, str]]) -> str:
    inner = "".join(f'<option value="{escape(value)}">{escape(words)}</option>' for value, words in options)
    return (
        f'<div class="field"><label for="{escape(id_)}">{escape(label)}</label>'
        f'<select id="{escape(id_)}">{inner}</select></div>'
    )


def _fields(fields: Sequence[Field]) -> str:
    rows = "".join(
        f'<li><button type="button" class="quiet insert" data-name="{escape(_insertable(f))}">'
        f"<code>{escape(f.name)}</code></button> <span>{escape(f.help)}</span>"
        + (f' <span class="where">e.g. {escape(f.example)}</span>' if f.example else "")
        + "</li>"
        for f in fields
    )
    return (
        '<details class="there"><summary>What can be inserted</summary><div class="field"><label for="looked">Find'
        f'</label><input id="looked" type="search"></div><ul id="fields">{rows}</ul></details>'
    )


def _insertable(field: Field) -> str:
    name = field.name.replace("[]", "")
    return f"{{{{ {field.section + '.' if field.section and '.' not in name else ''}{name} }}}}"


def problems_list(problems: Sequence[Diagnostic], line_of: Lines) -> str:
    """What is wrong, each leading to its line; of a Word template, with the words of the paragraph."""
    if not problems:
        return '<p class="fine">Nothing is wrong.</p>'
    return f'<ul class="wrong">{"".join(_problem(d, line_of(d.location.file, d.location.line)) for d in problems)}</ul>'


def _problem(d: Diagnostic, line: str | None) -> str:
    place = escape(str(d.location))
    where = (
        f'<button type="button" class="quiet goto" data-file="{escape(d.location.file)}" data-line="{d.location.line}" '
        f'data-column="{d.location.column}">{place}</button>'
        if d.location.line and not d.location.file.endswith(".docx")
        else f"<code>{place}</code>"
    )
    said = f'<blockquote class="line">{escape(line.strip())}</blockquote>' if line and line.strip() else ""
    hint = f'<p class="help">{escape(d.hint)}</p>' if d.hint else ""
    return (
        f'<li><p><strong class="{d.severity}">{str(d.severity).capitalize()}</strong> {escape(d.message)} '
        f"<code>[{escape(d.code)}]</code></p>{said}{hint}{where}</li>"
    )
