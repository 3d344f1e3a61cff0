"""Files among the templates that nothing uses: under names by which nothing finds them, and copies.

Whoever put a brief.md, a folder "My note" or a House.docx there believes that they are used; each is told with the name
that was meant. Copies of templates, looks, catalogues and settings are left there by a program for sharing folders or a
person; none of them is used, or each is one more kind of brief, and what somebody wrote there is in no brief.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path

from briefgen.briefs.kind import SETTINGS_FILE as KIND_SETTINGS
from briefgen.briefs.kind import TEMPLATE_FILE, TEMPLATE_FILES, WORD_FILE, is_kind_name
from briefgen.copies import are_versions, differences, is_packed, originals, said_of_copy
from briefgen.diagnostics import Diagnostic, Location, did_you_mean, printable
from briefgen.disk import HIDDEN, read_file
from briefgen.regexes import pattern
from briefgen.rendering import TEMPLATE_NAME
from briefgen.workspace.folder import SETTINGS_FILE, WorkspaceFolder
from briefgen.workspace.workspace import HOUSE_FILE

SHARED = {"_parts": ".j2", "_lang": ".toml", "_styles": ".csl"}
"""The folders for all kinds of brief, and how the names of their files end."""
_BRIEF = pattern(r"brief(?:[ ._-]?(?:md|markdown|j2|jinja2?|txt|html?|docx|dotx|docm|doc|odt|rtf))*", re.I)
_SETTINGS = pattern(r"(?:template|settings|kind)[ ._-]?s?\.(?:toml|tml|ya?ml|json|ini)(?:\.txt)?", re.I)
_HOUSE = pattern(r"house[ ._-]?(?:\.?(?:docx|dotx|docm|doc|odt))+", re.I)
_LEFT = frozenset({"Thumbs.db", "desktop.ini"})
_LANGUAGE = pattern(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_WORD = (".docx", ".dotx", ".docm", ".doc", ".odt")
_PLAIN = {"parts": "_parts", "part": "_parts", "lang": "_lang", "langs": "_lang", "language": "_lang"} | {
    "languages": "_lang",
    "style": "_styles",
    "styles": "_styles",
}


def misnamed(home: WorkspaceFolder, kinds: Collection[str]) -> list[Diagnostic]:
    """A warning for each file or folder of templates that nothing will find; `kinds` are those that were found."""
    folder, shown = home.folder("templates"), home.shown("templates")
    if folder.is_file():
        hint = "templates lie in a folder; make one, and move the file into it"
        return [_told(shown, "is a file; the workspace has no templates of its own", hint)]
    found: list[Diagnostic] = []
    for path in _entries_of(folder):
        name = f"{shown}/{printable(path.name)}"
        if not path.is_dir():
            found += _at_the_top(path.name, name)
        elif path.name in SHARED:
            found += _shared(path, name)
        elif (meant := _PLAIN.get(path.name.strip("_ ").casefold())) is not None and not _is_kind(path):
            found.append(_told(name, "is no folder of templates", f"rename it to {meant}"))
        elif is_kind_name(path.name):
            found += _kind(path, name, kinds)
        elif not path.name.startswith("_"):
            found += _no_kind(path, name)
    return found


def _of_a_tool(name: str) -> bool:
    """Whether a file is none of a person's: what systems leave in folders, copies that editors keep."""
    return name.startswith(HIDDEN) or name in _LEFT or name.endswith(("~", ".bak"))


def _entries_of(folder: Path) -> list[Path]:
    """What a person put into a folder, by name."""
    try:
        return sorted(path for path in folder.iterdir() if not _of_a_tool(path.name))
    except OSError:  # said where it is read
        return []


def _told(file: str, message: str, hint: str | None) -> Diagnostic:
    return Diagnostic(Location(file), message, "misnamed-file", hint)


