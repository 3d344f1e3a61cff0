# ruff: noqa: E501  (a diagnostic is one line)
"""A table becomes records; every fault has its row and column, and nothing is written unless all is well."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook

from briefgen.diagnostics import in_order
from briefgen.errors import Problems, UsageProblem
from briefgen.intake.tables.importing import import_table
from briefgen.intake.tables.worksheet import Imported, read_sheet
from briefgen.workspace.cache import Store
from briefgen.workspace.folder import find_workspace
from briefgen.workspace.workspace import Workspace
from tests.facts.pages import SOURCE, write_page

TODAY = "2031-06-20"
PAGE = f"""
=== countries/exampleland.yaml
code: XA
name: Exampleland
=== persons/nagiyev.yaml
name: Ali Nagiyev
=== sources/paper.yaml
{SOURCE}"""


def workspace(folder: Path, page: str = PAGE) -> Workspace:
    (folder / "briefgen.toml").write_text("")
    write_page(folder / "facts", page)
    return Workspace(find_workspace(folder)[0], Store(None))


def imported(folder: Path, table: str | bytes, kind: str = "person", *, partial: bool = False) -> Imported:
    data = table.encode() if isinstance(table, str) else table
    return import_table(workspace(folder), read_sheet(data), kind, "t.csv", TODAY, partial=partial)


def faults(folder: Path, table: str | bytes, kind: str = "person") -> list[str]:
    with pytest.raises(Problems) as found:
        imported(folder, table, kind)
    return [str(d) for d in in_order(found.value.diagnostics)]


TABLE = """id,Name,Name (ru),aliases,country,src,quote,posts,posts.on
ana,Ana Sample,Ана Сэмпл,Anna Sample; A. Sample,Exampleland,paper,"Ana Sample, the minister",Minister,2031-06-12
,Bo Sample,,,exampleland,paper,,,
"""


def test_each_row_becomes_a_record_that_loads(tmp_path: Path) -> None:
    found = imported(tmp_path, TABLE)
    assert [p.name for p in found.written] == ["ana.yaml", "bo-sample.yaml"]
    assert (tmp_path / "facts/persons/ana.yaml").read_text() == (
        "# yaml-language-server: $schema=../.schemas/person.json\nname: {en: Ana Sample, ru: Ана Сэмпл}\n"
        "aliases: [Anna Sample, A. Sample]\ncountry: exampleland\nsrc: paper\n"
        'quote: "Ana Sample, the minister"\nposts: {is: Minister, on: 2031-06-12}\nrecorded: 2031-06-20\n'
    )
    told = workspace(tmp_path)
    assert told.facts.diagnostics == []
    assert told.facts.base.record("person/bo-sample") is not None


def test_the_same_table_again_changes_nothing(tmp_path: Path) -> None:
    imported(tmp_path, TABLE)
    before = {p: p.read_bytes() for p in tmp_path.rglob("*.yaml")}
    found = imported(tmp_path, TABLE)
    assert (found.written, found.unchanged, found.problems) == ([], 2, [])
    assert {p: p.read_bytes() for p in tmp_path.rglob("*.yaml")} == before


def test_a_long_quote_is_written_by_its_ends_where_its_text_is_at_hand_and_the_table_changes_nothing_again(
    tmp_path: Path,
) -> None:
    words = "Ana Sample, the minister for the coast of the bay"
    table = f'id,name,src,quote\nana,Ana Sample,paper,"{words}"\n'
    without = tmp_path / "without"
    without.mkdir()
    imported(without, table)
    assert words in (without / "facts/persons/ana.yaml").read_text()
    (tmp_path / "archive/paper").mkdir(parents=True)
    (tmp_path / "archive/paper/text.txt").write_text(f"{words}, spoke. Nobody else did.\n")
    for written in (1, 0):
        assert len(imported(tmp_path, table).written) == written
    assert "quote: Ana Sample, … the bay\n" in (tmp_path / "facts/persons/ana.yaml").read_text()
    assert words in (tmp_path / "facts/sources/paper.txt").read_text()
    assert workspace(tmp_path).facts.diagnostics == []


def test_every_fault_is_told_at_its_row_and_column_and_nothing_is_written(tmp_path: Path) -> None:
    table = "name,country,id\nAna,Exempleland,a\nBo,,B o\nCy,,a\nDi,nowhere at all,d\n,,\n"
    assert faults(tmp_path, table) == [
        "t.csv:2:2: error: no country is called 'Exempleland' [unknown-record]\n  hint: did you mean exampleland (Exampleland)? the same name in another spelling",
        "t.csv:3:3: error: 'B o' is no id [bad-id]\n  hint: an id is lower-case letters, digits and single hyphens, such as samarkand-2025",
        "t.csv:4:3: error: 'a' stands in row 2 already [duplicate-row]",
        "t.csv:5:2: error: no country is called 'nowhere at all' [unknown-record]\n  hint: make its record first: briefgen new country nowhere-at-all",
    ]
    assert sorted(p.name for p in (tmp_path / "facts/persons").iterdir()) == ["nagiyev.yaml"]


def test_partial_writes_the_rows_without_fault(tmp_path: Path) -> None:
    found = imported(tmp_path, "name,country\nAna,Nowhere\nBo,Exampleland\n", partial=True)
    assert [p.name for p in found.written] == ["bo.yaml"]
    assert [d.code for d in found.problems] == ["unknown-record"]


def test_headings_are_matched_and_misspelt_ones_named(tmp_path: Path) -> None:
    assert [line.splitlines()[0] for line in faults(tmp_path, "name,contry,posts.onn,name\nAna,x,y,z,w\n")] == [
        "t.csv:1:2: error: there is no field 'contry' [unknown-column]",
        "t.csv:1:3: error: there is no field 'posts.onn' [unknown-column]",
        "t.csv:1:4: error: the column 'name' stands there already as 'name' [unknown-column]",
        "t.csv:2:5: error: 'w' stands under no heading [unknown-column]",
    ]
    assert "did you mean 'country'?" in faults(tmp_path, "name,contry\nAna,x\n")[0]


def test_values_are_checked_like_those_of_a_record(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, "id,date,place\nm,2031-02-30,Port Example\n", "meeting")
    assert fault.startswith("t.csv:2:2: error: '2031-02-30' is not in the calendar")
    (fault,) = faults(tmp_path, "id,name,posts,posts.on\na,Ana,mayor,2031-02-30\n")
    assert fault.startswith("t.csv:2:4: error: '2031-02-30' is not in the calendar")


def test_a_record_that_says_otherwise_is_not_written_over(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, "id,name\nnagiyev,Vali Nagiyev\n")
    assert fault.startswith(
        "t.csv:2:2: error: the record person/nagiyev has another 'name': 'Ali Nagiyev' [import-differs]"
    )
    assert imported(tmp_path, "name\nAli Nagiyev\n").unchanged == 1
    (fault,) = faults(tmp_path, "name,country\nAli Nagiyev,Exampleland\n")
    assert fault.startswith("t.csv:2:2: error: the record person/nagiyev has no 'country' [import-differs]")
    assert "an import adds no field to a record that is there" in fault
    page = f"{PAGE}\n=== persons/ana-sample.yaml\nname: Ana Sample\nsrc: {{paper: Ana Sample spoke}}\n"
    table = read_sheet(b"name,src\nAna Sample,paper\n")
    assert import_table(workspace(tmp_path, page), table, "person", "t.csv", TODAY, partial=False).unchanged == 1


def test_a_name_like_that_of_a_record_is_a_question(tmp_path: Path) -> None:
    found = imported(tmp_path, "name,src\nНагиев Али,paper\n")
    assert found.questions == [
        "row 2: 'Нагиев Али' may be person/nagiyev (Ali Nagiyev): the same name in other letters and in another order"
    ]
    assert [p.name for p in found.written] == ["nagiev-ali.yaml"]


def test_parties_of_a_meeting_stand_in_one_cell(tmp_path: Path) -> None:
    found = imported(
        tmp_path, "id,place,attendance,src\nm,Port Example,Exampleland; nobody,paper\n", "meeting", partial=True
    )
    assert [d.message for d in found.problems] == ["no country or organisation or person is called 'nobody'"]
    imported(tmp_path, "id,place,attendance,src\nm,Port Example,Exampleland,paper\n", "meeting")
    assert "attendance: {parties: [exampleland]}" in (tmp_path / "facts/meetings/m.yaml").read_text().replace(
        "\n  - ", " "
    )


def test_countries_of_the_register_are_found_by_id_and_by_name(tmp_path: Path) -> None:
    imported(tmp_path, "name,country\nAna,Portugal\nBo,portugal\n")
    for name in ("ana", "bo"):
        assert "country: portugal\n" in (tmp_path / f"facts/persons/{name}.yaml").read_text()
    (fault,) = faults(tmp_path, "name,country\nCy,portugall\n")
    assert "did you mean portugal" in fault


def test_a_source_that_there_is_not_is_a_fault(tmp_path: Path) -> None:
    assert faults(tmp_path, "name,src,quote\nAna,papr,Ana spoke\nBo,paper,Bo spoke\n") == [
        "t.csv:2:2: error: there is no source 'papr' [unknown-record]\n  hint: did you mean 'paper'?"
    ]
    assert not (tmp_path / "facts/persons/ana.yaml").exists()


def test_a_fault_of_a_key_is_told_at_its_own_column(tmp_path: Path) -> None:
    table = "id,place,people,src,people.party\nm,Port Example,nagiyev,paper,nowhere at all\n"
    (fault,) = faults(tmp_path, table, "meeting")
    assert fault.startswith("t.csv:2:5: error: no ")


def test_several_values_have_no_keys_beside_them(tmp_path: Path) -> None:
    assert [f.splitlines()[0] for f in faults(tmp_path, "name,posts,posts.on\nAna,Minister; Mayor,2031-06-12\n")] == [
        "t.csv:2:3: error: several values of posts cannot have keys beside them [bad-cell]"
    ]


def test_parties_have_their_status_beside_them(tmp_path: Path) -> None:
    table = "id,place,attendance,attendance.status,src\nm,Port Example,Exampleland,present,paper\n"
    imported(tmp_path, table, "meeting")
    assert "{status: present, parties: [exampleland]}" in (tmp_path / "facts/meetings/m.yaml").read_text()


def test_a_kind_that_there_is_not_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageProblem, match="did you mean 'person'"):
        imported(tmp_path, TABLE, "persn")


def test_a_workbook_is_read_with_its_days_and_numbers(tmp_path: Path) -> None:
    from datetime import date

    book, file = Workbook(), BytesIO()
    sheet = book.active
    assert sheet is not None
    for row in (["id", "date", "ordinal", "place"], ["m", date(2031, 6, 11), 2.0, "Port Example"]):
        sheet.append(row)
    book.save(file)
    imported(tmp_path, file.getvalue(), "meeting")
    text = (tmp_path / "facts/meetings/m.yaml").read_text()
    assert "date: 2031-06-11\nordinal: 2\nplace: Port Example\n" in text


def test_a_formula_that_was_never_worked_out_is_a_fault(tmp_path: Path) -> None:
    book, file = Workbook(), BytesIO()
    sheet = book.active
    assert sheet is not None
    for row in (["id", "name"], ["a", "=A1&A2"]):
        sheet.append(row)
    book.save(file)
    (fault,) = faults(tmp_path, file.getvalue())
    assert fault.startswith("t.csv:2:2: error: name holds a formula that no program has worked out [bad-cell]")


def test_a_place_like_one_that_records_name_is_a_question(tmp_path: Path) -> None:
    town = tmp_path / "facts/towns/port.yaml"
    town.parent.mkdir(parents=True)
    town.write_text("name: Port Example\naliases: Puerto Ejemplo\nsrc: paper\n", encoding="utf-8")
    rows = "id,place,src\nm1,Port Exampel,paper\nm2,Puerto Ejemplo,paper\nm3,Elsewhere,paper\n"
    assert imported(tmp_path, rows, "meeting").questions == [
        "row 2: the place 'Port Exampel' may be 'Port Example', as records have it: the same name in another spelling"
    ]


def test_rows_that_rest_on_no_source_are_asked_about(tmp_path: Path) -> None:
    found = imported(tmp_path, "name,src,quote\nAna Sample,paper,Ana Sample\nBen Beispiel,,\n")
    assert found.questions == ["which source has row 3? add src: to the record; briefgen check asks for it"]
    assert imported(tmp_path, "label\nsea level\n", "theme").questions == []


def test_a_point_that_may_part_thousands_is_asked_about(tmp_path: Path) -> None:
    table = "id,names,headcount,src\none,A forum,1.234 delegates,paper\ntwo,A forum of ports,1.5 t,paper\n"
    assert imported(tmp_path, table, "meeting").questions[0] == (
        "row 2: '1.234 delegates' is read with a decimal point; if it parts thousands, write 1234 delegates"
    )
