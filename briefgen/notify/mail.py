"""The report of a build sent by mail.

To another machine only over TLS, whose certificate is verified; so a password never travels in the clear.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from briefgen.incremental.results import Status
from briefgen.notify.delivery import DeliveryFailed, TemporaryFailure, redacted
from briefgen.settings.hooks import server, smtp_security

if TYPE_CHECKING:
    from smtplib import SMTP


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