def _at_the_top(file: str, name: str) -> Iterator[Diagnostic]:
    if file == HOUSE_FILE:
        return
    if _HOUSE.fullmatch(file) or (file.lower().endswith(_WORD) and did_you_mean(file.casefold(), [HOUSE_FILE])):
        yield _told(name, f"is not the house document, whose name is {HOUSE_FILE}", f"{_as_word(file)} {HOUSE_FILE}")
    elif file.lower().endswith(_WORD) or _meant(file) is not None:
        hint = f"make a folder for its kind of brief, such as {name.rpartition('/')[0]}/note, and put it there"
        yield _told(name, "lies in no folder of a kind of brief, and nothing uses it", hint)


def _as_word(file: str) -> str:
    return "rename it to" if file.lower().endswith(".docx") else "save it in Word as"


def _meant(file: str) -> str | None:
    """The name that a file of a kind of brief was meant to have; None for one that may be anything."""
    if _SETTINGS.fullmatch(file):
        return KIND_SETTINGS
    if _BRIEF.fullmatch(file):
        return (
            WORD_FILE if file.lower().split(".")[-1] in ("docx", "dotx", "docm", "doc", "odt", "rtf") else TEMPLATE_FILE
        )
    return None


def _is_kind(folder: Path) -> bool:
    return any((folder / file).is_file() for file in TEMPLATE_FILES)


def _kind(folder: Path, name: str, kinds: Collection[str]) -> Iterator[Diagnostic]:
    """Files beside the template and settings of a kind that look as if they were them; a folder that has neither."""
    files = [path.name for path in _entries_of(folder) if path.is_file()]
    wrong = False
    for file in files:
        if (meant := _meant(file)) is None or file == meant:
            continue
        if meant in files and meant != KIND_SETTINGS and file.lower().endswith((".txt", ".md", ".html")):
            continue  # notes of somebody's beside the template
        wrong = True
        hint = f"{_as_word(file) if meant == WORD_FILE else 'rename it to'} {meant}"
        yield _told(f"{name}/{printable(file)}", f"is not used; the file is called {meant}", hint)
    if wrong or _is_kind(folder) or folder.name in kinds:
        return
    others = [file for file in files if file.endswith((".j2", ".docx")) and file != KIND_SETTINGS]
    if others or KIND_SETTINGS in files:
        hint = f"rename {others[0]}, if that is the template" if len(others) == 1 else "briefgen template new makes one"
        yield _told(name, f"has no {TEMPLATE_FILE} and no {WORD_FILE}, and is no kind of brief", hint)
    for below in _entries_of(folder):
        if below.is_dir() and _is_kind(below):
            hint = f"move it to {name.rpartition('/')[0]}/{printable(below.name)}"
            yield _told(
                f"{name}/{printable(below.name)}", "is a folder in a folder, where no kind of brief is found", hint
            )


def _no_kind(folder: Path, name: str) -> Iterator[Diagnostic]:
    if not any(path.suffix in (".j2", ".docx", ".toml") or _meant(path.name) for path in _entries_of(folder)):
        return
    better = re.sub(r"[^a-z0-9]+", "-", folder.name.casefold()).strip("-")
    hint = f"rename it to {better}" if is_kind_name(better) else "a name has lower-case letters, digits and hyphens"
    yield _told(name, "is no name for a kind of brief, and the folder is passed over", hint)


def _shared(folder: Path, name: str) -> Iterator[Diagnostic]:
    ending = SHARED[folder.name]
    for path in _entries_of(folder):
        file = f"{name}/{printable(path.name)}"
        if not path.is_file() or path.name.casefold().startswith("readme"):
            continue
        stem = path.name.split(".")[0]
        if not path.name.endswith(ending):
            whole = ".md.j2" if ending == ".j2" else ending
            yield _told(file, f"is not used; names of files here end in {ending}", f"rename it to {stem}{whole}")
        elif folder.name == "_lang" and not _LANGUAGE.fullmatch(path.stem):
            yield _told(
                file, "is not used; a file is named by the code of its language", "such as fr.toml or pt-BR.toml"
            )
        elif folder.name == "_parts" and not TEMPLATE_NAME.fullmatch(path.name):
            hint = "names have lower-case letters, digits, full stops, hyphens and low lines"
            yield _told(file, "can be included by no template under this name", hint)


