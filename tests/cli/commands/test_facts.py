"""briefgen facts: filters as they are typed; names in any spelling; tidying shown, asked for, done, and refused."""

from __future__ import annotations

import re

import pytest

from briefgen.facts.passages.excerpt import KeptPassages
from tests.workspaces import MEETING, Scratch


def listed(workspace: Scratch, *words: str) -> set[str]:
    """Subject and property of what is listed."""
    ran = workspace.do("facts", *words, "--json")
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
    ran = workspace.do("facts", "--kind", "claim", "--property", "says")
    line = next(n for n, text in enumerate(workspace.read(MEETING).splitlines(), 1) if "says: " in text)
    assert ran.out == (
        "claim/unsteady-prices\n"
        "  says           prices would remain unsteady\n"
        f"                 {MEETING}:{line}  [example-gazette] — secretariat of the Example Harvest Forum\n"
        "1 statement\n"
    )


def test_nothing_found_is_no_fault(workspace: Scratch) -> None:
    ran = workspace.do("facts", "--words", "no such words")
    assert (ran.code, ran.out) == (0, "0 statements\n")
    assert workspace.do("facts", "--words", "no such words", "--json").json == []


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
    ran = workspace.do("facts", *words)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_faults_of_facts_are_told_beside_what_could_be_read(workspace: Scratch) -> None:
    workspace.append("facts/themes/stocks.yaml", "braoder: stocks\n")
    ran = workspace.do("facts", "--kind", "claim")
    assert ran.code == 1
    assert "claim/unsteady-prices" in ran.out
    assert "unknown-key" in ran.err


def test_a_name_leads_to_records_and_two_are_told_apart(workspace: Scratch) -> None:
    for id_, name in (("nagiyev-a", "Ali Nagiyev"), ("nagiyev-b", "Али Нагиев")):
        workspace.write(f"facts/persons/{id_}.yaml", f"name: {name}\n")
    at = ("-w", str(workspace.root))
    ran = workspace.run("facts", "names", "Naghiyev", *at)
    assert ran.code == 0
    assert "person/nagiyev-a  Ali Nagiyev  (the same name in another spelling and with a name left out)\n" in ran.out
    assert workspace.run("facts", "names", "Nobody Atall", *at).code == 1
    told = workspace.run("facts", "names", "--not-same", "person/nagiyev-a", "person/nagiyev-b", *at)
    assert (told.code, told.out.startswith("wrote ")) == (0, True)
    assert "near-duplicate" not in workspace.run("check", *at).out
    assert workspace.run("facts", "names", *at).code == 2


def test_it_shows_and_counts_what_would_change_and_writes_when_told_to(workspace: Scratch) -> None:
    text = workspace.read(MEETING)
    ids = {s["id"] for s in workspace.do("facts", "--json").json}
    asked, shown = workspace.do("facts", "tidy", "--check"), workspace.do("facts", "tidy", "--diff")
    assert (asked.code, shown.code) == (1, 0)
    told = re.match(
        r"\d+ files would be tidied, \S+ characters become \S+, (\S+) of them kept passages; \d+ statements stay as",
        asked.out,
    )
    assert told
    assert '-place: {is: Lisbon, quote: "held its seventh session in Lisbon on 11 March 2024"}' in shown.out
    assert workspace.read(MEETING) == text
    assert workspace.do("facts", "tidy").code == 0
    below = "  - quote: held its … March 2024\n    date: 2024-03-11\n    place: Lisbon\n"
    assert below in workspace.read(MEETING)
    assert "\n\nDelegations from Brazil" in workspace.read("facts/sources/example-gazette.txt")
    sources = (workspace.root / "facts/sources").glob("*.txt")
    assert told[1] == f"{sum(len(path.read_text('utf-8')) for path in sources):,}"
    assert {s["id"] for s in workspace.do("facts", "--json").json} == ids
    again = workspace.do("facts", "tidy", "--check")
    assert (again.code, again.out) == (0, "tidy already: no passage stands twice\n")


def test_files_with_errors_are_told_and_left_alone_and_the_others_tidied(workspace: Scratch) -> None:
    assert workspace.do("facts", "tidy").code == 0
    document = "facts/documents/crop-statement.yaml"
    workspace.append(MEETING, "ordinall: 3\n")
    tidied, text = workspace.read(document), workspace.read(MEETING)
    whole = "A joint statement on crop figures was signed at the end of the session"
    workspace.append(document, f'date: {{is: 2024-03, quote: "{whole}", inferred: year, why: Of the session.}}\n')
    kept, ran = workspace.read("facts/sources/example-gazette.txt"), workspace.do("facts", "tidy")
    assert ran.code == 1
    assert "unknown key 'ordinall'" in ran.err
    assert "left as they are, for the errors in them: meetings/lisbon-2024.yaml" in ran.err
    assert "1 file tidied" in ran.out
    assert whole not in workspace.read(document)
    assert tidied != workspace.read(document)
    assert workspace.read(MEETING) == text
    assert workspace.read("facts/sources/example-gazette.txt") == kept


def test_nothing_is_tidied_where_what_all_records_are_read_by_has_an_error(workspace: Scratch) -> None:
    workspace.write("facts/_kinds/treaty.yaml", "no-such-key: 1\n")
    text, ran = workspace.read(MEETING), workspace.do("facts", "tidy")
    assert ran.code == 1
    assert "nothing was written: other records may need _kinds/treaty.yaml" in ran.err
    assert workspace.read(MEETING) == text
    (workspace.root / "facts/_kinds/treaty.yaml").unlink()
    workspace.write("facts/defaults.yaml", "no-such-key: 1\n")  # of which no record has anything
    ran = workspace.do("facts", "tidy")
    assert "left as they are, for the errors in them: defaults.yaml" in ran.err
    assert workspace.read(MEETING) != text


def test_nothing_is_written_where_a_statement_would_be_another(
    workspace: Scratch, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = workspace.read(MEETING)
    monkeypatch.setattr(KeptPassages, "short", lambda self, quote, text=None: "The Example … Lisbon")
    ran = workspace.do("facts", "tidy")
    assert ran.code != 0
    assert "nothing was written: these statements would be others: claim/unsteady-prices/" in ran.err
    assert workspace.read(MEETING) == text


def test_first_and_last_words_are_read_off_the_archive_and_others_are_told(workspace: Scratch) -> None:
    workspace.append(MEETING, "venue: {is: a hall, quote: The gazette … the session}\n")
    told = workspace.do("check")
    assert told.code == 1
    assert "[unread-quote]" in told.out + told.err
    ran = workspace.do("facts", "tidy")
    assert ran.code == 0, ran.err
    kept = workspace.read("facts/sources/example-gazette.txt")
    assert "The gazette could not learn who chaired the session\n" in kept
    assert "[unread-quote]" not in workspace.do("check").out
    workspace.append(MEETING, "format: {is: in private, quote: Behind … closed doors}\n")
    text, ran = workspace.read(MEETING), workspace.do("facts", "tidy")
    assert ran.code == 1
    assert "'Behind' does not stand in what is kept of example-gazette" in ran.err
    assert workspace.read(MEETING) == text
