"""Only plain files of a sane size are opened; everything else is one line of message."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefgen.facts.loader import load_facts
from tests.facts.pages import check_page, load_page, said, write, write_page


def test_what_is_no_plain_file_is_one_message_and_nothing_hangs(tmp_path: Path) -> None:
    themes = tmp_path / "themes"
    (themes / "folder.yaml").mkdir(parents=True)
    os.mkfifo(themes / "pipe.yaml")
    (themes / "link.yaml").symlink_to(themes / "gone.yaml")
    (themes / "loop.yaml").symlink_to(themes / "loop.yaml")
    (themes / "device.yaml").symlink_to("/dev/zero")
    (themes / "below").mkdir()
    page = """
        === themes/empty.yaml
        """
    expected = """
        facts/themes/below: error: a folder inside a folder of records is not read [stray-folder]
          hint: move its records to facts/themes
        facts/themes/device.yaml: error: is not a regular file [unreadable]
          hint: a record is a plain text file
        facts/themes/empty.yaml: error: the file holds no record [empty-file]
          hint: write the record's fields, or delete the file
        facts/themes/folder.yaml: error: is not a regular file [unreadable]
          hint: a record is a plain text file
        facts/themes/link.yaml: error: cannot be read: No such file or directory [unreadable]
          hint: the link leads nowhere
        facts/themes/loop.yaml: error: cannot be read: Too many levels of symbolic links [unreadable]
          hint: the link leads nowhere
        facts/themes/pipe.yaml: error: is not a regular file [unreadable]
          hint: a record is a plain text file
        """
    check_page(tmp_path, page, expected)


@pytest.mark.parametrize("name", ["peru.yaml.txt", "peru.json", "peru", "peru.yalm"])
def test_a_record_that_hides_its_ending_is_told(tmp_path: Path, name: str) -> None:
    write(tmp_path, f"countries/{name}", "name: Peru\n")
    write(tmp_path, "countries/README.md", "Notes.\n")
    write(tmp_path, "countries/peru.yaml.bak", "Old.\n")
    (found,) = (d for d in load_facts(tmp_path).diagnostics if d.code == "stray-file")
    assert (str(found.location), found.hint) == (f"facts/countries/{name}", "rename it to peru.yaml")


def test_passages_that_are_kept_of_no_source_are_told(tmp_path: Path) -> None:
    """The record was renamed, and the text beside it was not."""
    page = """
        === sources/gazette-2031.yaml
        type: essay
        language: en
        retrieved: 2026-01-01
        label: Example
        descriptor: an example
        === sources/gazette-2032.txt
        Words that nobody quotes.
        """
    expected = """
        facts/sources/gazette-2032.txt: warning: keeps passages of no source that there is [stray-file]
          hint: did you mean 'gazette-2031'?
        """
    check_page(tmp_path, page, expected)


@pytest.fixture
def as_nobody() -> Iterator[Path]:
    """A folder whose rights count: root may read everything, so the test gives its rights up for a while."""
    folder = Path(tempfile.mkdtemp(prefix="facts-"))
    folder.chmod(0o755)
    yield folder
    if os.geteuid() != os.getuid():
        os.seteuid(os.getuid())
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755)
    shutil.rmtree(folder)


def test_files_and_folders_without_the_right_to_read(as_nobody: Path) -> None:
    write_page(as_nobody, "=== themes/a.yaml\nlabel: x\n=== themes/b.yaml\nlabel: x\n=== persons/p.yaml\nname: P\n")
    (as_nobody / "themes" / "a.yaml").chmod(0)
    (as_nobody / "persons").chmod(0)
    if os.getuid() == 0:
        os.seteuid(65534)
    loaded = load_facts(as_nobody)
    assert said(loaded) == (
        "facts/persons: error: the folder cannot be read: Permission denied [unreadable]\n"
        "  hint: check the permissions of the folder\n"
        "facts/themes/a.yaml: error: cannot be read: Permission denied [unreadable]\n"
        "  hint: check the permissions of the file"
    )
    assert list(loaded.base.records) == ["theme/b"]


def test_a_folder_of_facts_that_is_not_there(tmp_path: Path) -> None:
    loaded = load_facts(tmp_path / "nowhere")
    assert said(loaded) == (
        "facts: error: the folder cannot be read: No such file or directory [unreadable]\n"
        "  hint: briefgen init makes one"
    )
    assert not loaded.base.records


def test_a_giant_is_not_even_opened(tmp_path: Path) -> None:
    giant = write(tmp_path, "themes/giant.yaml", "")
    os.truncate(giant, 1 << 40)
    assert said(load_facts(tmp_path)).splitlines()[0] == (
        "facts/themes/giant.yaml: error: the file has 1,099,511,627,776 bytes; at most 10,485,760 are read [too-large]"
    )


def test_what_other_programs_leave_is_not_read(tmp_path: Path) -> None:
    names = ["~$a.yaml", ".a.yaml", "#a.yaml#", ".~lock.a.yaml#", "a.yaml~", "a.yaml.swp", "README.md", "a.txt"]
    for name in names:
        write(tmp_path, f"themes/{name}", "nonsense: [")
    write(tmp_path, ".schemas/theme.json", "{}")
    write(tmp_path, "README.md", "# Facts")
    loaded = load_facts(tmp_path)
    assert not loaded.diagnostics
    assert not loaded.base.records


def test_a_file_beside_the_folders_of_records_is_a_warning(tmp_path: Path) -> None:
    for name in ("words.yaml", "quotes.lock", "README.md", ".hidden.yaml", "~$lock.yaml", "notes.txt"):
        write(tmp_path, name, "words: []\n")
    os.mkfifo(tmp_path / "pipe.yaml")
    page = """
        === lisbon-2024.yaml
        place: Lisbon
        === word.yml
        words: []
        """
    expected = """
        facts/lisbon-2024.yaml: warning: is in no folder of records and is not read [stray-file]
          hint: move a record to the folder of its kind: meetings, persons, …
        facts/pipe.yaml: warning: is in no folder of records and is not read [stray-file]
          hint: move a record to the folder of its kind: meetings, persons, …
        facts/word.yml: warning: is in no folder of records and is not read [stray-file]
          hint: did you mean 'words.yaml'?
        """
    check_page(tmp_path, page, expected)


def test_names_of_files_are_ids(tmp_path: Path) -> None:
    page = """
        === themes/Upper.yaml
        label: x
        === themes/aux.yaml
        label: x
        === themes/two words.yaml
        label: x
        === themes/other.yml
        label: x
        === themes/loud.YAML
        label: x
        === theme/x.yaml
        label: x
        === themes/Own-Words.yml
        label: x
        """
    rule = "an id is lower-case letters, digits and single hyphens, such as samarkand-2025"
    expected = f"""
        facts/theme/x.yaml: error: 'theme' is no kind of record [unknown-kind]
          hint: did you mean 'themes'?
        facts/themes/Own-Words.yml: error: 'Own-Words' is no id: {rule}; and the ending is .yml [bad-id]
          hint: rename it to own-words.yaml
        facts/themes/Upper.yaml: error: 'Upper' is no id: {rule} [bad-id]
          hint: rename it to upper.yaml
        facts/themes/aux.yaml: error: 'aux' is no id: Windows keeps this name for a device [bad-id]
          hint: the file's name is the record's id; rename the file
        facts/themes/loud.YAML: error: the ending is .YAML [file-name]
          hint: rename it to loud.yaml
        facts/themes/other.yml: error: the ending is .yml [file-name]
          hint: rename it to other.yaml
        facts/themes/two words.yaml: error: 'two words' is no id: {rule} [bad-id]
          hint: the file's name is the record's id; rename the file
        """
    check_page(tmp_path, page, expected)


def test_a_file_name_that_is_no_text_can_be_shown(tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path) + b"/themes"
    os.mkdir(folder)
    for name in (b"\xff\xfe.yaml", b"a\nb.yaml", b"\x1b[31m.yaml"):
        with open(folder + b"/" + name, "wb") as file:
            file.write(b"label: x")
    loaded = load_facts(tmp_path)
    lines = said(loaded).encode().decode().splitlines()
    assert [line.partition(":")[0] for line in lines if "hint" not in line] == [
        r"facts/themes/\udcff\udcfe.yaml",
        r"facts/themes/\x1b[31m.yaml",
        r"facts/themes/a\nb.yaml",
    ]


def test_ids_that_stand_twice_name_both_places(tmp_path: Path) -> None:
    page = """
        === persons/p.yaml
        name: P
        === claims/c.yaml
        {said_by: p, says: it is so, mode: reported}
        === meetings/a.yaml
        place: Astana
        claims:
          - {id: c, said_by: p, says: it is not so, mode: reported}
          - {id: d, said_by: p, says: it is not so, mode: reported}
        === meetings/b.yaml
        claims:
          - says: it is so
            said_by: p
            mode: reported
            id: d
        """
    hint = "  hint: give one of them another id"
    expected = f"""
        facts/meetings/a.yaml:3:5: error: the claim 'c' stands twice, first at facts/claims/c.yaml:1:1 [duplicate-id]
        {hint}
        facts/meetings/b.yaml:2:5: error: the claim 'd' stands twice, first at facts/meetings/a.yaml:4:5 [duplicate-id]
        {hint}
        """
    check_page(tmp_path, page, expected)


def test_two_endings_of_one_name_are_one_id(tmp_path: Path) -> None:
    loaded = load_page(tmp_path, "=== themes/a.yaml\nlabel: x\n=== themes/a.yml\nlabel: y\n")
    assert [d.code for d in loaded.diagnostics] == ["file-name", "duplicate-id"]


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        (b"", "facts/themes/a.yaml: error: the file holds no record [empty-file]"),
        (b"# only\n# comments\n", "facts/themes/a.yaml: error: the file holds no record [empty-file]"),
        ("label: ж".encode("utf-16"), "facts/themes/a.yaml: error: the file is UTF-16, not UTF-8 [encoding]"),
        ("label: ü".encode("latin-1"), "facts/themes/a.yaml:1:8: error: the file is not UTF-8 [encoding]"),
        (b"label: x\n---\nlabel: y\n",
         "facts/themes/a.yaml:2:1: error: a second document begins here; a file holds one record [two-documents]"),
    ],
)  # fmt: skip
def test_odd_files_are_one_message(tmp_path: Path, raw: bytes, line: str) -> None:
    write(tmp_path, "themes/a.yaml", raw)
    loaded = load_facts(tmp_path)
    assert said(loaded).splitlines()[0] == line
    assert len(loaded.diagnostics) == 1


def test_bom_and_crlf_are_read(tmp_path: Path) -> None:
    write(tmp_path, "themes/a.yaml", b"\xef\xbb\xbflabel: x\r\nscope: |\r\n  one\r\n  two\r\n")
    loaded = load_facts(tmp_path)
    assert not loaded.diagnostics
    record = loaded.base.record("theme/a")
    assert record is not None
    assert [s.value for s in record.statements] == [{"": "x"}, {"": "one\ntwo\n"}]
