"""briefgen facts: each filter as it is typed."""

from __future__ import annotations

import pytest

from tests.workspaces import MEETING, Ran, Scratch


def facts(workspace: Scratch, *words: str) -> Ran:
    return workspace.run("facts", "-w", str(workspace.root), *words)


def listed(workspace: Scratch, *words: str) -> set[str]:
    """Subject and property of what is listed."""
    ran = facts(workspace, *words, "--json")
    assert ran.code == 0, ran.err
    return {f"{s['subject'].partition('/')[2]} {s['property']}" for s in ran.json}


@pytest.mark.few(8)
@pytest.mark.parametrize(
    ("words", "inside", "outside"),
    [
        (["--meeting", "lisbon-2024"], "unsteady-prices says", "brazil code"),
        (["--country", "brazil"], "lisbon-2024 attendance", "lisbon-2024 discussion"),
        (["--organisation", "example-secretariat"], "unsteady-prices said_by", "lisbon-2024 place"),
        (["--theme", "stocks"], "lisbon-2024 discussion", "lisbon-2024 place"),
        (["--document", "crop-statement"], "lisbon-2024 documents", "lisbon-2024 place"),
        (["--series", "harvest-forum"], "lisbon-2024 series", "brazil code"),
        (["--source", "example-gazette"], "lisbon-2024 place", "brazil code"),
        (["--kind", "claim"], "unsteady-prices says", "lisbon-2024 place"),
        (["--property", "place"], "lisbon-2024 place", "lisbon-2024 date"),
        (["--speaker", "example-secretariat"], "unsteady-prices says", "lisbon-2024 place"),
        (["--words", "crop figures"], "lisbon-2024 outcomes", "lisbon-2024 discussion"),
        (["--marking", "TLP:CLEAR"], "lisbon-2024 place", "lisbon-2024 venue"),
        (["--marking", "TLP:AMBER"], "lisbon-2024 venue", "lisbon-2024 place"),
        (["--contested"], "lisbon-2024 host", "lisbon-2024 place"),
        (["--person", "ana-silva"], "lisbon-2024 people", "lisbon-2024 place"),
        (["--meeting", "lisbon-2024", "--theme", "stocks"], "lisbon-2024 outcomes", "stocks label"),
        (["--meeting", "meeting/lisbon-2024"], "lisbon-2024 place", "brazil code"),
    ],
    ids=" ".join,
)
def test_each_filter(workspace: Scratch, words: list[str], inside: str, outside: str) -> None:
    workspace.append(MEETING, "venue: {is: Corn Hall, marking: TLP:AMBER}\nhost: {is: portugal, contested: unclear}\n")
    workspace.append(MEETING, "people: {is: ana-silva, role: chair}\n")
    workspace.write("facts/persons/ana-silva.yaml", "name: Ana Silva\n")
    found = listed(workspace, *words)
    assert inside in found
    assert outside not in found


def test_values_that_do_not_agree_are_contested(workspace: Scratch) -> None:
    assert listed(workspace, "--contested") == set()
    workspace.edit(MEETING, "date: {", "date:\n  - 2024-03-12\n  - {")
    assert listed(workspace, "--contested") == {"lisbon-2024 date"}


def test_the_table_names_place_words_sources_and_speakers(workspace: Scratch) -> None:
    ran = facts(workspace, "--kind", "claim", "--property", "says")
    line = next(n for n, text in enumerate(workspace.read(MEETING).splitlines(), 1) if "says: " in text)
    assert ran.out == (
        "claim/unsteady-prices\n"
        "  says           prices would remain unsteady\n"
        f"                 {MEETING}:{line}  [example-gazette] — secretariat of the Example Harvest Forum\n"
        "1 statement\n"
    )


def test_nothing_found_is_no_fault(workspace: Scratch) -> None:
    ran = facts(workspace, "--words", "no such words")
    assert (ran.code, ran.out) == (0, "0 statements\n")
    assert facts(workspace, "--words", "no such words", "--json").json == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--meeting", "lisbon-2042"], "there is no meeting 'lisbon-2042'; did you mean 'lisbon-2024'?"),
        (["--theme", "zzz"], "there is no theme 'zzz'; there are: "),
        (["--kind", "meting"], "there is no kind of record 'meting'; did you mean 'meeting'?"),
        (["--property", "plaec"], "there is no field 'plaec'; did you mean 'place'"),
        (["--speaker", "example-secretary"], "did you mean 'example-secretariat'"),
        (["--marking", "TLP:YELLOW"], "there is no marking 'TLP:YELLOW'; "),
        (["--source", "gazette"], "there is no source 'gazette'; "),
    ],
    ids=lambda words: " ".join(words) if isinstance(words, list) else "",
)
def test_what_there_is_not_names_the_nearest(workspace: Scratch, words: list[str], said: str) -> None:
    ran = facts(workspace, *words)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_faults_of_facts_are_told_beside_what_could_be_read(workspace: Scratch) -> None:
    workspace.append("facts/themes/stocks.yaml", "braoder: stocks\n")
    ran = facts(workspace, "--kind", "claim")
    assert ran.code == 1
    assert "claim/unsteady-prices" in ran.out
    assert "unknown-key" in ran.err
