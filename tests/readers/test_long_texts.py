"""A million of one character, read and written: whoever mails a template or a fact cannot hold the program up."""

from __future__ import annotations

import subprocess
import sys

import pytest

MILLION = """
import sys
from briefgen.document.links import link_problem
from briefgen.readers.markdown.reader import read_markdown
from briefgen.document.sentences import sentence_ends
from briefgen.citations.gather import gather
from briefgen.document.nodes import Cite, Text
from briefgen.writers.html import HtmlWriter

for unit in ["[", "*", "<", "|", " ", "_", "`", "!", "![", "[^", "&", "> ", "#", "a.", "...", "a" * 999 + "!", "A. "]:
    text = unit * (1_000_000 // len(unit)) + "!"
    print(repr(unit[:3]), flush=True)
    document, _ = read_markdown(text, file="template")
    HtmlWriter(remarks=lambda run: ()).write(document)
    gather((Text(text), Cite(("meeting/a/b/c",))))
    link_problem("https://example.org/", text)
    link_problem("https://" + text, "there")
print("done")
"""


def test_a_million_of_one_character_is_read_and_written_in_seconds() -> None:
    """The bound is wide, for machines are slow; what is not linear would take hours."""
    try:
        ran = subprocess.run([sys.executable, "-c", MILLION], capture_output=True, text=True, timeout=150, check=True)
    except subprocess.TimeoutExpired as late:
        pytest.fail(f"not done in time; the last was {(late.stdout or b'').split()[-1:]}")
    assert ran.stdout.endswith("done\n")
