"""What the manifest knows of a file comes back: its hash, whose it is, what was merged into it; also after a crash."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from briefgen.disk import replace_files
from briefgen.errors import UsageProblem
from briefgen.incremental.withholding import put_away
from briefgen.outputs.artifacts import Artifacts, Condition
from briefgen.outputs.manifest import (
    FORMAT,
    Manifest,
    ManifestEntry,
    Owner,
    Versions,
    digest_of,
    find_merge_base,
    is_below,
    own_folder,
)
from briefgen.outputs.publishing import Policy, beside

READERS = Owner.of("meeting/a (for TLP:GREEN)", "TLP:GREEN", ["meeting/a/date/1", "meeting/a/date/1"], ["news"])


def test_what_a_brief_for_all_rests_on_is_not_kept() -> None:
    assert Owner.of("meeting/a", "", ["meeting/a/date/1"], ["news"]) == Owner("meeting/a")
    assert Owner("meeting/a (for TLP:GREEN)", "TLP:GREEN", ("meeting/a/date/1", "source/news")) == READERS


@pytest.mark.parametrize("owner", [Owner("meeting/a"), READERS])
def test_a_file_comes_back_with_its_owner(tmp_path: Path, owner: Owner) -> None:
    artifacts = Artifacts(tmp_path)
    artifacts.write({"a.md": b"first"}, owner)
    assert Manifest(tmp_path).files["a.md"].owner == owner
    (tmp_path / "a.md").write_bytes(b"edited")
    with artifacts.batch():
        assert artifacts.write_merged("a.md", b"merged", b"second", owner, edited=b"edited", conflict=True)
    entry = Manifest(tmp_path).files["a.md"]
    assert (entry.owner, bool(entry.merged), entry.conflict) == (owner, True, True)
    assert Artifacts(tmp_path).condition("a.md") is Condition.MERGED


@pytest.mark.parametrize("owner", [Owner("meeting/a"), READERS])
def test_a_file_of_a_run_that_was_cut_off_has_its_owner(tmp_path: Path, owner: Owner) -> None:
    Artifacts(tmp_path).write({"a.md": b"first"}, owner)
    manifest = Manifest(tmp_path)
    with manifest.intend({"a.md": manifest.files["a.md"]}):
        pass
    (tmp_path / ".briefgen/manifest.json").unlink()
    after = Manifest(tmp_path)
    assert (after.is_interrupted, after.files["a.md"].owner) == (True, owner)


def test_a_manifest_of_the_format_before_is_read(tmp_path: Path) -> None:
    Artifacts(tmp_path).write({"a.md": b"first"}, Owner("meeting/a"))
    path = tmp_path / ".briefgen/manifest.json"
    data = json.loads(path.read_bytes())
    path.write_text(json.dumps({**data, "format": FORMAT - 1}))
    older = path.read_bytes()
    manifest = Manifest(tmp_path)
    assert (manifest.files["a.md"].owner, manifest.is_damaged, manifest.older) == (Owner("meeting/a"), False, older)


def test_only_what_an_older_program_wrote_is_put_aside(tmp_path: Path) -> None:
    for content in (b"first", b"second"):
        Artifacts(tmp_path).write({"a.md": content}, Owner("meeting/a"))
    path, aside = tmp_path / ".briefgen/manifest.json", tmp_path / ".briefgen/older-manifest.json"
    assert not aside.exists()
    path.write_text(json.dumps({**json.loads(path.read_bytes()), "format": FORMAT - 1}))
    older = path.read_bytes()
    Artifacts(tmp_path).write({"a.md": b"third"}, Owner("meeting/a"))
    assert (aside.read_bytes(), json.loads(path.read_bytes())["format"]) == (older, FORMAT)
    path.write_text(json.dumps({**json.loads(path.read_bytes()), "format": FORMAT + 1}))
    newer = rf"manifest\.json was written by a newer briefgen \(format {FORMAT + 1}; this one knows {FORMAT}\)"
    with pytest.raises(UsageProblem, match=newer):
        Manifest(tmp_path)


@pytest.mark.parametrize("name", ["a.md", "meeting/a.md", "деск/a b.md", "a..b.md"])
def test_names_below_the_folder_are_names(name: str) -> None:
    assert is_below(name)


@pytest.mark.parametrize("name", ["", "/a", "../a", "a/..", "./a", "a//b", "a\\b", "a\nb", None, 7])
def test_what_leads_elsewhere_is_none(name: object) -> None:
    assert not is_below(name)


def test_a_file_that_is_put_away_takes_its_copies_along_and_replaces_none(tmp_path: Path) -> None:
    artifacts = Artifacts(tmp_path)
    for content in (b"one", b"two"):
        artifacts.write({"b/a.md": content, "b/a.png": content}, READERS)
        for name in ("a.edited-1.md", "a.edited-x.md", "a.new.md", "aa.edited-1.md"):
            (tmp_path / "b" / name).write_bytes(content)
        with artifacts.batch():
            moved = put_away(artifacts, "b/a.md")
        assert moved is not None
        assert moved.read_bytes() == content
    assert moved == tmp_path / ".briefgen/withheld/2/b/a.md"
    kept = {p.relative_to(tmp_path / ".briefgen/withheld").as_posix() for p in moved.parents[2].rglob("*.md")}
    assert kept == {f"{n}/b/{name}" for n in (1, 2) for name in ("a.md", "a.edited-1.md", "a.new.md")}
    assert {p.name for p in (tmp_path / "b").iterdir()} == {"a.png", "a.edited-x.md", "aa.edited-1.md"}
    assert artifacts.manifest.files.keys() == {"b/a.png"}
    assert put_away(artifacts, "b/none.md") is None


# --- reasons, as a merge tells them ---


def test_the_reasons_that_say_most_are_told_and_no_more_than_three() -> None:
    why = (
        "the verdict on the quote of date of meeting/a changed",
        "date of meeting/a changed",
        "meeting/b changed",
        "an earlier version of a.md was edited and saved over the new one",
        "it was issued",
        "place of meeting/a changed",
    )
    policy = Policy(why=why)
    assert policy.because == "date of meeting/a changed; meeting/b changed; it was issued"
    assert policy.changed == ("meeting/a, date", "meeting/a, place", "meeting/b")


def test_a_record_is_named_once_where_its_property_is() -> None:
    assert Policy(why=("meeting/a changed", "date of meeting/a changed")).changed == ("meeting/a, date",)
    assert Policy().changed == ()


@pytest.mark.parametrize(("name", "new"), [("m/a.docx", "m/a.new.docx"), ("m/a.b.md", "m/a.b.new.md")])
def test_a_new_version_lies_beside_the_one_that_stays(name: str, new: str) -> None:
    assert beside(name) == new


def test_of_a_run_that_was_cut_off_what_was_merged_is_nobody_s_but_the_person_s(tmp_path: Path) -> None:
    """The journal says what a file was about to become: as generated it is the program's own, merged it is not."""
    Artifacts(tmp_path).write({"a.md": b"first", "b.md": b"first"}, Owner("meeting/a"))
    manifest = Manifest(tmp_path)
    made = ManifestEntry("1" * 64, Owner("meeting/a"))
    with manifest.intend({"a.md": made, "b.md": replace(made, merged="2" * 64)}):
        pass
    after = Manifest(tmp_path)
    assert [after.owns(name, "1" * 64) for name in ("a.md", "b.md")] == [True, False]
    assert not after.owns("b.md", "2" * 64)
    assert after.owns("b.md", digest_of(b"first"))
    assert after.versions("a.md") == [digest_of(b"first"), "1" * 64]
    assert list(after.intended) == ["a.md", "b.md"]
    after.clear_journal()
    assert not Manifest(tmp_path).is_interrupted


