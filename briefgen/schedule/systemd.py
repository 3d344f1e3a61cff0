"""A timetable as a service and a timer: systemd.service(5), systemd.exec(5), systemd.timer(5), systemd.time(7).

The service can write where a build writes and nowhere else. As bounds of mounts need it, a service of a user runs in a
user namespace of its own (`PrivateUsers`).
"""

from __future__ import annotations

from briefgen.schedule.job import MARK, TimerJob
from briefgen.settings.timetable import WEEK, CalendarDays, Timetable

BOUNDS = (
    "NoNewPrivileges=true",
    "PrivateUsers=true",
    "ProtectSystem=strict",
    "ProtectHome=read-only",
    "PrivateDevices=true",
    "ProtectKernelTunables=true",
    "ProtectControlGroups=true",
    "RestrictSUIDSGID=true",
    "RestrictRealtime=true",
    "RestrictNamespaces=true",
    "LockPersonality=true",
    "RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6",
    "SystemCallArchitectures=native",
    "SystemCallFilter=@system-service",
    "SystemCallErrorNumber=EPERM",
)
TEMPORARY = ("/tmp/", "/var/tmp/")
"""Folders that a service with a /tmp of its own does not see."""


def unit(job: TimerJob) -> dict[str, str]:
    """The texts of the service and of its timer, by file name."""
    return {f"{job.name}.service": _service(job), f"{job.name}.timer": _timer(job)}


def _service(job: TimerJob) -> str:
    root = str(job.root)
    read = "".join(f"ReadOnlyPaths={_path(f'{root}/{folder}', '-')}\n" for folder in job.readable)
    sees_tmp = any(path.startswith(TEMPORARY) for path in (f"{root}/", job.command[0], job.archive))
    archive = f"Environment={_path(f'BRIEFGEN_ARCHIVE={job.archive}')}\n" if job.archive else ""
    bounds = "".join(f"{line}\n" for line in (*BOUNDS, *(() if sees_tmp else ("PrivateTmp=true",))))
    return f"""\
# {MARK}
[Unit]
Description=Standard briefs of {_specifiers(job.root.name)}

[Service]
Type=oneshot
WorkingDirectory={_specifiers(root)}
ExecStart={" ".join(_word(word) for word in job.command)}
{archive}{_secrets(job)}\
# 1, problems in facts or templates, is a failure that systemctl --failed shows; the timer goes on all the same.
# 3, another run at work, and 143, stopped, are none.
SuccessExitStatus=3 143
# As a unit of the system, not of a user, name here who runs it: User=
CacheDirectory=briefgen
CacheDirectoryMode=0700
Environment=BRIEFGEN_CACHE=%C/briefgen
# A hook that is a command works within the same bounds; ReadWritePaths= in a drop-in opens more to it. Where the
# kernel lets users make no namespaces (226/NAMESPACE in the log), take out Private…, Protect… and Read…Paths.
ReadWritePaths={_path(root)}
{read}{bounds}"""


def _timer(job: TimerJob) -> str:
    return f"""\
# {MARK}
[Unit]
Description=Standard briefs of {_specifiers(job.root.name)}: {job.timetable.words}

[Timer]
OnCalendar={_calendar(job.timetable)}
# A run that was missed while the machine was off is caught up, once.
Persistent=true

[Install]
WantedBy=timers.target
"""


def _secrets(job: TimerJob) -> str:
    """Where the environment may come from: %E is ~/.config for a user, /etc for the system."""
    if not job.secrets:
        return ""
    names = " and ".join(job.secrets)
    return f"# It may hold {names}; let nobody else read it.\nEnvironmentFile=-%E/briefgen/secrets.env\n"


def _calendar(table: Timetable) -> str:
    if table.is_daily:
        times = f"{table.at}:00"
    elif table.minutes >= 60:
        times = f"0/{table.minutes // 60}:00:00"
    else:
        times = f"*:0/{table.minutes}:00"
    return f"{_days(table.days)} {times} {table.zone}".rstrip()


def _days(days: CalendarDays) -> str:
    week = ",".join(WEEK[day][:3].capitalize() for day in days.week)
    months = ",".join(f"{month:02}" for month in days.months) or "*"
    return f"{week} *-{months}-{f'{days.month:02}' if days.month else '*'}".lstrip()


def _specifiers(text: str) -> str:
    """Text in which systemd finds nothing to fill in."""
    return text.replace("%", "%%")


def _path(path: str, optional: str = "") -> str:
    """A path in a list; a - before it lets it be missing."""
    plain = _specifiers(path).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{optional}{plain}"'


def _word(word: str) -> str:
    """A word of a command, in which no variable is filled in either."""
    return _path(word).replace("$", "$$")
