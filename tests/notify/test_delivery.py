"""Passwords and tokens of hooks: sent over TLS alone, found in the environment or a file, printed nowhere."""

from __future__ import annotations

import ssl
from pathlib import Path
from typing import Any

import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

from briefgen.notify.delivery import DeliveryFailed, TemporaryFailure, secret, send_mail, with_retries
from tests.notify.test_hooks import Mailbox, Web, free_port, hooked, web
from tests.workspaces import Scratch

__all__ = ["web"]
PASSWORD = "correct horse: battery"
REPORT = b'{"briefs": [], "counts": {}, "findings": []}'
SETTINGS = {"mail-to": ("a@example.org",), "mail-from": "d@example.org", "smtp-user": "desk"}


@pytest.fixture
def desk(workspace: Scratch) -> Scratch:
    return workspace


def _lets_in(_server: object, _session: object, _envelope: object, _mechanism: str, data: Any) -> AuthResult:
    is_right = isinstance(data, LoginPassword) and (data.login, data.password) == (b"desk", PASSWORD.encode())
    return AuthResult(success=is_right, handled=is_right)


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


class Guarded:
    """A mail server that asks for a password, and what it has taken."""

    def __init__(self, authority: trustme.CA, tmp_path: Path, security: str, name: str = "127.0.0.1") -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert(name).configure_cert(context)
        self.box, self.port = Mailbox(), free_port()
        tls: dict[str, dict[str, Any]] = {
            "tls": {"ssl_context": context},
            "starttls": {"tls_context": context, "require_starttls": True},
        }
        self.controller = Controller(  # type: ignore[no-untyped-call,unused-ignore]
            self.box,
            hostname="127.0.0.1",
            port=self.port,
            authenticator=_lets_in,
            auth_required=True,
            auth_require_tls=security != "none",
            **tls.get(security, {}),
        )
        if security == "tls":  # aiosmtpd sees TLS from the beginning as no TLS
            self.controller.SMTP_kwargs["auth_require_tls"] = False
        authority.cert_pem.write_to_path(tmp_path / "authority.pem")

    def settings(self, security: str) -> dict[str, Any]:
        return {**SETTINGS, "smtp": f"127.0.0.1:{self.port}", "smtp-security": security}

    def __enter__(self) -> Guarded:
        self.controller.start()  # type: ignore[no-untyped-call,unused-ignore]
        return self

    def __exit__(self, *_: object) -> None:
        self.controller.stop()  # type: ignore[no-untyped-call,unused-ignore]


