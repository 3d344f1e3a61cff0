"""Shared by all ways of telling people: why one did not work, how long it may take, how often it is tried, its secret.

Passwords and tokens come from the environment or a file, never from settings, and stand in no message.
"""

from __future__ import annotations

import json
import os
import time
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping, Sequence
from http import HTTPStatus
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

from briefgen.disk import read_file, reason
from briefgen.incremental.results import Status
from briefgen.settings.hook_settings import is_loopback, server, smtp_security

if TYPE_CHECKING:
    from smtplib import SMTP

PAUSES = (1.0, 4.0)
"""Seconds before the second attempt and before the third, which is the last."""
MOST = 4096
SHORT = 4
"""Fewer letters are not taken out of a message: they may be part of any word."""


class DeliveryFailed(Exception):
    """Somebody could not be told; the message says why, and holds no secret."""


class TemporaryFailure(DeliveryFailed):
    """It may go well a moment later, and nothing has arrived."""


def with_timeout(work: Callable[[], None], seconds: float) -> None:
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
        raise DeliveryFailed(f"no answer within {seconds:g} seconds")
    if came_to[0] is not None:
        raise came_to[0]


def with_retries(work: Callable[[], None], pauses: Sequence[float] = PAUSES) -> None:
    """Do the work, and once more after each pause where it fails with `TemporaryFailure`."""
    for pause in pauses:
        try:
            return work()
        except TemporaryFailure:
            time.sleep(pause)
    return work()


def secret(variable: str, file: str, root: Path) -> str:
    """The value of the environment variable, else the one line of the file; "" where neither is given.

    A plain name of a file is looked for among the credentials that systemd hands over, then below `root`.
    """
    if found := os.environ.get(variable, ""):
        return _checked(found, f"the environment variable {variable}")
    if not file:
        return ""
    path = _path(file, root)
    try:
        return _checked(read_file(path, MOST).decode("utf-8").rstrip("\r\n"), f"the file {file}")
    except FileNotFoundError:
        raise DeliveryFailed(f"the file {file} with the secret is not there") from None
    except OSError as bad:
        raise DeliveryFailed(f"the file {file} with the secret cannot be read: {reason(bad)}") from bad
    except UnicodeDecodeError:
        raise DeliveryFailed(f"the file {file} holds no text") from None


def _path(file: str, root: Path) -> Path:
    handed = os.environ.get("CREDENTIALS_DIRECTORY", "")
    if handed and Path(file).name == file and (Path(handed) / file).is_file():
        return Path(handed) / file
    return root / file


def _checked(text: str, where: str) -> str:
    if not text or not (text.isascii() and text.isprintable()):
        raise DeliveryFailed(f"{where} does not hold one line of ASCII letters, digits and signs")
    return text


def redacted(message: str, hidden: str, user: str = "") -> str:
    """A message of a server without the secret that it may repeat."""
    coded = (b64encode(text.encode()).decode() for text in (hidden, f"\0{user}\0{hidden}"))
    for text in (hidden, *coded):
        if len(text) >= SHORT:
            message = message.replace(text, "(secret)")
    return message


# --- The report of a build sent by mail ---


def send_mail(settings: Mapping[str, Any], report: bytes, seconds: float, password: str = "") -> None:
    """Send the report to all of `mail-to`; `settings` are those of `[hooks]`."""
    from smtplib import SMTPAuthenticationError, SMTPException, SMTPNotSupportedError, SMTPResponseException

    host, port = server(settings["smtp"]) or ("", 0)
    user = settings.get("smtp-user", "")
    named = f"the mail server {host}:{port}"
    if user and not password:
        raise DeliveryFailed(
            f"there is no password for {user}: set BRIEFGEN_SMTP_PASSWORD, or name a smtp-password-file"
        )
    try:
        with _connected(host, port, smtp_security(settings), seconds) as smtp:
            if user:
                smtp.login(user, password)
            refused = smtp.send_message(_mail(settings, report))
    except SMTPAuthenticationError as bad:
        raise DeliveryFailed(f"{named} does not let {user} in with this password ({bad.smtp_code})") from None
    except SMTPNotSupportedError as bad:
        raise DeliveryFailed(f"{named} cannot do what is asked: {redacted(str(bad), password, user)}") from None
    except (OSError, SMTPException, ValueError) as bad:
        said = f"{named} did not take the mail: {redacted(str(bad), password, user)}"
        again = isinstance(bad, ConnectionRefusedError) or (
            isinstance(bad, SMTPResponseException) and 400 <= bad.smtp_code < 500
        )
        raise (TemporaryFailure if again else DeliveryFailed)(said) from None
    if refused:
        raise DeliveryFailed(f"{named} refused: {', '.join(sorted(refused))}")


