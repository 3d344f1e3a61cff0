"""A short run of `make fuzz`, the same each time."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.house.fuzz import Failure, Fuzzer, changed, keep, main


@pytest.mark.slow
def test_changed_files_end_in_words_and_exit_codes(tmp_path: Path) -> None:
    fuzzer = Fuzzer(tmp_path)
    assert [f for number in range(1, 31) if (f := fuzzer.case(number, 11))] == []


def test_the_same_seed_makes_the_same_changes() -> None:
    from random import Random

    made = [changed(Random(5), b"id: x\nquote: y\n", [b"z"]) for _ in range(2)]
    assert made[0] == made[1]


def test_a_failure_is_kept_with_what_is_needed_to_try_it_again(tmp_path: Path) -> None:
    place = keep(Failure(3, "facts/meetings/x.yaml", b"\xff", ("check",), "exit code 70"), 7, tmp_path)
    assert (place / "x.yaml").read_bytes() == b"\xff"
    assert "--seed 7 --case 3" in (place / "README").read_text()


def test_no_minutes_try_nothing(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.house.fuzz.Fuzzer", lambda *_: None)
    monkeypatch.setenv("BRIEFGEN_CACHE", "off")
    assert main(["--minutes", "0", "--seed", "1"]) == 0
    assert capsys.readouterr().out == "seed 1: 0 cases, 0 failures\n"
