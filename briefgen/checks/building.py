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
        "same-file",
        _ERROR,
        "two standard briefs would have the same files",
        """
Two tables of briefgen.toml ask for the same brief in different ways, and both would be written to the same name. The
first one is made, the second is refused.

    [briefs.meeting]
    formats = ["docx"]

    [briefs.web]
    kind = "meeting"
    formats = ["md"]
    folder = "web"            with this they are two

Give one of them a folder of its own, or ask for both formats in one table. Languages, parameters and audiences stand
in the names of the files and tell briefs apart by themselves.
""",
    ),
    Rule(
        "not-released",
        _ERROR,
        "the audience of a brief may not know of a record",
        """
A brief with an audience is made as if nothing marked higher were there. A record that is named for it by its id, or by
a parameter, is refused where it is marked higher, speaks of what is, or would be left without its name.

    [briefs.board]
    kind = "meeting"
    records = ["lisbon-2024"]     whose record says marking: TLP:RED
    audience = "TLP:GREEN"

Take it off the list, name a higher audience, or lower the marking of the record. With "all" and with conditions such
records are left out.
""",
    ),
    Rule(
        "audience-too-low",
        _ERROR,
        "such a brief is marked higher than its audience may see",
        """
A brief carries at least the marking-floor of its kind and the default marking of briefgen.toml, whatever is in it.
Where that is above the audience, the brief is not made.

Name a higher audience, or lower marking-floor in the kind's template.toml.
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
        "cannot-build",
        _ERROR,
        "the standard briefs could not be built",
        """
Nothing could be done at all: as a rule the folder `out` cannot be written, the disk is full, or a cluster does not
answer. All files are as they were. It is reported where a timer starts the build, as nobody watches then.
""",
    ),
    Rule(
        "cluster-lost",
        _ERROR,
        "a brief was lost on a cluster",
        """
The worker that made it died, or the scheduler or all workers went away. The last good files stay as they are; briefs
that came back are in place. The next build makes what is missing.
""",
    ),
    Rule(
        "other-inputs",
        _ERROR,
        "a worker of a cluster sees other files than the machine that builds",
        """
A worker reads facts, templates, settings, the archive and out/issued/ itself, under the same path, from a file system
that all machines share. This one has seen other contents, so it has made nothing. Somebody may have saved a file while
the build was under way; then the next build goes well.
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
        "a brief was edited by hand and would change, or be issued without the edits",
        """
Somebody has changed the file, and what it is made from has changed as well. With --keep-edits refuse it is left
as it is; with copy the new brief takes its place and the edited one lies beside it.

An issue is what facts and templates give, so a brief that holds hand edits is not issued: put what was written into
facts or templates, or leave it out with --without-edits.
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

Instead of `at`, `every = "15 minutes"`: minutes that divide an hour, or hours that divide a day. A table
[briefs.NAME] may have times of its own: `schedule = "02:00"`, `"15 minutes"` or `"never"`.
""",
    ),
    Rule(
        "bad-hook",
        _ERROR,
        "a hook in briefgen.toml cannot be followed",
        """
The section [hooks] says who is told of a build that changed something, or in which something newly failed.

    [hooks]
    command = ["notify-desk", "--quiet"]
    webhook = "https://example.org/hook"
    mail-to = ["desk@example.org"]
    mail-from = "briefgen@example.org"
    smtp = "mail.example.org:587"

A webhook is an https address, as the report says what the desk works on; http is for this machine alone. So is mail
in the clear. `smtp-user` signs in with the password in the environment variable BRIEFGEN_SMTP_PASSWORD, or in the file
that `smtp-password-file` names; a webhook gets the token in BRIEFGEN_WEBHOOK_TOKEN or `webhook-token-file`.
""",
    ),
    Rule(
        "hook-failed",
        _ERROR,
        "the briefs are made, but somebody could not be told",
        """
A command, a webhook or a mail of the section [hooks] did not work; the message says why. All briefs are as the build
left them, and the report lies in out/.briefgen/report.json. What has failed is told again by the next build; what was
made is not.
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
