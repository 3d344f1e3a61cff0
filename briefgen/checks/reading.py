"""The codes of reading files, before anything is known of the records in them, explained.

They are reported where files are read, far below this room and without its cost; only their explanations
stand here, beside those of the rules, so that `--explain` knows them all.
"""

from __future__ import annotations

from briefgen.checks.base import Rule
from briefgen.diagnostics import Severity

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING

_FILES = (
    Rule(
        "unknown-kind",
        _ERROR,
        "the folder is none for records",
        """
Each kind of record has a folder under facts/: meetings, persons, sources, … The hint names the nearest.
""",
    ),
    Rule(
        "stray-folder",
        _ERROR,
        "a folder inside a folder of records is not read",
        """
Records lie side by side in the folder of their kind; their ids tell them apart.

Move them up.
""",
    ),
    Rule(
        "stray-file",
        _WARNING,
        "a file beside the folders of records is not read",
        """
Directly in facts/ only lists are read, such as words.yaml. A record lies in the folder of its kind.

    facts/example-2025.yaml        facts/meetings/example-2025.yaml

Move it, or give it another ending if it is no record.
""",
    ),
    Rule(
        "file-name",
        _ERROR,
        "the file's name does not end in .yaml",
        """
Records end in .yaml, so that each has one name.

Rename the file.
""",
    ),
    Rule(
        "unreadable",
        _ERROR,
        "the file cannot be read",
        """
It is a folder, a pipe or a link that leads nowhere, or the permissions forbid reading it.
""",
    ),
    Rule(
        "too-large",
        _ERROR,
        "the file is larger, or nested deeper, than is read",
        """
The limits are far above any record: they stop what would use up time and memory.

Split the file into several records.
""",
    ),
    Rule(
        "too-many",
        _ERROR,
        "the file has too many faults to go on",
        """
After so many faults the rest of the file is not read. Correct those that are shown, and check again.
""",
    ),
    Rule(
        "encoding",
        _ERROR,
        "the file is not UTF-8",
        """
Save it as UTF-8. The position is that of the first byte that is none.
""",
    ),
    Rule(
        "forbidden-character",
        _ERROR,
        "a character that may not stand in a fact",
        """
Control characters, half characters, line separators and private-use characters are invisible, break documents
or have a meaning of their own in them.

Delete the character; it often comes in with a copy from a PDF or a web page.
""",
    ),
    Rule(
        "direction-override",
        _WARNING,
        "an invisible character changes the direction of text",
        """
Such characters can make a text read differently from what it holds. Right-to-left text needs none.

Delete it unless it is meant.
""",
    ),
)

_YAML = (
    Rule(
        "yaml",
        _ERROR,
        "the file cannot be read as YAML",
        """
The message says what stands in the way: a tab, an indentation that does not fit, a quotation mark or bracket
that is never closed, a second colon in a line.

    title: CIS talks: a summary          write title: "CIS talks: a summary"
""",
    ),
    Rule(
        "empty-file",
        _ERROR,
        "the file holds no record",
        """
It is empty, or holds comments only. Write the record's fields, or delete the file.
""",
    ),
    Rule(
        "two-documents",
        _ERROR,
        "a second document begins in the file",
        """
A file holds one record; a line --- begins another. Move it to a file of its own.
""",
    ),
    Rule(
        "tag",
        _ERROR,
        "a YAML tag stands here",
        """
Values are what is typed; tags such as !!str or !!python/object are refused. Quote a text that begins with !.
""",
    ),
    Rule(
        "alias",
        _ERROR,
        "a YAML alias stands here",
        """
Every value is written out where it belongs. Quote a text that begins with *.
""",
    ),
    Rule(
        "anchor",
        _ERROR,
        "a YAML anchor stands here",
        """
Every value is written out where it belongs. Quote a text that begins with &.
""",
    ),
    Rule(
        "toml",
        _ERROR,
        "the settings cannot be read as TOML",
        """
Texts stand in quotation marks, lists in square brackets, sections in lines such as [folders].
""",
    ),
)

RULES = (*_FILES, *_YAML)
