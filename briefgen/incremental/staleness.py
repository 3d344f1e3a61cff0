"""Which briefs are stale, and why: a brief is made again when an answer behind it changed, or a file is gone or behind.

No clock is asked. What was made with other answers is stale, whatever the times of files say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet

from briefgen.incremental.build_state import BriefState, SharedFingerprints
from briefgen.incremental.fingerprints import Fingerprints
from briefgen.outputs.artifacts import Artifacts, Condition


def why_stale(
    state: BriefState | None, fingerprints: Fingerprints, artifacts: Artifacts, outdated: AbstractSet[int]
) -> list[str]:
    """The reasons to make a brief again, in words; none where it is fresh. `outdated` are numbers of pairs."""
    if state is None:
        return ["it was not made here before"]
    known = state.fingerprints
    is_fresh = isinstance(known, SharedFingerprints) and not known.has_any(outdated)
    found = [] if is_fresh else list(dict.fromkeys(_changed(known, fingerprints)))
    if state.failed:
        return [*found, "the last attempt failed"]
    conditions = {name: artifacts.condition(name) for name in state.files}
    gone = [name for name in state.files if conditions[name] is Condition.MISSING]
    behind = [name for name in state.files if conditions[name] is Condition.EDITED and artifacts.is_behind(name)]
    older = (f"an earlier version of {name} was edited and saved over the new one" for name in behind)
    others = (name for name in state.files if name not in gone and not state.made(name, artifacts))
    put_back = (f"{name} is not what the last build made" for name in others)
    return [*found, *(f"{name} is missing" for name in gone), *put_back, *older]


def _changed(known: Mapping[str, str], fingerprints: Fingerprints) -> Iterator[str]:
    changed = (question for question, answer in known.items() if fingerprints.digest(question) != answer)
    for question in sorted(changed, key=_weight):
        key = _about(question)
        how = "cannot be read" if fingerprints.cannot_read(key) else "is gone"
        yield f"{key} {how}" if key and fingerprints.has_no(key) else in_words(question)


def _about(question: str) -> str:
    """The record that a question is about, by key; "" where it is about none."""
    verb, _, rest = question.partition(" ")
    if verb in ("values", "record", "beginning", "exists", "contested"):
        return rest.partition(" ")[0]
    return "/".join(rest.split("/")[:2]) if verb in ("statement", "verdict") else ""


def in_words(question: str) -> str:
    """What it means that a question has another answer."""
    verb, _, rest = question.partition(" ")
    return _WORDS[verb](rest)


def _of_property(rest: str) -> str:
    key, _, property_ = rest.partition(" ")
    return f"{property_} of {key} changed"


def _of_statement(id_: str) -> str:
    kind, record, property_, *_ = id_.split("/")
    return f"{property_} of {kind}/{record} changed"


_WORDS: Mapping[str, Callable[[str], str]] = {
    "values": _of_property,
    "statement": _of_statement,
    "record": lambda key: f"{key} changed",
    "beginning": lambda key: f"{key} changed",
    "column": lambda rest: _of_property(f"a {rest}".replace(" ", "_", 1)).replace("_", " ", 1),
    "verdict": lambda id_: f"the verdict on the quote of {_of_statement(id_)}",
    "conflicts": lambda key: f"a conflict that touches {key} changed",
    "referring": lambda key: f"what refers to {key} changed",
    "contested": lambda key: f"{key} became contested, or no longer is",
    "exists": lambda key: f"{key} is new, gone or deprecated",
    "kind": lambda kind: f"a {kind} was added, removed or deprecated",
    "last-day": lambda _: "the information cut-off moved",
    "template": lambda name: f"the template {name} changed",
    "template-settings": lambda kind: f"the settings of {kind} changed",
    "words": lambda tag: f"the words of {tag} changed",
    "style": lambda name: f"the citation style {name} changed",
    "issue": lambda _: "it was issued",
    "house": lambda _: "the house document changed",
    "meanwhile": lambda _: "something was saved while it was made",
    "settings": lambda _: "briefgen.toml changed",
    "everything": lambda _: "the facts changed",
    "program": lambda _: "the program changed",
}


def _weight(question: str) -> tuple[int, str]:
    """What says most comes first."""
    return list(_WORDS).index(question.partition(" ")[0]), question
