"""Briefs about a question: what the command takes, what the page says, and when it is made again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from briefgen.briefs import selected
from briefgen.briefs.news import Fact, News, Snapshot, Sort, only_fell_out
from briefgen.briefs.selected import is_news_of_selection
from briefgen.document.walk import block_text
from briefgen.facts.factbase import FactBase
from briefgen.model.statement import Statement
from briefgen.production.assembling import assemble
from briefgen.query.about import Disputes
from briefgen.query.chosen import Became, ChosenRecord
from tests.facts.pages import load_page
from tests.workspaces import MEETING, Ran, Scratch, open_workspace

WEEKLY = """\

[briefs.weekly]
kind = "digest"
parameters = ["period = 2024-Q1"]
formats = ["md"]
"""


PLAIN = """\
src: example-gazette
date: {is: DAY, quote: "held its seventh session in Lisbon on 11 March 2024"}
place: {is: PLACE, quote: "held its seventh session in Lisbon on 11 March 2024"}
status: {is: held, quote: "held its seventh session in Lisbon on 11 March 2024"}
"""


def meeting(workspace: Scratch, id_: str, place: str, day: str) -> None:
    workspace.write(f"facts/meetings/{id_}.yaml", PLAIN.replace("PLACE", place).replace("DAY", day))


def run(workspace: Scratch, *words: str) -> Ran:
    return workspace.run(*words, "-w", str(workspace.root), "-f", "md")


def said(workspace: Scratch, name: str, *words: str) -> str:
    made = run(workspace, *words)
    assert (made.code, made.err) == (0, "")
    return workspace.read(f"out/{name}.md")


def build(workspace: Scratch) -> str:
    ran = workspace.run("build", "-w", str(workspace.root))
    assert ran.code == 0, ran
    return ran.out


@pytest.mark.slow
def test_a_digest_has_a_line_for_what_happened_in_the_period(workspace: Scratch) -> None:
    text = said(workspace, "digest/digest.period_2024-03", "digest", "--period", "2024-03")

    assert "# Digest: 1–31 March 2024" in text
    assert "**New: one meeting" in text
    assert "The meeting took place in Lisbon" in text


def test_a_digest_tells_of_what_may_be_new_for_it_has_no_day_on_which_it_was_written_down(workspace: Scratch) -> None:
    meeting(workspace, "porto-2024", "Porto", "2024-05-20")
    told = "Not known whether new, for nothing says when it was written down: "
    march = ("digest/digest.period_2024-03", "digest", "--period", "2024-03")
    assert f"{told}one document and one meeting." in said(workspace, *march)
    text = said(workspace, "digest/digest.period_1999", "digest", "--period", "1999")
    assert f"**Nothing that is held meets the conditions. {told}" in text
    by_date = ("digest/digest.period_1999.by_date", "digest", "--period", "1999", "--by", "date")
    for name, *words in (by_date, ("digest/digest", "digest")):
        assert told not in said(workspace, name, *words)
    workspace.append("facts/meetings/porto-2024.yaml", "recorded: 2024-05-21\n")
    assert f"{told}one document." in said(workspace, *march)


@pytest.mark.slow
def test_a_digest_says_that_there_is_nothing(workspace: Scratch) -> None:
    text = said(workspace, "digest/digest.period_1999.by_date", "digest", "--period", "1999", "--by", "date")

    assert "Nothing that is held meets the conditions." in text


@pytest.mark.slow
def test_a_period_is_counted_back_from_the_day_given_or_from_the_cut_off(workspace: Scratch) -> None:
    words = ("digest", "march", "--until", "2024-03-31", "--period", "1 month", "--by", "date")

    assert run(workspace, *words).out.startswith("Digest: 1–31 March 2024")


@pytest.mark.slow
def test_a_chronology_is_a_table_of_dates(workspace: Scratch) -> None:
    text = said(workspace, "chronology/chronology", "chronology")

    assert "| Date | What is reported |" in text
    assert "Lisbon" in text


def test_two_records_are_compared_differences_first(workspace: Scratch) -> None:
    meeting(workspace, "porto-2024", "Porto", "2024-03-11")
    made = run(workspace, "compare", "lisbon-2024", "meeting/porto-2024")

    assert (made.code, made.err.count("error")) == (0, 0)
    text = workspace.read("out/compare/lisbon-2024-and-porto-2024.md")
    assert text.index("## Where they differ") < text.index("## What is the same")
    assert "| Place | Lisbon" in text
    lead = next(line for line in text.splitlines() if line.startswith("**They differ"))
    table = text.partition("## Where they differ")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| ([A-Z][^|,]*?)(?:, here alone)? \|", table, re.MULTILINE)
    assert [name for name in rows if name.lower() not in lead.lower()] == []
    assert len(rows) > 3


def test_two_statements_of_one_speaker_are_told_and_compared_by_number(workspace: Scratch) -> None:
    claim = "said_by: example-secretariat, says: it would rain, mode: reported, verb: warned, quote: said"
    more = f"  - {{id: rain, at: lisbon-2024, {claim}}}\n"
    workspace.edit(MEETING, "claims:\n", f"claims:\n{more}")
    made = run(workspace, "compare", "unsteady-prices", "rain")
    assert (made.code, made.err.count("error")) == (0, 0), made.err
    text = workspace.read("out/compare/unsteady-prices-and-rain.md")
    assert "# Two statements by the secretariat of the Example Harvest Forum compared" in text
    assert re.search(r"^1\. The secretariat.*that prices would remain unsteady.*\n2\. .* it would rain", text, re.M)
    assert "| | Statement 1 | Statement 2 |" in text
    assert "They agree in speaker" in text


@pytest.mark.slow
def test_a_comparison_says_that_it_leaves_sentences_out(workspace: Scratch) -> None:
    meeting(workspace, "porto-2024", "Porto", "2024-03-11")
    more = "".join(f"  - {{is: {'Participants spoke at length of rain ' * 3}{n}., quote: Lisbon}}\n" for n in range(9))
    workspace.edit(MEETING, "outcomes:\n", f"outcomes:\n{more}")
    compared = ("compare", "lisbon-2024", "meeting/porto-2024")
    name = "compare/lisbon-2024-and-porto-2024"
    assert "In the full account: what else is reported." in said(workspace, name, *compared)


@pytest.mark.slow
def test_both_sides_of_a_comparison_say_something(workspace: Scratch) -> None:
    meeting(workspace, "porto-2024", "Porto", "2024-03-11")
    long = f"Participants {'spoke at length of rain and ' * 12}wind."
    workspace.edit(MEETING, "Participants agreed to exchange crop figures every quarter.", long)
    text = said(workspace, "compare/lisbon-2024-and-porto-2024", "compare", "lisbon-2024", "meeting/porto-2024")
    assert long in text
    assert "&#32;" not in text


def test_a_day_is_compared_and_printed_with_its_stage(workspace: Scratch) -> None:
    workspace.write(
        "facts/_kinds/stages.yaml",
        "extends: document\nfields:\n  stages: {type: stage, many: true, meaning: what it reached}\n",
    )
    for name, stage in (("pact", "signed"), ("charter", "in-force")):
        text = f"title: {name}\ntype: treaty\nsrc: example-gazette\nstages: {{is: 2024-05-01, stage: {stage}}}\n"
        workspace.write(f"facts/documents/{name}.yaml", text)
    made = run(workspace, "compare", "pact", "charter")

    assert made.err.count("error") == 0, made.err
    text = workspace.read("out/compare/pact-and-charter.md")
    assert "1 May 2024 (signed)" in text
    assert "1 May 2024 (in force)" in text


PROJECT = """\
folder: projects
meaning: What is built.
roles: {name: name, date: opening, parties: builders}
words:
  en: {one: project, many: projects, article: a}
