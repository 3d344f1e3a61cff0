"""Packs: kinds of record of a field as data, with an example that builds and a brief."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from briefgen.cli.commands.init import PACKS, pack_names
from tests.workspaces import Scratch

BRIEFS = {
    "incidents": ("incident", "quay-fire-2031"),
    "treaties": ("treaty", "salt-accord"),
    "sanctions": ("listing", "blue-ferry-2031"),
}
SAID = {
    "incidents": [
        "at least 12 dockers (Quay Gazette) or 9 (Vell Herald)",
        "Injured: about 40 (according to the harbour office of Port Vell).",
        "- **Who claims it.** The Lamp Society said",
        "€2.5 million (2031, year inferred)",
    ],
    "treaties": [
        "No source says that it is in force.",
        "| Stages: ratified, Sudland | 20 January 2032",
        "| Party | Signed | Ratified |\n| --- | --- | --- |\n| Norland | 4 May 2031 | 12 September 2031 |\n",
        "| Sudland | 4 May 2031 | 20 January 2032 (Register of Accords) or 28 January 2032 (Westmark Courier) |",
        "| Westmark | 4 May 2031 | not on record |",
        "Sudland does not hold itself bound",
    ],
    "sanctions": [
        "listed by the Trade Board of Norland on 4 May 2031",
        "- **What those listed say.** The Blue Ferry Company stated that it had",
        "according to the Trade Board of Norland",
    ],
}


def made(folder: Path, pack: str) -> Scratch:
    workspace = Scratch(folder / "desk")
    ran = workspace.run("init", str(workspace.root), "--pack", pack)
    assert (ran.code, ran.err) == (0, "")
    assert f"briefgen {' '.join(BRIEFS[pack])}\n" in ran.out
    return workspace


def test_every_pack_is_tried() -> None:
    assert pack_names() == sorted(BRIEFS)


@pytest.mark.parametrize("pack", BRIEFS)
@pytest.mark.slow
def test_a_pack_is_sound_and_makes_its_brief(tmp_path: Path, pack: str) -> None:
    """No warning of facts or templates; what the sources dispute is told, and all quotes are verified."""
    workspace = made(tmp_path, pack)
    root = ("-w", str(workspace.root))
    checked = workspace.run("check", "--strict", "--json", *root)
    found = json.loads(checked.out)["diagnostics"]

    assert [d for d in found if d["severity"] != "note"] == []
    assert any(d["code"] == "conflict-open" for d in found)
    kind, id_ = BRIEFS[pack]
    assert workspace.run(kind, id_, *root).code == 0
    text = workspace.read(f"out/{kind}/{id_}.md")
    assert [words for words in SAID[pack] if words not in re.sub(r"\[\^\d+\]", "", text)] == []
    schema = json.loads(workspace.read(f"facts/.schemas/{kind}.json"))
    assert schema
    assert re.findall(r"`briefgen ([a-z]+ [a-z0-9-]+)`", workspace_readme(pack)) == [f"{kind} {id_}"]
    russian = workspace.run(kind, id_, "--language", "ru", "-f", "md", *root)
    assert (russian.code, [line for line in russian.err.splitlines() if "untranslated" in line]) == (0, [])
    claims = [line for line in workspace.read(f"out/{kind}/{id_}.ru.md").splitlines() if line.startswith("- **")]
    assert not re.search(r"\b(?:stated|denied|said)\b", " ".join(claims))  # the verb is of the frame, not of the words


def workspace_readme(pack: str) -> str:
    return (PACKS / pack / "README.md").read_text("utf-8")


OTHERS = {
    ("treaties", "country", "sudland"): [
        "# Sudland\n",
        "**Sudland comes up in one treaty on record.",
        "- **Accord on the Salt Roads**, 4 May 2031. Party; signed: 4 May 2031; ratified: 20 January 2032 (Register of",
        "Sudland does not hold itself bound by article 5",
    ],
    ("treaties", "organisation", "office-of-the-register"): [
        "**Office. It comes up in one treaty on record.",
        "Depositary.",
    ],
    ("treaties", "chronology", ""): [
        "**Six dated facts are held, from 2031 to 2032.**",
        "| 20 January 2032 (Register of Accords) or 28 January 2032 (Westmark Courier) | Accord on the Salt Roads",
        "signed, Norland, Sudland and Westmark, 4 May 2031",
        "(chronology-timeline-en.png)",
    ],
    ("incidents", "organisation", "lamp-society"): [
        "It comes up in one incident on record. A statement by the Lamp Society is reported.",
        "- **Fire at the coal quay of Port Vell**, 4 May 2031.",
    ],
    ("sanctions", "organisation", "blue-ferry-company"): [
        "It comes up in one listing on record. Statements by the Blue Ferry Company are reported.",
        "- **Listing of the Blue Ferry Company**, 4 May 2031. Listed; frozen: NBD\u00a0900,000 (letter of",
    ],
}


@pytest.mark.parametrize("brief", OTHERS, ids=" ".join)
@pytest.mark.slow
def test_shipped_briefs_tell_of_kinds_of_ones_own(tmp_path: Path, brief: tuple[str, str, str]) -> None:
    """Those about a country, a body or a selection: what names it, each thing once, with both values and sources."""
    pack, kind, id_ = brief
    workspace = made(tmp_path, pack)
    root = ("-w", str(workspace.root), "-f", "md")
    ran = workspace.run(*filter(None, (kind, id_)), *root)

    assert (ran.code, ran.err) == (0, "")
    text = re.sub(r"\[\^\d+\]", "", workspace.read(f"out/{kind}/{id_ or kind}.md"))
    assert [words for words in OTHERS[brief] if words not in text] == []
    russian = workspace.run(*filter(None, (kind, id_)), "--language", "ru", *root)
    assert (russian.code, [line for line in russian.err.splitlines() if "untranslated" in line]) == (0, [])


@pytest.mark.parametrize("pack", BRIEFS)
def test_a_pack_describes_its_kinds_as_data_and_invents_its_places(pack: str) -> None:
    assert list((PACKS / pack / "facts" / "_kinds").glob("*.yaml"))
    assert not list((PACKS / pack).rglob("*.py"))
    codes = [re.search(r"^code: (\w+)$", p.read_text(), re.M) for p in (PACKS / pack).rglob("countries/*.yaml")]
    assert all(code is not None and code[1].startswith("X") for code in codes)  # which ISO 3166 leaves to users
    assert not list((PACKS / pack / "facts").glob("persons/*"))


@pytest.mark.slow
def test_a_pack_is_added_to_a_workspace_that_is_there_and_harms_nothing(workspace: Scratch) -> None:
    before = workspace.read("facts/meetings/lisbon-2024.yaml")
    ran = workspace.run("init", str(workspace.root), "--pack", "treaties", "--pack", "sanctions")

    assert ran.code == 0
    assert "added treaties, sanctions to the workspace in" in ran.out
    assert workspace.read("facts/meetings/lisbon-2024.yaml") == before
    for kind, id_ in (("treaty", "salt-accord"), ("listing", "blue-ferry-2031"), ("meeting", "lisbon-2024")):
        assert workspace.do(kind, id_, "-f", "md").code == 0


@pytest.mark.slow
def test_a_digest_tells_of_kinds_of_ones_own_by_their_own_names(tmp_path: Path) -> None:
    workspace = made(tmp_path, "incidents")
    ran = workspace.do("digest", "--period", "2031-05", "-f", "md")

    assert (ran.code, ran.err) == (0, "")
    text = workspace.read("out/digest/digest.period_2031-05.md")
    assert "New: one incident" in text
    assert "**Fire at the coal quay of Port Vell.**" in text


def test_a_pack_that_there_is_not_is_named(tmp_path: Path) -> None:
    ran = Scratch(tmp_path).run("init", str(tmp_path / "desk"), "--pack", "treatys")

    assert ran.code == 2
    assert "there is no pack 'treatys'; did you mean 'treaties'?" in ran.err