def test_a_line_that_a_full_disk_cut_off_swallows_none_that_comes_behind_it(tmp_path: Path) -> None:
    Artifacts(tmp_path).write({"a.md": b"first"}, Owner("meeting/a"))
    (tmp_path / ".briefgen/journal").write_bytes(b'["a.md", "1234')
    manifest = Manifest(tmp_path)
    with manifest.intend({"a.md": ManifestEntry("1" * 64, Owner("meeting/a"))}):
        pass
    assert list(Manifest(tmp_path).intended) == ["a.md"]


def test_a_version_that_comes_back_is_no_earlier_one(tmp_path: Path) -> None:
    manifest = Manifest(tmp_path)
    for letter in "abca":
        manifest.enter("a.md", ManifestEntry(letter * 64, Owner()))
        manifest.enter("a.png", ManifestEntry(letter * 64, Owner()))
    assert manifest.versions("a.md") == [letter * 64 for letter in "acb"]
    assert manifest.versions("a.png") == ["a" * 64]


def test_the_folder_of_the_program_is_made_wherever_out_is(tmp_path: Path) -> None:
    assert own_folder(tmp_path / "a" / "out") == tmp_path / "a" / "out" / ".briefgen"
    assert own_folder(tmp_path / "a" / "out").is_dir()
    (tmp_path / "a/out/.briefgen/journal").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(UsageProblem, match="is a link; briefgen keeps its own files there and nowhere else"):
        own_folder(tmp_path / "a" / "out")


