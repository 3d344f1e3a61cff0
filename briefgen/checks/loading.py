"""The codes of reading records and settings, key by key and value by value, explained.

They are reported where files are read, far below this room and without its cost; only their explanations
stand here, beside those of the rules, so that `--explain` knows them all.
"""

from __future__ import annotations

from briefgen.checks.base import Rule
from briefgen.diagnostics import Severity

_ERROR = Severity.ERROR

_KEYS = (
    Rule(
        "unknown-key",
        _ERROR,
        "the record has no such key",
        """
The key is misspelt, or belongs to another kind of record. The hint names the nearest key, or all that may stand
here. Unknown keys are refused, as a misspelt one would lose its fact in silence.

    venu: Example Hall        did you mean 'venue'?
""",
    ),
    Rule(
        "missing-key",
        _ERROR,
        "a key that this record needs is missing",
        """
Some keys must stand in every record of a kind: the label of a source, the question of a gap. The message names
the key, the hint says what it holds.

Add it.
""",
    ),
    Rule(
        "duplicate-key",
        _ERROR,
        "a key stands twice in one mapping",
        """
Of two equal keys a YAML reader would keep only one, and nobody would know which.

Keep one of them. Two values of one property are a list:

    date:
      - {is: 2025-10-17, src: first-source}
      - {is: 2025-10-16, src: second-source}
""",
    ),
    Rule(
        "key",
        _ERROR,
        "a key is no plain word",
        """
A key must be a word such as `place`. A list or mapping stands where a key should; often a text begins with { or
[ and needs quotation marks.
""",
    ),
)

_VALUES = (
    Rule(
        "wrong-type",
        _ERROR,
        "a list, mapping, text or number stands where another was expected",
        """
The message says what was expected and what was found. Numbers are whole, without leading zeros. A whole record
is a mapping of keys to values.

    ordinal: 21        not: ordinal: twenty-first
""",
    ),
    Rule(
        "empty-value",
        _ERROR,
        "a key without a value",
        """
Silence is not a fact: what is not known is left out, not written empty.

Write a value, or remove the key. If the question matters, record it as a gap.
""",
    ),
    Rule(
        "bad-choice",
        _ERROR,
        "the key takes one of a few values, and this is none of them",
        """
The hint names the nearest allowed value or all of them.

    status: hold        did you mean 'held'?
""",
    ),
    Rule(
        "bad-date",
        _ERROR,
        "this is no date",
        """
Dates are written as in EDTF (ISO 8601-2): 2025-10-17, 2025-10 or 2025; XXXX-10-20 for a day of an unknown year;
2024-10-16/2024-10-17 for an interval, 2023/.. for one that still lasts; 2024? where the year is uncertain. They
are checked against the calendar.

    date: 17 October 2025        write 2025-10-17
    date: 2025-02-30             there is no such day
""",
    ),
    Rule(
        "bad-url",
        _ERROR,
        "this is no web address",
        """
An address begins with http:// or https://, names a host and holds no blanks, quotation marks or user names.
""",
    ),
    Rule(
        "bad-sha256",
        _ERROR,
        "this is no sha256",
        """
A sha256 is 64 digits 0-9 and letters a-f, as `sha256sum FILE` prints them.
""",
    ),
    Rule(
        "bad-file-name",
        _ERROR,
        "this is no plain file name",
        """
`archive` names a file inside the archive folder: letters, digits, points, hyphens and underscores, without any
folder.
""",
    ),
    Rule(
        "bad-code",
        _ERROR,
        "this is no country code",
        """
A country has its ISO 3166-1 alpha-2 code, two capital letters. For a territory with a user-assigned code name
the register under `standard`.
""",
    ),
    Rule(
        "bad-locator",
        _ERROR,
        "this is no locator",
        """
Behind the id of a source and # stands where in it: p3 (page), par12 (paragraph), min7 (minute).

    src: example-source#p3
""",
    ),
)

_RECORDS = (
    Rule(
        "bad-id",
        _ERROR,
        "this is no id",
        """
An id is lower-case letters, digits and single hyphens, at most 80 characters, and no name that Windows reserves
(con, aux, nul). The name of a file, without .yaml, is the id of its record.

    samarkand-2025.yaml        not: Samarkand 2025.yaml
""",
    ),
    Rule(
        "duplicate-id",
        _ERROR,
        "two records of one kind have the same id",
        """
Both places are named. One of them may be a claim or a gap that is written inside a meeting.

Give one of them another id, or join them.
""",
    ),
    Rule(
        "duplicate-statement",
        _ERROR,
        "the same value stands twice for one property",
        """
A new source for a known fact is no new fact.

    outcomes:
      - is: A memorandum was signed.
        src: [first-source, second-source]

Keep one of them, and give it both sources.
""",
    ),
    Rule(
        "unknown-reference",
        _ERROR,
        "there is no such record",
        """
The value names a record that does not exist, or that is of another kind. The hint names the nearest id, or the
file to add. A reference to a record whose own file has faults is not reported again.
""",
    ),
    Rule(
        "ambiguous-reference",
        _ERROR,
        "two records of different kinds have this id",
        """
Where a key may name records of several kinds, a bare id must be that of one record.

    host: country/example        not: host: example
""",
    ),
    Rule(
        "wrong-kind",
        _ERROR,
        "this reference leads to another kind of record",
        """
The key takes records of certain kinds: a chair is a person or an organisation, not a theme.
""",
    ),
    Rule(
        "no-reason",
        _ERROR,
        "a judgement of the editor's gives no reason",
        """
A value that is inferred, preferred or deprecated must say why, as a reader will ask.

    date: {is: 2024-10-04, inferred: year, why: "the session before it was held in May 2024", quote: "On October 4"}

Add why: with the basis.
""",
    ),
    Rule(
        "quote-source",
        _ERROR,
        "it is not clear which source a quote is from",
        """
`quote` belongs to the one source that `src` names here or above. With several sources each has its own words:

    src:
      - first-source: "was held in Example City"
      - second-source: "took place in Example City"
""",
    ),
    Rule(
        "expectation",
        _ERROR,
        "the file does not keep what it expects of itself",
        """
`expect` counts the values of a property, so that a loss shows before a brief is printed.

    expect: {attendance: 9}

Correct the record, or the number.
""",
    ),
)

RULES = (*_KEYS, *_VALUES, *_RECORDS)
