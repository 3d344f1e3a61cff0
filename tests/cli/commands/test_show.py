"""briefgen show, as an editor reads it."""

from __future__ import annotations

from tests.workspaces import Scratch


def test_a_value_is_shown_with_all_that_it_says_besides_itself(workspace: Scratch) -> None:
    workspace.write(
        "facts/_kinds/pact.yaml",
        "folder: pacts\nmeaning: A pact.\nroles: {name: title}\nfields:\n"
        "  title: {type: text, required: true, meaning: its title}\n"
        "  stages: {type: stage, many: true, meaning: what it reached}\n"
        "  forces: {type: reference, to: party, meaning: who, keys: {troops: {type: amount, meaning: how many}}}\n"
        "  cost: {type: quantity, meaning: what it cost}\n",
    )
    workspace.write(
        "facts/pacts/one.yaml",
        "title: One\nsrc: example-gazette\nstages: {is: 2024-05-01, stage: ratified, party: ethiopia}\n"
        "forces: {is: brazil, troops: over 500 t}\n"
        "cost: {is: about 5 million EUR (2024), of: en route, how: estimated}\n",
    )
    said = workspace.do("show", "pact/one").out

    assert "[stage: ratified, party: Ethiopia]" in said
    assert "[troops: over 500 t]" in said
    assert "about 5,000,000 EUR (2024)  [of: en route, how: estimated]" in said
