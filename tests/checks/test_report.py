"""One list of diagnostics, four ways to say it."""

from __future__ import annotations

import json

from briefgen.checks.report import FORMATS, as_github, as_json, as_sarif, as_text
from briefgen.diagnostics import Diagnostic, Location, Severity

FOUND = [
    Diagnostic(Location("facts/a b.yaml", 3, 5), "50%, and\nmore", "quote-not-found", hint="look: here"),
    Diagnostic(Location("facts/c.yaml"), "is empty", "empty-file", severity=Severity.WARNING),
    Diagnostic(Location("facts/c.yaml", 1, 0), "as you know", "no-such-code", severity=Severity.NOTE),
]


def test_text_has_the_gravest_last_and_ends_in_a_summary() -> None:
    assert as_text(FOUND) == (
        "facts/c.yaml:1:0: note: as you know [no-such-code]\n"
        "facts/c.yaml: warning: is empty [empty-file]\n"
        "facts/a b.yaml:3:5: error: 50%, and\nmore [quote-not-found]\n"
        "  hint: look: here\n"
        "1 error, 1 warning, 1 note\n"
    )
    assert as_text([]) == "no problems found\n"
    assert as_text(FOUND[1:2] * 2).endswith("2 warnings\n")


def test_json_holds_the_diagnostics_and_their_counts() -> None:
    assert json.loads(as_json(FOUND)) == {
        "diagnostics": [d.as_json() for d in FOUND],
        "counts": {"error": 1, "warning": 1, "note": 1},
    }


def test_github_commands_escape_what_would_end_them() -> None:
    assert as_github(FOUND) == (
        "::error file=facts/a b.yaml,line=3,col=5,title=quote-not-found::50%25, and%0Amore%0Ahint: look: here\n"
        "::warning file=facts/c.yaml,title=empty-file::is empty\n"
        "::notice file=facts/c.yaml,line=1,col=1,title=no-such-code::as you know\n"
    )
    odd = Diagnostic(Location("a:b,c%.yaml"), "x", "yaml")
    assert as_github([odd]) == "::error file=a%3Ab%2Cc%25.yaml,title=yaml::x\n"


def test_sarif_names_rules_places_and_levels() -> None:
    log = json.loads(as_sarif(FOUND))
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert log["version"] == "2.1.0"
    assert [rule["id"] for rule in rules] == ["empty-file", "no-such-code", "quote-not-found"]
    assert rules[2]["help"]["text"].startswith("Every quote must stand in its source word for word.")
    assert [(r["ruleId"], r["ruleIndex"], r["level"]) for r in run["results"]] == [
        ("quote-not-found", 2, "error"),
        ("empty-file", 0, "warning"),
        ("no-such-code", 1, "note"),
    ]
    assert run["results"][0]["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "facts/a%20b.yaml"},
                "region": {"startLine": 3, "startColumn": 5},
            }
        }
    ]
    assert "region" not in run["results"][1]["locations"][0]["physicalLocation"]
    assert json.loads(as_sarif([]))["runs"][0]["results"] == []


def test_every_format_has_its_name() -> None:
    assert list(FORMATS) == ["text", "json", "github", "sarif"]
