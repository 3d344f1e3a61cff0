"""The codes of the lint of templates, explained; it finds them in a room that this one does not know."""

from __future__ import annotations

from briefgen.checks.base import Rule
from briefgen.diagnostics import Severity

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING

_TEXT = (
    Rule(
        "template-cycle",
        _ERROR,
        "the template calls itself without end",
        """
A part includes or imports itself, alone or through others, or a macro calls itself, and no condition stops it.

    {% include "meeting/brief.md.j2" %}      in meeting/brief.md.j2

Leave the include out, or put the condition under which it ends around it.
""",
    ),
    Rule(
        "may-be-missing",
        _WARNING,
        "the template prints what may not be known",
        """
A record need not have the field. A brief about one that lacks it is refused, because nothing is ever printed as
nothing. A condition around it, or on the way to it, says what is to be done then.

    {{ meeting.venue }}
    {% if meeting.venue %}{{ meeting.venue }}{% endif %}
    {{ meeting.venue if meeting.venue else "not stated"|t }}
""",
    ),
    Rule(
        "never-equal",
        _WARNING,
        "the template compares a field with a word that it never is",
        """
The field has a fixed choice of words, and this is none of them, so the condition never holds.

    {% if meeting.status == "hold" %}        did you mean 'held'?
    {{ rows|where("status", "lsited") }}     did you mean 'listed'?
""",
    ),
    Rule(
        "no-note",
        _WARNING,
        "what is printed has a source, and prints without its note",
        """
An id, a kind, an origin or a rank is there to be compared. |length counts and forgets what it has counted; |count
keeps the notes.

    {{ meeting.series.id }}        {{ meeting.series }}
    {{ list.parties|length }}      {{ list.parties|count }}
""",
    ),
    Rule(
        "unused",
        _WARNING,
        "the template names something and never uses it",
        """
A variable, an import, a macro or a parameter of the kind's settings. Often its name is misspelt where it was meant.

    {% set partners = meeting.lists %}{% for list in meeting.lists %}
""",
    ),
    Rule(
        "not-a-tag",
        _WARNING,
        "the text looks like a tag and is none",
        """
It is printed as it stands. A value stands in two braces, a condition in a brace and a percent sign, without a
blank between them.

    { meeting.date }        {{ meeting.date }}
    { % if meeting.date %}  {% if meeting.date %}
""",
    ),
    Rule(
        "always-true",
        _WARNING,
        "the condition always holds",
        """
A text in quotation marks is a text and no field.

    {% if "meeting.date" %}        {% if meeting.date %}
""",
    ),
    Rule(
        "not-printed",
        _WARNING,
        "the text of a template that extends another is never printed",
        """
What a template that extends another one prints stands in blocks that the other one has.

    {% extends "meeting/brief.md.j2" %}
    {% block outcome %}This is printed.{% endblock %}
    This is not.
""",
    ),
)

_BRIEFS = (
    Rule(
        "skipped-heading",
        _WARNING,
        "a heading is more than one level below the one before it",
        """
Readers, tables of contents and screen readers go by the levels. A brief begins with one heading of level 1.

    # Meeting
    ### Outcome        write ## Outcome
""",
    ),
    Rule(
        "empty-section",
        _WARNING,
        "a heading has nothing under it",
        """
For some record there is nothing to say there. The condition belongs around the heading as well.

    {% if meeting.outcomes %}

    ## Outcome
    …
    {% endif %}
""",
    ),
    Rule(
        "repeats-a-fact",
        _WARNING,
        "the text of a template repeats a fact instead of using it",
        """
A name, a place or a day that a record has was typed into the template. It has no note, stays when the fact changes,
and stands in every brief of the kind.

    The meeting in Samarkand        The meeting in {{ meeting.place }}
""",
    ),
)

RULES = (*_TEXT, *_BRIEFS)
