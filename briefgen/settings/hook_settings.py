"""What `[hooks]` in briefgen.toml may ask for: whom a build tells, and what is wrong with what is written there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_{|}~-]+@[A-Za-z0-9.-]+")
TLS_PORT = 465
"""Where mail servers speak TLS from the beginning (RFC 8314)."""
SECRETS = {"smtp-user": "BRIEFGEN_SMTP_PASSWORD", "webhook": "BRIEFGEN_WEBHOOK_TOKEN"}
"""The environment variable that may hold the secret behind a setting; no secret stands in a settings file."""


def secret_names(settings: Mapping[str, Any]) -> tuple[str, ...]:
    """The variables that these hooks look at."""
    return tuple(name for key, name in SECRETS.items() if settings[f"hooks.{key}"])


def faults(settings: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Key, message and hint for each fault."""
    if webhook := settings["hooks.webhook"]:
        yield from _of_webhook(webhook)
    for key in ("mail-to", "mail-from"):
        given = settings[f"hooks.{key}"]
        for address in [given] if isinstance(given, str) else given:
            if address and not _ADDRESS.fullmatch(address):
                yield key, f"'{address}' is no address", 'write it as in "desk@example.org"'
    if (smtp := settings["hooks.smtp"]) and server(smtp) is None:
        yield "smtp", f"'{smtp}' is no server with a port", 'write it as in smtp = "mail.example.org:587"'
    yield from _of_mail(settings)
    yield from _of_secrets(settings)


def _of_webhook(webhook: str) -> Iterator[tuple[str, str, str]]:
    try:
        parts = urlsplit(webhook)
        host, _ = parts.hostname, parts.port
    except ValueError:
        parts, host = urlsplit(""), None
    if not host or parts.scheme not in ("http", "https") or not webhook.isascii() or " " in webhook:
        yield "webhook", f"'{webhook}' is no address of a web server", 'write it as in "https://example.org/hook"'
    elif parts.scheme == "http" and not is_loopback(host):
        yield "webhook", "a report is not sent over http", "write https; http is for this machine alone"
    elif parts.username or parts.password:
        yield "webhook", "an address with a password does not belong in a settings file", "leave the password out"


def _of_mail(settings: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    keys = ("mail-to", "mail-from", "smtp")
    given = [key for key in keys if settings[f"hooks.{key}"]]
    if given and (missing := [key for key in keys if key not in given]):
        yield given[0], f"mail needs {' and '.join(missing)} as well", "mail-to, mail-from and smtp go together"


def _of_secrets(settings: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Settings that would send something in the clear, or that nothing asks for."""
    found = server(settings["hooks.smtp"])
    if found and settings["hooks.smtp-security"] == "none" and not is_loopback(found[0]):
        yield "smtp-security", "mail to another machine is not sent in the clear", "none is for this machine alone"
    for key, needed in (("smtp-user", "smtp"), ("smtp-password-file", "smtp-user"), ("webhook-token-file", "webhook")):
        if settings[f"hooks.{key}"] and not settings[f"hooks.{needed}"]:
            yield key, f"{key} does nothing without {needed}", f"write {needed} as well, or leave {key} out"


def smtp_security(settings: Mapping[str, Any]) -> str:
    """How a connection is made safe: starttls, tls from its beginning, or none."""
    host, port = server(settings["smtp"]) or ("", 0)
    usual = "tls" if port == TLS_PORT else "none" if is_loopback(host) else "starttls"
    return str(settings.get("smtp-security") or usual)


def server(text: str) -> tuple[str, int] | None:
    """Host and port from host:port or [host]:port; None for anything else."""
    found = re.fullmatch(r"(?:\[([0-9a-fA-F:]+)\]|([A-Za-z0-9.-]+)):(\d{1,5})", text)
    if found is None or not 0 < int(found[3]) < 65536:
        return None
    return found[1] or found[2], int(found[3])


def is_loopback(host: str) -> bool:
    """True for names and numbers of this very machine."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