@pytest.fixture
def trusting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The certificates of the tests count as those of the system."""
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))


@pytest.mark.parametrize("security", ["starttls", "tls", "none"])
@pytest.mark.usefixtures("trusting")
def test_a_mail_is_sent_with_a_password(authority: trustme.CA, tmp_path: Path, security: str) -> None:
    with Guarded(authority, tmp_path, security) as server:
        send_mail(server.settings(security), REPORT, 10, PASSWORD)
    assert len(server.box.mails) == 1


@pytest.mark.usefixtures("trusting")
def test_a_wrong_password_is_told_without_it(authority: trustme.CA, tmp_path: Path) -> None:
    with Guarded(authority, tmp_path, "starttls") as server, pytest.raises(DeliveryFailed) as told:
        send_mail(server.settings("starttls"), REPORT, 10, "wrong horse")
    assert str(told.value) == f"the mail server 127.0.0.1:{server.port} does not let desk in with this password (535)"
    assert server.box.mails == []


def test_no_password_goes_to_a_server_whose_certificate_nobody_knows(authority: trustme.CA, tmp_path: Path) -> None:
    with (
        Guarded(authority, tmp_path, "starttls") as server,
        pytest.raises(DeliveryFailed, match="certificate verify failed"),
    ):
        send_mail(server.settings("starttls"), REPORT, 10, PASSWORD)


@pytest.mark.usefixtures("trusting")
def test_no_password_goes_to_a_server_of_another_name(authority: trustme.CA, tmp_path: Path) -> None:
    other = Guarded(authority, tmp_path, "tls", "mail.example.org")
    with other as server, pytest.raises(DeliveryFailed, match="certificate verify failed"):
        send_mail(server.settings("tls"), REPORT, 10, PASSWORD)


def test_no_password_goes_to_a_server_that_cannot_do_tls(authority: trustme.CA, tmp_path: Path) -> None:
    with Guarded(authority, tmp_path, "none") as server, pytest.raises(DeliveryFailed, match="STARTTLS"):
        send_mail(server.settings("starttls"), REPORT, 10, PASSWORD)
    assert server.box.mails == []


# --- where it comes from ---


def test_the_environment_goes_before_a_file_and_systemd_before_the_workspace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "desk").mkdir()
    (tmp_path / "handed").mkdir()
    (tmp_path / "desk/password").write_text("of the desk\n")
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    assert secret("NO_SUCH_VARIABLE", "password", tmp_path / "desk") == "of the desk"
    (tmp_path / "handed/password").write_text("handed over")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path / "handed"))
    assert secret("NO_SUCH_VARIABLE", "password", tmp_path / "desk") == "handed over"
    monkeypatch.setenv("A_VARIABLE", "of the environment")
    assert secret("A_VARIABLE", "password", tmp_path / "desk") == "of the environment"
    assert secret("NO_SUCH_VARIABLE", "", tmp_path) == ""


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "the file password with the secret is not there"),
        (b"", "the file password does not hold one line"),
        (b"two\nlines", "the file password does not hold one line"),
        ("pässword".encode(), "the file password does not hold one line of ASCII"),
        (b"\xff", "the file password holds no text"),
    ],
)
def test_a_file_that_holds_no_secret_is_told(tmp_path: Path, content: bytes | None, said: str) -> None:
    if content is not None:
        (tmp_path / "password").write_bytes(content)
    with pytest.raises(DeliveryFailed, match=said):
        secret("NO_SUCH_VARIABLE", "password", tmp_path)


def test_a_pipe_in_the_place_of_a_secret_holds_nobody_up(tmp_path: Path) -> None:
    import os

    os.mkfifo(tmp_path / "password")
    with pytest.raises(DeliveryFailed, match="cannot be read: it is not a regular file"):
        secret("NO_SUCH_VARIABLE", "password", tmp_path)


# --- where it goes ---


def test_a_web_server_gets_its_token_and_nothing_tells_it(
    desk: Scratch, web: tuple[type[Web], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BRIEFGEN_WEBHOOK_TOKEN", "tok-0123456789")
    web[0].answer = 403
    web[0].repeats = True
    hooked(desk, f'webhook = "{web[1]}"', 'command = ["sh", "-c", "env > environment"]')
    ran = desk.build()
    assert web[0].tokens == ["Bearer tok-0123456789"]
    assert (ran.code, "answered 403 no entry for Bearer (secret)" in ran.err) == (1, True)
    written = [path for path in desk.root.parent.rglob("*") if path.is_file()]
    assert desk.root / "environment" in written
    assert not [path for path in written if b"tok-0123456789" in path.read_bytes()]
    assert "tok-0123456789" not in ran.out + ran.err


def test_a_redirection_takes_no_token_along(desk: Scratch, web: tuple[type[Web], str]) -> None:
    desk.write("token", "tok-0123456789\n")
    web[0].answer = 302
    hooked(desk, f'webhook = "{web[1]}"', 'webhook-token-file = "token"')
    assert desk.build().code == 1
    assert web[0].tokens == ["Bearer tok-0123456789"]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (
            ['mail-to = ["a@e.org"]', 'mail-from = "d@e.org"', 'smtp = "e.org:25"', 'smtp-security = "none"'],
            "5:1: error: mail to another machine is not sent in the clear [bad-hook]",
        ),
        (['smtp-user = "desk"'], "2:1: error: smtp-user does nothing without smtp"),
        (['webhook-token-file = "x"'], "2:1: error: webhook-token-file does nothing without webhook"),
        (['smtp-password = "x"'], "2:1: error: unknown key 'smtp-password' [unknown-key]\n  hint: did you mean"),
        (['smtp-security = "ssl"'], "'ssl' is none of: starttls, tls, none"),
    ],
)
def test_settings_that_would_give_a_secret_away_are_refused(desk: Scratch, lines: list[str], said: str) -> None:
    hooked(desk, *lines)
    ran = desk.build()
    assert ran.code == 1
    assert said in ran.err


def test_a_user_without_a_password_is_told(desk: Scratch) -> None:
    hooked(
        desk,
        'mail-to = ["a@example.org"]',
        'mail-from = "d@example.org"',
        'smtp = "127.0.0.1:1"',
        'smtp-user = "desk"',
    )
    ran = desk.build()
    assert ran.code == 1
    assert "there is no password for desk: set BRIEFGEN_SMTP_PASSWORD, or name a smtp-password-file" in ran.err


# --- attempts ---


@pytest.mark.parametrize(("fails", "count", "works"), [(0, 1, True), (2, 3, True), (9, 3, False)])
def test_what_may_go_well_a_moment_later_is_tried_three_times(fails: int, count: int, works: bool) -> None:
    attempts: list[int] = []

    def work() -> None:
        attempts.append(1)
        if len(attempts) <= fails:
            raise TemporaryFailure("busy")

    if works:
        with_retries(work, (0.0, 0.0))
    else:
        with pytest.raises(TemporaryFailure):
            with_retries(work, (0.0, 0.0))
    assert len(attempts) == count


def test_what_was_refused_for_good_is_tried_once() -> None:
    attempts: list[int] = []

    def work() -> None:
        attempts.append(1)
        raise DeliveryFailed("no")

    with pytest.raises(DeliveryFailed):
        with_retries(work, (0.0, 0.0))
    assert len(attempts) == 1
