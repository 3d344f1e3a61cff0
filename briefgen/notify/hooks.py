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
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import field
from hashlib import blake2b, sha256
from pathlib import Path
from tempfile import TemporaryFile

from briefgen.diagnostics import Diagnostic, Location, Severity
from briefgen.disk import content_of, read_file, replace_file
from briefgen.errors import UsageProblem
from briefgen.frozen import dataclass
from briefgen.incremental.results import WRONG, BuildResult, has_acted, to_bytes
from briefgen.notify.delivery import DeliveryFailed, post, secret, send_mail, with_retries, with_timeout
from briefgen.outputs.manifest import DAMAGED, FOLDER, Manifest, own_folder
from briefgen.settings.hook_settings import SECRETS
from briefgen.workspace.cache import Store
from briefgen.workspace.folder import WorkspaceFolder
from briefgen.workspace.register import plain_json
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
                hook(_with(news, to_bytes(built, Manifest(out))))
            told.record(slot, built, whole=whole)
        except DeliveryFailed as bad:
            problems.append(_problem(home, key, str(bad)))
        except OSError as bad:  # on a full disk not even a command's words can be kept
            problems.append(_problem(home, key, f"it could not be begun: {bad.strerror or bad}"))
    if told.hooks != before:
        told.write(out, workspace.store)
    return problems


def files_asked(workspace: Workspace) -> list[Path]:
    """The files by which it is known that there is nothing to tell: what was told, and which hooks are trusted."""
    home, kept = workspace.home, workspace.store.folder
    own = [home.root / word for word in home.settings["hooks.command"]]
    return [home.folder("out") / FOLDER / FILE, _file(), *own, *([Path(kept, FILE)] if kept else [])]


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
    return plain_json(json.loads(report) | more)


def _problem(home: WorkspaceFolder, key: str, why: str) -> Diagnostic:
    hint = f"all briefs are in place; the report is {home.shown('out')}/.briefgen/report.json"
    return Diagnostic(home.places.of("hooks", key), why, "hook-failed", hint=hint)


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


# --- The log of what each hook was told to be wrong, so that it is told once: `out/.briefgen/told.json` ---


FILE = "told.json"


@dataclass(frozen=True, slots=True)
class Notice:
    """The news that a build brings for somebody who knows what was told before."""

    changed: bool
    newly_failed: tuple[str, ...]
    recovered: tuple[str, ...]

    def __bool__(self) -> bool:
        return self.changed or bool(self.newly_failed or self.recovered)


@dataclass(slots=True)
class NotificationLog:
    """By hook, what was wrong when it was last told: a digest of the reason by brief, or by file and code."""

    hooks: dict[str, dict[str, str]] = field(default_factory=dict)
    is_damaged: bool = False

    @classmethod
    def read(cls, out: Path, store: Store) -> NotificationLog:
        try:
            kept: bytes | None = read_file(out / FOLDER / FILE)
        except OSError:
            kept = store.get(FILE)
        try:
            data = json.loads(kept or b"{}")
            return cls({str(hook): {str(k): str(v) for k, v in wrong.items()} for hook, wrong in data.items()})
        except DAMAGED:
            return cls(is_damaged=True)

    def write(self, out: Path, store: Store) -> None:
        content = plain_json({hook: dict(sorted(wrong.items())) for hook, wrong in sorted(self.hooks.items())})
        try:
            replace_file(own_folder(out) / FILE, content)
        except (OSError, UsageProblem):
            store.put(FILE, content)

    def news(self, hook: str, built: BuildResult, *, whole: bool) -> Notice:
        """The news for a hook; a build that is not `whole` says nothing of briefs that it leaves out."""
        known, now = self.hooks.get(hook, {}), failures_in(built)
        changed = any(entry.written for entry in built.entries)
        over = [name for name in known if name not in now and self._is_covered(name, built, whole=whole)]
        return Notice(changed, tuple(n for n in now if known.get(n) != now[n]), tuple(over))

    def record(self, hook: str, built: BuildResult, *, whole: bool) -> None:
        """The hook has been told."""
        known = self.hooks.get(hook, {})
        left = {n: d for n, d in known.items() if not self._is_covered(n, built, whole=whole)}
        self.hooks[hook] = left | failures_in(built)

    @staticmethod
    def _is_covered(name: str, built: BuildResult, *, whole: bool) -> bool:
        return whole or name.endswith("]") or any(entry.name == name for entry in built.entries)


