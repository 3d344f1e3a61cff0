"""The field reference in `facts/README.md`, written from the models so that it cannot drift.

    python -m briefgen.model.reference facts/README.md

puts it between the two markers there; a test holds that it is up to date.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from briefgen.model.kinds import KINDS, OF_A_VALUE, STRUCTURE, FieldShape, Kind, is_nested_record, key_of, kind_of
from briefgen.model.schema import COUNTS, DATE, NUMBER, REFERENCE, TEXT, URL
from briefgen.model.values import BaseRecord, Cited, Sentence, Stated

BEGIN = "<!-- reference: written by python -m briefgen.model.reference facts/README.md -->"
END = "<!-- end of reference -->"

# One small record of each kind; together they make a fact base without a fault.
EXAMPLES = {
    "source": """\
type: news-report
title: Coffee Forum ends with a charter
language: en
published: 2025-03-16
retrieved: 2025-03-20
label: Example Gazette
descriptor: report on the third Coffee Forum
reliability: C
""",
    "series": """\
name: {is: Example Coffee Forum, src: gazette-2025}
short: Coffee Forum
type: conference
members: [exampleland]
src: gazette-2025
""",
    "meeting": """\
series: coffee-forum
src: gazette-2025
ordinal: {is: 3, quote: "the third Coffee Forum"}
date: 2025-03-14/2025-03-15
place: Sampletown
people: {is: ana-sample, role: chair, post: Minister of Examples}
outcomes:
  - is: The forum adopted a charter.
    themes: fair-trade
    quote: "adopted a charter on fair prices"
""",
    "country": """\
code: XA
name: Exampleland
""",
    "person": """\
name: Ana Sample
posts:
  - {is: Minister of Examples, country: exampleland, on: 2025-03-14}
src: gazette-2025
""",
    "organisation": """\
name: {en: Sample Growers' Union, es: Unión de Productores de Muestra}
type: association
country: exampleland
src: gazette-2025
""",
    "theme": """\
label: fair trade
scope: Prices and contracts between growers and roasters.
keywords: [fair prices, fair trade]
""",
    "document": """\
title: Charter on Fair Prices
type: statement
meeting: coffee-forum-2025
status: adopted
src: {gazette-2025: "adopted a charter on fair prices"}
points:
  - Contracts name a lowest price.
""",
    "claim": """\
said_by: ana-sample
says: prices have never been so uneven
mode: quoted
words: never been so uneven
at: coffee-forum-2025
src: {gazette-2025: '"Prices have never been so uneven," Ana Sample told the forum'}
""",
    "assessment": """\
text: The charter changes little before the next harvest.
likelihood: likely
confidence: low
confidence_why: It rests on one report.
rests_on: [coffee-forum-2025, uneven-prices]
reviewed: 2025-03-21
""",
    "gap": """\
question: Which roasters signed the charter?
about: [charter-on-fair-prices]
looked_in: gazette-2025
closes: the list of signatories
""",
    "conflict": """\
status: explained
explanation: One source counts the founding meeting and the other does not. The brief follows the first.
""",
}
EXAMPLE_IDS = {
    "source": "gazette-2025",
    "series": "coffee-forum",
    "meeting": "coffee-forum-2025",
    "country": "exampleland",
    "person": "ana-sample",
    "organisation": "growers-union",
    "theme": "fair-trade",
    "document": "charter-on-fair-prices",
    "claim": "uneven-prices",
    "assessment": "charter-effect",
    "gap": "charter-signatories",
    "conflict": "ordinal-coffee-forum-3",
}


def reference() -> str:
    """The whole reference in Markdown, without its markers."""
    parts = ["\n".join(_section(kind)) for kind in KINDS.values()] + [
        "\n".join(_shared("Keys of every record", BaseRecord, BaseRecord.model_fields)),
        "\n".join(_shared("Keys of every value", Stated, Stated.model_fields)),
        "\n".join(_shared("More keys of a sentence", Sentence, set(Sentence.model_fields) - OF_A_VALUE)),
    ]
    return "\n\n".join(parts)


def insert(page: str) -> str:
    """The page with the reference of today between its markers; raises ValueError where they are missing."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"the page lacks the markers {BEGIN} and {END}")
    return f"{before}{BEGIN}\n\n{reference()}\n\n{END}{after}"


def _section(kind: Kind) -> Iterator[str]:
    yield f"### {kind.name.capitalize()}: `facts/{kind.folder}/<id>.yaml`"
    yield ""
    yield (kind.model.__doc__ or "").strip()
    yield ""
    yield "```yaml"
    yield f"# facts/{kind.folder}/{EXAMPLE_IDS[kind.name]}.yaml"
    yield EXAMPLES[kind.name].rstrip()
    yield "```"
    yield ""
    own = [name for name in kind.model.model_fields if name not in BaseRecord.model_fields]
    yield from _table(kind.model, own)


def _shared(title: str, model: type[BaseModel], names: Iterable[str]) -> Iterator[str]:
    yield f"### {title}"
    yield ""
    yield from _table(model, [name for name in model.model_fields if name in names])


def _table(model: type[BaseModel], names: Iterable[str]) -> Iterator[str]:
    yield "| key | holds | meaning |"
    yield "| --- | --- | --- |"
    for name in names:
        info = model.model_fields[name]
        yield from _rows(key_of(name, info), info)


def _rows(key: str, info: FieldInfo) -> Iterator[str]:
    """A row for a field, then one for each key that its values or the mappings in it have of their own."""
    shape = FieldShape.of(info)
    required = "**required**; " if info.is_required() else ""
    meaning = f"{required}{info.description or ''}".replace("|", r"\|")
    yield f"| `{key}` | {_holds(shape)} | {meaning} |"
    inner = shape.model
    if inner is None or inner is Cited or inner is Sentence or is_nested_record(inner):
        return
    for name, part in inner.model_fields.items():
        if name not in OF_A_VALUE and name not in STRUCTURE:
            yield from _rows(f"{key.replace('`', '')} · {key_of(name, part)}", part)


def _holds(shape: FieldShape) -> str:
    inner = shape.model
    if inner is None:
        return _scalar(shape) + (", or a list" if shape.many else "")
    if inner is Cited:
        return "sources"
    if inner is Sentence:
        return "sentences"
    if issubclass(inner, Stated):
        value = _scalar(FieldShape.of(inner.model_fields["is_"]))
        return f"{value}: values side by side" if shape.many else f"{value}: a value, or alternatives"
    if is_nested_record(inner):
        return f"records as under {kind_of(inner).name}, each with an `id`"
    return "mappings of the keys below"


def _scalar(shape: FieldShape) -> str:
    if shape.choices:
        return "one of " + ", ".join(f"`{choice}`" for choice in shape.choices)
    if shape.holds == REFERENCE:
        return f"id ({', '.join(shape.kinds) or 'any record'})"
    if not shape.holds:
        return "the value"
    named = {TEXT: "text", DATE: "date", NUMBER: "number", URL: "address", COUNTS: "numbers by key"}
    return named.get(shape.holds, f"a word such as `{shape.example}`" if shape.pattern else "words")


if __name__ == "__main__":
    readme = Path(sys.argv[1])
    readme.write_text(insert(readme.read_text(encoding="utf-8")), encoding="utf-8")
