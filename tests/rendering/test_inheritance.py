"""A desk's variant overrides one block or one macro of what came with the program, and inherits the rest."""

from __future__ import annotations

import pytest

from tests.workspaces import REPOSITORY, Scratch

WORDS = '{% extends "shipped/_parts/words.md.j2" %}\n'


def override(workspace: Scratch, text: str, name: str = "meeting/brief.md.j2") -> str:
    """The example's brief, made with a template or part of the workspace's own."""
    workspace.write(f"templates/{name}", text.encode())
    return workspace.brief()


def changed(before: str, after: str) -> tuple[set[str], set[str]]:
    """The lines that went and the lines that came."""
    old, new = set(before.splitlines()), set(after.splitlines())
    return old - new, new - old


def test_a_variant_overrides_one_block_and_inherits_the_rest(workspace: Scratch) -> None:
    before = workspace.brief()
    variant = '{% extends "shipped/meeting/brief.md.j2" %}\n'
    variant += "{% block series %}\n\n## Unknown\n\nAsk the desk.\n{% endblock %}\n"
    gone, new = changed(before, override(workspace, variant))
    assert {line for line in new if "[^" not in line} == {"## Unknown", "Ask the desk."}
    assert {line for line in gone if line.startswith("## ")} == {"## Where it stands in its series"}


def test_a_block_sees_what_the_extended_template_imports_and_sets(workspace: Scratch) -> None:
    workspace.write("templates/outlook/template.toml", 'about = "theme"\nformats = ["md"]\n')
    workspace.write(
        "templates/outlook/brief.md.j2",
        '{% extends "theme/brief.md.j2" %}\n{% block answer %}\n\n'
        "{% for row in rows %}{{ words.short_title(row.meeting) }}{% endfor %}\n{% endblock %}\n",
    )
    assert workspace.run("outlook", "stocks", "-w", str(workspace.root)).err == ""
    assert "\nLisbon, 11 March 2024[^1]" in workspace.read("out/outlook/stocks.md")


def test_a_block_can_keep_what_it_overrides(workspace: Scratch) -> None:
    before = workspace.brief()
    kept = '{% extends "shipped/meeting/brief.md.j2" %}\n'
    kept += "{% block series %}{{ super() }}\n\nAsk the desk.\n{% endblock %}\n"
    assert changed(before, override(workspace, kept)) == (set(), {"Ask the desk."})


def test_a_point_of_the_front(workspace: Scratch) -> None:
    before = workspace.brief()
    more = '{% extends "shipped/meeting/brief.md.j2" %}\n{% block points_more %}\n- **Desk.** Coffee.\n{% endblock %}\n'
    assert changed(before, override(workspace, more)) == (set(), {"- **Desk.** Coffee."})


def test_a_part_overrides_the_shipped_part_of_its_name(workspace: Scratch) -> None:
    before = workspace.brief()
    head = '{% include "shipped/_parts/head.md.j2" %}\n\nInternal.\n'
    assert changed(before, override(workspace, head, "_parts/head.md.j2")) == (set(), {"Internal."})


def test_a_macro_defined_anew_takes_the_place_of_the_shipped_one(workspace: Scratch) -> None:
    words = WORDS + "{% macro short_title(meeting) -%}\nthe meeting in {{ meeting.place }}\n{%- endmacro %}\n"
    workspace.write("templates/_parts/words.md.j2", words.encode())
    assert workspace.run("theme", "stocks", "-w", str(workspace.root)).code == 0
    assert "the meeting in Lisbon" in workspace.read("out/theme/stocks.md")


@pytest.mark.slow
def test_a_macro_defined_anew_is_used_by_macros_of_the_extended_part(workspace: Scratch) -> None:
    before = workspace.brief()
    words = WORDS + "{% macro session_name(meeting, full=true) -%}\nforum {{ meeting.ordinal }}\n{%- endmacro %}\n"
    _, new = changed(before, override(workspace, words, "_parts/words.md.j2"))
    assert any(line.startswith("# Lisbon") and "forum" in line for line in new)


def test_a_template_may_define_a_macro_twice_and_the_last_counts(workspace: Scratch) -> None:
    text = "{% macro m() %}one{% endmacro %}\n{% macro m() %}two{% endmacro %}\n# {{ m() }}\n"
    assert "two" in workspace.rendered(text)


def test_extending_oneself_says_how_the_shipped_one_is_named(workspace: Scratch) -> None:
    workspace.write("templates/meeting/brief.md.j2", '{% extends "meeting/brief.md.j2" %}\n')
    made = workspace.make()
    assert made.code == 1
    assert "the template calls itself without end" in made.err
    assert "shipped/" in made.err


@pytest.mark.parametrize("name", ["shipped/../../x", "shipped//etc/passwd", "shipped/", "shipped/none.md.j2"])
def test_shipped_names_lead_nowhere_else(workspace: Scratch, name: str) -> None:
    said = workspace.fault(f'{{% extends "{name}" %}}\n')
    assert "[no-template]" in said
    assert "templates/note/brief.md.j2:1:" in said


def test_every_section_of_the_shipped_briefs_is_a_block() -> None:
    for kind in ("meeting", "country", "theme"):
        depth, text = 0, (REPOSITORY / f"templates/{kind}/brief.md.j2").read_text("utf-8")
        for line in text.splitlines():
            depth += line.startswith("{% block ") - line.startswith("{% endblock")
            assert depth or not line.startswith(("#", "{% include")), f"{kind}: {line}"


def test_a_section_that_there_is_not_is_named(workspace: Scratch) -> None:
    text = '{% extends "shipped/meeting/brief.md.j2" %}\n{% block body %}\n{{ self.gasp() }}\n{% endblock %}\n'
    workspace.write("templates/meeting/brief.md.j2", text.encode())
    assert workspace.make().err.startswith(
        "templates/meeting/brief.md.j2:3:9: error: there is no section 'gasp' [undefined-name]\n"
        "  hint: did you mean 'gaps'?\n"
    )


def test_sections_lead_nowhere_else(workspace: Scratch) -> None:
    for name in ("__class__", "_TemplateReference__context", "__getitem__"):
        assert f"there is no section '{name}'" in workspace.fault(
            f"{{% block a %}}{{{{ self.{name} }}}}{{% endblock %}}"
        )
