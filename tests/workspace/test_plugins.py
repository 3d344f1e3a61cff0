"""Plugins of other packages: found where they are named, held to our rules, and at fault under their own name."""

from __future__ import annotations

import atexit
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from shutil import copytree, rmtree
from tempfile import mkdtemp

import pytest

from briefgen.production.checking import LINT
from briefgen.workspace import plugins as module
from briefgen.workspace.cache import Store
from tests.workspaces import MEETING, REPOSITORY, Scratch

PACKAGE = REPOSITORY / "tests/data/plugin"
USED = '[plugins]\nchecks = ["short_names"]\nfilters = ["spaced"]\nwriters = ["txt"]\nreaders = ["txt"]\n'
THEME = "facts/themes/stocks.yaml"
NOTE = "templates/note/template.toml"


@cache
def installed(version: str) -> Path:
    """A folder in which pip has installed the package, from its project and with the build backend that is here."""
    project = Path(mkdtemp())
    atexit.register(rmtree, project, ignore_errors=True)
    copytree(PACKAGE, project / "source")
    about = project / "source/pyproject.toml"
    about.write_text(about.read_text("utf-8").replace('version = "1.2"', f'version = "{version}"'), "utf-8")
    offline = ("--no-index", "--no-deps", "--no-build-isolation", "--disable-pip-version-check", "--quiet")
    pip = (sys.executable, "-m", "pip", "install", *offline, "--target", str(project / "site"))
    subprocess.run((*pip, str(project / "source")), check=True)
    return project / "site"


def install(site: Path, code: str = "", version: str = "1.2") -> None:
    """The package as pip leaves it, of a version; with other code where some is given."""
    for old in site.iterdir():
        rmtree(old) if old.is_dir() else old.unlink()
    copytree(installed(version), site, dirs_exist_ok=True)
    if code:
        (site / "briefgen_example.py").write_text(code, "utf-8")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder in which the package is installed."""
    folder = tmp_path / "site"
    folder.mkdir()
    install(folder)
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.delitem(sys.modules, "briefgen_example", raising=False)
    yield folder
    monkeypatch.delitem(sys.modules, "briefgen_example", raising=False)


@pytest.fixture(scope="module")
def linted(example: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """What a check of such a workspace keeps of its templates."""
    site, desk = tmp_path_factory.mktemp("site"), Scratch(tmp_path_factory.mktemp("linted") / "desk")
    install(site)
    copytree(example, desk.root)
    desk.write("briefgen.toml", USED)
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(site))
        patch.delitem(sys.modules, "briefgen_example", raising=False)
        assert run(desk, "check")[0] == 0
        sys.modules.pop("briefgen_example", None)
    return Store.of(desk.root).get(LINT) or b""


@pytest.fixture
def used(workspace: Scratch, site: Path, linted: bytes) -> Scratch:
    """A workspace that uses all four."""
    workspace.write("briefgen.toml", USED)
    Store.of(workspace.root).put(LINT, linted)
    return workspace


def run(workspace: Scratch, *words: str) -> tuple[int, str]:
    ran = workspace.do(*words)
    assert "Traceback" not in ran.out + ran.err
    return ran.code, ran.out + ran.err


@pytest.mark.slow
def test_they_are_listed_with_their_package_and_whether_they_are_used(workspace: Scratch, site: Path) -> None:
    words = ("--version", "--verbose")
    assert "  checks  short_names  briefgen-example 1.2, not used here\n" in run(workspace, *words)[1]
    workspace.write("briefgen.toml", USED)
    code, said = run(workspace, *words)
    assert code == 0
    for line in ("checks  short_names", "filters spaced", "writers txt", "readers txt"):
        sort, name = line.split()
        assert f"  {sort:<8}{name}  briefgen-example 1.2\n" in said
    assert "  jinja2 " in said
    assert run(workspace, "--version")[1].count("\n") == 1


def test_a_check_runs_with_ours_and_says_whose_it_is(used: Scratch) -> None:
    assert "short" not in run(used, "check")[1]
    used.write(THEME, "label: Tea\n")
    code, said = run(used, "check")
    assert "themes/stocks.yaml:" in said
    assert "warning: the label of stocks says little [short_names.short-name]\n  hint: write it out" in said
    assert code == 0
    assert run(used, "check", "--strict")[0] == 1


@pytest.mark.slow
def test_a_check_that_is_not_named_any_more_does_not_run(used: Scratch) -> None:
    used.write(THEME, "label: Tea\n")
    assert "short_names" in run(used, "check")[1]
    used.edit("briefgen.toml", '["short_names"]', "[]")
    assert "short_names" not in run(used, "check")[1]


@pytest.mark.slow
def test_a_filter_changes_words_and_keeps_their_note_and_their_escapes(used: Scratch) -> None:
    assert used.rendered("{{ meeting.place|spaced }}").endswith("L i s b o n[^1]")
    assert used.rendered("{{ 'ab'|spaced(2) }}").endswith("a &#32;b")
    assert used.rendered("{{ '*'|spaced }}").endswith("\\*")
    assert run(used, "template", "check", "note")[0] == 0
    assert "|spaced" in run(used, "template", "fields", "note", "spaced")[1]


BARE = "def write_text(document):\n    return b'words'\n"
READ = """
from briefgen.document.nodes import Document, Marking
def read_text(data):
    return Document((Marking("TLP:CLEAR"),))