def failures_in(built: BuildResult) -> dict[str, str]:
    """A digest of each reason why something is wrong, by brief, or by file and code where it is no brief's."""
    wrong = {e.name: _digest([e.status, *map(_reason, e.findings)]) for e in built.entries if e.status in WRONG}
    by_place: dict[str, list[str]] = {}
    for problem in built.problems:
        if problem.severity is Severity.ERROR:
            by_place.setdefault(f"{problem.location.file} [{problem.code}]", []).append(_reason(problem))
    return wrong | {place: _digest(reasons) for place, reasons in by_place.items()}


def _reason(found: Diagnostic) -> str:
    return f"{found.location.file}\0{found.code}\0{found.message}"


def _digest(words: Iterable[str]) -> str:
    return blake2b("\0\0".join(sorted(words)).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


# --- Whether the hooks of a workspace may run: somebody has said so on this machine, for this folder and these ---


TRUSTED = "trusted.json"
EVERYWHERE = "BRIEFGEN_TRUST_HOOKS"
"""Set to 1 by the owner of a machine where all workspaces are their own, such as a runner of builds."""
KINDS = ("command", "webhook", "mail-to")


def named_hooks(home: WorkspaceFolder) -> dict[str, object]:
    """The settings of `[hooks]`, by key; nothing where nobody is told."""
    if not any(home.settings[f"hooks.{key}"] for key in KINDS):
        return {}
    return {key.removeprefix("hooks."): v for key, v in sorted(home.settings.items()) if key.startswith("hooks.") and v}


def is_trusted(home: WorkspaceFolder) -> bool:
    """Whether these very hooks may run in this folder."""
    return os.environ.get(EVERYWHERE) == "1" or _trusted().get(str(home.root)) == _hash(home)


def trust(home: WorkspaceFolder, *, forget: bool = False) -> None:
    """Let the hooks run from now on, as they are; or no more. Raises `UsageProblem` where that cannot be kept."""
    known = _trusted()
    known.pop(str(home.root), None)
    if not forget:
        known[str(home.root)] = _hash(home)
    replace_file(_file(), plain_json(dict(sorted(known.items()))))


def untrusted(home: WorkspaceFolder) -> Diagnostic:
    """A finding where hooks did not run."""
    message = "the hooks of this workspace were not run: nobody has trusted them here, or they have changed since"
    hint = "look at [hooks], then: briefgen trust; or build with --no-hooks"
    return Diagnostic(home.places.of("hooks"), message, "hooks-untrusted", hint)


def _hash(home: WorkspaceFolder) -> str:
    """A hash of the hooks, and for those programs that come with the workspace."""
    digest = sha256(json.dumps(named_hooks(home), default=list).encode("utf-8", "surrogatepass"))
    for word in home.settings["hooks.command"]:
        own = home.root / word
        if not Path(word).is_absolute() and own.is_file():
            digest.update(content_of(own) or b"")
    return digest.hexdigest()


def _trusted() -> dict[str, str]:
    try:
        data = json.loads(content_of(_file()) or b"{}")
    except (ValueError, RecursionError):
        return {}
    return {str(root): str(digest) for root, digest in data.items()} if isinstance(data, dict) else {}


def _file() -> Path:
    """Where it is kept: among the settings of the user's programs."""
    if named := os.environ.get("BRIEFGEN_CONFIG"):
        return Path(named) / TRUSTED
    if sys.platform == "win32":
        base = Path(os.environ.get("APPDATA") or Path(os.path.expanduser("~"), "AppData", "Roaming"))
    elif sys.platform == "darwin":
        base = Path(os.path.expanduser("~"), "Library", "Application Support")
    else:
        base = Path(os.environ.get("XDG_CONFIG_HOME") or os.path.expanduser("~/.config"))
    return base / "briefgen" / TRUSTED
