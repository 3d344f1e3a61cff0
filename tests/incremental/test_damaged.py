"""Damaged state below out/.briefgen is state that is not there, with a word."""

from __future__ import annotations

import pytest

from tests.incremental.test_staleness import BRIEFS
from tests.outputs.test_planted import DAMAGES
from tests.workspaces import MEETING, Scratch

HOOKS = '[hooks]\ncommand = ["true"]\n'


@pytest.fixture
def desk(workspace: Scratch, monkeypatch: pytest.MonkeyPatch) -> Scratch:
    monkeypatch.setenv("BRIEFGEN_TRUST_HOOKS", "1")
    workspace.write("briefgen.toml", HOOKS + BRIEFS)
    assert workspace.build().code == 0
    return workspace


@pytest.mark.few(2)
@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
@pytest.mark.parametrize("name", ["manifest.json", "journal", "report.json", "told.json"])
def test_a_build_goes_on_and_says_so(desk: Scratch, name: str, damage: bytes) -> None:
    desk.write(f"out/.briefgen/{name}", damage)
    for command in (("status",), ("affected", "meeting/lisbon-2024")):
        assert desk.do(*command).code in (0, 1)
    desk.edit(MEETING, "date: {is: 2024-03-11,", "date: {is: 2024-03-12,")
    ran = desk.build()
    assert (ran.code, "Traceback" in ran.err) == (0, False), ran
    if name in ("manifest.json", "told.json"):
        assert f"out/.briefgen/{name}: warning: " in ran.err
        assert "[state-damaged]" in ran.err
    assert "12 March 2024" in desk.read("out/meeting/lisbon-2024.md")
    assert desk.build().err == ""
