"""Who is told after a build, by real servers of mail and web; a hook that fails is told and loses nothing."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from briefgen.incremental.results import BriefResult, BuildResult, Status
from briefgen.notify.delivery import DeliveryFailed, post, send_mail, with_timeout
from briefgen.notify.hooks import notify, run_command, trust
from briefgen.workspace.cache import Store
from briefgen.workspace.folder import find_workspace
from briefgen.workspace.workspace import Workspace
from tests.workspaces import MEETING, Scratch

BRIEFS = '\n[briefs.meeting]\nformats = ["md"]\n'
ASKS = "import pathlib, sys; pathlib.Path('told.json').write_bytes(sys.stdin.buffer.read())"


@pytest.fixture
def desk(workspace: Scratch) -> Scratch:
    return workspace


def hooked(desk: Scratch, *lines: str) -> None:
    desk.write("briefgen.toml", "\n".join(["[hooks]", *lines]) + BRIEFS)
    trust(find_workspace(desk.root)[0])


class Web(BaseHTTPRequestHandler):
    """Takes reports; answers as its server is told to."""

    got: list[tuple[str, str, Any]]
    tokens: list[str]
    answer: int
    repeats: bool
    hold: Event

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.tokens.append(self.headers["Authorization"] or "")
        self.got.append((self.path, self.headers["Content-Type"], json.loads(body)))
        if self.answer == 0:
            self.hold.wait(30)
            return
        self.send_response(self.answer, f"no entry for {self.tokens[-1]}" if self.repeats else None)
        self.send_header("Location", "/elsewhere")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def web() -> Iterator[tuple[type[Web], str]]:
    """A web server of this machine, and its address."""

    class Own(Web):
        got, tokens, answer, repeats, hold = [], [], 204, False, Event()

    served = HTTPServer(("127.0.0.1", 0), Own)
    thread = Thread(target=served.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield Own, f"http://127.0.0.1:{served.server_port}/hook"
    Own.hold.set()
    served.shutdown()
    thread.join()
    served.server_close()


class Mailbox:
    """What a mail server has taken; addresses at `refused.example` it refuses."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []

    async def handle_RCPT(self, _server: object, _session: object, envelope: Any, address: str, _: object) -> str:
        if address.endswith("@refused.example"):
            return "550 no such person"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: object, _session: object, envelope: Any) -> str:
        mail = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        return "250 OK"


def free_port() -> int:
    import socket

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def smtp() -> Iterator[tuple[Mailbox, str]]:
    """A mail server of this machine, and its address."""
    box = Mailbox()
    for left in reversed(range(5)):
        port = free_port()
        controller = Controller(box, hostname="127.0.0.1", port=port)  # type: ignore[no-untyped-call,unused-ignore]
        try:
            controller.start()  # type: ignore[no-untyped-call,unused-ignore]
            break
        except OSError:  # another program has taken it meanwhile
            if not left:
                raise
    yield box, f"127.0.0.1:{port}"
    controller.stop()  # type: ignore[no-untyped-call,unused-ignore]


def test_a_command_gets_the_report_only_when_something_changed(desk: Scratch) -> None:
    hooked(desk, f"command = {json.dumps([sys.executable, '-c', ASKS])}")
    assert desk.build().code == 0
    told = desk.root / "told.json"
    assert told.read_text() == desk.read("out/.briefgen/report.json")
    told.unlink()
    assert desk.build().code == 0
    assert not told.exists()
    desk.edit(MEETING, "Participants discussed stocks of", "They discussed stocks of")
    assert desk.build().code == 0
    assert told.exists()


def test_a_failed_brief_is_told_too(desk: Scratch, web: tuple[type[Web], str]) -> None:
    server, address = web
    hooked(desk, f'webhook = "{address}"')
    desk.edit(MEETING, "date: ", "date: never, not ")
    assert desk.build().code == 1
    ((path, kind, report),) = server.got
    assert (path, kind, report["failed"]) == ("/hook", "application/json", True)


def test_a_dry_run_tells_nobody(desk: Scratch, web: tuple[type[Web], str]) -> None:
    hooked(desk, f'webhook = "{web[1]}"')
    desk.do("build", "--dry-run")
    assert web[0].got == []


def test_people_get_a_mail_with_the_report(desk: Scratch, smtp: tuple[Mailbox, str]) -> None:
    box, address = smtp
    hooked(
        desk, 'mail-to = ["a@example.org", "b@example.org"]', 'mail-from = "desk@example.org"', f'smtp = "{address}"'
    )
    assert (desk.build().code, desk.build().code) == (0, 0)
    (mail,) = box.mails
    assert (mail["From"], mail["To"]) == ("desk@example.org", "a@example.org, b@example.org")
    assert mail["Subject"] == "briefgen: 1 made"
    body = mail.get_body()
    assert body is not None
    assert "made       meeting/lisbon-2024: " in body.get_content()
    (attached,) = mail.iter_attachments()
    assert attached.get_content() == desk.read("out/.briefgen/report.json").encode()


