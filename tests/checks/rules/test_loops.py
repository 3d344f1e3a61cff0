"""Nothing lies within itself, be it at once or by way of others."""

from __future__ import annotations

from pathlib import Path

from briefgen.checks.rules import loops
from tests.checks.pages import context

PAPER = "{type: essay, language: en, retrieved: 2026-01-01, label: P, descriptor: d"


def test_every_loop_is_told_once_with_the_way_round(tmp_path: Path) -> None:
    page = f"""
        === themes/a1.yaml
        label: a1
        broader: [top, a2]
        === themes/a2.yaml
        label: a2
        broader: a1
        === themes/top.yaml
        label: top
        === organisations/body.yaml
        name: {{is: Body, src: paper}}
        parent: {{is: body, src: paper}}
        === sources/paper.yaml
        {PAPER}, part_of: paper}}
        === sources/echo.yaml
        {PAPER}, derived_from: [body, relay]}}
        === sources/relay.yaml
        {PAPER}, derived_from: echo}}
        """
    found = loops.check(context(tmp_path, page))
    assert sorted((d.location.file, d.location.line, d.message) for d in found) == [
        ("facts/organisations/body.yaml", 2, "by 'parent' body lies within itself: body → body"),
        ("facts/sources/echo.yaml", 1, "by 'derived_from' echo lies within itself: echo → relay → echo"),
        ("facts/sources/paper.yaml", 1, "by 'part_of' paper lies within itself: paper → paper"),
        ("facts/themes/a1.yaml", 2, "by 'broader' a1 lies within itself: a1 → a2 → a1"),
    ]