def _connected(host: str, port: int, security: str, seconds: float) -> SMTP:
    """A connection as safe as it is to be; a server that cannot do it is not spoken to any further."""
    import ssl
    from smtplib import SMTP, SMTP_SSL

    if security == "tls":
        context = ssl.create_default_context()
        return SMTP_SSL(host, port, local_hostname="[127.0.0.1]", timeout=seconds, context=context)
    smtp = SMTP(host, port, local_hostname="[127.0.0.1]", timeout=seconds)
    try:
        if security == "starttls":
            smtp.starttls(context=ssl.create_default_context())
    except BaseException:
        smtp.close()
        raise
    return smtp


def _mail(settings: Mapping[str, Any], report: bytes) -> Any:
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
    recovered = len(data.get("recovered", ()))
    return ", ".join([*counts, *([f"{recovered} recovered"] if recovered else [])]) or "there are problems"


def _lines(data: dict[str, Any]) -> Iterator[str]:
    """The report for people: what was made and why, what is wrong by place and code, and what no longer is."""
    for name in data.get("recovered", ()):
        yield f"{'recovered':<10} {name}: what was told before is no longer so"
    for brief in data["briefs"]:
        if brief["standing"] != Status.FRESH.value:
            yield f"{brief['standing']:<10} {brief['name']}: {'; '.join(brief['reasons'][:3])}"
        yield from (f"{'':<10} {line}" for line in _found(brief["findings"]))
    yield from _found(data["findings"])


def _found(findings: list[dict[str, Any]]) -> Iterator[str]:
    for found in findings:
        yield f"{found['file']}:{found['line']}: {found['severity']}: {found['title']} [{found['code']}]"


# --- The report of a build sent to a web server ---


BUSY = (
    HTTPStatus.TOO_MANY_REQUESTS,
    HTTPStatus.BAD_GATEWAY,
    HTTPStatus.SERVICE_UNAVAILABLE,
    HTTPStatus.GATEWAY_TIMEOUT,
)
"""Answers of a server that has not taken the report, and may do so a moment later."""


def post(address: str, report: bytes, seconds: float, token: str = "") -> None:
    """POST the report as JSON, with the token where there is one.

    Anything but a 2xx answer is a failure, and so is being sent elsewhere.
    """
    from http.client import HTTPException
    from urllib.error import HTTPError, URLError
    from urllib.parse import urlsplit
    from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

    class Stay(HTTPRedirectHandler):
        """A report goes where the settings say and nowhere else."""

        def redirect_request(self, *_: object) -> None:
            return None

    host = urlsplit(address).hostname or ""
    handlers = [Stay(), ProxyHandler({})] if is_loopback(host) else [Stay()]
    request = Request(address, report, {"Content-Type": "application/json", "User-Agent": "briefgen"}, method="POST")
    if token:
        request.add_unredirected_header("Authorization", f"Bearer {token}")
    try:
        with build_opener(*handlers).open(request, timeout=seconds):
            return
    except HTTPError as bad:
        bad.close()
        said = redacted(f"the web server {host} answered {bad.code} {bad.reason}", token)
        raise (TemporaryFailure if bad.code in BUSY else DeliveryFailed)(said) from None
    except (OSError, HTTPException, ValueError) as bad:
        reason = getattr(bad, "reason", bad)
        said = redacted(f"the web server {host} cannot be reached: {reason}", token)
        refused = isinstance(bad, URLError) and isinstance(reason, ConnectionRefusedError)
        raise (TemporaryFailure if refused else DeliveryFailed)(said) from None