def test_a_hook_that_fails_is_told_with_its_line_and_loses_nothing(desk: Scratch, web: tuple[type[Web], str]) -> None:
    hooked(desk, 'command = ["no-such-program"]', f'webhook = "{web[1]}"')
    ran = desk.build()
    assert ran.code == 1
    assert "briefgen.toml:2:1: error: the command no-such-program could not be started: No such file" in ran.err
    assert "[hook-failed]\n  hint: all briefs are in place; the report is out/.briefgen/report.json" in ran.err
    assert "made       meeting/lisbon-2024" in ran.out
    assert "Lisbon" in desk.read("out/meeting/lisbon-2024.md")
    assert len(web[0].got) == 1
    assert desk.build().code == 0


@pytest.mark.parametrize(
    ("answer", "said"),
    [(500, "answered 500 Internal Server Error"), (302, "answered 302 Found"), (308, "answered 308"), (0, "cannot be")],
)
def test_a_web_server_that_does_not_take_it_is_told(web: tuple[type[Web], str], answer: int, said: str) -> None:
    web[0].answer = answer
    with pytest.raises(DeliveryFailed, match=said):
        post(web[1], b"{}", 0.2 if answer == 0 else 60)
    if answer:  # else it may have come later, or not at all, on a machine that is busy
        assert len(web[0].got) == 1


def test_a_server_that_answers_drop_by_drop_is_given_up() -> None:
    never = Event()

    def wait() -> None:
        never.wait(30)

    with pytest.raises(DeliveryFailed, match=r"no answer within 0\.05 seconds"):
        with_timeout(wait, 0.05)
    never.set()


def test_a_command_that_never_ends_is_stopped_with_all_it_started(tmp_path: Path) -> None:
    script = "import subprocess, sys; subprocess.run(['sleep', '1000'])"
    with pytest.raises(DeliveryFailed, match=r"took more than 0\.5 seconds and was stopped"):
        run_command((sys.executable, "-c", script), b"{}", tmp_path, 0.5)


def test_a_command_that_fails_is_told_with_its_last_words(tmp_path: Path) -> None:
    script = "import sys; print('first', flush=True); sys.exit('the desk is closed')"
    with pytest.raises(DeliveryFailed, match="left with 1: the desk is closed"):
        run_command((sys.executable, "-c", script), b"x" * 1_000_000, tmp_path, 20)


def test_no_shell_reads_the_command(tmp_path: Path) -> None:
    run_command(("true", "; touch mark", "$(touch mark)", "&& touch mark"), b"{}", tmp_path, 20)
    assert list(tmp_path.iterdir()) == []


def test_a_person_that_the_mail_server_refuses_is_named(smtp: tuple[Mailbox, str]) -> None:
    report = b'{"briefs": [], "counts": {}, "findings": []}'
    settings = {"mail-to": ("x@refused.example", "a@example.org"), "mail-from": "d@example.org", "smtp": smtp[1]}
    with pytest.raises(DeliveryFailed, match=r"refused: x@refused\.example"):
        send_mail(settings, report, 5)
    assert len(smtp[0].mails) == 1
    with pytest.raises(DeliveryFailed, match="did not take the mail"):
        send_mail({**settings, "smtp": "127.0.0.1:1"}, report, 5)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (['webhook = "http://example.org/x"'], "2:1: error: a report is not sent over http [bad-hook]"),
        (['webhook = "example.org"'], "'example.org' is no address of a web server"),
        (['webhook = "https://u:p@example.org/"'], "an address with a password does not belong in a settings file"),
        (['webhook = "https://[bad/"'], "is no address of a web server"),
        (['mail-to = ["a@example.org"]'], "2:1: error: mail needs mail-from and smtp as well"),
        (['mail-to = ["a"]', 'mail-from = "d@e.org"', 'smtp = "e.org:25"'], "'a' is no address"),
        (['mail-to = ["a@e.org"]', 'mail-from = "d@e.org"', 'smtp = "e.org"'], "4:1: error: 'e.org' is no server"),
        (['command = "notify"'], "2:1: error: expected a list of texts"),
        (["command = []"], "an empty list"),
    ],
)
def test_hooks_that_cannot_be_followed_are_told_before_anything_is_made(
    desk: Scratch, lines: list[str], said: str
) -> None:
    hooked(desk, *lines)
    ran = desk.build()
    assert ran.code == 1
    assert said in ran.err
    assert not (desk.root / "out").exists() or not list((desk.root / "out").rglob("*.md"))


# --- what is told again ---