"""
PACKED = """
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile
def write_text(document):
    found = BytesIO()
    with ZipFile(found, "w", ZIP_DEFLATED) as archive:
        archive.writestr("text.xml", document.blocks[0].label.replace(":", "&#58;"))
    return found.getvalue()
"""


@pytest.mark.parametrize(
    ("code", "shown"), [(BARE, False), (BARE + READ, True), (PACKED, True), (BARE.replace("words", "TLP:RED"), False)]
)
def test_a_file_without_its_marking_is_not_written(used: Scratch, site: Path, code: str, shown: bool) -> None:
    install(site, code)
    others = 'checks = ["short_names"]\nfilters = ["spaced"]\n'
    readers = "" if "read_text" in code else 'readers = ["txt"]'
    used.edit("briefgen.toml", others, "")
    if readers:
        used.edit("briefgen.toml", readers, "")
    ended, said = run(used, "meeting", "lisbon-2024", "-f", "txt")
    assert (ended == 0, "[marking-not-shown]" in said) == (shown, not shown), said
    assert (used.root / "out/meeting/lisbon-2024.txt").exists() == shown


@pytest.mark.slow
def test_a_filter_that_is_not_named_is_none(workspace: Scratch, site: Path) -> None:
    assert "there is no filter 'spaced'" in workspace.fault("{{ meeting.place|spaced }}")


@pytest.mark.slow
def test_a_writer_is_one_more_format_for_settings_tables_and_commands(used: Scratch) -> None:
    assert run(used, "meeting", "lisbon-2024", "-f", "txt")[0] == 0
    assert "Participants agreed to exchange crop figures every quarter." in used.read("out/meeting/lisbon-2024.txt")
    used.edit("briefgen.toml", "[plugins]", '[briefs.meeting]\nformats = ["txt", "md"]\nfolder = "both"\n[plugins]')
    assert run(used, "build", "--jobs", "1")[0] == 0
    assert used.read("out/both/lisbon-2024.txt") == used.read("out/meeting/lisbon-2024.txt")
    used.write(NOTE, 'about = "meeting"\nformats = ["txt", "tex"]\n')
    used.write("templates/note/brief.md.j2", b"{{ meeting.place }}")
    assert "'tex' is none of: docx, md, txt" in run(used, "check")[1]


def test_a_reader_reads_back_what_a_trace_is_asked_of(used: Scratch) -> None:
    run(used, "meeting", "lisbon-2024", "-f", "txt")
    code, said = run(used, "trace", str(used.root / "out/meeting/lisbon-2024.txt"), "crop figures every quarter")
    assert (code, "example-gazette" in said) == (0, True)


def edited_by_hand(used: Scratch) -> None:
    """A brief in the plugins' format with a sentence of a person's, and a fact that changed since."""
    used.edit("briefgen.toml", "[plugins]", '[briefs.meeting]\nformats = ["txt"]\n[plugins]')
    assert "1 made" in run(used, "build", "--jobs", "1")[1]
    used.append("out/meeting/lisbon-2024.txt", "\n\nA word of ours.")
    used.edit(MEETING, "exchange crop figures", "exchange figures on crops")


def test_a_reader_reads_back_what_a_person_wrote_into_a_brief(used: Scratch) -> None:
    edited_by_hand(used)
    code, said = run(used, "build", "--jobs", "1")
    assert code == 0, said
    text = used.read("out/meeting/lisbon-2024.txt")
    assert "exchange figures on crops" in text
    assert text.endswith("A word of ours.")


CANNOT = {
    "no reader": ('readers = ["txt"]\n', "", "no plugin reads .txt files back"),
    "no way back": ("data.decode()", "data.decode().lower()", "do not write again what they have read"),
}


@pytest.mark.few(1)
@pytest.mark.parametrize("case", CANNOT)
def test_what_cannot_be_read_back_whole_is_kept_beside_the_new_version(used: Scratch, site: Path, case: str) -> None:
    old, new, why = CANNOT[case]
    edited_by_hand(used)
    if case == "no reader":
        used.edit("briefgen.toml", old, new)
    else:
        install(site, (PACKAGE / "briefgen_example.py").read_text("utf-8").replace(old, new))
        sys.modules.pop("briefgen_example", None)
    code, said = run(used, "build", "--jobs", "1")
    assert (code, why in said, "[edit-unmerged]" in said) == (1, True, True), said
    assert used.read("out/meeting/lisbon-2024.txt").endswith("A word of ours.")
    assert "exchange figures on crops" in used.read("out/meeting/lisbon-2024.new.txt")


def test_words_that_both_changed_stay_as_the_person_left_them(used: Scratch) -> None:
    edited_by_hand(used)
    used.edit("out/meeting/lisbon-2024.txt", "exchange crop figures", "trade crop figures")
    code, said = run(used, "build", "--jobs", "1")
    assert (code, "its format shows one version alone" in said) == (1, True), said
    assert "trade crop figures" in used.read("out/meeting/lisbon-2024.txt")


def test_a_reader_tells_how_a_file_differs_from_an_issue(used: Scratch) -> None:
    used.edit("briefgen.toml", "[plugins]", '[briefs.meeting]\nformats = ["txt"]\n[plugins]')
    code, said = run(used, "issue")
    assert code == 0, said
    (issued,) = used.root.glob("out/**/*issue-1.txt")
    copy = used.root / issued.name
    copy.write_text(issued.read_text("utf-8").replace("crop figures", "grain figures"), "utf-8")
    code, said = run(used, "verify", str(copy))
    assert code == 1
    assert "grain figures" in said


@pytest.mark.few(1)
@pytest.mark.parametrize("change", ["version", "code", "settings"])
def test_what_is_made_is_made_again_where_a_plugin_is_another(used: Scratch, site: Path, change: str) -> None:
    used.edit("briefgen.toml", "[plugins]", '[briefs.meeting]\nformats = ["md"]\n[plugins]')
    assert "1 made" in run(used, "build", "--jobs", "1")[1]
    assert "1 made" not in run(used, "build", "--jobs", "1")[1]
    if change == "version":
        install(site, version="1.3")
    elif change == "code":
        install(site, (PACKAGE / "briefgen_example.py").read_text("utf-8") + "\n# another one\n")
    else:
        used.edit("briefgen.toml", 'readers = ["txt"]\n', "")
    assert "fresh" not in run(used, "status")[1]


@pytest.mark.slow
def test_a_brief_and_a_check_that_are_kept_are_made_again_where_the_code_is_another(used: Scratch, site: Path) -> None:
    used.write(THEME, "label: Tea\n")
    assert used.rendered("{{ meeting.place|spaced }}").endswith("L i s b o n[^1]")
    assert "says little" in run(used, "check")[1]
    text = (PACKAGE / "briefgen_example.py").read_text("utf-8")
    install(site, text.replace('(" " * blanks)', '("-" * blanks)').replace("says little", "says next to nothing"))
    sys.modules.pop("briefgen_example", None)
    assert used.rendered("{{ meeting.place|spaced }}").endswith("L-i-s-b-o-n[^1]")
    assert "says next to nothing" in run(used, "check")[1]


MISTAKES = {
    'filters = ["spacde"]': "there is no plugin 'spacde' of filters [no-plugin]\n  hint: did you mean 'spaced'?",
    'checks = ["spaced"]': "there is no plugin 'spaced' of checks [no-plugin]\n  hint: installed are: short_names",
    'writers = ["docx"]': "there is no plugin 'docx' of writers [no-plugin]",
    'wirters = ["txt"]': "unknown key 'wirters' [unknown-key]",
}


@pytest.mark.parametrize("line", MISTAKES)
def test_what_is_not_installed_is_refused_at_its_line(workspace: Scratch, site: Path, line: str) -> None:
    workspace.write("briefgen.toml", f"[plugins]\n{line}\n")
    code, said = run(workspace, "meeting", "lisbon-2024")
    assert (code, f"briefgen.toml:2:1: error: {MISTAKES[line]}" in said) == (1, True), said


FAULTS = {
    "raise ValueError('\\x1b[31mno')": "ValueError:  [31mno",
    "return 7": "gave a int, not ",
    "import no_such_module": "ModuleNotFoundError: No module named 'no_such_module'",
}
RUNS = {
    "short_names": ("check",),
    "spaced": ("note", "lisbon-2024"),
    "write_text": ("meeting", "lisbon-2024", "-f", "txt"),
    "read_text": ("trace", "out/meeting/lisbon-2024.txt", "crop"),
}


@pytest.mark.few(1)
@pytest.mark.parametrize("function", RUNS)
@pytest.mark.parametrize("body", ["raise ValueError('\\x1b[31mno')", "return 7", "import no_such_module"])
def test_what_goes_wrong_in_a_plugin_is_told_as_its_own(used: Scratch, site: Path, function: str, body: str) -> None:
    run(used, "meeting", "lisbon-2024", "-f", "txt")
    used.write(NOTE, 'about = "meeting"\nformats = ["md"]\n')
    used.write("templates/note/brief.md.j2", b"{{ meeting.place|spaced }}")
    text = (PACKAGE / "briefgen_example.py").read_text("utf-8")
    head, _, tail = text.partition(f"def {function}(")
    signature, _, rest = tail.partition(':\n    """')
    body = body.replace("return", "yield") if function == "short_names" else body
    install(site, f'{head}def {function}({signature}:\n    {body}\n    """{rest}')
    sys.modules.pop("briefgen_example", None)
    words = [str(used.root / w) if w.startswith("out/") else w for w in RUNS[function]]
    code, said = run(used, *words)
    assert code == 1, said
    name = {"write_text": "txt", "read_text": "txt"}.get(function, function)
    assert f"the plugin {name} of briefgen-example 1.2 " in said
    assert FAULTS[body.replace("yield", "return")] in said
    assert "[plugin-failed]" in said
    assert "\x1b" not in said


