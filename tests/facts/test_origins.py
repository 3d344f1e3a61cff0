"""How many voices stand behind sources: only what is on record counts as independent."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.facts.origins import Account, Origins, account_of, count_origins, independent_origins
from tests.facts.pages import load_page

HEAD = "language: en, retrieved: 2026-01-01, label: L, descriptor: d"
ORGANISATIONS = """
=== organisations/daily.yaml
name: Daily
=== organisations/service.yaml
name: Service
=== organisations/press.yaml
{name: Press office, type: press-office, parent: service}
"""


def counted(folder: Path, **sources: str) -> tuple[tuple[tuple[str, ...], ...], Origins]:
    records = "".join(f"=== sources/{id_}.yaml\n{{{HEAD}, {more}}}\n" for id_, more in sources.items())
    loaded = load_page(folder, ORGANISATIONS + records)
    assert loaded.diagnostics == [], [str(d) for d in loaded.diagnostics]
    return independent_origins(loaded.base, sources), count_origins(loaded.base, sources)


ONE, TWO = (("a", "b"),), (("a",), ("b",))


@pytest.mark.parametrize(
    ("a", "b", "groups", "origins"),
    [
        ("type: essay", "type: essay", TWO, Origins(2, 0, 2)),
        ("type: essay, publisher: daily", "type: essay, publisher: daily", ONE, Origins(2, 0, 2)),
        ("type: essay, derived_from: daily", "type: essay, publisher: daily", ONE, Origins(2, 1, 0)),
        ("type: essay, derived_from: press", "type: essay, derived_from: service", ONE, Origins(2, 1, 0)),
        ("type: essay, derived_from: press", "type: essay, derived_from: daily", TWO, Origins(2, 2, 0)),
        ("type: press-release, publisher: press", "type: essay", TWO, Origins(2, 1, 1)),
        ("type: report", "type: report, part_of: a", ONE, Origins(2, 0, 2)),
        ("type: essay, shares_origin_with: b", "type: essay, derived_from: daily", ONE, Origins(2, 1, 0)),
    ],
)
def test_only_what_is_on_record_makes_two_origins_of_two_sources(
    tmp_path: Path, a: str, b: str, groups: tuple[tuple[str, ...], ...], origins: Origins
) -> None:
    assert counted(tmp_path, a=a, b=b) == (groups, origins)


def test_one_origin_known_and_two_sources_of_which_nobody_can_say(tmp_path: Path) -> None:
    _, origins = counted(tmp_path, a="type: essay, derived_from: daily", b="type: essay", c="type: news-report")
    assert origins == Origins(3, 1, 2)


# --- whose account several sentences are ---

ACCOUNTS = f"""{ORGANISATIONS}
=== organisations/wire.yaml
name: Wire
=== persons/minister.yaml
name: Minister
=== sources/plain.yaml
{{{HEAD}, type: essay}}
=== sources/relay.yaml
{{{HEAD}, type: essay, publisher: daily, derived_from: wire}}
=== sources/both.yaml
{{{HEAD}, type: essay, derived_from: [wire, daily]}}
=== sources/doubted.yaml
{{{HEAD}, type: essay, derived_from: wire}}
=== sources/own.yaml
{{{HEAD}, type: press-release, publisher: service, derived_from: press}}
=== gaps/how-much.yaml
question: How much of it comes from the wire?
about: [doubted, wire]
=== meetings/m.yaml
place: Lisbon
discussion:
  - {{is: 'One.', src: plain}}
  - {{is: 'Two.', src: [plain, relay]}}
  - {{is: 'Three.', src: relay}}
  - {{is: 'Four.', src: relay, according_to: minister}}
  - {{is: 'Five.', src: plain, according_to: [minister, wire]}}
  - {{is: 'Six.', src: both}}
  - {{is: 'Seven.', src: doubted}}
  - {{is: 'Eight.', src: own}}
  - {{is: 'Nine.', src: own, according_to: service}}
  - {{is: 'Ten.', src: plain, inferred: all, why: It follows.}}
  - {{is: 'Eleven.', src: doubted, according_to: wire}}
claims:
  - {{id: relayed, said_by: minister, says: so it is, mode: reported, via: wire, src: plain}}
"""


@pytest.mark.few(6)
@pytest.mark.parametrize(
    ("numbers", "account"),
    [
        ("One", Account(("plain",))),
        ("One Two", Account(("plain",))),
        ("Two Three", Account(("relay",))),  # Two stands in a source as well that relays nobody
        ("Three", Account(("relay",), ("organisation/wire",))),
        ("One Three", None),  # no source bears both
        ("Four", Account(("relay",), ("person/minister",))),  # whom a sentence names goes before whom its source relays
        ("Three Four", Account(("relay",))),
        ("Five", Account(("plain",), ("person/minister", "organisation/wire"))),
        ("One Five", Account(("plain",))),
        ("Six", Account(("both",))),  # of two that it relays nobody knows which
        ("Seven", Account(("doubted",))),  # the record itself asks how much
        ("Eleven", Account(("doubted",), ("organisation/wire",))),
        ("Seven Eleven", Account(("doubted",))),
        ("Eight", Account(("own",))),  # a house does not draw on itself, nor on its press office
        ("Nine", Account(("own",))),
        ("Ten", None),  # a reading of the desk's
        ("One Ten", None),
        ("relayed", Account(("plain",), ("organisation/wire",))),
        ("relayed Five", Account(("plain",), ("organisation/wire",))),
        ("", None),
    ],
)
def test_sentences_are_the_account_of_whoever_bears_all_of_them(
    tmp_path: Path, numbers: str, account: Account | None
) -> None:
    loaded = load_page(tmp_path, ACCOUNTS)
    assert loaded.diagnostics == [], [str(d) for d in loaded.diagnostics]
    base = loaded.base
    meeting, claim = base.records["meeting/m"], base.records["claim/relayed"]
    said = {s.value[""].rstrip("."): s for s in meeting.values("discussion")} | {"relayed": claim.values("says")[0]}
    assert account_of(base, [said[number] for number in numbers.split()]) == account
