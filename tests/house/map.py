"""The map of the program, drawn from the program: `make map` writes the parts of `briefgen/README.md` and of the
page of each room that stand between marks; the rest of these pages is written by hand."""

from __future__ import annotations

from pathlib import Path

from tests.house.rooms import PROGRAM, arrows, direct, modules, room, rooms, saying

MAP = PROGRAM / "README.md"
OPENING, CLOSING = "<!-- {}: make map writes this -->\n", "<!-- /{} -->\n"


def pages() -> dict[Path, str]:
    """Every page as it should be. A page that is missing begins with what its room says of itself."""
    found = {MAP: _with(MAP.read_text("utf-8"), {"rooms": _rooms(), "drawing": _drawing()})}
    for name in rooms():
        if (PROGRAM / name).is_dir():
            path = PROGRAM / name / "README.md"
            text = path.read_text("utf-8") if path.is_file() else _new(name)
            found[path] = _with(text, {"modules": _modules(name)})
    return found


def _with(text: str, parts: dict[str, str]) -> str:
    for name, content in parts.items():
        before, opening, rest = text.partition(OPENING.format(name))
        _, closing, after = rest.partition(CLOSING.format(name))
        assert opening, f"no place for {name}"
        assert closing, f"no end for {name}"
        text = before + opening + content + closing + after
    return text


def _new(name: str) -> str:
    place = OPENING.format("modules") + CLOSING.format("modules")
    return f"# {name}\n\n{saying(f'briefgen.{name}')}\n\n## Modules\n\n{place}"


def _rooms() -> str:
    """A table of rooms, from the front door down to what knows nothing of the others."""
    rows = ["| room | what it is | imports |", "| --- | --- | --- |"]
    for name, below in _ordered():
        is_folder = (PROGRAM / name).is_dir()
        shown = f"[{name}]({name}/README.md)" if is_folder else f"[{name}]({name}.py)"
        rows.append(f"| {shown} | {saying(f'briefgen.{name}')} | {', '.join(below)} |")
    return "\n".join(rows) + "\n"


def _drawing() -> str:
    """The same as a picture (Mermaid): each arrow an import, those left out for which a longer way stands."""
    lines = [f"    {name} --> {' & '.join(below)}" for name, below in _ordered() if below]
    return "\n".join(["```mermaid", "flowchart TD", *lines, "```", ""])


def _ordered() -> list[tuple[str, list[str]]]:
    graph = direct(arrows())
    place = {name: at for at, name in enumerate(graph)}
    return [(name, sorted(graph[name], key=place.__getitem__, reverse=True)) for name in reversed(graph)]


def _modules(name: str) -> str:
    """What each module of a room says of itself."""
    rows = []
    for module, path in modules().items():
        if room(module) == name and path != PROGRAM / name / "__init__.py":
            shown = path.relative_to(PROGRAM / name).as_posix().removesuffix("__init__.py")
            rows.append(f"| [{shown}]({shown}) | {saying(module).replace('|', chr(92) + '|')} |")
    return "\n".join(["| module | what is in it |", "| --- | --- |", *rows]) + "\n"


if __name__ == "__main__":
    for page, text in pages().items():
        page.write_text(text, "utf-8")
