"""The review over a base with planted errors: the view makes each of them visible."""

from __future__ import annotations

import re
from html import unescape

from briefgen.desk.desk_reading import DeskReading
from briefgen.desk.evidence_desk import EvidenceDesk
from briefgen.desk.studio import Studio
from briefgen.workspace.folder import find_workspace
from tests.desk.test_desk_reading import asked
from tests.workspaces import MEETING, Scratch

PLANTED = [
    # What is planted in the file, at which statement it shows, and what the reviewer sees there.
    ("ordinal: {is: 7,", "ordinal: {is: 8,", "ordinal", ["8", "does not give the number '8'", "seventh session"]),
    ("place: {is: Lisbon,", "place: {is: Porto,", "place", ["Porto", "does not give the name 'Porto'", "in Lisbon on"]),
    ("date: {is: 2024-03-11,", "date: {is: 2024-03-12,", "date", ["2024-03-12", "does not give the", "on 11 March"]),
    ("[brazil, colombia, ethiopia]", "[brazil, colombia, portugal]", "attendance", ["Portugal", "and Ethiopia"]),
    ("said_by: example-secretariat", "said_by: organisation/example-gazette", "said_by",
     ["Example Gazette", "secretariat said"]),
    ("says: prices would remain unsteady", "says: prices would remain steady", "says", ["steady", "remain unsteady"]),
    ('quote: "agreed to exchange crop figures every quarter"', 'quote: "agreed to exchange crop data"', "outcomes",
     ["not found in the archived text"]),
    ("discussion:\n", 'discussion:\n  - {is: The gazette could learn it., quote: "The gazette could"}\n', "discussion",
     ["The gazette could not learn who chaired the session"]),
    ("discussion:\n", 'discussion:\n  - {is: It spoke., quote: "The secretariat said […] prices"}\n', "discussion",
     ["Quoted as: The secretariat said […] prices", "said that prices would remain unsteady"]),
    ("documents:\n", "background:\n  - is: It was a great success.\ndocuments:\n", "background", ["No words quoted"]),
]  # fmt: skip


def test_each_of_ten_planted_errors_is_seen(workspace: Scratch) -> None:
    for old, new, _, _ in PLANTED:
        workspace.edit(MEETING, old, new)
    studio = Studio(find_workspace(workspace.root)[0])
    reading = DeskReading(studio, EvidenceDesk(studio, "Bo Chen").writing, "/t", "mark")
    shown: dict[str, str] = {}
    for kind, id_ in (("meeting", "lisbon-2024"), ("claim", "unsteady-prices")):
        page = reading.review_record(asked(kind=kind, id=id_))
        for item in page.split('<li class="statement"')[1:]:
            name = re.search(r'<span class="property">(\w+)</span>', item)
            assert name
            shown[name[1]] = shown.get(name[1], "") + unescape(re.sub(r"<[^>]+>", "", item))
    for _, _, property_, seen in PLANTED:
        missing = [words for words in seen if words not in shown[property_]]
        assert not missing, f"{property_}: {missing} in {shown[property_]}"
