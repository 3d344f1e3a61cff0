"""A template may come with a colleague's mail: it reaches plain data and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from jinja2.runtime import Undefined

from briefgen.briefs.derived.derived_fields import find
from briefgen.rendering.environment import Environment
from briefgen.rendering.scope import OF_STATEMENTS, RecordView, Scope, StatementValue
from briefgen.rendering.views import Missing, Value, View
from briefgen.workspace.workspace import Workspace
from tests.workspaces import REPOSITORY, Scratch, open_workspace

TRICKS = (
    "{{ meeting.__class__ }}",
    "{{ meeting['__class__'] }}",
    "{{ meeting.date.__class__.__mro__ }}",
    "{{ ''.__class__.__base__.__subclasses__() }}",
    "{{ meeting.record.statements }}",
    "{{ meeting._scope.base }}",
    "{{ meeting.date.statement }}",
    "{{ meeting.field('date') }}",
    "{{ meeting.date.with_text('forged') }}",
    "{{ meeting.parse_raw('x', proto='pickle') }}",
    "{{ meeting.parse_file('/etc/passwd') }}",
    "{{ meeting.model_copy(update={}) }}",
    "{{ meeting.date.model_construct() }}",
    "{{ meeting.path.read_text() }}",
    "{{ cycler.__init__.__globals__ }}",
    "{{ lipsum.__globals__ }}",
    "{{ joiner() }}",
    "{{ namespace(a=1) }}",
    "{{ range(99999999) }}",
    "{{ dict(a=1) }}",
    "{{ '{0.__class__}'.format(meeting) }}",
    "{{ '{0.__class__}'.format_map({'0': meeting}) }}",
    "{{ meeting|attr('__class__') }}",
    "{{ '{0}'|attr('format')(1) }}",
    "{{ ['{0.__class__}']|map('format', meeting)|list }}",
    "{{ meeting.gaps|map(attribute='__class__') }}",
    "{{ meeting.gaps|selectattr('__class__') }}",
    "{{ meeting.gaps|groupby('__class__') }}",
    "{{ meeting.gaps|sort(attribute='__class__') }}",
    "{{ '%s'|format(meeting) }}",
    "{{ meeting|pprint }}",
    "{{ meeting|tojson }}",
    "{{ meeting.gaps|where('__class__') }}",
    "{{ meeting.gaps|grouped('_scope') }}",
    "{{ self._TemplateReference__context }}",
    "{{ self['_TemplateReference__context'] }}",
    "{{ self.__init__.__globals__ }}",
    "{% for x in [1] %}{{ loop.__class__ }}{% endfor %}",
    "{% for x in [1] %}{{ loop._iterable }}{% endfor %}",
    "{% for x in [1] %}{{ loop.cycle('a') }}{% endfor %}",
    "{% macro m() %}{% endmacro %}{{ m.__init__ }}",
    "{% macro m() %}{% endmacro %}{{ m._func.__globals__ }}",
    "{% macro m() %}{{ caller.__class__ }}{% endmacro %}{% call m() %}{% endcall %}",
    "{% import '_parts/words.md.j2' as words %}{{ words.__dict__ }}",
    "{% import '_parts/words.md.j2' as words %}{{ words._body_stream }}",
    "{{ brief.items() }}",
    "{{ brief.update({'marking': 'TLP:CLEAR'}) }}",
    "{{ meeting.gaps.append(1) }}",
    "{{ meeting.gaps.__add__ }}",
    "{{ '%s' % meeting.gaps }}",
    "{{ 'a' * 1000000000 }}",
    "{{ [1] * 1000000000 }}",
    "{{ 10 ** 10 ** 10 }}",
    "{{ 'x'|center(1000000000) }}",
    "{{ not_there.__class__ }}",
    "{{ (not_there).__init__.__globals__ }}",
    "{{ debug() }}",
    "{% debug %}",
    "{% do meeting.gaps %}",
    "{% trans %}x{% endtrans %}",
    "{% for x in [1] %}{% continue %}{% endfor %}",
    "{% print meeting.__class__ %}",
    "{% with a = meeting %}{{ a.__class__ }}{% endwith %}",
    "{% set ns = namespace(a=1) %}",
    "{% call meeting.field('date') %}{% endcall %}",
    "{% call(x) meeting() %}{% endcall %}",
    "{% filter attr('__class__') %}x{% endfilter %}",
    "{% filter format(meeting) %}{0.__class__}{% endfilter %}",
    "{% block a %}{{ super.__class__ }}{% endblock %}",
    "{% block a scoped %}{{ self.__class__ }}{% endblock %}",
    "{% import '_parts/words.md.j2' as words with context %}{{ words.meeting }}",
    "{% from '_parts/words.md.j2' import __class__ %}{{ __class__ }}",
    "{% macro m() %}{{ varargs.__class__ }}{% endmacro %}{{ m(1) }}",
    "{% macro m() %}{{ kwargs.items() }}{% endmacro %}{{ m(a=1) }}",
    "{% macro m() %}{% endmacro %}{{ m(**{'_loop_vars': 1, 'x': 2}) }}",
    "{% macro m() %}{% endmacro %}{{ m.catch_kwargs }}",
    "{% for x in [[1]] recursive %}{{ loop(x) }}{% endfor %}",
    "{% include meeting %}",
    "{% include 5 %}",
    "{% include {'a': 1} %}",
    "{% include none %}",
    "{% extends meeting.date %}",
    "{% import self as x %}",
    "{{ environment }}",
    "{{ context }}",
    "{{ __builtins__ }}",
    "{{ (meeting.gaps)[0:1].__class__ }}",
    "{{ meeting[0:1] }}",
    "{{ meeting.gaps|where(1)|length }}",
    "{{ meeting.gaps|where(['a'])|length }}",
    "{% autoescape true %}{{ ('<b>'|t).unescape }}{% endautoescape %}",
    "{{ '\\U000f0000' }}",
    "{{ '\\ue021' }}",
    "{{ '\\ud800' }}",
    "{{ '\\x00' }}",
    "\U000f0000",
    "\ue021",
    "\x00",
)


@pytest.mark.few(6)
@pytest.mark.parametrize("trick", TRICKS)
def test_a_trick_is_refused_at_its_line(workspace: Scratch, trick: str) -> None:
    said = workspace.fault(f"\n{trick}")
    assert said.startswith("templates/note/brief.md.j2:2:")
    assert "object at 0x" not in said
    assert "Traceback" not in said
    assert not (workspace.root / "out/note").exists()


PATHS = (
    "../../briefgen.toml",
    "_parts/../../briefgen.toml",
    "/etc/passwd",
    "C:\\Windows\\win.ini",
    "..\\x",
    "file:///etc/passwd",
    "_parts/{bad}.md.j2",
    "_parts/head.md.j2\x00",
    "_parts//head.md.j2",
    "./_parts/head.md.j2",
    ".git/config",
    "_PARTS/head.md.j2",
    "",
    "a" * 5000,
)


@pytest.mark.few(2)
@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("tag", ["include", "import", "extends"])
def test_no_template_is_read_from_elsewhere(workspace: Scratch, tag: str, path: str) -> None:
    written = path.replace("\\", "\\\\").replace("\x00", "\\0")
    said = workspace.fault("\n{% " + f'{tag} "{written}"' + (" as x" if tag == "import" else "") + " %}")
    assert said.startswith("templates/note/brief.md.j2:2:")
    assert ("[template-syntax]" if "\x00" in path else "[no-template]") in said


@pytest.mark.parametrize("link", ["templates/_parts/link.md.j2", "templates/linked"])
def test_a_link_that_leads_out_of_the_templates_is_not_followed(
    workspace: Scratch, link: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    secret = tmp_path_factory.mktemp("outside") / "secret.md.j2"
    secret.write_text("secret")
    name = link.removeprefix("templates/")
    target, name = (secret, name) if name.endswith(".j2") else (secret.parent, f"{name}/secret.md.j2")
    (workspace.root / link).symlink_to(target)
    said = workspace.fault("{% include '" + name + "' %}")
    assert f"templates/{name} cannot be read: it lies outside its folder" in said


# --- everything within reach -------------------------------------------------------------------

PLAIN = (str, int, bool, type(None))


def names_of(view: View) -> list[str]:
    """Every field a view says that it has, and those that its code knows of."""
    if isinstance(view, RecordView):
        kind = view.record.kind
        derived = view._scope.derived.get(kind, {})
        return [*view._scope.base.schema[kind].fields, *derived, "id", "kind", "label"]
    if isinstance(view, StatementValue):
        target = names_of(view.target) if view.target else []
        return [*OF_STATEMENTS, *view._scope.spec(view.statement).qualifiers, *target, "record"]
    return list(view.fields) if isinstance(view, Value) else []


def reached(environment: Environment, *start: object) -> Iterator[object]:
    """Everything that a template can come to from `start`, each record and statement once."""
    todo, seen = list(start), set[object]()
    while todo:
        thing = todo.pop()
        yield thing
        if isinstance(thing, dict):
            todo.extend(thing.values())
        elif isinstance(thing, list | tuple):
            todo.extend(thing)
        elif isinstance(thing, View):
            mark = (
                ("record", thing.record.key)
                if isinstance(thing, RecordView)
                else ("statement", thing.statement.id)
                if isinstance(thing, StatementValue)
                else None
            )
            if mark is None or mark not in seen:
                seen.add(mark)
                found = (environment.getattr(thing, name) for name in dict.fromkeys(names_of(thing)))
                todo.extend(f for f in found if not isinstance(f, Undefined))


def scope_of(opened: Workspace) -> Scope:
    return Scope(opened.facts.base, opened.locale("en-GB"), find(opened.disputes))


def test_a_template_can_reach_only_plain_data() -> None:
    opened = open_workspace(REPOSITORY)
    environment, scope = Environment(opened.home.template_folders), scope_of(opened)
    found = list(reached(environment, *(RecordView(scope, r) for r in opened.facts.base.records.values())))
    for thing in found:
        plain = type(thing) in PLAIN or type(thing) in (list, tuple)
        plain |= type(thing) is dict and all(type(key) is str for key in thing)
        assert plain or isinstance(thing, View), repr(thing)
    assert {RecordView, StatementValue, Value, Missing} <= {type(thing) for thing in found}


def test_a_view_gives_no_attribute_away_that_is_no_field(workspace: Scratch) -> None:
    opened = open_workspace(workspace.root)
    environment, scope = Environment(opened.home.template_folders), scope_of(opened)
    meeting = scope.view("meeting/lisbon-2024")
    things: list[object] = ["text", 7, True, None, (1,), [1], {"a": 1}, Value("x"), meeting]
    things += [environment.getattr(meeting, name) for name in ("date", "series", "gaps", "lists", "participation")]
    for thing in things:
        fields = set(names_of(thing)) if isinstance(thing, View) else set()
        for name in {*dir(thing), *getattr(type(thing), "__slots__", ())} - fields:
            assert isinstance(environment.getattr(thing, name), Undefined), (thing, name)
            assert isinstance(environment.getitem(thing, name), Undefined), (thing, name)


def test_nothing_that_is_given_to_a_template_can_be_changed(workspace: Scratch) -> None:
    assert "cannot assign attribute" in workspace.fault("{% set meeting.date = 'forged' %}")
    assert workspace.rendered("{% set meeting = 'mine' %}{{ meeting }}") == "mine"
    assert "7th meeting of the Example Harvest Forum" in workspace.brief()


def test_what_is_missing_leads_only_to_what_is_missing(workspace: Scratch) -> None:
    environment = Environment(open_workspace(workspace.root).home.template_folders)
    missing = Missing("x")
    for name in dir(missing):
        assert isinstance(environment.getattr(missing, name), Missing)


def test_filters_tests_and_globals_are_those_that_are_listed(workspace: Scratch) -> None:
    environment = Environment(open_workspace(workspace.root).home.template_folders)
    assert not environment.globals
    assert {"attr", "map", "format", "tojson", "pprint", "xmlattr", "select", "join"}.isdisjoint(environment.filters)
    assert {"filter", "test", "callable", "sameas"}.isdisjoint(environment.tests)
