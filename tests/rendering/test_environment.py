"""What the environment of templates knows of what was compiled before."""

from __future__ import annotations

from pathlib import Path

from briefgen.rendering.environment import Environment
from briefgen.rendering.folders import CompiledTemplates


def test_a_text_is_compiled_where_it_stands_in_its_file_and_was_compiled_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "one.md.j2"
    file.write_text("{{ 1 }}", "utf-8")
    kept = CompiledTemplates({})
    environment = Environment([("templates", tmp_path)], kept)
    assert not environment.has_compiled("one.md.j2", "{{ 1 }}")
    environment.get_template("one.md.j2")
    again = Environment([("templates", tmp_path)], CompiledTemplates(kept.stored), sources={"w": ("w.docx", "{{ 1 }}")})
    assert again.has_compiled("one.md.j2", "{{ 1 }}")
    assert not again.has_compiled("one.md.j2", "{{ 2 }}")
    assert not again.has_compiled("w", "{{ 1 }}")
    assert not again.has_compiled("none.md.j2", "{{ 1 }}")
    file.write_text("{{ 2 }}", "utf-8")
    assert not again.has_compiled("one.md.j2", "{{ 2 }}")
    assert not Environment([("templates", tmp_path)]).has_compiled("one.md.j2", "{{ 1 }}")


def test_what_another_python_compiled_from_the_same_text_is_compiled_again(tmp_path: Path) -> None:
    (tmp_path / "one.md.j2").write_text("{{ 1 }}", "utf-8")
    kept = CompiledTemplates({})
    Environment([("templates", tmp_path)], kept).get_template("one.md.j2")
    ((name, code),) = kept.stored.items()
    for other in (code, bytes([code[0] ^ 1]) + code[1:], b""):
        again = CompiledTemplates({name: other})
        assert Environment([("templates", tmp_path)], again).get_template("one.md.j2").render() == "1"
        assert (again.changed, again.stored) == (other != code, kept.stored)
