"""The desk over the network: what is written, by whom, and what is refused before anything is touched."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree, rmtree
from typing import Any

import pytest

from briefgen.desk.evidence_desk import EvidenceDesk
from briefgen.desk.studio import Studio
from briefgen.errors import UsageProblem
from briefgen.intake.drafts.judging.own_words import FREELY
from briefgen.intake.drafts.proposal import DraftedValue, keep_drafts, read_drafts
from briefgen.workspace.folder import find_workspace
from tests.desk.running import Running, preview
from tests.desk.test_source_page import LINES, pdf_of
from tests.workspaces import MEETING, Scratch

RECORD = "meeting/lisbon-2024"
VENUE = {"field": "venue", "value": "Town hall", "source": "example-gazette", "quote": "in Lisbon on 11 March 2024"}
PAGES = [
    "/desk/",
    "/desk/source/example-gazette/",
    "/desk/review/",
    f"/desk/review/{RECORD}/",
    f"/desk/at/?record={RECORD}",
    "/desk/search?q=crop",
    "/desk/templates/",
    "/desk/templates/meeting/",
]


@pytest.fixture(scope="module")
def desk(example: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Running, Scratch]]:
    root = Path(copytree(example, tmp_path_factory.mktemp("desk") / "desk"))
    with preview(root, "--by", "Ana Lopes", command="desk") as running:
        yield running, Scratch(root)


@pytest.fixture
def kept(desk: tuple[Running, Scratch]) -> Iterator[tuple[Running, Scratch]]:
    """The desk with its meeting as it was, afterwards too."""
    before = desk[1].read(MEETING)
    yield desk
    desk[1].write(MEETING, before.encode())


def post(running: Running, path: str, data: object, **headers: str) -> tuple[int, Any]:
    answer = running.post(f"/desk/{path}", json.dumps(data).encode(), **headers)
    is_json = answer.headers.get("content-type", "").startswith("application/json")
    return answer.status, json.loads(answer.text) if is_json else answer.text


def opened(running: Running) -> dict[str, Any]:
    return json.loads(running.get(f"/desk/record/{RECORD}").text)  # type: ignore[no-any-return]


def test_sources_are_listed_by_their_titles_and_none_is_said_to_be_found_of_no_quotes(
    desk: tuple[Running, Scratch],
) -> None:
    running, workspace = desk
    unused = {"name": "a.txt", "content": b64encode(b"Title: Of herrings\n\nNobody came.\n").decode(), "id": "herrings"}
    assert post(running, "add", unused)[0] == 200
    rows = running.get("/desk/").text.split("<tr>")
    row = next(row for row in rows if "herrings" in row)
    (workspace.root / "facts/sources/herrings.yaml").unlink()
    assert "Of herrings" in row
    assert "all found" not in row
    assert any("all found" in row for row in rows)


@pytest.mark.few(4)
@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_served_with_the_policy_of_the_preview(desk: tuple[Running, Scratch], path: str) -> None:
    answer = desk[0].get(path)
    assert answer.status == 200
    assert answer.headers["content-security-policy"].startswith("default-src 'none'; style-src 'self'; img-src 'self'")
    assert answer.headers["cache-control"] == "no-store"
    assert "style=" not in answer.text
    assert " onclick" not in answer.text


def test_a_value_is_proposed_saved_and_undone(kept: tuple[Running, Scratch]) -> None:
    running, workspace = kept
    before, digest = workspace.read(MEETING), opened(running)["digest"]
    status, proposed = post(running, "propose", {"record": RECORD, "digest": digest, "entry": VENUE})
    assert (status, proposed["savable"]) == (200, True)
    assert '+venue: {is: Town hall, quote: "in Lisbon on 11 March 2024"}' in proposed["diff"]
    assert workspace.read(MEETING) == before
    status, saved = post(running, "save", {"record": RECORD, "digest": digest, "entry": VENUE})
    assert (status, saved["file"], saved["merged"]) == (200, MEETING, False)
    assert workspace.read(MEETING).count("\n") == before.count("\n") + 1
    assert post(running, "undo", {})[0] == 200
    assert workspace.read(MEETING) == before


LONG = "Delegations from Brazil, Colombia and Ethiopia attended the session"
SIGNED = "A joint statement on crop figures was signed at the end of the session."


def test_a_long_quote_is_saved_by_its_ends_and_its_words_are_kept_with_the_source(
    kept: tuple[Running, Scratch],
) -> None:
    running, workspace = kept
    before, passages = workspace.read(MEETING), workspace.root / "facts/sources/example-gazette.txt"
    assert not passages.exists()
    entry = {**VENUE, "quote": SIGNED}
    data = {"record": RECORD, "digest": opened(running)["digest"], "entry": entry}
    _, proposed = post(running, "propose", data)
    assert "+venue: {is: Town hall, quote: A joint … session.}" in proposed["diff"]
    assert (proposed["savable"], passages.exists()) == (True, False)
    assert post(running, "save", data)[0] == 200
    assert "quote: A joint … session." in workspace.read(MEETING)
    assert f'quote: "{LONG}"' in workspace.read(MEETING)  # what stood there in full still does
    assert passages.read_text("utf-8").endswith(f"\n\n{SIGNED}\n")
    assert fact_of(running, "venue")["cites"][0]["quote"] == SIGNED
    assert post(running, "undo", {})[0] == 200
    assert (workspace.read(MEETING), passages.exists()) == (before, False)


def fact_of(running: Running, property_: str, record: str = RECORD) -> dict[str, Any]:
    """The first recorded value of a property, as its form shows it."""
    facts = json.loads(running.get(f"/desk/record/{record}").text)["facts"]
    id_ = next(one for one in re.findall(r'<li data-id="([^"]+)"', facts) if f"/{property_}/" in one)
    return json.loads(running.get(f"/desk/fact?id={id_}").text)  # type: ignore[no-any-return]


def correction(opened_: dict[str, Any], digest: str, **changes: Any) -> dict[str, Any]:
    """What the page sends of a recorded value."""
    entry = {key: opened_[key] for key in ("field", "value", "parts", "said", "was")} | {"words": "keep", **changes}
    return {"record": opened_["record"], "digest": digest, "fact": opened_["id"], "entry": entry}


def test_a_recorded_value_is_changed_moved_to_other_words_and_taken_out(kept: tuple[Running, Scratch]) -> None:
    running, workspace = kept
    before, digest = workspace.read(MEETING), opened(running)["digest"]
    place = fact_of(running, "place")
    assert (place["value"], place["field"], place["record"]) == ("Lisbon", "place", RECORD)
    moved = {"words": "move", "source": "example-gazette", "quote": "in Lisbon on 11 March 2024"}
    data = correction(place, digest, value="Porto", **moved)
    _, proposed = post(running, "propose", data)
    assert proposed["savable"]
    assert next(d for d in proposed["problems"] if d["code"] == "value-not-in-quote")["at"] == "is"
    status, saved = post(running, "save", data)
    assert status == 200
    assert 'place: {is: Porto, quote: "in Lisbon on 11 March 2024"}' in workspace.read(MEETING)
    claim = fact_of(running, "says")
    assert (claim["field"], claim["record"], claim["parts"]["mode"]) == ("claims", RECORD, "reported")
    status, _ = post(running, "save", {**correction(claim, saved["digest"]), "remove": True})
    assert (status, "unsteady-prices" in workspace.read(MEETING)) == (200, False)
    assert [post(running, "undo", {})[0] for _ in range(2)] == [200, 200]
    assert workspace.read(MEETING) == before


def test_a_correction_is_merged_with_what_a_colleague_saved_or_refused(kept: tuple[Running, Scratch]) -> None:
    running, workspace = kept
    place, digest = fact_of(running, "place"), opened(running)["digest"]
    workspace.edit(MEETING, "names:", "status: held\nnames:")  # by an editor, above the value
    status, saved = post(running, "save", correction(place, digest, value="Porto"))
    assert (status, saved["merged"]) == (200, True)
    assert "place: {is: Porto," in workspace.read(MEETING)
    workspace.edit(MEETING, "{is: Porto,", "{is: Lisbon, note: really,")  # in the very value
    now = workspace.read(MEETING)
    status, asked = post(running, "save", correction(place, saved["digest"], value="Faro"))
    assert (status, "changed by somebody else meanwhile" in asked["problem"]) == (422, True)
    assert workspace.read(MEETING) == now


def test_the_sentences_that_a_change_would_bring_are_drawn_before_it_is_saved(kept: tuple[Running, Scratch]) -> None:
    running, workspace = kept
    before, place = workspace.read(MEETING), fact_of(running, "place")
    data = correction(place, opened(running)["digest"], value="Porto")
    status, drawn = post(running, "printed", data)
    said = [one for brief in drawn["briefs"] for one in brief["sentences"]]
    assert (status, drawn["briefs"][0]["kind"]) == (200, "meeting")
    assert said
    assert all("Porto" in one for one in said)
    assert workspace.read(MEETING) == before
    wrong = correction(place, opened(running)["digest"], words="move", source="example-gazette", quote="no such words")
    assert post(running, "printed", wrong)[1] == {"briefs": []}


def test_a_fact_is_opened_beside_its_source_or_alone(desk: tuple[Running, Scratch]) -> None:
    running, _ = desk
    place = running.get(f"/desk/at/?fact={fact_of(running, 'place')['id']}").text
    assert '<div class="workplace" data-source="example-gazette" data-record="meeting/lisbon-2024">' in place
    looked_up = running.get(f"/desk/at/?fact={fact_of(running, 'country')['id']}").text
    assert '<div class="workplace" data-source="" data-record="meeting/lisbon-2024">' in looked_up
    assert running.get("/desk/at/?fact=meeting/none/date/1").status == 404


def test_the_same_checks_at_the_field(kept: tuple[Running, Scratch]) -> None:
    running, workspace = kept
    entry = {**VENUE, "field": "date", "value": "2024-02-30", "quote": "no such words"}
    data = {"record": RECORD, "digest": opened(running)["digest"], "entry": entry}
    _, proposed = post(running, "propose", data)
    assert not proposed["savable"]
    assert "bad-date" in [p["code"] for p in proposed["problems"]]
    before = workspace.read(MEETING)
    assert post(running, "save", data)[0] == 422
    assert workspace.read(MEETING) == before


def test_what_a_colleague_saved_is_merged_or_asked_about(kept: tuple[Running, Scratch]) -> None:
    running, workspace = kept
    digest = opened(running)["digest"]
    workspace.edit(MEETING, "place: {is: Lisbon,", "place: {is: Lisboa,")  # by an editor, elsewhere in the file
    status, saved = post(running, "save", {"record": RECORD, "digest": digest, "entry": VENUE})
    assert (status, saved["merged"]) == (200, True)
    assert "Lisboa" in workspace.read(MEETING)
    workspace.edit(MEETING, "venue: {is: Town hall", "venue: {is: City hall")  # in the very field
    now = workspace.read(MEETING)
    status, asked = post(running, "save", {"record": RECORD, "digest": saved["digest"], "entry": VENUE})
    assert (status, asked["changed"], workspace.read(MEETING)) == (409, True, now)
    assert any(line.startswith("+venue: {is: City hall") for line in asked["diff"])
    again = {"record": RECORD, "digest": asked["digest"], "entry": VENUE}
    assert post(running, "save", again)[0] == 200
    assert workspace.read(MEETING).count("hall") == 2


def test_a_file_written_whole_keeps_what_a_colleague_saved_in_other_lines(kept: tuple[Running, Scratch]) -> None:
    running, workspace = kept
    file = opened(running)
    mine = {
        "record": RECORD,
        "digest": file["digest"],
        "text": file["text"] + 'venue: {is: Town hall, quote: "in Lisbon"}\n',
    }
    workspace.edit(MEETING, "place: {is: Lisbon,", "place: {is: Lisboa,")
    status, saved = post(running, "save", mine)
    assert (status, saved["merged"]) == (200, True)
    assert "Lisboa" in workspace.read(MEETING)
    assert "Town hall" in workspace.read(MEETING)
    workspace.edit(MEETING, "Town hall", "City hall")  # the very line
    seen = {"record": RECORD, "digest": saved["digest"], "text": file["text"].replace("Lisbon,", "Lisboa,")}
    now = workspace.read(MEETING)
    status, asked = post(running, "save", seen)
    assert (status, asked["changed"], workspace.read(MEETING)) == (409, True, now)


def test_only_a_proposal_of_a_source_is_decided_on(kept: tuple[Running, Scratch]) -> None:
    running, _ = kept
    for source in ("../x", "example-gazette", ""):
        assert post(running, "decide", {"source": source, "id": "d1"})[0] == 422
    assert post(running, "draft", {"source": "../x"})[0] == 422
    assert json.loads(running.get("/desk/source/example-gazette/proposals").text) == []


GATE = DraftedValue("d1", "meeting", "venue", "Lisbon hall", "in Lisbon on 11 March 2024", by="rules 1")
SPOKEN = "The secretariat said that prices would remain unsteady"
CLAIM = DraftedValue("d2", "meeting", "claims", "prices would fall", SPOKEN, speaker="The secretariat", by="rules 1")


@pytest.mark.parametrize(
    ("proposal", "entry", "code", "at"),
    [
        (GATE, {"value": "Lisbon hall 4"}, "value-not-in-quote", "is"),
        (GATE, {"field": "date", "value": "2024-03-12"}, "value-not-in-quote", "is"),
        (GATE, {"quote": "in Lisbon"}, "quote-too-short", "quote"),
        (GATE, {"quote": "in Lisbon by the river"}, "quote-not-found", "quote"),
        (GATE, {"quote": "The gazette could […] learn who chaired the session"}, "quote-elides-negation", "quote"),
        (CLAIM, {"quote": "said that prices would remain unsteady"}, "no-speaker", "said_by"),
        (
            CLAIM,
            {"parts": {"says": CLAIM.value, "said_by": "Ana Sample", "id": "x", "mode": "reported"}},
            "no-speaker",
            "said_by",
        ),
        (
            CLAIM,
            {"parts": {"says": "we shall see", "said_by": "example-secretariat"}},
            "first-person",
            "says",
        ),
    ],
)
def test_a_proposal_passes_the_gate_at_the_desk_too(
    kept: tuple[Running, Scratch], proposal: DraftedValue, entry: dict[str, Any], code: str, at: str
) -> None:
    """What `briefgen draft accept` refuses, the desk refuses, in the words of the gate; no fact comes of it."""
    running, workspace = kept
    before = workspace.read(MEETING)
    keep_drafts(workspace.root / "facts", "example-gazette", [proposal])
    parts = {"says": str(proposal.value), "said_by": "example-secretariat", "id": "x-y", "mode": "reported"}
    sent: dict[str, Any] = {"field": proposal.field, "source": "example-gazette", "quote": proposal.quote}
    sent |= {"parts": parts} if proposal.field == "claims" else {"value": proposal.value}
    data = {"record": RECORD, "digest": opened(running)["digest"], "entry": {**sent, **entry}}
    data["draft"] = {"source": "example-gazette", "id": proposal.id}
    _, proposed = post(running, "propose", data)
    refused = [d for d in proposed["problems"] if d["code"] == code and d["severity"] == "error"]
    assert (proposed["savable"], refused[0]["at"]) == (False, at)
    assert post(running, "save", data)[0] == 422
    assert workspace.read(MEETING) == before
    assert [p.state for p in read_drafts(workspace.root / "facts", "example-gazette")] == ["open"]


def test_what_is_worded_freely_is_confirmed_at_the_desk(kept: tuple[Running, Scratch]) -> None:
    running, workspace = kept
    quote = "Participants discussed stocks of green coffee"
    proposal = DraftedValue("d1", "meeting", "outcomes", "Stocks were discussed.", quote, asks=f"{FREELY} x")
    keep_drafts(workspace.root / "facts", "example-gazette", [proposal])
    entry = {"field": "outcomes", "source": "example-gazette", "quote": quote, "value": proposal.value}
    data: dict[str, Any] = {"record": RECORD, "digest": opened(running)["digest"], "entry": entry}
    for confirmed in ({}, {"confirmed": True}):
        data["draft"] = {"source": "example-gazette", "id": "d1", **confirmed}
        _, proposed = post(running, "propose", data)
        told = [(d["message"], d["at"]) for d in proposed["problems"] if d["code"] == "worded-freely"]
        assert told == ([] if confirmed else [(f"{FREELY} x", "is")])
        assert proposed["savable"] is bool(confirmed)
    (workspace.root / "facts/_drafts/example-gazette.yaml").unlink()


def test_what_rules_read_in_a_source_is_proposed_at_the_desk(kept: tuple[Running, Scratch]) -> None:
    running, workspace = kept
    (workspace.root / "facts/_drafts/example-gazette.yaml").unlink(missing_ok=True)
    status, found = post(running, "draft", {"source": "example-gazette"})
    proposals = json.loads(running.get("/desk/source/example-gazette/proposals").text)
    assert (status, len(proposals)) == (200, found["new"])
    assert ["Brazil", "Colombia", "Ethiopia"] in [p["value"] for p in proposals]
    assert post(running, "draft", {"source": "example-gazette"})[1] == {"new": 0}
    (workspace.root / "facts/_drafts/example-gazette.yaml").unlink()


def test_a_record_that_is_missing_is_made_on_the_spot(kept: tuple[Running, Scratch]) -> None:
    running, workspace = kept
    data = {"record": "person/ana-lopes", "digest": "", "new": {"name": "Ana Lopes", "src": "example-gazette"}}
    assert post(running, "save", data)[0] == 200
    text = workspace.read("facts/persons/ana-lopes.yaml")
    assert re.fullmatch(r"src: example-gazette\nrecorded: \d{4}-\d\d-\d\d\nname: Ana Lopes\n", text)
    assert [one["key"] for one in json.loads(running.get("/desk/names?q=ana+lop").text)] == ["person/ana-lopes"]
    status, refused = post(running, "save", data)
    assert (status, "already" in refused["problem"]) == (422, True)
    assert post(running, "undo", {})[0] == 200


@pytest.mark.slow
def test_the_sentences_of_briefs_that_print_a_value_are_shown(desk: tuple[Running, Scratch]) -> None:
    answer = desk[0].get(f"/desk/sentences?record={RECORD}&field=outcomes")
    assert "Participants agreed to exchange crop figures every quarter." in answer.text
    assert f"{desk[0].base}/brief/meeting/lisbon-2024/" in answer.text


@pytest.mark.slow
def test_a_fact_leads_to_the_line_of_the_template_that_prints_it(desk: tuple[Running, Scratch]) -> None:
    running, workspace = desk
    found = json.loads(running.get(f"/desk/record/{RECORD}").text)["facts"]
    ids = re.findall(r'<li data-id="([^"]+)"', found)
    outcome = next(id_ for id_ in ids if "/outcomes/" in id_)
    lines = running.get(f"/desk/lines?id={outcome}").text
    place = re.search(r"file=templates%2F([\w%.]+)&amp;line=(\d+)", lines)
    assert place
    text = workspace.read(f"templates/{place[1].replace('%2F', '/')}").splitlines()
    assert "{{" in text[int(place[2]) - 1]


def test_the_review_shows_the_sentence_of_the_brief_beside_the_passage(desk: tuple[Running, Scratch]) -> None:
    page = desk[0].get(f"/desk/review/{RECORD}/").text
    assert '<p class="printed-as">Participants agreed to exchange crop figures every quarter.</p>' in page
    assert "<mark>agreed to exchange crop figures every quarter</mark>. A joint statement" in page


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": ""}, 403),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec_Fetch_Site": "cross-site"}, 403),
        ({"Host": "evil.example"}, 403),
        ({"Content_Type": "text/plain"}, 415),
        ({"Content_Type": "application/x-www-form-urlencoded"}, 415),
        ({"Content_Length": "99999999"}, 413),
    ],
)
def test_nothing_is_written_for_another_site(
    kept: tuple[Running, Scratch], headers: dict[str, str], status: int
) -> None:
    running, workspace = kept
    before = workspace.read(MEETING)
    data = {"record": RECORD, "digest": opened(running)["digest"], "entry": VENUE}
    assert post(running, "save", data, **headers)[0] == status
    assert workspace.read(MEETING) == before


def test_no_address_takes_anything_from_another_site(desk: tuple[Running, Scratch]) -> None:
    running, workspace = desk
    actions = EvidenceDesk(Studio(find_workspace(workspace.root)[0])).writing.actions()
    assert {"/save", "/draft", "/decide", "/printed", "/opinion", "/add", "/template"} <= set(actions)
    for path in actions:
        assert post(running, path[1:], {}, Origin="http://evil.example")[0] == 403
        assert running.get(f"/desk{path}").status in (404, 405)


def test_nothing_is_written_through_a_link_that_leads_out(kept: tuple[Running, Scratch], tmp_path: Path) -> None:
    running, workspace = kept
    facts = workspace.root / "facts"
    moved = {"_drafts": facts / "_drafts", "_reviews": facts / "_reviews"}
    for name, path in moved.items():
        (tmp_path / name).mkdir()
        if path.is_dir():
            rmtree(path)
        path.symlink_to(tmp_path / name)
    opinion = {"statement": f"{RECORD}/date", "verdict": "approved"}
    for action, data in (("draft", {"source": "example-gazette"}), ("opinion", opinion)):
        status, answer = post(running, action, data)
        assert (status, "leads out of facts" in answer["problem"]) == (422, True)
    assert [list((tmp_path / name).iterdir()) for name in moved] == [[], []]
    for path in moved.values():
        path.unlink()


def test_nothing_is_written_without_the_token_or_by_another_method(kept: tuple[Running, Scratch]) -> None:
    running, workspace = kept
    before = workspace.read(MEETING)
    body = json.dumps({"record": RECORD, "digest": opened(running)["digest"], "entry": VENUE}).encode()
    named = {"Origin": f"http://127.0.0.1:{running.port}", "Content_Type": "application/json"}
    length = {"Content_Length": str(len(body))}
    assert running.ask("/desk/save", "POST", body, **named, **length).status == 403
    assert running.ask(f"/{'x' * 43}/desk/save", "POST", body, **named, **length).status == 403
    assert running.get("/desk/save").status in (404, 405)
    assert running.get("/desk/save", "PUT").status == 405
    assert running.post("/brief/meeting/lisbon-2024/", body).status in (404, 405)
    assert workspace.read(MEETING) == before


@pytest.mark.parametrize(
    "data",
    [
        [],
        {"record": "../briefgen", "text": "x"},
        {"record": "meeting/../../x", "text": "x"},
        {"record": "meeting/none-such", "entry": VENUE},
        {"record": "note/x", "new": {}},
        {"record": "person/../x", "digest": "", "new": {"name": "x"}},
        {"record": RECORD, "entry": {"field": "no_such", "value": "x"}},
        {"record": RECORD, "entry": []},
        {"record": RECORD},
    ],
)
def test_what_makes_no_sense_is_refused_in_words(kept: tuple[Running, Scratch], data: object) -> None:
    running, workspace = kept
    before = workspace.read(MEETING)
    status, answer = post(running, "save", data)
    assert status in (400, 422)
    assert answer["problem"]
    assert workspace.read(MEETING) == before


@pytest.mark.parametrize("path", ["propose", "save", "add", "opinion", "undo"])
def test_half_a_character_is_refused_in_words(kept: tuple[Running, Scratch], path: str) -> None:
    running, workspace = kept
    before = workspace.read(MEETING)
    data = {"record": RECORD, "name": "\ud800", "statement": "\ud800", "entry": {**VENUE, "value": "\ud800"}}
    status, answer = post(running, path, data)
    assert status == 400
    assert answer["problem"]
    assert workspace.read(MEETING) == before


def test_a_record_that_stops_being_utf_8_while_it_is_written_is_told_and_left(
    workspace: Scratch, monkeypatch: pytest.MonkeyPatch
) -> None:
    studio = Studio(find_workspace(workspace.root)[0])
    before = studio.workspace()
    assert before.facts.base.record(RECORD) is not None
    workspace.write(MEETING, workspace.read(MEETING).encode() + b"# caf\xe9\n")
    monkeypatch.setattr(studio, "workspace", lambda: before)
    for action in (EvidenceDesk(studio).writing.propose, EvidenceDesk(studio).writing.save):
        with pytest.raises(UsageProblem, match=r"lisbon-2024\.yaml is not UTF-8 at byte"):
            action({"record": RECORD, "digest": "", "entry": VENUE})
    assert (workspace.root / MEETING).read_bytes().endswith(b"\xe9\n")


def test_the_preview_alone_writes_nothing(running: Running) -> None:
    assert running.post("/desk/save", b"{}").status == 405
    assert running.get("/desk/").status == 404


def test_an_article_is_added_and_ready_to_be_read(kept: tuple[Running, Scratch]) -> None:
    running, workspace = kept
    text = "Gazette of Porto, 3 May 2031\n\nThe harbour council met in Porto on 2 May 2031.\n"
    status, added = post(
        running, "add", {"name": "note.txt", "content": b64encode(text.encode()).decode(), "id": "porto"}
    )
    assert (status, added["id"], added["state"]) == (200, "porto", "added")
    assert workspace.read("archive/porto/text.txt").strip().endswith("on 2 May 2031.")
    assert "The harbour council met in Porto" in running.get("/desk/source/porto/").text
    assert "/tmp" not in workspace.read("facts/sources/porto.yaml") + workspace.read("archive/porto/map.json")


def test_a_text_that_is_archived_with_other_words_is_told_and_taken_once_one_says_so(
    kept: tuple[Running, Scratch],
) -> None:
    running, workspace = kept

    def added(words: str, **more: object) -> dict[str, Any]:
        content = b64encode(f"Title: Of quays\n\n{words}\n".encode()).decode()
        status, answer = post(running, "add", {"name": "quays.txt", "content": content, "id": "quays", **more})
        assert status == 200
        return dict(answer)

    assert added("The quays were full.")["state"] == "added"
    assert added("The quays were full.")["state"] == "unchanged"
    told = added("The quays were empty.")
    assert (told["state"], told["changed"], told["fallen"]) == ("changed", 1, [])
    assert "full" in workspace.read("archive/quays/text.txt")
    assert added("The quays were empty.", new_version=True)["state"] == "renewed"
    assert "empty" in workspace.read("archive/quays/text.txt")
    (workspace.root / "facts/sources/quays.yaml").unlink()


@pytest.mark.parametrize("content", [b"\0\1\2", b"<html><body></body></html>"])
def test_what_has_no_words_is_refused_by_the_name_that_was_chosen(
    kept: tuple[Running, Scratch], content: bytes
) -> None:
    status, told = post(kept[0], "add", {"name": "x.html", "content": b64encode(content).decode()})
    assert (status, "/" in told["problem"]) == (422, False)
    assert told["problem"].startswith("x.html ")


def test_a_pdf_is_read_beside_its_picture(kept: tuple[Running, Scratch]) -> None:
    running, workspace = kept
    content = b64encode(pdf_of(LINES)).decode()
    status, added = post(running, "add", {"name": "council.pdf", "content": content, "id": "council"})
    assert (status, added["id"]) == (200, "council")
    page = running.get("/desk/source/council/").text
    assert '<p class="passage" data-page="2"><span class="place">p. 2 ¶ ' in page
    assert '<figure id="sheet" data-pages="2">' in page
    picture = running.get("/desk/source/council/page/2")
    assert (picture.status, picture.headers["content-type"], picture.body[:4]) == (200, "image/png", b"\x89PNG")
    for path in ("council/page/3", "council/page/0", "council/page/-1", "example-gazette/page/1", "none/page/1"):
        assert running.get(f"/desk/source/{path}").status == 404
    for name in ("facts/sources/council.yaml", "archive/council/original.pdf"):
        (workspace.root / name).unlink()


@pytest.mark.parametrize(
    "data",
    [
        {"name": "/etc/passwd"},
        {"name": "briefgen.toml"},
        {"name": "file:///etc/passwd"},
        {"name": "http://127.0.0.1:1/"},
        {"name": "x.txt", "content": "no base64!"},
        {"name": "x.txt", "content": "eA==", "id": "../x"},
    ],
)
def test_nothing_of_this_machine_is_added_by_name(kept: tuple[Running, Scratch], data: object) -> None:
    running, workspace = kept
    before = sorted(path.name for path in (workspace.root / "facts/sources").iterdir())
    assert post(running, "add", data)[0] == 422
    assert sorted(path.name for path in (workspace.root / "facts/sources").iterdir()) == before


@pytest.mark.slow
def test_a_template_is_saved_and_undone(kept: tuple[Running, Scratch]) -> None:
    running, workspace = kept
    name = "templates/meeting/brief.md.j2"
    before = workspace.read(name)
    page = running.get("/desk/templates/meeting/").text
    digest = re.search(r'data-name="meeting/brief.md.j2" data-digest="(\w+)"', page)
    assert digest
    data = {"name": "meeting/brief.md.j2", "text": before + "{{ meeting.nothing }}\n", "digest": digest[1]}
    assert post(running, "template", data)[0] == 200
    assert "a meeting has no" in running.get("/desk/templates/meeting/problems").text
    assert "a meeting has no" in running.get("/desk/templates/meeting/page?id=lisbon-2024").text
    assert post(running, "template", {**data, "text": f"{before}In the same place.\n"})[0] == 409
    assert post(running, "undo", {})[0] == 200
    assert workspace.read(name) == before
    assert "Lisbon" in running.get("/desk/templates/meeting/page?id=lisbon-2024").text


def test_an_opinion_is_given_at_the_desk_and_never_on_ones_own(kept: tuple[Running, Scratch]) -> None:
    running, workspace = kept
    asked = {"statement": f"{RECORD}/date", "verdict": "approved"}
    status, refused = post(running, "opinion", asked)
    assert (status, "nobody knows who wrote" in refused["problem"]) == (422, True)
    for name in ("Bo Chen", "Ana Lopes"):
        assert workspace.run("review", "wrote", RECORD, "--by", name, "-w", str(workspace.root)).code == 0
        status, answer = post(running, "opinion", asked)
        if name == "Bo Chen":
            assert (status, answer["standing"], answer["by"]) == (200, "approved", "Ana Lopes")
    assert (status, "nobody approves their own" in answer["problem"]) == (422, True)


@pytest.mark.slow
def test_what_is_sent_too_slowly_is_let_go_and_holds_nobody_up(example: Path, tmp_path: Path) -> None:
    workspace = Scratch(Path(copytree(example, tmp_path / "desk")))
    haste = "import briefgen.desk.evidence_desk as e\nassert e.HASTE == 10\ne.HASTE = 0.5"
    before = workspace.read(MEETING)
    with preview(workspace.root, command="desk", before=haste) as running, running.connect() as line:
        head = [
            f"POST {running.base}/desk/save HTTP/1.1",
            f"Host: 127.0.0.1:{running.port}",
            f"Origin: http://127.0.0.1:{running.port}",
            "Content-Type: application/json",
            "Content-Length: 400",
        ]
        line.sendall("\r\n".join([*head, "", '{"record": "']).encode())
        assert running.get("/desk/form/meeting").status == 200  # meanwhile others are answered
        assert b" 400 " in line.recv(200).splitlines()[0]
        assert running.get("/desk/").status == 200
    assert workspace.read(MEETING) == before


@pytest.mark.slow
def test_another_desk_on_the_folder_is_told_of(desk: tuple[Running, Scratch]) -> None:
    running, workspace = desk
    with preview(workspace.root, "--by", "Bo Chen", command="desk") as other:
        assert "Another desk is open on this folder (Ana Lopes)" in other.get("/desk/").text
        assert "Another desk is open on this folder (Bo Chen)" in running.get("/desk/").text
        assert other.interrupt()[:2] == (0, "desk ended\n")
    assert "Another desk" not in running.get("/desk/").text
