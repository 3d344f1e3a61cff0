"""Which links are refused, and which are not."""

from __future__ import annotations

import pytest

from briefgen.document.links import link_problem


@pytest.mark.parametrize(
    ("url", "text"),
    [
        ("https://example.org/a?b=c#d", "the report"),
        ("HTTP://example.org", "the report"),
        ("https://www.example.org/a", "example.org"),
        ("https://example.org/a", "https://www.example.org/a"),
        ("https://example.org:8080/", "example.org"),
        ("https://[2001:db8::1]/", "the report"),
        ("https://пример.example/", "пример.example"),
        ("mailto:desk@example.org", "desk@example.org"),
        ("https://example.org", "שלום\u200f!"),
        ("https://example.org", "published on 3.10.2024, U.S. time"),
    ],
)
def test_a_sound_link_has_no_problem(url: str, text: str) -> None:
    assert link_problem(url, text) is None


@pytest.mark.parametrize(
    ("url", "text", "why"),
    [
        ("javascript:alert(1)", "x", "only http"),
        ("JaVaScRiPt:alert(1)", "x", "only http"),
        ("data:text/html,x", "x", "only http"),
        ("vbscript:x", "x", "only http"),
        ("file:///etc/passwd", "x", "only http"),
        ("ftp://example.org", "x", "only http"),
        ("//example.org", "x", "only http"),
        ("../notes.md", "x", "only http"),
        ("#top", "x", "only http"),
        ("", "x", "only http"),
        ("https:example.org", "x", "only http"),
        ("\\\\host\\share", "x", "backslash"),
        ("https://example.org\\@other.example", "x", "backslash"),
        ("https://example.org/a b", "x", "blank"),
        ("https://example.org/a\nb", "x", "blank"),
        ("java\tscript:x", "x", "blank"),
        ("https://exam\u200bple.org", "x", "invisible"),
        ("https://example.org/\u202egpj.exe", "x", "invisible"),
        ("https://user@example.org", "x", "user name"),
        ("https://example.org:pass@other.example/", "x", "user name"),
        ("https:///path", "x", "names no host"),
        ("https://exa%6dple.org/", "x", "names no host"),
        ("mailto:nobody", "x", "only http"),
        ("mailto:a@example.org?attach=x", "x", "only http"),
        ("https://other.example", "example.org", "names example.org"),
        ("https://other.example", "see https://example.org/a", "names example.org"),
        ("https://example.org.other.example", "www.example.org", "names www.example.org"),
        ("mailto:a@other.example", "a@example.org", "names example.org"),
        ("https://example.org", "gro.\u202eelpmaxe", "writing direction"),
        ("https://example.org", " ", "no text"),
    ],
)
def test_a_trick_is_refused(url: str, text: str, why: str) -> None:
    assert why in (link_problem(url, text) or "")


@pytest.mark.parametrize(
    "text", ["www." * 250_000, "a." * 500_000, "a@" * 500_000, "http://" * 140_000, " " * 1_000_000]
)
def test_a_hostile_text_takes_no_time(text: str) -> None:
    link_problem("https://example.org", text)