@pytest.mark.slow
def test_what_fails_for_the_same_reason_is_told_once_and_its_recovery_once(
    desk: Scratch, web: tuple[type[Web], str]
) -> None:
    hooked(desk, f'webhook = "{web[1]}"')
    desk.build()
    good = desk.read(MEETING)
    desk.edit(MEETING, "date: ", "date: never, not ")
    assert [desk.build().code for _ in range(3)] == [1, 1, 1]
    _, (_, _, failed) = web[0].got
    assert failed["newly_failed"] == ["meeting/lisbon-2024", f"{MEETING} [yaml]"]
    desk.write(MEETING, "# a line more\n" + desk.read(MEETING))
    assert (desk.build().code, len(web[0].got)) == (1, 2)
    desk.edit(MEETING, "date: never, not ", "date: 2024-13-45 # ")
    assert (desk.build().code, len(web[0].got)) == (1, 3)
    assert web[0].got[2][2]["recovered"] == [f"{MEETING} [yaml]"]
    desk.write(MEETING, good.encode())
    assert [desk.build().code for _ in range(2)] == [0, 0]
    assert len(web[0].got) == 4
    assert sorted(web[0].got[3][2]["recovered"]) == sorted(web[0].got[2][2]["newly_failed"])
    assert not json.loads(desk.read("out/.briefgen/report.json"))["failed"]


def test_a_hook_that_did_not_work_hears_of_a_failure_the_next_time(desk: Scratch, web: tuple[type[Web], str]) -> None:
    hooked(desk, f'webhook = "{web[1]}"')
    desk.edit(MEETING, "date: ", "date: never, not ")
    web[0].answer = 500
    assert "[hook-failed]" in desk.build().err
    web[0].answer = 204
    assert "[hook-failed]" not in desk.build().err
    desk.build()
    assert len(web[0].got) == 2


@pytest.mark.slow
def test_a_build_of_one_table_forgets_no_failure_of_another(desk: Scratch, web: tuple[type[Web], str]) -> None:
    hooked(desk, f'webhook = "{web[1]}"')
    desk.append("briefgen.toml", '[briefs.country]\nformats = ["md"]\nrecords = ["brazil"]\n')
    desk.write("templates/country/brief.md.j2", "{{ nothing.here }}\n")
    desk.build()
    desk.do("build", "--only", "meeting")
    desk.build()
    assert [report.get("newly_failed") for _, _, report in web[0].got] == [["country/brazil"]]


def test_the_memory_of_what_was_told_may_be_lost_or_damaged(desk: Scratch, web: tuple[type[Web], str]) -> None:
    hooked(desk, f'webhook = "{web[1]}"')
    desk.edit(MEETING, "date: ", "date: never, not ")
    for content in (b"[", b"[]", b'{"webhook": 1}'):
        desk.write("out/.briefgen/told.json", content)
        assert desk.build().code == 1
    assert len(web[0].got) == 3


@pytest.mark.slow
def test_a_build_that_can_do_nothing_is_told_once_and_leaves_with_2(desk: Scratch, web: tuple[type[Web], str]) -> None:
    hooked(desk, f'webhook = "{web[1]}"')
    desk.build()
    words = ("build", "-w", str(desk.root), "--executor", "nowhere")
    desk.edit(MEETING, "Participants discussed stocks of", "They discussed stocks of")
    ran = [desk.run(*words) for _ in range(2)]
    assert [one.code for one in ran] == [2, 2]
    assert "--executor nowhere: write the address of a scheduler" in ran[0].err
    assert [report["failed"] for _, _, report in web[0].got] == [False, True]
    assert web[0].got[1][2]["findings"][0]["code"] == "cannot-build"
    assert desk.build().code == 0
    assert web[0].got[2][2]["recovered"] == ["briefgen.toml [cannot-build]"]


def test_a_disk_that_is_full_stops_one_hook_and_is_told(
    desk: Scratch, web: tuple[type[Web], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full() -> None:
        raise OSError(28, "No space left on device")

    hooked(desk, 'command = ["true"]', f'webhook = "{web[1]}"')
    monkeypatch.setattr("briefgen.notify.hooks.TemporaryFile", full)
    ran = desk.build()
    assert ran.code == 1
    assert "briefgen.toml:2:1: error: it could not be begun: No space left on device [hook-failed]" in ran.err
    assert len(web[0].got) == 1


def test_what_was_told_is_kept_elsewhere_where_the_folder_takes_nothing(
    desk: Scratch, web: tuple[type[Web], str]
) -> None:
    hooked(desk, f'webhook = "{web[1]}"')
    desk.edit(MEETING, "date: ", "date: never, not ")
    desk.write("out/.briefgen/told.json/in-the-way", "a folder of that name")
    assert [desk.build().code for _ in range(3)] == [1, 1, 1]
    assert len(web[0].got) == 1


def test_a_brief_into_which_edits_were_merged_earlier_is_nothing_to_tell(desk: Scratch) -> None:
    hooked(desk, f'command = ["{sys.executable}", "-c", "raise SystemExit(3)"]')
    desk.write("out/.briefgen/report.json", "{}")
    at = Workspace(find_workspace(desk.root)[0], Store(None))
    for written, count in (((), 0), (("meeting/lisbon-2024.md",), 1)):
        entry = BriefResult("meeting/lisbon-2024", Status.MERGED, written=written, merged=("meeting/lisbon-2024.md",))
        assert len(notify(BuildResult([entry]), at)) == count
