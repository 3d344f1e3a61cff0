"""Units for the system's timers, each read by a checker or parser that is not ours. Needs Debian's systemd."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from textwrap import dedent
from xml.etree import ElementTree

import pytest
import yaml

from briefgen.cli.commands.schedule import NEXT
from briefgen.errors import UsageProblem
from briefgen.schedule.job import TimerJob
from briefgen.schedule.units import TARGETS, units
from briefgen.settings.timetable import CalendarDays, Timetable
from tests.programs import needed
from tests.workspaces import Scratch

ODD = "Desk 100% \"A\" $HOME 'x'"
TABLES = {
    "daily": Timetable(125, 1440),
    "quarters": Timetable(0, 15),
    "minutes": Timetable(0, 1),
    "hourly": Timetable(0, 60),
    "six-hours": Timetable(0, 360),
    "mondays": Timetable(360, 1440, days=CalendarDays(week=(0, 6))),
    "months": Timetable(360, 1440, days=CalendarDays(month=5)),
    "quarters-of-years": Timetable(360, 1440, days=CalendarDays(month=1, months=(1, 4, 7, 10))),
}
TASK = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / ODD
    folder.mkdir()
    return folder


def job(root: Path, table: Timetable) -> TimerJob:
    return TimerJob(table, (sys.executable, "-P", "-m", "briefgen", "-w", str(root), "build"), root, "out")


@pytest.mark.parametrize("table", [*TABLES.values(), Timetable(125, 1440, "Europe/Vienna")], ids=str)
def test_systemd_itself_finds_nothing_wrong(root: Path, tmp_path: Path, table: Timetable) -> None:
    made = units([job(root, table)], "systemd")
    assert [Path(name).suffix for name in made] == [".service", ".timer"]
    for name, text in made.items():
        (tmp_path / name).write_text(text, "utf-8")
    paths = [str(tmp_path / name) for name in made]
    needed("systemd-analyze")
    verified = subprocess.run(["systemd-analyze", "verify", *paths], capture_output=True, text=True, check=False)
    assert (verified.returncode, _about_ours(verified.stderr)) == (0, "")
    timer = made[next(name for name in made if name.endswith(".timer"))]
    assert "Persistent=true" in timer


def _about_ours(said: str) -> str:
    return "\n".join(line for line in said.splitlines() if "briefgen" in line)


@pytest.mark.parametrize(
    ("name", "times"),
    [
        ("daily", ["2026-06-01 02:05:00", "2026-06-02 02:05:00"]),
        ("quarters", ["2026-06-01 00:15:00", "2026-06-01 00:30:00"]),
        ("six-hours", ["2026-06-01 06:00:00", "2026-06-01 12:00:00"]),
        ("mondays", ["2026-06-01 06:00:00", "2026-06-07 06:00:00"]),
        ("months", ["2026-06-05 06:00:00", "2026-07-05 06:00:00"]),
        ("quarters-of-years", ["2026-07-01 06:00:00", "2026-10-01 06:00:00"]),
    ],
)
def test_systemd_means_the_same_times(root: Path, name: str, times: list[str]) -> None:
    needed("systemd-analyze")
    timer = list(units([job(root, TABLES[name])], "systemd").values())[1]
    found = re.search("OnCalendar=(.*)", timer)
    assert found
    command = [
        "systemd-analyze",
        "calendar",
        "--iterations=2",
        "--base-time=2026-06-01 00:00:01 UTC",
        found[1] + " UTC",
    ]
    said = subprocess.run(command, capture_output=True, text=True, check=True, env={"TZ": "UTC", "PATH": "/usr/bin"})
    assert re.findall(r"(?:Next elapse|Iter. #\d+|Iteration #\d+): \w+ ([\d-]+ [\d:]+)", said.stdout) == times


def test_systemd_takes_a_busy_desk_for_no_failure_and_problems_for_one(root: Path) -> None:
    service = next(iter(units([job(root, TABLES["daily"])], "systemd").values()))
    assert "\nSuccessExitStatus=3 143\n" in service


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("daily", "5 2 * * *"),
        ("quarters", "*/15 * * * *"),
        ("minutes", "* * * * *"),
        ("hourly", "0 * * * *"),
        ("six-hours", "0 */6 * * *"),
        ("mondays", "0 6 * * 1,0"),
        ("months", "0 6 5 * *"),
        ("quarters-of-years", "0 6 1 1,4,7,10 *"),
    ],
)
def test_cron_gets_a_line_that_its_shell_reads_as_the_command(root: Path, name: str, fields: str) -> None:
    (text,) = units([job(root, TABLES[name])], "cron").values()
    timed, rebooted = [line for line in text.splitlines() if not line.startswith("#")]
    assert timed.startswith(f"{fields} cd ")
    line = timed.removeprefix(f"{fields} ")
    assert rebooted == f"@reboot {line}"
    assert not re.search(r"(?<!\\)%", line)  # cron ends a command at a % that stands alone
    words = shlex.split(line.replace("\\%", "%"))
    assert words == ["cd", str(root), "&&", *job(root, TABLES[name]).command]


def test_github_gets_a_workflow_in_the_folder_of_the_workspace(tmp_path: Path) -> None:
    root = tmp_path / "repo" / ODD
    root.mkdir(parents=True)
    (tmp_path / "repo" / ".git").mkdir()
    (text,) = units([job(root, TABLES["daily"])], "github-actions").values()
    flow = yaml.safe_load(text)
    assert flow[True] == {"schedule": [{"cron": "5 2 * * *"}], "workflow_dispatch": None}
    steps = flow["jobs"]["build"]["steps"]
    (run,) = [step for step in steps if step.get("run") == "briefgen build"]
    assert run["working-directory"] == ODD
    assert steps[-1]["with"]["path"] == f"{ODD}/out"
    assert flow["concurrency"]["cancel-in-progress"] is False
    assert flow["permissions"] == {"contents": "read"}


def test_windows_gets_a_task_that_catches_up_and_does_not_overlap(root: Path) -> None:
    (text,) = units([job(root, TABLES["quarters"])], "windows").values()
    task = ElementTree.fromstring(text.encode("utf-16"))

    def words(name: str) -> str | None:
        return task.findtext(f".//{TASK}{name}")

    assert words("Interval") == "PT15M"
    assert words("StartWhenAvailable") == "true"
    assert words("MultipleInstancesPolicy") == "IgnoreNew"
    assert words("WorkingDirectory") == str(root)
    assert words("Command") == sys.executable
    (daily,) = units([job(root, TABLES["daily"])], "windows").values()
    assert "2020-01-01T02:05:00" in daily
    assert "Repetition" not in daily


@pytest.mark.parametrize("target", ["cron", "windows", "github-actions"])
def test_a_zone_that_a_timer_does_not_know_is_refused_unless_it_makes_no_difference(root: Path, target: str) -> None:
    with pytest.raises(UsageProblem, match="does not know the time zone Europe/Vienna"):
        units([job(root, Timetable(125, 1440, "Europe/Vienna"))], target)
    assert units([job(root, Timetable(0, 15, "Europe/Vienna"))], target)


def test_the_command_offers_every_timer() -> None:
    assert list(NEXT) == list(TARGETS)


@pytest.mark.parametrize("target", TARGETS)
def test_export_writes_files_and_replaces_none_that_is_different(workspace: Scratch, target: str) -> None:
    workspace.write("briefgen.toml", '[schedule]\nat = "02:00"\n')
    out = workspace.root / "units"
    words = ("schedule", "export", "-w", str(workspace.root), "--to", target, "--out", str(out))
    assert workspace.run(*words).code == 0
    assert workspace.run(*words).code == 0
    first = min(out.iterdir())
    first.write_text("mine")
    refused = workspace.run(*words)
    assert (refused.code, first.read_text()) == (2, "mine")
    assert "is there already and is different; --force replaces it" in refused.err
    assert workspace.run(*words, "--force").code == 0
    assert first.read_bytes() != b"mine"


def test_without_a_schedule_it_is_said_how_to_write_one(workspace: Scratch) -> None:
    for words in (("show",), ("export", "--to", "cron"), ("run",)):
        ran = workspace.do("schedule", *words)
        assert ran.code == 2
        assert 'there is no schedule; write in briefgen.toml, below the line [schedule], at = "02:00"' in ran.err


def test_show_names_the_next_times(workspace: Scratch) -> None:
    workspace.write("briefgen.toml", '[schedule]\nevery = "15 minutes"\ntime-zone = "UTC"\n')
    (shown,) = workspace.do("schedule", "show", "--json").json["schedules"]
    assert shown["schedule"] == "every 15 minutes (UTC)"
    assert [time[14:16] in ("00", "15", "30", "45") for time in shown["next"]] == [True] * 5
    assert workspace.do("schedule", "show").out.startswith("every 15 minutes (UTC)\n  20")


# --- tables with times of their own ---

TWO = """
[schedule]
at = "02:05"
[briefs.council]
kind = "meeting"
schedule = "15 minutes"
[briefs.country]
[briefs."odd-name"]
kind = "theme"
[briefs.theme]
schedule = "never"
"""


def exported(workspace: Scratch, target: str) -> dict[str, bytes]:
    workspace.write("briefgen.toml", TWO)
    out = workspace.root / "units"
    ran = workspace.do("schedule", "export", "--to", target, "--out", str(out))
    assert (ran.code, ran.err) == (0, "")
    return {path.name: path.read_bytes() for path in sorted(out.iterdir())}


def test_each_timetable_is_a_unit_that_builds_its_tables_alone(workspace: Scratch) -> None:
    found = exported(workspace, "systemd")
    assert list(found) == [
        "briefgen-desk-at-0205.service",
        "briefgen-desk-at-0205.timer",
        "briefgen-desk-every-15-minutes.service",
        "briefgen-desk-every-15-minutes.timer",
    ]
    daily, often = (found[f"briefgen-desk-{times}.service"].decode() for times in ("at-0205", "every-15-minutes"))
    assert '"build" "--only" "country" "--only" "odd-name" "--wait" "3600"\n' in daily
    assert '"build" "--only" "council" "--wait" "450"\n' in often
    paths = [str(workspace.root / "units" / name) for name in found]
    needed("systemd-analyze")
    verified = subprocess.run(["systemd-analyze", "verify", *paths], capture_output=True, text=True, check=False)
    assert (verified.returncode, _about_ours(verified.stderr)) == (0, "")


def test_cron_has_a_line_for_each_timetable(workspace: Scratch) -> None:
    ((name, text),) = exported(workspace, "cron").items()
    assert name == "briefgen-desk.crontab"
    lines = [line for line in text.decode().splitlines() if not line.startswith(("#", "@reboot"))]
    assert [line.partition(" cd ")[0] for line in lines] == ["*/15 * * * *", "5 2 * * *"]
    words = shlex.split(lines[1].replace("\\%", "%"))
    assert words[words.index("build") :] == ["build", "--only", "country", "--only", "odd-name", "--wait", "3600"]


def test_the_workflow_of_some_tables_names_them_and_waits_for_none(workspace: Scratch) -> None:
    flow = yaml.safe_load(exported(workspace, "github-actions")["briefgen-desk-at-0205.yml"])
    (run,) = [step["run"] for step in flow["jobs"]["build"]["steps"] if step.get("run", "").startswith("briefgen")]
    assert shlex.split(run)[:6] == ["briefgen", "build", "--only", "country", "--only", "odd-name"]


def test_a_unit_of_an_earlier_export_is_named_and_left_alone(workspace: Scratch) -> None:
    exported(workspace, "systemd")
    workspace.write("briefgen.toml", '[schedule]\nat = "02:05"\n')
    out = workspace.root / "units"
    (out / "briefgen-desk-other.timer").write_text("another desk's")
    ran = workspace.do("schedule", "export", "--to", "systemd", "--out", str(out))
    assert ran.out.count("is of an earlier export and of no schedule any more: disable it and delete it") == 4
    assert (out / "briefgen-desk-at-0205.timer").exists()
    assert "briefgen-desk-other" not in ran.out


# --- what a unit may do ---


def test_a_service_can_write_where_a_build_does_and_gains_nothing(root: Path) -> None:
    made = TimerJob(TABLES["daily"], ("/usr/bin/python",), Path("/srv") / ODD, "out", readable=("facts", "templates"))
    service, timer = units([made], "systemd").values()
    for name, text in (("briefgen-x.service", service), ("briefgen-x.timer", timer)):
        (root / name).write_text(text, "utf-8")
    needed("systemd-analyze")
    command = ["systemd-analyze", "security", "--offline=true", "--no-pager", str(root / "briefgen-x.service")]
    rated = subprocess.run(command, capture_output=True, text=True, check=False)
    assert float(re.findall(r"exposure level[^:]*: ([0-9.]+)", rated.stdout)[0]) <= 6.5
    quoted = f"/srv/{ODD}".replace("%", "%%").replace('"', '\\"')
    for line in (
        "NoNewPrivileges=true",
        "ProtectSystem=strict",
        "PrivateTmp=true",
        f'ReadWritePaths="{quoted}"',
        f'ReadOnlyPaths="-{quoted}/facts"',
        "Environment=BRIEFGEN_CACHE=%C/briefgen",
    ):
        assert f"\n{line}\n" in service
    assert "EnvironmentFile" not in service
    (here, _) = units([job(Path("/tmp/desk"), TABLES["daily"])], "systemd").values()
    assert "PrivateTmp" not in here  # it would hide the workspace


@pytest.mark.parametrize("target", TARGETS)
def test_each_target_says_where_the_secrets_of_hooks_come_from(root: Path, target: str) -> None:
    made = TimerJob(TABLES["daily"], ("python", "build"), root, "out", secrets=("BRIEFGEN_SMTP_PASSWORD",))
    text = next(iter(units([made], target).values()))
    assert "BRIEFGEN_SMTP_PASSWORD" in text
    if target == "systemd":
        assert "\nEnvironmentFile=-%E/briefgen/secrets.env\n" in text
    if target == "github-actions":
        build = [step for step in yaml.safe_load(text)["jobs"]["build"]["steps"] if "env" in step]
        assert build[0]["env"]["BRIEFGEN_SMTP_PASSWORD"] == "${{ secrets.BRIEFGEN_SMTP_PASSWORD }}"


def test_actions_are_pinned_and_what_was_made_is_kept_for_the_next_run(root: Path) -> None:
    (text,) = units([job(root, TABLES["daily"])], "github-actions").values()
    steps = yaml.safe_load(text)["jobs"]["build"]["steps"]
    used = [step["uses"] for step in steps if "uses" in step]
    assert [name.partition("@")[0] for name in used] == [
        f"actions/{name}" for name in ("checkout", "setup-python", "cache", "upload-artifact")
    ]
    assert all(re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", name) for name in used)
    assert all(re.search(rf"{re.escape(name)} # v\d+\.\d+\.\d+\n", text) for name in used)


def test_elements_of_a_windows_task_stand_in_the_order_of_its_schema(root: Path) -> None:
    """Of triggerBaseType and calendarTriggerType, which are sequences; the rest may stand in any order."""
    (text,) = units([job(root, TABLES["quarters"])], "windows").values()
    trigger = ElementTree.fromstring(text.encode("utf-16")).find(f".//{TASK}CalendarTrigger")
    assert trigger is not None
    assert [part.tag.removeprefix(TASK) for part in trigger] == [
        "Enabled",
        "StartBoundary",
        "Repetition",
        "ScheduleByDay",
    ]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("mondays", {"WeeksInterval": "1", "DaysOfWeek": None, "Monday": None, "Sunday": None}),
        ("months", {"DaysOfMonth": None, "Day": "5", "Months": None, "February": None, "December": None}),
        ("quarters-of-years", {"Day": "1", "January": None, "April": None, "July": None, "October": None}),
    ],
)
def test_a_windows_task_of_some_days_names_them(root: Path, name: str, told: dict[str, str | None]) -> None:
    (text,) = units([job(root, TABLES[name])], "windows").values()
    trigger = ElementTree.fromstring(text.encode("utf-16")).find(f".//{TASK}CalendarTrigger")
    assert trigger is not None
    found = {part.tag.removeprefix(TASK): (part.text or "").strip() or None for part in trigger.iter()}
    assert {key: found.get(key, "missing") for key in told} == told
    assert "ScheduleByDay" not in found
    assert "February" not in found or name == "months"


@pytest.mark.parametrize("name", ["a\nb", "a\x85b", "a\ud800b", "a\\"])
@pytest.mark.parametrize("target", TARGETS)
def test_a_folder_that_no_timer_can_name_is_refused(target: str, name: str) -> None:
    with pytest.raises(UsageProblem, match="no timer can hold"):
        units([job(Path("/desks") / name, TABLES["daily"])], target)


def test_a_folder_with_a_name_in_any_script_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    root = tmp_path / "Стол дня [1] ümläut 日本"
    for target in TARGETS:
        assert root.name in next(iter(units([job(root, TABLES["daily"])], target).values()))


def test_units_know_where_the_archive_is() -> None:
    made = TimerJob(TABLES["daily"], ("python", "build"), Path("/srv/desk"), "out", archive="/srv/old texts/50%")
    service = next(text for name, text in units([made], "systemd").items() if name.endswith(".service"))
    assert 'Environment="BRIEFGEN_ARCHIVE=/srv/old texts/50%%"\n' in service
    (table,) = units([made], "cron").values()
    assert "cd /srv/desk && BRIEFGEN_ARCHIVE='/srv/old texts/50\\%' python build" in table


@pytest.mark.parametrize("target", TARGETS)
def test_what_would_be_a_line_of_its_own_is_refused(root: Path, target: str) -> None:
    planted = "x\n* * * * * root touch /tmp/planted"
    made = job(root, TABLES["daily"])
    for odd in (
        replace(made, arguments=("build", "--only", planted), command=(*made.command, planted)),
        replace(made, out=planted),
        replace(made, archive=planted),
        replace(made, secrets=(planted,)),
    ):
        with pytest.raises(UsageProblem, match="has a character that no timer can hold"):
            units([odd], target)


def test_the_name_of_a_table_is_an_id(workspace: Scratch) -> None:
    planted = r"""
        [briefs.meeting]
        schedule = "02:00"

        [briefs."x\n* * * * * root touch planted"]
        kind = "meeting"
        schedule = "03:00"
    """
    workspace.append("briefgen.toml", dedent(planted))
    for command in (("check",), ("build",), ("schedule", "export", "--to", "cron")):
        ran = workspace.do(*command)
        assert ran.code in (1, 2)
        assert "the name of the table is no id [bad-brief]" in ran.err + ran.out
        assert "\n* * * * *" not in ran.out + ran.err
