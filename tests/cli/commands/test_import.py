"""briefgen import: tables into records, references into sources, names into a meeting."""

from __future__ import annotations

from tests.workspaces import Scratch


def test_tables_references_and_names_are_taken_in(workspace: Scratch) -> None:
    at = ("-w", str(workspace.root))
    people = workspace.write("people.csv", "name;country\nAna Sample;Exampleland of Nowhere\n")
    ran = workspace.run("import", str(people), "--kind", "person", *at)
    assert (ran.code, ran.out) == (1, "")
    assert "people.csv:2:2: error: no country is called 'Exampleland of Nowhere' [unknown-record]" in ran.err
    ran = workspace.run("import", str(workspace.write("p.csv", "name\nAna Sample\n")), "--kind", "person", *at)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("wrote ")
    library = workspace.write("library.bib", "@online{walls, title = {On walls}, url = {https://gazette.example/w}}\n")
    ran = workspace.run("import", str(library), *at)
    assert (ran.code, ran.out.endswith("facts/sources/walls.yaml\n")) == (0, True)
    assert workspace.run("import", str(library), *at).out == "1 was there already\n"
    names, meeting = workspace.write("names.txt", "Ana Sample\n"), "lisbon-2024"
    ran = workspace.run("import", str(names), "--participants", meeting, *at)
    assert (ran.code, ran.out.startswith("wrote ")) == (0, True)
    assert workspace.run("import", str(names), *at).code == 2
    assert workspace.run("import", str(names), "--kind", "person", "--participants", meeting, *at).code == 2
    assert workspace.run("import", "nowhere.csv", "--kind", "person", *at).code == 2