# --- Copies ---


_MOST = 1024 * 1024
"""Bytes of a file that is compared."""
_TITLE = pattern(rb"<title[^>]*>[^<]*")
_VARIETY = pattern(r"-(?:[A-Za-z]{2}|[A-Za-z]{4}|\d{3})\Z")
"""What makes en-GB of en, and is nobody's computer."""


def stray_copies(home: WorkspaceFolder) -> list[Diagnostic]:
    """An error for each copy in the folder of templates, and for each of briefgen.toml, with what differs."""
    root, folder = home.root, home.folder("templates")
    settings = [path for path in _files(root) if path.suffix == Path(SETTINGS_FILE).suffix]
    found = list(_among(settings, "", Path(SETTINGS_FILE).stem))
    shown = home.shown("templates")
    folders = [path for path in _entries_of(folder) if path.is_dir()]
    found += _among_folders(folders, shown)
    for place, name in ((folder, shown), *((path, f"{shown}/{printable(path.name)}") for path in folders)):
        found += _among(_files(place), f"{name}/")
    return found


def _files(folder: Path) -> list[Path]:
    return [path for path in _entries_of(folder) if path.is_file()]


def _among(files: list[Path], shown: str, of: str = "") -> Iterator[Diagnostic]:
    """Copies among the files of a folder, or those `of` one of them: words (1).md.j2, words.md-ANNLAPTOP.j2."""
    for ending in sorted({path.suffix for path in files}):
        alike = {path.stem: path for path in files if path.suffix == ending}
        bare = {stem.removesuffix(".md"): path for stem, path in alike.items()} if ending == ".j2" else {}
        found = {alike[stem]: (alike[other], sure) for stem, other, sure in originals(alike)}
        found |= {bare[stem]: (bare[other], sure) for stem, other, sure in originals(bare) if bare[stem] not in found}
        for path, (original, sure) in sorted(found.items()):
            content, other_content = _content(path), _content(original)
            if content is None or other_content is None or (of and original.stem != of):
                continue
            if sure or _is_version(path, content, other_content):
                message, hint = said_of_copy(original.name, differences(content, other_content))
                yield Diagnostic(Location(f"{shown}{printable(path.name)}"), message, "copied-file", hint)


def _is_version(path: Path, content: bytes, other: bytes) -> bool:
    """Whether two files call themselves the same (citation styles are much alike), and are two states of a text."""
    if _VARIETY.search(path.stem) or is_packed(content):
        return False
    return _TITLE.findall(content[:5000]) == _TITLE.findall(other[:5000]) and are_versions(content, other)


def _among_folders(folders: list[Path], shown: str) -> Iterator[Diagnostic]:
    """Copies of whole kinds of brief. One that a person made under a name of its own has a label of its own."""
    beside = {folder.name: folder for folder in folders}
    for name, other, sure in originals(beside):
        folder, original = beside[name], beside[other]
        if sure or (_same(folder, original, "template.toml") and _same(folder, original, "brief.md.j2")):
            hint = f"take what is new over into {other}, and delete this folder or give it another name and label"
            message = f"looks like a copy of the folder {other}"
            yield Diagnostic(Location(f"{shown}/{printable(name)}"), message, "copied-file", hint)


def _same(one: Path, other: Path, name: str) -> bool:
    a, b = _content(one / name), _content(other / name)
    return a is not None and b is not None and (a == b or (name != "template.toml" and are_versions(a, b)))


def _content(path: Path) -> bytes | None:
    try:
        return read_file(path, _MOST)
    except OSError:
        return None