fields:
  name: {type: text, required: true, meaning: its name}
  opening: {type: date, meaning: when it opens}
  builders: {type: reference, to: party, many: true, meaning: who builds it}
  pledges:
    type: reference
    to: party
    many: true
    meaning: who pledged money
    keys:
      amount: {type: money, meaning: how much}
      on: {type: date, meaning: when}
    apart: [on, amount]
"""


def test_a_record_of_ones_own_says_what_its_days_and_amounts_are(workspace: Scratch) -> None:
    workspace.write("facts/_kinds/project.yaml", PROJECT)
    workspace.write(
        "facts/projects/weir.yaml",
        "name: Sample Weir\nsrc: example-gazette\nopening: 2027-03-01\nbuilders: example-secretariat\n"
        "pledges: {is: example-secretariat, amount: 3 million EUR, on: 2026-05-02}\n",
    )
    text = re.sub(r"\[\^\d+\]", "", said(workspace, "chronology/chronology", "chronology"))
    assert "| 1 March 2027 | Sample Weir: opening |" in text
    assert "| 2 May 2026 | Sample Weir, pledges: secretariat of the Example Harvest Forum |" in text
    text = said(workspace, "organisation/example-secretariat", "organisation", "example-secretariat")
    assert "**Sample Weir**" in text
    assert "Builders; pledges: €3 million, 2 May 2026." in re.sub(r"\[\^\d+\]", "", text)


def test_records_of_two_kinds_have_nothing_that_could_be_compared(workspace: Scratch) -> None:
    """The command refuses them; a brief that is made otherwise compares nothing of theirs."""
    opened = open_workspace(workspace.root)
    kind = opened.kind("compare")[0]
    both = dict(zip(kind.arguments, ("meeting/lisbon-2024", "country/brazil"), strict=True))
    document = assemble(opened, kind.with_values(both), "selection/x").document
    text = "\n".join(map(block_text, document.blocks))
    assert "Nothing is held of either that could be compared." in text
    assert "Where they differ" not in text


def test_a_record_is_not_compared_with_itself(workspace: Scratch) -> None:
    ran = run(workspace, "compare", "lisbon-2024", "meeting/lisbon-2024")

    assert (ran.code, "meeting/lisbon-2024 is named twice" in ran.err) == (2, True), ran


def test_what_is_contested_says_of_which_record(workspace: Scratch) -> None:
    workspace.append(MEETING, 'venue: [Hall One, {is: Hall Two, quote: "in Lisbon on 11 March 2024"}]\n')
    text = said(workspace, "chronology/chronology", "chronology")

    assert "\n- **Lisbon, 11 March 2024.**[^1] Venue: Hall One" in text.partition("What is contested")[2]


@pytest.mark.slow
def test_a_selection_is_made_again_when_a_record_comes_that_it_chooses_and_not_for_another(workspace: Scratch) -> None:
    workspace.append("briefgen.toml", WEEKLY)
    assert "digest/weekly" in build(workspace)
    meeting(workspace, "porto-2025", "Porto", "2025-03-11")
    assert "digest/weekly" in build(workspace)  # which may have been written down in the period
    workspace.append("facts/meetings/porto-2025.yaml", "recorded: 2025-03-12\n")
    assert "digest/weekly" in build(workspace)
    workspace.append("facts/meetings/porto-2025.yaml", "venue: {is: Mill, quote: in Lisbon}\n")
    assert "made" not in build(workspace)
    meeting(workspace, "porto-2024", "Porto", "2024-03-20")
    ran = workspace.run("build", "--explain", "-w", str(workspace.root))

    assert "what the selection chooses changed" in ran.out


@pytest.mark.slow
def test_a_table_asks_for_a_selection_under_its_own_name(workspace: Scratch) -> None:
    workspace.append("briefgen.toml", WEEKLY.replace("period = 2024-Q1", "themes = drug"))
    ran = workspace.run("build", "-w", str(workspace.root))

    assert ran.code == 1
    assert "briefgen.toml" in ran.err
    assert "there is no 'drug'" in ran.err


@pytest.mark.slow
def test_what_is_held_back_is_not_chosen(workspace: Scratch) -> None:
    workspace.write(MEETING, "marking: TLP:RED\n" + workspace.read(MEETING))
    ran = run(workspace, "chronology", "--audience", "TLP:GREEN")

    assert ran.code == 0
    assert "Lisbon" not in workspace.read("out/chronology/chronology.tlp-green.md")
    refused = run(workspace, "compare", "lisbon-2024", "lisbon-2024", "--audience", "TLP:GREEN")
    assert "not released" in refused.err


@pytest.mark.slow
def test_since_the_last_issue_only_what_came_is_told_and_nothing_that_fell_out_is_called_withdrawn(
    workspace: Scratch,
) -> None:
    workspace.append("briefgen.toml", WEEKLY.replace("period = 2024-Q1", "period = last-issue"))
    issued = workspace.run("issue", "--date", "2024-03-16", "-w", str(workspace.root))
    assert issued.code == 0, issued
    meeting(workspace, "porto-2024", "Porto", "2024-03-20")
    workspace.append("facts/meetings/porto-2024.yaml", "recorded: 2024-03-18\n")
    build(workspace)
    text = workspace.read("out/digest/weekly.period_last-issue.md")

    assert "# Digest: since 16 March 2024" in text
    assert "**New: one meeting." in text
    assert "Withdrawn" not in text
    assert "Lisbon" not in text.split("\n\n[^1]: ")[0]


# --- news of a selection, on facts in memory -------------------------------------------------------------------

FACTS = """
    === sources/s.yaml
    type: essay
    language: en
    retrieved: 2026-01-01
    label: Example
    descriptor: an example
    === themes/tea.yaml
    label: tea
    === themes/old.yaml
    label: old
    deprecated: It was put in twice.
    === meetings/m.yaml
    src: s
    recorded: 2024-05-01
    place: Porto
    names:
      - {is: One, recorded: 2024-05-01}
      - {is: Two, recorded: 2024-05-02}
      - {is: Three, rank: deprecated, why: A misprint.}
    """


def statements(base: FactBase) -> dict[str, Statement]:
    """Those of the meeting, by what they say."""
    found = base.records["meeting/m"].statements
    return {str(next(iter(s.value.values())) if isinstance(s.value, Mapping) else s.value): s for s in found}


def fact(statement: Statement) -> Fact:
    return Fact(statement.id, statement.subject, statement.property, "words")


def test_what_only_fell_out_of_a_brief_is_not_withdrawn(tmp_path: Path) -> None:
    base = load_page(tmp_path, FACTS).base
    tea, old = (base.records[f"theme/{id_}"].statements[0] for id_ in ("tea", "old"))
    third = statements(base)["Three"]
    gone = Fact("theme/none/label/1", "theme/none", "label", "words")
    withdrawn = {
        name: not only_fell_out(base, Disputes(base, ()), News(Sort.WITHDRAWN, "x", "label", was))
        for name, was in {
            "still there": (fact(tea),), "record deprecated": (fact(old),), "value deprecated": (fact(third),),
            "gone": (gone,), "one of two": (fact(tea), gone),
        }.items()
    }  # fmt: skip
    assert [name for name, is_news in withdrawn.items() if not is_news] == ["still there"]


def test_what_came_is_news_of_records_that_were_told_of() -> None:
    for sort, told, expected in (
        (Sort.CHANGED, (), True),
        (Sort.ADDED, (), False),
        (Sort.ADDED, ("theme/tea",), True),
        (Sort.CONTESTED, ("theme/tea",), False),
    ):
        assert is_news_of_selection(News(sort, "theme/tea", "label"), told) is expected


def test_fresh_is_what_was_written_on_a_later_day_than_all_that_was_told(tmp_path: Path) -> None:
    base = load_page(tmp_path, FACTS).base
    by_value = statements(base)
    one = ChosenRecord("meeting/m", Became.NEW)
    told = Snapshot((fact(by_value["Porto"]),))
    assert selected._fresh(base, one, told) == (by_value["Two"].id,)  # "One" is of the day of what was told
    assert selected._is_told(base, one, Snapshot((fact(by_value["Porto"]), fact(by_value["Two"]))))
    assert not selected._is_told(base, one, told)
    assert not selected._is_told(base, one, Snapshot())
    assert selected._since(base, one, told) == replace(one, became=Became.CHANGED, added=(by_value["Two"].id,))
    assert selected._since(base, one, Snapshot()) == one
