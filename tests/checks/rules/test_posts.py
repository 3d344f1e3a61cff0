# ruff: noqa: E501  (a diagnostic is one line)
"""Two posts at one time in one organisation."""

from __future__ import annotations

from pathlib import Path

from briefgen.checks.rules import posts
from tests.checks.pages import context, expect

SERVICE = """
        === organisations/service.yaml
        name: Service
        === organisations/ministry.yaml
        name: Ministry
        """


def test_two_posts_that_overlap_in_one_organisation_are_named(tmp_path: Path) -> None:
    page = """
        === persons/p.yaml
        name: P
        posts:
          - {is: Director, organisation: service, during: 2008/..}
          - {is: First Deputy, organisation: service, during: 2004/2010}
        """
    expected = """
        facts/persons/p.yaml:3:5: warning: the posts 'Director' (2008/..) and 'First Deputy' (2004/2010, line 4) overlap [posts-overlap]
          hint: correct one of the times
        """
    expect(posts.check, context(tmp_path, page + SERVICE), expected)


def test_posts_that_follow_each_other_or_stand_elsewhere_do_not_overlap(tmp_path: Path) -> None:
    page = """
        === persons/p.yaml
        name: P
        posts:
          - {is: First Deputy, organisation: service, during: 2004/2008}
          - {is: Director, organisation: service, during: 2008/..}
          - {is: Minister, organisation: ministry, during: 2010/..}
          - {is: Adviser, organisation: service}
          - {is: Chairman, organisation: service, during: 2001/.., rank: deprecated, why: a mistake}
        """
    expect(posts.check, context(tmp_path, page + SERVICE), "")