def test_a_package_that_cannot_be_imported_is_told_as_its_own(used: Scratch, site: Path) -> None:
    install(site, "import no_such_module\n")
    sys.modules.pop("briefgen_example", None)
    code, said = run(used, "check")
    assert code == 1
    assert "error: the plugin spaced of briefgen-example 1.2 cannot be loaded: ModuleNotFoundError: No module" in said


@pytest.mark.usefixtures("in_children")
@pytest.mark.slow
def test_a_plugin_that_never_ends_is_stopped_at_the_limits_of_a_brief(used: Scratch, site: Path) -> None:
    used.append("briefgen.toml", "[limits]\nseconds = 1\n")
    text = (PACKAGE / "briefgen_example.py").read_text("utf-8")
    install(site, text.replace("    for record in", "    while True:\n        pass\n    for record in", 1))
    sys.modules.pop("briefgen_example", None)
    code, said = run(used, "check")
    assert (code, "the plugin short_names" in said, "[too-slow]" in said) == (1, True, True), said


@pytest.mark.slow
def test_nothing_of_what_is_not_named_is_loaded(workspace: Scratch, site: Path) -> None:
    install(site, "raise RuntimeError('loaded')\n")
    assert workspace.make().code == 0
    assert run(workspace, "check")[0] == 0
    assert [p.name for p in module.installed() if p.package == "briefgen-example"] == [
        "short_names",
        "spaced",
        "txt",
        "txt",
    ]
