"""Who is told after a build: a command, a web server, people by mail; only if something changed or newly failed.

By then all files are in place and the lock is given back, so a hook that fails loses nothing. Each has its time, and
gets the report of the build (`build_report`), which holds ids alone. What was wrong already when it was last told
(`told`) is no reason to tell it again; that it no longer is, is one.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from hashlib import blake2b
from pathlib import Path
from tempfile import TemporaryFile

from briefgen.diagnostics import Diagnostic, Location
from briefgen.disk import content_of
from briefgen.incremental.report import has_acted, report_bytes
from briefgen.incremental.results import BuildResult
from briefgen.notify.delivery import DeliveryFailed, secret, with_retries, with_timeout
from briefgen.notify.log import FILE, Notice, NotificationLog
from briefgen.notify.mail import send_mail
from briefgen.notify.trust import is_trusted, untrusted
from briefgen.notify.webhook import post
from briefgen.outputs.manifest import FOLDER
from briefgen.settings.hooks import SECRETS
from briefgen.settings.places import TomlPlaces
from briefgen.workspace.folder import SETTINGS_FILE, WorkspaceFolder
from briefgen.workspace.workspace import Workspace

SECONDS = 60.0
"""How long a hook may take."""
Hook = Callable[[bytes], None]


def notify(
    built: BuildResult, workspace: Workspace, *, whole: bool = True, seconds: float = SECONDS
) -> list[Diagnostic]:
    """Run every hook of `[hooks]` for which the build has news; what did not work comes back.

    `whole` is False for a build of some briefs only. A hook that fails is told the same failures again next time.
    """
    home = workspace.home
    if not is_trusted(home):
        return [untrusted(home)] if has_acted(built) else []
    out = home.folder("out")
    told, problems = NotificationLog.read(out, workspace.store), []
    if told.is_damaged:
        place = Location(f"{home.shown('out')}/{FOLDER}/{FILE}")
        lost = "what hooks were told before is damaged, and counts as nothing: they may be told again"
        problems.append(Diagnostic(place, lost, "state-damaged"))
    slots = {slot: (key, hook) for key, slot, hook in _hooks(home, seconds)}
    before = {slot: dict(wrong) for slot, wrong in told.hooks.items()}
    told.hooks = {slot: wrong for slot, wrong in told.hooks.items() if slot in slots}
    for slot, (key, hook) in slots.items():
        news = told.news(slot, built, whole=whole)
        try:
            if news:
                hook(_with(news, report_bytes(built, out)))
            told.record(slot, built, whole=whole)
        except DeliveryFailed as bad:
            problems.append(_problem(home, key, str(bad)))
        except OSError as bad:  # on a full disk not even a command's words can be kept
            problems.append(_problem(home, key, f"it could not be begun: {bad.strerror or bad}"))
    if told.hooks != before:
        told.write(out, workspace.store)
    return problems


def _hooks(home: WorkspaceFolder, seconds: float) -> Iterator[tuple[str, str, Hook]]:
    """The key of each hook, under which name it is remembered, and how to call it."""
    prefix = "hooks."
    settings = {k.removeprefix(prefix): v for k, v in home.settings.items() if k.startswith(prefix)}

    def hidden(key: str, file: str) -> str:
        return secret(SECRETS[key], settings[file], home.root)

    def mail(report: bytes) -> None:
        password = hidden("smtp-user", "smtp-password-file") if settings["smtp-user"] else ""
        with_timeout(lambda: with_retries(lambda: send_mail(settings, report, seconds, password)), seconds)

    def web(report: bytes) -> None:
        token = hidden("webhook", "webhook-token-file")
        with_timeout(lambda: with_retries(lambda: post(settings["webhook"], report, seconds, token)), seconds)

    def command(report: bytes) -> None:
        run_command(settings["command"], report, home.root, seconds)

    for key, whom, hook in (("command", "command", command), ("webhook", "webhook", web), ("smtp", "mail-to", mail)):
        if settings[whom]:
            who = repr((settings[key], settings[whom]))
            yield key, f"{key} {blake2b(who.encode(), digest_size=8).hexdigest()}", hook


def _with(news: Notice, report: bytes) -> bytes:
    """The report with what is new in it, where that is more than briefs made."""
    more = {"newly_failed": news.newly_failed, "recovered": news.recovered}
    if not any(more.values()):
        return report
    return (json.dumps(json.loads(report) | more, ensure_ascii=False, indent=1) + "\n").encode()


def _problem(home: WorkspaceFolder, key: str, why: str) -> Diagnostic:
    path = home.root / SETTINGS_FILE
    place = TomlPlaces(SETTINGS_FILE, content_of(path)).of("hooks", key)
    hint = f"all briefs are in place; the report is {home.shown('out')}/.briefgen/report.json"
    return Diagnostic(place, why, "hook-failed", hint=hint)


# --- a command ---


def run_command(command: tuple[str, ...], report: bytes, root: Path, seconds: float) -> None:
    """Start a program without a shell, in the folder of the workspace, with the report on its standard input.

    It does not get the secrets of the other hooks.
    """
    environment = {name: value for name, value in os.environ.items() if name not in SECRETS.values()}
    with TemporaryFile() as said:
        try:
            child = subprocess.Popen(
                command,
                cwd=root,
                env=environment,
                stdin=subprocess.PIPE,
                stdout=said,
                stderr=said,
                start_new_session=True,
            )
        except (OSError, ValueError) as bad:
            why = bad.strerror if isinstance(bad, OSError) else str(bad)
            raise DeliveryFailed(f"the command {command[0]} could not be started: {why}") from bad
        try:
            child.communicate(report, timeout=seconds)
        except subprocess.TimeoutExpired:
            raise DeliveryFailed(
                f"the command {command[0]} took more than {seconds:g} seconds and was stopped"
            ) from None
        finally:
            _end(child)
        if child.returncode:
            said.seek(0)
            last = said.read().decode("utf-8", "replace").strip().rpartition("\n")[2][:200]
            raise DeliveryFailed(f"the command {command[0]} left with {child.returncode}{f': {last}' if last else ''}")


def _end(child: subprocess.Popen[bytes]) -> None:
    """End a program that is still at work, with all that it has started."""
    if child.poll() is not None:
        return
    if hasattr(os, "killpg"):
        os.killpg(child.pid, signal.SIGKILL)
    else:
        child.kill()
    child.wait()
