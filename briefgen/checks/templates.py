"""The codes of templates and of making briefs, explained.

They are reported where templates are rendered and briefs are made, in rooms that this one does not know; only
their explanations stand here, so that `--explain` knows them all.
"""

from __future__ import annotations

from briefgen.checks.base import Rule
from briefgen.diagnostics import Severity

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING

_RENDERING = (
    Rule(
        "template-syntax",
        _ERROR,
        "the template cannot be read",
        """
A block is not closed, a bracket is missing, or a filter or test has a name that there is not. The hint says what
belongs there or lists the filters.

    {% for point in meeting.outcomes %} …      add {% endfor %} where the loop ends
    {{ meeting.date|upper }}                    there is no such filter
""",
    ),
    Rule(
        "template-depth",
        _ERROR,
        "brackets or blocks of a template are nested too deeply",
        """
Twenty blocks inside each other, or some hundred brackets, are more than can be read. Put the inner ones into a macro
or into a file of their own that is included.
""",
    ),
    Rule(
        "undefined-name",
        _ERROR,
        "the template asks for a name or field that there is not",
        """
A name is misspelt, or belongs to another kind of record. Nothing is ever printed for it in silence.

    {{ meeting.venu }}        did you mean 'venue'?

The hint names the nearest, or what there is.
""",
    ),
    Rule(
        "unprintable",
        _ERROR,
        "what the template prints is no text",
        """
A list, a yes or no, or something with parts cannot be printed as it is, and neither can a field that the record
leaves empty.

    {{ meeting.attendance }}                              a list: {% for party in meeting.attendance %}
    {% if meeting.venue %}{{ meeting.venue }}{% endif %}  for what may not be known
""",
    ),
    Rule(
        "template",
        _ERROR,
        "the template does something that does not work",
        """
A filter is given what it cannot work on, two things are compared that do not go together, or a template includes
itself without end. The message says what was wanted.

    {{ meeting.place|when }}        |when works on a date
""",
    ),
    Rule(
        "no-template",
        _ERROR,
        "there is no such template to include",
        """
`include` and `import` take the name of a file below templates/, such as _parts/head.md.j2: small letters,
digits, points, hyphens and underscores, no folder above.

Correct the name, or save the file as UTF-8 if the message says that it cannot be read.
""",
    ),
    Rule(
        "forbidden",
        _ERROR,
        "the template calls something that may not be called",
        """
Templates arrange facts; they cannot run anything. Only macros are called.

    {{ meeting.place.upper() }}        {{ meeting.place }}
""",
    ),
)

_LIMITS = (
    Rule(
        "too-slow",
        _ERROR,
        "a brief takes too long to make",
        """
Making a brief is stopped after some seconds, so that one template cannot hold up all the others. Most often loops
stand inside loops, or macros call each other again and again; the message names the line where it was stopped, if
that is known. No file was touched.

If the brief is just very long, allow it more time in briefgen.toml:

    [limits]
    seconds = 30
""",
    ),
    Rule(
        "too-big",
        _ERROR,
        "a brief needs too much memory",
        """
Making a brief is stopped when it needs more memory than it may have. Most often a text or a list grows each time
a loop goes round, or texts are nested thousands of levels deep. No file was touched.

If the brief is just very long, allow it more in briefgen.toml:

    [limits]
    megabytes = 2000
""",
    ),
)

_LANGUAGES = (
    Rule(
        "catalogue",
        _ERROR,
        "a line of a catalogue cannot be used",
        """
A catalogue, templates/_lang/ru.toml, says in another language what the templates say in English. What stands in
braces in the English text must stand in the other one, or its sources would be lost; a text with two forms, for one
and for more, needs each form that numbers take in the other language.

    "Nothing is held on {theme}" = "О теме «{theme}» сведений нет"
    "{n} state|{n} states" = {one = "{n} государство", few = "{n} государства", many = "{n} государств"}
""",
    ),
    Rule(
        "untranslated",
        _WARNING,
        "a text of the templates has no words in the language of the brief",
        """
It stays English. Add it to the catalogue that the message names; where there is no catalogue for the language at
all, templates/README.md says how to begin one.
""",
    ),
)

_BRIEFS = (
    Rule(
        "unsettled",
        _ERROR,
        "what the brief says of itself never settles",
        """
A brief may print how many sources it rests on and its marking. It is made again until these agree with what it
prints; here they change each time, because the template prints a fact only when a count has a certain value.

Let no fact depend on brief.notes, brief.sources or brief.marking.
""",
    ),
    Rule(
        "bad-folder",
        _ERROR,
        "a folder of the workspace is not where it may be",
        """
The folders of facts, templates and briefs lie inside the workspace, each with a name of its own, and the folder
for briefs not inside one of the others: whatever is written there can be deleted at any time.

    [folders]
    out = "../elsewhere"      write a name such as out

The folder of a standard brief lies below out/: names of lower-case letters, digits and hyphens, not issued.

    [briefs.board]
    folder = "board/monthly"
""",
    ),
    Rule(
        "bad-kind",
        _ERROR,
        "a kind of brief cannot be called so",
        """
A kind of brief is called as its folder, and its briefs lie in a folder of this name below out/. `issued` is taken: what
was issued lies there for good.

Rename the folder among the templates.
""",
    ),
    Rule(
        "bad-output",
        _ERROR,
        "this is no name for a file below out/",
        """
`output` in a template's settings names the file without its ending: small letters, digits and hyphens, with
{id} in it, {kind} and parameters that always have a value if you like, and / between folders. The folder issued is
taken by what was issued.

    output = "{kind}/{id}"
""",
    ),
    Rule(
        "bad-about",
        _ERROR,
        "a kind of brief is about no kind of record",
        """
`about` in a template's settings names a kind of record; where it is left out, the name of the folder does.

    about = "meeting"
""",
    ),
    Rule(
        "bad-title",
        _ERROR,
        "the pattern of the title cannot be filled in",
        """
`title` in a template's settings is words with names in braces: {label}, {name}, {id}, {kind}, and parameters that
always have a value.

    title = "{label}: {name}"
""",
    ),
    Rule(
        "bad-parameter",
        _ERROR,
        "a parameter of a kind of brief cannot be used",
        """
A parameter becomes an option of the kind's command. Its name has small letters, digits and hyphens, and is none of
the program's own options; its type says what may be given.

    [parameters.max-points]
    type = "number"
    help = "At most so many points in each list"
""",
    ),
    Rule(
        "bad-default",
        _ERROR,
        "the default of a parameter does not fit its type",
        """
What holds where nothing is given follows the rules for what is given: a year of four digits, one of the choices, the
id of a record of that kind.

    [parameters.since]
    type = "year"
    default = 2020
""",
    ),
)

RULES = (*_RENDERING, *_LIMITS, *_LANGUAGES, *_BRIEFS)
