"""The codes of building standard briefs, explained; they are reported where briefs are made."""

from __future__ import annotations

from briefgen.checks.base import Rule
from briefgen.diagnostics import Severity

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING

RULES = (
    Rule(
        "bad-brief",
        _ERROR,
        "a standard brief cannot be what briefgen.toml asks for",
        """
A table [briefs.NAME] names a kind of brief, and which records: "all", ids, or conditions on a field.

    [briefs.council]
    kind = "meeting"
    records = ["series = council-heads"]
    parameters = ["max-points = 5"]

The other standard briefs are made.
""",
    ),
    Rule(
        "errors-elsewhere",
        _WARNING,
        "there are errors in facts that this brief does not use",
        """
The brief is made, as nothing in it rests on the files at fault, nor would if they were sound. Briefs that use them
keep their last good files.

`briefgen check` shows the errors.
""",
    ),
    Rule(
        "cannot-make",
        _ERROR,
        "a standard brief cannot be made",
        """
The message says why: as a rule its record is gone or deprecated. The last good files stay as they are.
""",
    ),
    Rule(
        "write-protected",
        _ERROR,
        "the files of a brief may not be written",
        """
Somebody has made a file of the brief read-only, or the folder that it lies in. It was not made, and its files stay as
they are; all other briefs are made. The exit code is 2.

Take the protection away to have it made again, or take the brief out of briefgen.toml to keep it as it is.
""",
    ),
    Rule(
        "program-fault",
        _ERROR,
        "the program itself has a fault",
        """
No fact and no template is at fault. The last good files stay as they are, and all other briefs are made. Please
report it with the message.
""",
    ),
    Rule(
        "edited-by-hand",
        _ERROR,
        "a brief was edited by hand and would change",
        """
Somebody has changed the file, and what it is made from has changed as well. With --keep-edits refuse it is left
as it is; with copy the new brief takes its place and the edited one lies beside it.
""",
    ),
    Rule(
        "bad-schedule",
        _ERROR,
        "the schedule in briefgen.toml is no time",
        """
The section [schedule] says when `briefgen schedule` makes the standard briefs: at a time each day, or every so many
minutes or hours, counted from midnight.

    [schedule]
    at = "02:00"
    time-zone = "Europe/Vienna"

Instead of `at`, `every = "15 minutes"`: minutes that divide an hour, or hours that divide a day.
""",
    ),
    Rule(
        "bad-hook",
        _ERROR,
        "a hook in briefgen.toml cannot be followed",
        """
The section [hooks] says who is told of a build that changed or failed something.

    [hooks]
    command = ["notify-desk", "--quiet"]
    webhook = "https://example.org/hook"
    mail-to = ["desk@example.org"]
    mail-from = "briefgen@example.org"
    smtp = "mail.example.org:587"

A webhook is an https address, as the report says what the desk works on; http is for this machine alone.
""",
    ),
    Rule(
        "hook-failed",
        _ERROR,
        "the briefs are made, but somebody could not be told",
        """
A command, a webhook or a mail of the section [hooks] did not work; the message says why. All briefs are as the build
left them, and the report lies in out/.briefgen/report.json. The hook is not tried again until something changes.
""",
    ),
    Rule(
        "issue-changed",
        _ERROR,
        "a file of an issue was changed or is gone",
        """
What was issued stays as it was: `out/issued/` holds every file with its hash. This file is not as it was issued, so no
redline is made against it, no news are told since it, and no further issue of this brief follows.

Put back the file from a copy. `briefgen verify FILE` says whether a copy is the one that was issued.
""",
    ),
)
