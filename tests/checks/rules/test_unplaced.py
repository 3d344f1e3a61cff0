"""A sentence that names a state is tied to it, or a warning says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.checks.rules import unplaced
from tests.checks.pages import context
from tests.facts.pages import SOURCE

PAGE = f"""
=== sources/paper.yaml
{SOURCE}=== countries/iceland.yaml
code: IS
=== countries/chad.yaml
code: TD
=== countries/united-states.yaml
code: US
=== organisations/bank.yaml
name: Bank of Iceland
=== meetings/m.yaml
src: paper
country: chad
outcomes: OUTCOME
"""


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        ("Iceland offered to host the talks.", "iceland"),
        ("{is: Iceland offered to host the talks., about: iceland}", ""),
        ("{is: Iceland offered to host the talks., according_to: iceland}", ""),
        ("The Bank of Iceland paid.", ""),
        ("The talks ended in Chad.", ""),  # where the meeting was
        ("The talks on ice ended.", ""),
        ("Ports were to pay 2 US cents a ton, or 3 US dollars.", ""),
        ("The US paid 2 cents a ton.", "united-states"),
        ("The Icelandic delegation walked out.", "iceland"),
        ("The lake of Chad and Lake Chad are one.", ""),
        ("{is: {en: The ports paid., ru: Исландия заплатила.}}", "iceland"),
    ],
)
def test_a_state_that_a_sentence_names_is_tied_to_it(tmp_path: Path, outcome: str, said: str) -> None:
    found = list(unplaced.check(context(tmp_path, PAGE.replace("OUTCOME", outcome))))
    assert [d.code for d in found] == (["not-about"] if said else [])
    assert all(f"names {said}, and no brief" in d.message and f"about: {said} " in str(d.hint) for d in found)


@pytest.mark.parametrize(
    ("person", "is_told"),
    [
        ("posts: Minister of Ports of Iceland", True),
        ("posts: {is: Minister of Ports, organisation: ministry}", True),
        ("posts: {is: Envoy for Iceland, organisation: bank}", False),  # the post is in another body
        ("posts: Minister of Ports of Iceland\ncountry: iceland", False),
        ("posts: Minister of Ports", False),
    ],
)
def test_a_post_that_names_a_state_asks_for_the_country_of_its_holder(
    tmp_path: Path, person: str, is_told: bool
) -> None:
    ministry = "=== organisations/ministry.yaml\nname: Ministry of Ports\ncountry: iceland\nsrc: paper\n"
    page = f"{PAGE}{ministry}=== persons/ana.yaml\nname: Ana Sample\nsrc: paper\n{person}\n"
    found = list(unplaced.check(context(tmp_path, page.replace("OUTCOME", "The talks ended."))))
    assert [d.code for d in found] == (["no-country"] if is_told else [])


CLAIM = "=== claims/c.yaml\nsaid_by: bank\nat: m\nsays: ports paid\nmode: reported\nsrc: paper\n"


@pytest.mark.parametrize(
    ("bank", "acts", "is_told"),
    [
        ("name: Bank of Iceland", CLAIM, True),
        ("name: Bank of Iceland", "", False),
        ("name: Bank of Ice\naliases: Central Bank of Iceland", "host: bank", True),
        ("name: Bank of Iceland\ncountry: iceland", CLAIM, False),
        ("name: Bank of Iceland\nparent: union", CLAIM, False),
        ("name: Bank of Iceland\nmembers: [iceland, chad]", CLAIM, False),
        ("name: Bank of Iceland and Chad", CLAIM, False),
        ("name: Bank of Ports", CLAIM, False),
    ],
)
def test_a_body_whose_name_names_a_state_asks_for_its_country_where_it_acts(
    tmp_path: Path, bank: str, acts: str, is_told: bool
) -> None:
    page = PAGE.replace("name: Bank of Iceland", f"{bank}\nsrc: paper").replace("OUTCOME", "The talks ended.")
    union = "=== organisations/union.yaml\nname: Union\nsrc: paper\n"
    found = list(unplaced.check(context(tmp_path, f"{page}{acts}\n{union}")))
    assert [d.code for d in found] == (["no-country"] if is_told else [])


@pytest.mark.parametrize(
    ("state", "body", "is_told"),
    [
        ("code: KZ", "Kazakh Ministry of Ports", True),
        ("code: PT", "Portuguese Ministry of Ports", True),
        ("code: DE", "Deutsches Hafenamt", False),  # no source is in German
        ("code: AT", "German Ministry of Ports", False),
        ("code: AX\nname: Exampleland\nnames: [Exampleish]\nsrc: paper", "Exampleish Ministry of Ports", True),
        ("code: AX\nname: Exampleland\nsrc: paper", "Other Ministry of Ports", False),
        ("code: PE", "Peruvian Ministry of Ports", True),
        ("code: FR", "French Development Agency", True),
        ("code: IN", "Indian Ocean Commission", False),
        ("code: IN", "Indian Ministry of Ports", True),
        ("code: NE", "Nigerian Ports Authority", False),
        ("code: NE", "Ministry of Ports of Nigeria", False),
        ("code: ZA", "Southern African Development Community", False),
        ("code: ZA", "South African Ministry of Ports", True),
        ("code: CN", "South China Sea Institute", False),
        ("code: SD", "Ministry of Ports of South Sudan", False),
    ],
)
def test_a_body_may_be_named_by_the_adjective_of_its_state(
    tmp_path: Path, state: str, body: str, is_told: bool
) -> None:
    ministry = f"=== organisations/body.yaml\nname: {body}\nsrc: paper\n"
    meeting = "=== meetings/m.yaml\nsrc: paper\nhost: body\nplace: Port\n"
    page = f"=== sources/paper.yaml\n{SOURCE}=== countries/land.yaml\n{state}\n{ministry}{meeting}"
    found = list(unplaced.check(context(tmp_path, page)))
    assert [d.code for d in found] == (["no-country"] if is_told else [])


@pytest.mark.parametrize(
    ("attendance", "said"),
    [
        ("{status: listed, parties: bank, quote: Iceland and the bank came}", ["iceland"]),
        ("{status: listed, parties: [bank, iceland], quote: Iceland and the Bank of Iceland came}", []),
        ("{status: listed, parties: bank, quote: The Bank of Iceland came to Chad}", []),  # where the meeting was
        ("{status: listed, parties: iceland, quote: Iceland and Chad came}", ["chad"]),  # the host is listed there
        ("{status: listed, parties: iceland, quote: 'Iceland, Chad among them, came'}", ["chad"]),
        ("{status: listed, parties: iceland, quote: 'Iceland came to Port Example, Chad, and spoke'}", []),
        ("{status: listed, parties: iceland, quote: 'In Chad, Iceland and the bank met'}", []),
        ("{status: present, parties: bank, quote: Iceland and the bank came}", []),  # gives no list
    ],
)
def test_a_list_has_every_state_that_its_passage_names(tmp_path: Path, attendance: str, said: list[str]) -> None:
    page = PAGE.replace("outcomes: OUTCOME", f"attendance: {attendance}")
    found = [d for d in unplaced.check(context(tmp_path, page)) if d.code == "list-lacks"]
    assert [d.message for d in found] == [f"the passage of the list names {id_}, whom no list of m has" for id_ in said]
