"""briefgen export: the ending of the file says what is written, and nothing is written over unasked."""

from __future__ import annotations

import csv
import json

from tests.workspaces import Scratch


def test_statements_and_sources_are_written_by_the_ending(workspace: Scratch) -> None:
    at = ("-w", str(workspace.root))
    for name in ("facts.csv", "facts.jsonl", "facts.jsonld"):
        ran = workspace.run("export", "statements", str(workspace.root / name), *at)
        assert (ran.code, ran.err) == (0, "")
        assert (workspace.root / name).stat().st_size > 1000
    ran = workspace.run("export", "sources", str(workspace.root / "library.json"), *at)
    assert ran.code == 0
    assert {item["type"] for item in json.loads(workspace.read("library.json"))} <= {"article-newspaper", "document"}
    assert workspace.run("export", "statements", str(workspace.root / "facts.csv"), *at).code == 2
    assert workspace.run("export", "statements", str(workspace.root / "facts.csv"), "--replace", *at).code == 0
    assert workspace.run("export", "statements", str(workspace.root / "facts.txt"), *at).code == 2
    assert workspace.run("export", "sources", str(workspace.root / "l.bib"), *at).code == 2
    assert "did you mean" in workspace.run("export", "statements", "f.csv", "--kind", "meting", *at).err


def test_a_quote_has_the_place_at_which_it_stands(workspace: Scratch) -> None:
    at = ("-w", str(workspace.root))
    assert workspace.run("export", "statements", str(workspace.root / "facts.jsonl"), *at).code == 0
    lines = [json.loads(line) for line in workspace.read("facts.jsonl").splitlines()]
    cited = [citation for line in lines for citation in line["citations"] if citation["quote"]]
    assert {bool(c["locator"]) for c in cited} == {True}
    table = workspace.root / "facts.csv"
    assert workspace.run("export", "statements", str(table), *at).code == 0
    rows = [row for row in csv.DictReader(table.read_text(encoding="utf-8-sig").splitlines()) if row["quote"]]
    assert {(row["locator"], row["quote"]) for row in rows} == {(c["locator"], c["quote"]) for c in cited}
