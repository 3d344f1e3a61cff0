"""What a red team found in November 2026, each finding with the tests that hold it mended."""

from __future__ import annotations

import ast

import pytest

from tests.workspaces import REPOSITORY

FOUND: dict[int, tuple[str, str]] = {
    1: (
        "a marking raised after publication freezes the brief with the withheld name in it",
        "incremental/test_withholding.py::test_a_participant_who_is_withheld_freezes_no_brief_and_is_no_news "
        "incremental/test_withholding.py::test_an_issue_is_named_once_and_the_next_one_is_made "
        "issues/test_audience_issues.py::test_a_marking_that_was_lowered_is_news",
    ),
    2: (
        "words whose marking was raised stay in edited files, copies and orphans",
        "incremental/test_withholding.py::test_an_edited_file_is_put_away_with_its_copies_and_made_again "
        "incremental/test_withholding.py::test_an_orphan_whose_record_was_marked_higher_is_put_away "
        "incremental/test_withholding.py::test_words_that_changed_with_their_marking_are_put_away",
    ),
    3: (
        "an older out/ put back is called fresh",
        "incremental/test_put_back.py::test_what_is_older_than_the_last_build_is_made_again "
        "incremental/test_put_back.py::test_what_is_newer_than_the_memory_of_builds_is_made_again",
    ),
    4: (
        "planted links under out/.briefgen destroy files outside",
        "outputs/test_planted.py::test_a_folder_of_the_program_s_own_that_is_a_link_is_refused "
        "outputs/test_planted.py::test_a_file_of_the_program_s_own_that_is_a_link_leads_nowhere "
        "outputs/test_planted.py::test_names_that_lead_out_of_the_folder_are_no_names",
    ),
    5: (
        "the name of a table becomes a line of a crontab",
        "schedule/test_units.py::test_the_name_of_a_table_is_an_id "
        "schedule/test_units.py::test_what_would_be_a_line_of_its_own_is_refused",
    ),
    6: (
        "the gate of Word files is passed by leading blanks; files in conflict are parsed outside all limits",
        "ooxml/test_archive.py::test_a_document_type_declaration_is_refused "
        "readers/docx/test_package.py::test_a_document_type_declaration_is_refused_by_whoever_reads "
        "readers/docx/test_elements.py::test_a_table_of_too_many_columns_is_told_and_costs_nothing",
    ),
    7: (
        "a resealed issue.json reads any path",
        "issues/test_resealed.py::test_what_no_program_writes_is_told_and_not_used "
        "issues/test_resealed.py::test_a_file_that_is_none_of_the_issue_is_not_read",
    ),
    8: (
        "template check fails with a fault of the program on facts that cannot be read",
        "cli/commands/test_template.py::test_a_source_that_cannot_be_read_is_told_and_no_fault_of_the_program "
        "cli/commands/test_template.py::test_a_source_that_is_not_there_is_told_and_no_fault_of_the_program",
    ),
    9: (
        "quadratic time in reading TOML and in other patterns",
        "settings/test_toml.py::test_the_time_to_read_a_file_grows_with_its_size_alone "
        "settings/test_toml.py::test_blank_lines_at_the_end_cost_nothing "
        "test_patterns.py::test_a_pattern_takes_no_more_time_than_the_text_is_long",
    ),
    10: (
        "damaged Word templates give tracebacks",
        "wordtemplates/test_faults.py::test_damaged_markup_is_told "
        "wordtemplates/test_faults.py::test_digits_of_other_scripts_are_no_digits",
    ),
    11: (
        "pipes, devices and endless files outside facts hang a build",
        "test_special_files.py::test_what_is_no_file_is_told_and_not_waited_for "
        "test_special_files.py::test_every_file_is_read_through_the_door",
    ),
    12: (
        "damaged state ends in a fault of the program",
        "incremental/test_put_back.py::test_a_build_goes_on_and_says_so "
        "outputs/test_planted.py::test_damaged_records_are_records_that_are_not_there",
    ),
    13: (
        "templates raise faults of the program for which template check finds nothing",
        "rendering/test_render.py::test_a_fault_is_named_at_its_place "
        "rendering/test_render.py::test_what_a_template_does_wrong_is_its_own_fault",
    ),
    14: (
        "hooks of a workspace from a stranger run without asking",
        "notify/test_trust.py::test_a_hook_runs_only_once_it_is_trusted "
        "notify/test_trust.py::test_hooks_that_change_are_to_be_trusted_again",
    ),
    15: (
        "no hashes, no list of licences, the build backend not pinned",
        "house/test_pins.py::test_all_that_the_project_asks_for_is_pinned "
        "house/test_pins.py::test_both_files_pin_the_same_versions "
        "house/test_pins.py::test_what_briefgen_depends_on_may_be_handed_on_with_it",
    ),
    16: (
        "escape sequences reach the terminal",
        "cli/test_terminal.py::test_no_text_gives_an_order_to_the_terminal "
        "cli/test_terminal.py::test_names_of_files_and_keys_reach_the_terminal_as_text",
    ),
    17: (
        "a killed check --lock leaves a file that git does not ignore",
        "outputs/test_shared_drives.py::test_what_a_killed_run_left_beside_a_file_is_swept",
    ),
    18: (
        "half requests shut everyone out of the preview, whose token others can read",
        "desk/test_server.py::test_whoever_asks_at_once_gets_in_past_many_with_half_a_request "
        "desk/test_server.py::test_the_browser_is_given_an_address_that_leads_in_once",
    ),
    19: (
        "an invalid house.docx is carried into briefs, and opened outside of limits",
        "writers/docx/reference/test_sanitised.py::test_an_invalid_value_is_left_out_and_told "
        "desk/test_draft.py::test_the_house_document_is_opened_by_a_child_process",
    ),
    20: (
        "reasons for a restricted brief name ids of records that are held back",
        "incremental/test_withholding.py::test_the_report_names_nothing_that_readers_may_not_know "
        "workspace/test_audience.py::test_reasons_that_name_what_is_held_back_are_not_told",
    ),
    21: (
        "patterns of the lint are exponential on many tags in one line",
        "lint/test_typed_words.py::test_many_gaps_and_many_tags_in_one_line_cost_one_pass "
        "test_patterns.py::test_a_pattern_takes_no_more_time_than_the_text_is_long",
    ),
}


def test_every_finding_has_a_row() -> None:
    assert list(FOUND) == list(range(1, 22))


@pytest.mark.parametrize("number", FOUND)
def test_its_tests_are_there(number: int) -> None:
    for test in FOUND[number][1].split():
        file, _, name = test.partition("::")
        tree = ast.parse((REPOSITORY / "tests" / file).read_text(encoding="utf-8"))
        assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}, test
