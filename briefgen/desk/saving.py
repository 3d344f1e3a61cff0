"""Files saved from the desk: the diff before, undo after, and never over what somebody else saved meanwhile.

Every write lands in one of the folders that the workspace names for facts and templates; a name that leads
elsewhere is refused. A file is replaced in one step, and only while it still holds what the page had seen.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher, unified_diff
from hashlib import blake2b
from itertools import pairwise, takewhile
from pathlib import Path
from socket import gethostname

from briefgen.disk import HIDDEN, content_of, delete_file, is_there, read_file, replace_file, resolved, stay_inside
from briefgen.errors import BriefgenError, UsageProblem
from briefgen.facts.files import is_utf8
from briefgen.outputs.runlock import lives
from briefgen.workspace.folder import WorkspaceFolder
from briefgen.workspace.git import commit_file

LARGEST = 4 << 20
ENDINGS = {"facts": (".yaml",), "templates": (".j2", ".toml")}
"""The folders that are written to, and how names of files there end."""
_NOTHING: Mapping[Path, bytes] = {}
_LONG = 2000  # lines from which on those that stand often are not matched: each would be, with each of its like
MOST_KEPT = 200
"""How many saves can be undone, and how many contents are remembered that pages have seen."""


class ChangedMeanwhile(BriefgenError):
    """A file that somebody else saved since the page saw it; `content` is what it holds now."""

    def __init__(self, name: str, content: bytes | None) -> None:
        super().__init__(f"{name} was changed by somebody else meanwhile")
        self.content = content


@dataclass(frozen=True, slots=True)
class Saved:
    """A file before and after a save; None where there was none. `beside` are passages of sources kept with it."""

    folder: str
    name: str
    before: bytes | None
    after: bytes | None
    beside: tuple[tuple[Path, bytes | None, bytes], ...] = ()

    @property
    def diff(self) -> list[str]:
        return diff_lines(f"{self.folder}/{self.name}", self.before, self.after)


@dataclass
class Saving:
    """The files of one workspace as the desk writes them, with what can be undone."""

    home: WorkspaceFolder
    commits: bool = False
    done: list[Saved] = field(default_factory=list)
    seen: dict[str, bytes] = field(default_factory=dict)

    def read(self, folder: str, name: str) -> tuple[bytes | None, str]:
        """What a file holds, and a digest that stands for it; `seen` remembers it."""
        content = content_of(self.path(folder, name), LARGEST)
        return content, self._remembered(content)

    def path(self, folder: str, name: str) -> Path:
        """Where a file of a folder lies; raises `UsageProblem` for a name that leads out of it, or is no file of it."""
        if folder not in ENDINGS:
            raise UsageProblem(f"nothing is written to {folder}")
        root, parts = self.home.folder(folder), name.split("/")
        plain = all(part and part not in (".", "..") and not part.startswith(HIDDEN) for part in parts)
        if not plain or "\\" in name or "\0" in name or ":" in name or not name.endswith(ENDINGS[folder]):
            raise UsageProblem(f"{name} is no file of {self.home.shown(folder)}")
        path = root / name
        if not resolved(path).is_relative_to(resolved(root)) or (is_there(path) and path.is_symlink()):
            raise UsageProblem(f"{name} leads out of {self.home.shown(folder)}")
        return path

    def save(
        self,
        folder: str,
        name: str,
        content: bytes,
        seen: str,
        kept: Mapping[Path, bytes] = _NOTHING,
    ) -> Saved:
        """Replace a file that still has the digest `seen`; raises `ChangedMeanwhile` where it has another.

        The passages that it quotes, `kept` beside the records of their sources, are written first. With `commits` each
        file that is saved is a commit of its own.
        """
        path = self.path(folder, name)
        before = content_of(path, LARGEST)
        if digest_of_content(before) != seen:
            raise ChangedMeanwhile(f"{self.home.shown(folder)}/{name}", before)
        beside = tuple((other, content_of(other), passages) for other, passages in kept.items())
        saved = Saved(folder, name, before, content, beside)
        self._remembered(content)
        root = self.home.folder(folder)
        for other, _, _ in beside:
            stay_inside(root, other.relative_to(root).as_posix(), self.home.shown(folder))
        for other, _, passages in beside:
            replace_file(other, passages)
            self._commit(other, f"keep what is quoted of {other.stem}")
        if before != content:
            replace_file(path, content, shown=Path(self.home.shown(folder)) / name)
            self.done = [*self.done, saved][-MOST_KEPT:]
            self._commit(path, f"{'change' if before else 'add'} {folder}/{name}")
        return saved

    def merged(self, text: str, seen: str, now: bytes | None) -> tuple[bytes, bool]:
        """A whole text with what was changed in its file since the page saw `seen`; the text alone, and False, where
        that touches the same lines."""
        mine, old = text.replace("\r\n", "\n").encode(), self.seen.get(seen)
        if old is None or now is None or digest_of_content(now) == seen:
            return mine, digest_of_content(now) == seen
        both = _both(old, mine, now) if is_utf8(now) else None
        return (mine, False) if both is None else (both, True)

    def undo(self) -> Saved:
        """Take back the last save, unless somebody has changed the file since."""
        if not self.done:
            raise UsageProblem("there is nothing to undo")
        last = self.done[-1]
        path = self.path(last.folder, last.name)
        now = content_of(path, LARGEST)
        if now != last.after:
            raise ChangedMeanwhile(f"{self.home.shown(last.folder)}/{last.name}", now)
        if last.before is None:
            delete_file(path)
        else:
            replace_file(path, last.before)
        for other, passages, kept in last.beside:
            if content_of(other) == kept:  # else somebody has quoted more of the source since
                delete_file(other) if passages is None else replace_file(other, passages)
                self._commit(other, f"undo: {other.name}")
        self.done = self.done[:-1]
        self._commit(path, f"undo: {last.folder}/{last.name}")
        return Saved(last.folder, last.name, last.after, last.before)

    def _remembered(self, content: bytes | None) -> str:
        digest = digest_of_content(content)
        if content is not None:
            self.seen[digest] = content
            while len(self.seen) > MOST_KEPT:
                self.seen.pop(next(iter(self.seen)))
        return digest

    def _commit(self, path: Path, message: str) -> None:
        if self.commits:
            commit_file(self.home.root, path, message)


def digest_of_content(content: bytes | None) -> str:
    """What stands for the content of a file; "" where there is none."""
    return "" if content is None else blake2b(content, digest_size=12).hexdigest()


def diff_lines(name: str, before: bytes | None, after: bytes | None) -> list[str]:
    """What changes, in lines as `git diff` shows them, without its head."""
    old, new = ((content or b"").decode("utf-8", "replace").splitlines() for content in (before, after))
    return list(unified_diff(old, new, name, name, n=2, lineterm=""))[2:]


def _both(old: bytes, mine: bytes, theirs: bytes) -> bytes | None:
    """A text with the changes of two people to its lines; None where one change touches another."""
    lines, *texts = (text.splitlines(keepends=True) for text in (old, mine, theirs))
    changes = sorted({change for text in texts for change in _changes(lines, text)})  # both alike: one change
    if any(after[0] <= before[1] for before, after in pairwise(changes)):
        return None
    for first, last, new in reversed(changes):
        lines[first:last] = new
    return b"".join(lines)


def _changes(old: list[bytes], new: list[bytes]) -> Iterator[tuple[int, int, tuple[bytes, ...]]]:
    """The stretches of lines that became others, with these; looked for between the first and the last of them."""
    same = list(takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))
    begin = len(same)
    most = min(len(old), len(new)) - begin
    end = next((n for n in range(most) if old[-1 - n] != new[-1 - n]), most)
    a, b = old[begin : len(old) - end], new[begin : len(new) - end]
    for tag, first, last, start, until in SequenceMatcher(None, a, b, autojunk=len(a) > _LONG).get_opcodes():
        if tag != "equal":
            yield begin + first, begin + last, tuple(b[start:until])


# --- Two desks on one folder ---


def desks_beside(out: Path, own: str, now: float) -> list[str]:
    """Whose other desks work on the same folder.

    Those have ended whose process is gone from this machine, or that have not said for two minutes that they are there.
    """
    found = []
    for path in _marks(out):
        try:
            if path.name != own and now - path.stat().st_mtime < PATIENCE:
                who, _, at = read_file(path, 4096).decode("utf-8", "replace").partition("\n")
                process, _, machine = at.strip().partition(" ")
                if os.name != "posix" or machine != gethostname() or lives(process):
                    found.append(who[:80].strip() or "somebody")
        except OSError:
            continue
    return sorted(found)


PATIENCE = 120.0
_MARK = ".desk-"


def say_here(out: Path, own: str, who: str) -> None:
    """Leave a mark that a desk works here; a folder that cannot be written to gets none."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        (out / own).write_text(f"{who}\n{os.getpid()} {gethostname()}\n", "utf-8")
        os.utime(out / own)
        now = (out / own).stat().st_mtime
        for path in _marks(out):  # of desks that were ended without a chance to take theirs away
            if now - path.stat().st_mtime > 30 * PATIENCE:
                path.unlink(missing_ok=True)
    except OSError:
        return


def mark_of(token: str) -> str:
    """The name of a desk's mark; the token cannot be guessed from it."""
    return f"{_MARK}{blake2b(token.encode(), digest_size=6).hexdigest()}"


def _marks(out: Path) -> Sequence[Path]:
    try:
        return sorted(path for path in out.iterdir() if path.name.startswith(_MARK))
    except OSError:
        return ()
