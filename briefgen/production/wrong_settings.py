"""Settings with which no brief can be made, however well they are written: no such language, no such marking."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.briefs.kind import place_of
from briefgen.diagnostics import Diagnostic, Location, did_you_mean_or
from briefgen.disk import content_of
from briefgen.errors import UsageProblem
from briefgen.settings.toml import TomlPlaces
from briefgen.workspace.folder import SETTINGS_FILE
from briefgen.workspace.workspace import Workspace


def wrong_settings(workspace: Workspace) -> Iterator[Diagnostic]:
    """What is wrong with the markings and the languages of the workspace, its standard briefs and its kinds."""
    settings = workspace.home.settings
    places = TomlPlaces(SETTINGS_FILE, content_of(workspace.home.root / SETTINGS_FILE))
    try:
        _ = workspace.markings
    except UsageProblem as bad:
        hint = did_you_mean_or(settings["markings.default"], settings["markings.scheme"], "the markings are")
        message = str(bad).removeprefix(f"{SETTINGS_FILE}: ")
        yield Diagnostic(places.of("markings", "default"), message, "unknown-marking", hint=hint)
    yield from _language(workspace, settings["language"], places.of("language"))
    for name, table in settings["briefs"].items():
        yield from _language(workspace, table["language"], places.of("briefs", name, "language"))
    for name in workspace.kinds:
        tag = workspace.kind(name)[0].settings["language"]
        if tag:
            yield from _language(workspace, tag, place_of(["language"], *workspace.kinds[name]))


def _language(workspace: Workspace, tag: str, place: Location) -> Iterator[Diagnostic]:
    try:
        if tag:
            workspace.locale(tag)
    except UsageProblem as bad:
        message, _, hint = str(bad).partition("; ")
        yield Diagnostic(place, message, "unknown-language", hint=hint)
