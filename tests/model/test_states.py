"""Every state that CLDR names by two letters is here, under its English name as one types it."""

from __future__ import annotations

import re

from babel import Locale

from briefgen.model.ids import is_slug
from briefgen.model.states import ALSO_CALLED, FORMER, STATES

# What CLDR names besides states and territories: unions, continents, places of mail, and codes for tests.
NONE = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}


def test_every_code_of_the_register_has_one_id() -> None:
    codes = {code for code in Locale("en").territories if re.fullmatch("[A-Z]{2}", str(code))}
    assert set(STATES.values()) == codes - NONE
    assert len(set(STATES.values())) == len(STATES)
    assert all(map(is_slug, [*STATES, *FORMER]))
    assert not STATES.keys() & FORMER.keys()


def test_what_people_type_besides_leads_to_a_state_and_is_none_itself() -> None:
    known = STATES.keys() | FORMER.keys()
    assert set(ALSO_CALLED.values()) <= known
    assert not ALSO_CALLED.keys() & known
