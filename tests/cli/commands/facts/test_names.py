"""briefgen facts names: whose name it may be, and which records are two."""

from __future__ import annotations

from tests.workspaces import Scratch


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
