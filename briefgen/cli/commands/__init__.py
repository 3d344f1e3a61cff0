"""The commands, each in a module named as it is typed, or in that of its kin; imported when it is called."""

from __future__ import annotations

# Name, and the line in the list of commands: help does not import them all.
COMMANDS: dict[str, str] = {
    "affected": "List the issued briefs that rest on a source, a record or a statement.",
    "build": "Make the standard briefs again, where anything behind them has changed.",
    "desk": "Read sources, record and review facts in the browser.",
    "schedule": "Have the standard briefs made at set times.",
    "status": "Say how every standard brief stands: fresh, stale, edited, merged or failed.",
    "draft": "Propose what a source says, for a person to accept.",
    "check": "Find everything that is wrong in facts and templates.",
    "facts": "List statements, filtered by what they are about and who says them.",
    "add": "Archive pages and files, and propose the record of each.",
    "export": "Write statements or sources for other programs.",
    "import": "Make records of a table, or sources of a list of references.",
    "init": "Make a workspace of your own, with an example that builds.",
    "new": "Write a commented record to fill in.",
    "schema": "Write JSON Schemas, so that an editor completes and checks records.",
    "trust": "Let the hooks of a workspace run after a build.",
    "issue": "Publish briefs: each becomes its next issue, kept for good.",
    "verify": "Say whether a file is an issue of this workspace, and unchanged.",
    "redline": "Show what changed in a brief since an issue of it.",
    "review": "Approve or object to what somebody else recorded.",
    "list": "List records, or the kinds of brief.",
    "preview": "Show a brief in the browser, drawn anew whenever a file is saved.",
    "trace": "Say where a sentence of a brief comes from, or what rests on a source.",
    "template": "Make, list and check kinds of brief.",
    "show": "Show one record with its sources and conflicts.",
}
# Commands in the module of another, which is about the same: where they are found.
KIN = {
    "affected": "issue.affected",
    "redline": "issue.redline",
    "verify": "issue.verify",
    "desk": "preview.desk",
    "import": "add.import_",
    "list": "show.list_",
    "new": "add.new",
    "status": "build.status",
    "trust": "build.trust",
}