def test_a_folder_that_cannot_be_made_is_refused_in_the_words_of_the_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "mkdir", full)
    with pytest.raises(UsageProblem, match=r"out cannot be written: No space left on device\Z"):
        own_folder(tmp_path / "out")


FIRST = b"# Title\n\nOne.\n\nTwo.\n\nThree.\n"
SECOND = FIRST.replace(b"One", b"1").replace(b"Two", b"2")


@pytest.mark.parametrize(
    ("edited", "began"),
    [
        (FIRST + b"\nTyped.\n", FIRST),
        (SECOND + b"\nTyped.\n", SECOND),
        (FIRST.replace(b"Three", b"Drei").replace(b"\n", b"\r\n"), FIRST),
        (SECOND.replace(b"1.", b"One."), SECOND),  # one old word put back is an edit
        (SECOND.replace(b"1.", b"One.").replace(b"2.\n\n", b""), SECOND),  # and so it is beside a line taken out
        (b"", SECOND),
    ],
)
def test_markdown_began_with_what_it_differs_least_from(edited: bytes, began: bytes) -> None:
    assert find_merge_base("b.md", edited, [SECOND, FIRST]) == began


def test_blank_lines_say_nothing_of_where_a_text_began() -> None:
    """Some editors take them out, or put more of them in."""
    airy = SECOND.replace(b"\n\n", b"\n\n\n\n\n")
    assert find_merge_base("b.md", SECOND, [airy, FIRST]) == airy
    assert find_merge_base("b.md", b"\xef\xbb\xbf" + FIRST, [airy, FIRST]) == FIRST


def test_a_word_file_without_a_mark_began_with_the_last_version() -> None:
    assert find_merge_base("b.docx", b"no mark", [b"last", b"first"]) == b"last"


def test_contents_are_kept_under_their_hashes_until_nobody_knows_them(tmp_path: Path) -> None:
    versions = Versions(tmp_path / "generated")
    one, two, gone = ("1" * 64, "2" * 64, "3" * 64)
    for digest in (one, two):
        replace_files(versions.to_keep(digest, digest.encode(), tmp_path / "b.md"))
    assert versions.to_keep(one, b"another", tmp_path / "b.md") == []  # is there already
    assert versions.get([two, one, gone, two, "../b.md"]) == [two.encode(), one.encode()]
    (tmp_path / "generated/note.txt").write_text("a person's")
    versions.sweep({two})
    assert sorted(path.name for path in (tmp_path / "generated").iterdir()) == [two, "note.txt"]
