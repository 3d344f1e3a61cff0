"""The reference is that of the descriptions, its examples load; so does a new record once it is filled in."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from briefgen.facts.kinds import shipped_kinds
from briefgen.facts.loader import load_facts
from briefgen.facts.parse import parse_yaml
from briefgen.model.jsonschema import modeline
from briefgen.model.reference import BEGIN, insert, reference, skeleton
from briefgen.model.shared import OF_A_PASSAGE, OF_A_RECORD
from tests.facts.pages import SOURCE, said, write

KINDS = shipped_kinds().schema
README = Path(__file__).parents[2] / "facts" / "README.md"


def examples(text: str) -> dict[str, str]:
    """The records shown in full, and what is kept of their source: the file is named in the first line."""
    blocks = re.findall(r"```(?:yaml|text)\n# facts/(\S+\.(?:yaml|txt))\n(.*?)```", text, re.DOTALL)
    return dict(blocks)


def load(folder: Path, files: dict[str, str]) -> tuple[str, int]:
    for name, text in files.items():
        write(folder, name, text)
    loaded = load_facts(folder)
    return said(loaded), len(loaded.base.records)


def test_the_worked_example_loads_as_it_stands(tmp_path: Path) -> None:
    shown = examples(README.read_text(encoding="utf-8").partition(BEGIN)[0])
    assert len(shown) == 10  # two of them descriptions of kinds, one what is kept of the source
    assert load(tmp_path, shown) == ("", 12)  # with a claim and two gaps in the meeting, and two states of the register


def test_every_example_is_yaml() -> None:
    for block in re.findall(r"```yaml\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL):
        problems = parse_yaml(block.encode(), "README.md").diagnostics
        assert not problems or block.startswith("# yaml-language-server"), problems


def test_the_examples_of_the_reference_load_together(tmp_path: Path) -> None:
    assert load(tmp_path, examples(reference(KINDS))) == ("", len(KINDS))


def test_the_reference_is_up_to_date() -> None:
    page = README.read_text(encoding="utf-8")
    assert page == insert(page, KINDS), "run: briefgen schema --reference facts/README.md"


def test_every_key_is_in_the_reference_and_says_what_it_means() -> None:
    rows = [line.split(" | ") for line in reference(KINDS).splitlines() if line.startswith("| `")]
    assert len(rows) > 120
    for row in rows:
        assert len(row) == 3, row
        assert all(cell.strip(" |") for cell in row), row


def test_a_page_without_markers_is_refused() -> None:
    with pytest.raises(ValueError, match="lacks the markers"):
        insert("# Facts", KINDS)


FILES = {
    "sources/source-id.yaml": SOURCE,
    "series/series-id.yaml": "name: S\n",
    "meetings/meeting-id.yaml": "place: here\n",
    "countries/country-id.yaml": "code: XA\n",
    "persons/person-id.yaml": "name: P\n",
    "organisations/organisation-id.yaml": "name: O\n",
    "themes/theme-id.yaml": "label: t\n",
    "documents/document-id.yaml": "title: D\ntype: other\n",
    "claims/claim-id.yaml": "said_by: person-id\nsays: so\nmode: quoted\n",
}


def filled(text: str) -> str:
    def fill(match: re.Match[str]) -> str:
        first = re.split(r" \| | or ", match[1])[0]
        return {"64 hexadecimal digits": "0" * 64, "kind/id": "theme/theme-id"}.get(first, first)

    return re.sub(r"<([^>]+)>", fill, text)


def uncommented(text: str) -> str:
    return re.sub(r"(?m)^#(?=[a-z ]+[a-z_]*:|  )(?! )|^#(?=  )", "", text)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("everything", [False, True], ids=["required keys", "every key"])
def test_a_filled_skeleton_loads(tmp_path: Path, kind: str, everything: bool) -> None:
    for name, text in FILES.items():
        write(tmp_path, name, text)
    text = skeleton(KINDS, kind, "new-one")
    if everything:
        text = re.sub(r"expect: \{(\w+): 3\}", r"expect: {\1: 1}", uncommented(text)).replace("\nquote: ", "\n#quote: ")
    write(tmp_path, f"{KINDS[kind].folder}/new-one.yaml", filled(text))
    loaded = load_facts(tmp_path)
    assert [d for d in loaded.diagnostics if d.code != "unused-passage"] == []  # its example bears nothing yet
    record = loaded.base.record(f"{kind}/new-one")
    assert record is not None
    assert record.statements or kind == "meeting"


@pytest.mark.parametrize("kind", KINDS)
def test_a_skeleton_names_every_key_and_leaves_the_required_ones_ready(kind: str) -> None:
    text = skeleton(KINDS, kind, "new-one")
    fields = KINDS[kind].fields
    keys = {*fields, *OF_A_RECORD}
    assert set(re.findall(r"(?m)^#?([a-z_0-9]+):", text)) - {"passages"} == keys
    live = set(yaml.load(text, yaml.BaseLoader) or {})
    assert live - {"src", "passages"} == {name for name, field in fields.items() if field.must_be_written}
    assert text.startswith(modeline(kind) + "\n")
    assert max(map(len, text.splitlines())) < 150


@pytest.mark.parametrize("kind", KINDS)
def test_no_skeleton_offers_below_a_passage_what_a_passage_says_of_itself(kind: str) -> None:
    below = re.search(r"(?m)^passages:\n.*\n    #(\w+):", skeleton(KINDS, kind, "new-one"))
    assert below is None or below[1] not in OF_A_PASSAGE
