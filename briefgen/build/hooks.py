"""Who is told after a build: a command, a web server, people by mail; only if something changed or failed.

By then all files are in place and the lock is given back, so a hook that fails loses nothing. Each has its time, and
gets the report of the build (`build_report`), which holds ids alone.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryFile
from threading import Thread
from typing import Any

from briefgen.build.build_report import report_file
from briefgen.build.built import Built, Standing
from briefgen.diagnostics import Diagnostic
from briefgen.hook_settings import is_loopback, server
from briefgen.settings import Places
from briefgen.workspace import SETTINGS_FILE, Workspace

SECONDS = 60.0
"""How long a hook may take."""


class Failed(Exception):
    """A hook did not work; the message says why."""


def tell(built: Built, workspace: Workspace, *, seconds: float = SECONDS) -> list[Diagnostic]:
    """Run every hook of `[hooks]` where the build changed or failed something; what did not work comes back."""
    if not (built.failed or any(entry.written for entry in built.entries)):
        return []
    hooks = list(_hooks(workspace, seconds))
    if not hooks:
        return []
    report = report_file(workspace.folder("out")).read_bytes()
    problems = []
    for key, hook in hooks:
        try:
            hook(report)
        except Failed as bad:
            problems.append(_problem(workspace, key, str(bad)))
    return problems


def _hooks(workspace: Workspace, seconds: float) -> Iterator[tuple[str, Callable[[bytes], None]]]:
    settings = {
        key: workspace.settings[f"hooks.{key}"] for key in ("command", "webhook", "mail-to", "mail-from", "smtp")
    }
    if command := settings["command"]:
        yield "command", lambda report: run_command(command, report, workspace.root, seconds)
    if webhook := settings["webhook"]:
        yield "webhook", lambda report: _in_time(lambda: post(webhook, report, seconds), seconds)
    if settings["mail-to"]:
        yield "smtp", lambda report: _in_time(lambda: send_mail(settings, report, seconds), seconds)


def _problem(workspace: Workspace, key: str, why: str) -> Diagnostic:
    path = workspace.root / SETTINGS_FILE
    place = Places(SETTINGS_FILE, path.read_bytes() if path.is_file() else None).of("hooks", key)
    hint = f"all briefs are in place; the report is {workspace.shown('out')}/.briefgen/report.json"
    return Diagnostic(place, why, "hook-failed", hint=hint)


# --- a command ---


def run_command(command: tuple[str, ...], report: bytes, root: Path, seconds: float) -> None:
    """Start a program without a shell, in the folder of the workspace, with the report on its standard input."""
    with TemporaryFile() as said:
        try:
            child = subprocess.Popen(
                command, cwd=root, stdin=subprocess.PIPE, stdout=said, stderr=said, start_new_session=True
            )
        except (OSError, ValueError) as bad:
            why = bad.strerror if isinstance(bad, OSError) else str(bad)
            raise Failed(f"the command {command[0]} could not be started: {why}") from bad
        try:
            child.communicate(report, timeout=seconds)
        except subprocess.TimeoutExpired:
            raise Failed(f"the command {command[0]} took more than {seconds:g} seconds and was stopped") from None
        finally:
            _end(child)
        if child.returncode:
            said.seek(0)
            last = said.read().decode("utf-8", "replace").strip().rpartition("\n")[2][:200]
            raise Failed(f"the command {command[0]} left with {child.returncode}{f': {last}' if last else ''}")


def _end(child: subprocess.Popen[bytes]) -> None:
    """End a program that is still at work, with all that it has started."""
    if child.poll() is not None:
        return
    if hasattr(os, "killpg"):
        os.killpg(child.pid, signal.SIGKILL)
    else:
        child.kill()
    child.wait()


# --- over the network ---


def _in_time(work: Callable[[], None], seconds: float) -> None:
    """Do the work, or give it up where a server keeps it waiting: its answers may come drop by drop."""
    came_to: list[Exception | None] = []

    def run() -> None:
        try:
            work()
            came_to.append(None)
        except Exception as bad:  # handed over, as a thread has nobody to raise it to
            came_to.append(bad)

    thread = Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds)
    if not came_to:
        raise Failed(f"no answer within {seconds:g} seconds")
    if came_to[0] is not None:
        raise came_to[0]


def post(address: str, report: bytes, seconds: float) -> None:
    """POST the report as JSON; anything but a 2xx answer is a failure, and so is being sent elsewhere."""
    from http.client import HTTPException
    from urllib.error import HTTPError
    from urllib.parse import urlsplit
    from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

    class Stay(HTTPRedirectHandler):
        """A report goes where the settings say and nowhere else."""

        def redirect_request(self, *_: object) -> None:
            return None

    host = urlsplit(address).hostname or ""
    handlers = [Stay(), ProxyHandler({})] if is_loopback(host) else [Stay()]
    request = Request(address, report, {"Content-Type": "application/json", "User-Agent": "briefgen"}, method="POST")
    try:
        with build_opener(*handlers).open(request, timeout=seconds):
            return
    except HTTPError as bad:
        raise Failed(f"the web server {host} answered {bad.code} {bad.reason}") from bad
    except (OSError, HTTPException, ValueError) as bad:
        raise Failed(f"the web server {host} cannot be reached: {getattr(bad, 'reason', bad)}") from bad


def send_mail(settings: dict[str, Any], report: bytes, seconds: float) -> None:
    """Send the report by mail; to another machine only over TLS, whose certificate is verified."""
    import ssl
    from smtplib import SMTP, SMTPException

    host, port = server(settings["smtp"]) or ("", 0)
    try:
        with SMTP(host, port, local_hostname="[127.0.0.1]", timeout=seconds) as smtp:
            if not is_loopback(host):
                smtp.starttls(context=ssl.create_default_context())
            refused = smtp.send_message(_mail(settings, report))
    except (OSError, SMTPException, ValueError) as bad:
        raise Failed(f"the mail server {host}:{port} did not take the mail: {bad}") from bad
    if refused:
        raise Failed(f"the mail server {host}:{port} refused: {', '.join(sorted(refused))}")


def _mail(settings: dict[str, Any], report: bytes) -> Any:
    from email.message import EmailMessage
    from email.utils import formatdate, make_msgid

    data = json.loads(report)
    mail = EmailMessage()
    mail["From"], mail["To"] = settings["mail-from"], ", ".join(settings["mail-to"])
    mail["Subject"] = f"briefgen: {_counted(data)}"
    mail["Date"] = formatdate()
    mail["Message-ID"] = make_msgid(domain=settings["mail-from"].rpartition("@")[2])
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content("".join(f"{line}\n" for line in _lines(data)))
    mail.add_attachment(report, maintype="application", subtype="json", filename="report.json")
    return mail


def _counted(data: dict[str, Any]) -> str:
    counts = [f"{n} {standing}" for standing, n in data["counts"].items() if standing != "fresh"]
    return ", ".join(counts) or "there are problems"


def _lines(data: dict[str, Any]) -> Iterator[str]:
    """The report for people: what was made and why, and what is wrong, by place and code."""
    for brief in data["briefs"]:
        is_as_before = brief["standing"] == Standing.MERGED.value and not brief["reasons"]
        if brief["standing"] != Standing.FRESH.value and not is_as_before:
            yield f"{brief['standing']:<10} {brief['name']}: {'; '.join(brief['reasons'][:3])}"
        yield from (f"{'':<10} {line}" for line in _found(brief["findings"]))
    yield from _found(data["findings"])


def _found(findings: list[dict[str, Any]]) -> Iterator[str]:
    for found in findings:
        yield f"{found['file']}:{found['line']}: {found['severity']}: {found['title']} [{found['code']}]"
