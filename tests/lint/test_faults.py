"""A page of faults in templates, told without any facts: place, code, words and hint of each.

Templates that are at fault wherever they run do not make a brief either: `test_agreement.py`.
"""

from __future__ import annotations

from textwrap import dedent

import pytest

from briefgen.errors import Overrun
from tests.lint.one import NAME, lint_one, said_of

CASES = {
    "a field that is misspelt": (
        "x\ny {{ meeting.dtae }}",
        """
        2:14: error: a meeting has no 'dtae' [undefined-name]
          hint: did you mean 'date'?
        """,
    ),
    "a field in a branch that no brief runs": (
        "{% if meeting.format == 'never' and meeting.venue %}{{ meeting.vneue }}{% endif %}",
        """
        1:64: error: a meeting has no 'vneue' [undefined-name]
          hint: did you mean 'venue'?
        """,
    ),
    "the right one of several same names in a line": (
        "{{ meeting.name }} {{ meeting.series.name if meeting.series }} {{ brief.titel }}",
        """
        1:12: error: a meeting has no 'name' [undefined-name]
          hint: did you mean 'names' or 'named_in'?
        1:73: error: 'brief' has no 'titel' [undefined-name]
          hint: did you mean 'title'?
        """,
    ),
    "a name that is misspelt": (
        "{{ metting.date }}",
        """
        1:4: error: there is no 'metting' here [undefined-name]
          hint: did you mean 'meeting'?
        """,
    ),
    "a name of the template's own that is misspelt": (
        "{% set partners = meeting.lists %}{{ patners|length }}{{ partners|length }}",
        """
        1:38: error: there is no 'patners' here [undefined-name]
          hint: did you mean 'partners' or 'parameters'?
        """,
    ),
    "a field of a record behind a reference": (
        "{{ meeting.series.nmae }}",
        """
        1:19: error: a series has no 'nmae' [undefined-name]
          hint: did you mean 'name'?
        """,
    ),
    "a field of an item of a list": (
        "{% for claim in meeting.claims %}{{ claim.said_yb }}{% endfor %}",
        """
        1:43: error: a claim has no 'said_yb' [undefined-name]
          hint: did you mean 'said_by'?
        """,
    ),
    "a field of a row": (
        "{% for row in meeting.participation %}{{ row.stauts }}{% endfor %}",
        """
        1:46: error: 'row' has no 'stauts' [undefined-name]
          hint: did you mean 'status'?
        """,
    ),
    "a field of a list": (
        "{{ meeting.gaps.question }}",
        """
        1:17: error: 'meeting.gaps' has no 'question' [undefined-name]
          hint: it is a list: go through it with {% for … %}, or take one with |first
        """,
    ),
    "a field of the brief": (
        "{{ brief.sorces|length }}",
        """
        1:10: error: 'brief' has no 'sorces' [undefined-name]
          hint: did you mean 'sources'?
        """,
    ),
    "a field of the loop": (
        "{% for x in meeting.gaps %}{{ loop.indx }}{% endfor %}",
        """
        1:36: error: 'loop' has no 'indx' [undefined-name]
          hint: did you mean 'index', 'index0' or 'revindex'?
        """,
    ),
    "loop outside of a loop": (
        "{{ loop.index }}",
        """
        1:4: error: there is no 'loop' here [undefined-name]
          hint: loop is there inside {% for … %} alone
        """,
    ),
    "a variable of a loop behind it": (
        "{% for gap in meeting.gaps %}{% endfor %}{{ gap.question }}",
        """
        1:45: error: there is no 'gap' here [undefined-name]
        """,
    ),
    "a macro that is not there": (
        "{% import '_parts/words.md.j2' as words %}\n{{ words.clame(meeting) }}",
        """
        2:10: error: the imported part has no 'clame' [undefined-name]
          hint: did you mean 'claim'?
        """,
    ),
    "a name that a part does not have": (
        "{% from '_parts/words.md.j2' import clame %}{{ clame(meeting) }}",
        """
        1:37: error: the imported part has no 'clame' [undefined-name]
          hint: did you mean 'claim'?
        """,
    ),
    "a field inside a macro": (
        "{% macro m(x) %}{{ x.plcae }}{% endmacro %}{{ m(meeting) }}",
        """
        1:22: error: a meeting has no 'plcae' [undefined-name]
          hint: did you mean 'place' or 'label'?
        """,
    ),
    "a field inside a macro that nothing calls": (
        "{% macro m(meeting) %}{{ meeting.plcae }}{% endmacro %}",
        """
        1:10: warning: the macro 'm' is never called [unused]
          hint: leave it out, or call it
        1:34: error: 'meeting' has no 'plcae' [undefined-name]
          hint: did you mean 'place', 'plain' or 'label'?
        """,
    ),
    "a field in a filter, of records": (
        "{{ meeting.gaps|where('questoin')|length }}",
        """
        1:23: error: a gap has no 'questoin' [undefined-name]
          hint: did you mean 'question'?
        1:35: warning: this number prints without notes [no-note]
          hint: count with |count, not |length
        """,
    ),
    "a field in a filter, of rows": (
        "{{ meeting.lists|where('statuss', 'listed')|length }}",
        """
        1:24: error: the items have no 'statuss' [undefined-name]
          hint: did you mean 'status'?
        """,
    ),
    "a field of what a filter made": (
        "{% for group in meeting.discussion|grouped('themes') %}{{ group.bye }}{% endfor %}",
        """
        1:65: error: 'group' has no 'bye' [undefined-name]
          hint: did you mean 'by'?
        """,
    ),
    "a filter": (
        "y {{ meeting.label|capitol }}",
        """
        1:20: error: there is no filter 'capitol' [template-syntax]
          hint: did you mean 'capital'?
        """,
    ),
    "a filter of other programs": (
        "{{ meeting.chair|join(', ') }}",
        """
        1:18: error: there is no filter 'join' [template-syntax]
          hint: |listing joins names as in a sentence
        """,
    ),
    "a test": (
        "{{ 'x' if meeting.place is defind }}",
        """
        1:28: error: there is no test 'defind' [template-syntax]
          hint: did you mean 'defined' or 'undefined'?
        """,
    ),
    "too much in brackets": (
        "{{ meeting.gaps|take(1, 2)|length }}",
        """
        1:17: error: |take is given too much in its brackets [template]
          hint: in its brackets it takes: most
        1:28: warning: this number prints without notes [no-note]
          hint: count with |count, not |length
        """,
    ),
    "too little in brackets": (
        "{{ meeting.gaps|take|length }}",
        """
        1:17: error: |take is given too little: 'most' is missing [template]
          hint: in its brackets it takes: most
        1:22: warning: this number prints without notes [no-note]
          hint: count with |count, not |length
        """,
    ),
    "a list in a filter of values": (
        "{{ meeting.lists|capital }}",
        """
        1:12: error: this is a list, not a text [template]
          hint: |capital works on one value; go through a list with {% for … %}
        """,
    ),
    "a value in a filter of lists": (
        "{{ meeting.label|listing }}",
        """
        1:12: error: this is no list [template]
          hint: |listing works on a list
        """,
    ),
    "rows in a filter of values": (
        "{{ meeting.lists|listing }}",
        """
        1:12: error: each of these has parts, it is no value [template]
          hint: go through them with {% for … %}
        """,
    ),
    "a text in a filter of dates": (
        "{% if meeting.place %}{{ meeting.place|when }}{% endif %}",
        """
        1:34: error: this is no date [template]
          hint: |when works on a date
        """,
    ),
    "a text in a filter of numbers": (
        "{% if meeting.place %}{{ meeting.place|ordinal }}{% endif %}",
        """
        1:34: error: this is no number [template]
          hint: |ordinal works on a number
        """,
    ),
    "a value gone through like a list": (
        "{% for x in meeting.date %}{{ x }}{% endfor %}",
        """
        1:21: error: this is no list [template]
          hint: print it with {{ … }}; {% for … %} and filters of lists want a list
        """,
    ),
    "a list that is printed": (
        "{{ meeting.gaps }}",
        """
        1:12: error: this is a list, not a text [unprintable]
          hint: go through it with {% for … %}, or print it with |listing
        """,
    ),
    "a row that is printed": (
        "{{ brief.foreign }}",
        """
        1:10: error: this has parts, it is no text [unprintable]
          hint: print one of its parts: without, all
        """,
    ),
    "a condition that is printed": (
        "{{ meeting.place == 'Lisbon' }}",
        """
        1:12: error: this is a yes or no, not a text [unprintable]
          hint: use it in {% if … %}
        """,
    ),
    "a macro that is printed": (
        "{% macro m() %}x{% endmacro %}{{ m }}",
        """
        1:34: error: this is a macro, not a text [unprintable]
          hint: call it: write ( ) behind it
        """,
    ),
    "something joined that is no text": (
        "{{ 'x' ~ meeting.gaps }}",
        """
        1:18: error: this is a list, not a text [unprintable]
          hint: go through it with {% for … %}, or print it with |listing
        """,
    ),
    "a value called like a function": (
        "{{ meeting.label() }}",
        """
        1:12: error: this cannot be called [forbidden]
          hint: only macros can; a field is written without ()
        """,
    ),
    "a macro with too much": (
        "{% macro m(a) %}{{ a }}{% endmacro %}{{ m(1, 2) }}",
        """
        1:41: error: 'm' is given 2 things [template]
          hint: it takes a
        """,
    ),
    "a macro with too little": (
        "{% macro m(a, b) %}{{ a }}{{ b }}{% endmacro %}{{ m(1) }}",
        """
        1:51: error: 'm' is not given 'b' [template]
          hint: it takes a, b
        """,
    ),
    "a macro with a wrong name": (
        "{% macro m(a=1) %}{{ a }}{% endmacro %}{{ m(b=1) }}",
        """
        1:43: error: 'm' takes no 'b' [template]
          hint: it takes a
        """,
    ),
    "a value compared by size": (
        "{{ 'x' if meeting.date < 3 }}",
        """
        1:26: error: this is no date [template]
          hint: write a date as 2025, 2025-10 or 2025-10-17
        """,
    ),
    "a date compared with words": (
        "{{ 'x' if meeting.date < 'spring' }}",
        """
        1:26: error: 'spring' is no date [template]
          hint: write a date as 2025, 2025-10 or 2025-10-17
        """,
    ),
    "words compared by size": (
        "{{ 'x' if meeting.place < 'b' }}",
        """
        1:19: error: these two do not go together [template]
          hint: dates and numbers have an order; compare any other value with == or !=
        """,
    ),
    "a date that equals no words": (
        "{{ 'x' if meeting.date == 'spring' }}",
        """
        1:27: warning: 'meeting.date' is a date, and 'spring' is none [never-equal]
          hint: write a date as 2025, 2025-10 or 2025-10-17
        """,
    ),
    "a date compared with a number": (
        "{{ 'x' if meeting.date == 2025 }}",
        """
        1:27: warning: 'meeting.date' is a date, and 2025 is a number [never-equal]
          hint: put it into quotation marks: "2025"
        """,
    ),
    "a number that equals no words": (
        "{{ 'x' if meeting.ordinal == 'fifty' }}",
        """
        1:30: warning: 'meeting.ordinal' is a number, and 'fifty' is none [never-equal]
          hint: write a number in figures
        """,
    ),
    "a list compared with a word": (
        "{{ 'x' if meeting.claims == 'x' }}",
        """
        1:29: warning: 'meeting.claims' is a list, and 'x' is one thing [never-equal]
          hint: ask whether the list holds it: "x" in …
        """,
    ),
    "how many compared with a word": (
        "{{ 'x' if meeting.claims|length == '3' }}",
        """
        1:36: warning: this is a number, and '3' is a text [never-equal]
          hint: write a number without quotation marks
        """,
    ),
    "an order of things with parts": (
        "{% for row in meeting.participation|sort %}{{ row.party }}{% endfor %}",
        """
        1:37: error: each of these has no order [template]
          hint: name a field: |sort('date')
        """,
    ),
    "a group by what is no date": (
        "{% for g in meeting.claims|grouped('says', 'month') %}{{ g['items']|count }}{% endfor %}",
        """
        1:36: error: 'says' is no date [template]
          hint: only dates have a month, quarter or year
        """,
    ),
    "a group by a span that there is not": (
        "{% for g in meeting.claims|grouped('on', 'mnth') %}{{ g['items']|count }}{% endfor %}",
        """
        1:42: error: |grouped takes dates by no 'mnth' [template]
          hint: did you mean 'month'?
        """,
    ),
    "a word among things with parts": (
        "{{ 'x' if 'brazil' in meeting.participation }}",
        """
        1:11: warning: the items of 'meeting.participation' have parts, and none of them is 'brazil' [never-equal]
          hint: ask for a part: |where("…", "brazil")
        """,
    ),
    "sums of texts": (
        "{{ meeting.label + 'x' }}",
        """
        1:4: error: '+' does not work on this [template]
          hint: write texts one after the other, lists in a for
        """,
    ),
    "a word that a field never is": (
        "{% if meeting.status == 'hold' %}x{% endif %}",
        """
        1:25: warning: 'meeting.status' is never 'hold' [never-equal]
          hint: did you mean 'held'?
        """,
    ),
    "a word that a field never is, in a filter": (
        "{{ meeting.participation|where('status', 'lsited')|length }}",
        """
        1:42: warning: 'status' is never 'lsited' [never-equal]
          hint: did you mean 'listed' or 'not-listed'?
        """,
    ),
    "a field that may be missing": (
        "{{ meeting.venue }}",
        """
        1:12: warning: 'meeting.venue' may be missing [may-be-missing]
          hint: put {% if meeting.venue %} around it
        """,
    ),
    "a gap of a text that is not given": (
        "{{ '{n} of {m}'|t(n=3) }}",
        """
        1:12: error: no value is given for {m} [template]
          hint: write m=… in the brackets of |t; given: n
        """,
    ),
    "something given that a text has no gap for": (
        "{{ 'of {m}'|t(m=3, k=brief.label) }}",
        """
        1:20: error: the text has no {k} [template]
          hint: what is given must be printed, or its sources are lost
        """,
    ),
    "two forms and no number": (
        "{{ 'one|two'|t }}",
        """
        1:14: error: this text has two forms [template]
          hint: say which number decides, as in |t(n=parties|count)
        """,
    ),
    "a value where a text belongs": (
        "{{ meeting.label|t }}",
        """
        1:12: error: this is no text of the template [template]
          hint: |t is for words of the template; a value prints in the language that the facts have
        """,
    ),
    "an id that is printed": (
        "{{ meeting.id }}",
        """
        1:12: warning: 'meeting.id' is there to be compared; it prints without a note [no-note]
          hint: print the value itself, or .label for a record's name
        """,
    ),
    "a count that loses its notes": (
        "{{ meeting.people|length }}",
        """
        1:19: warning: this number prints without notes [no-note]
          hint: count with |count, not |length
        """,
    ),
    "a variable that is not used": (
        "{% set x = 3 %}",
        """
        1:8: warning: 'x' is set and never used [unused]
          hint: leave it out, or use it
        """,
    ),
    "an import that is not used": (
        "{% import '_parts/words.md.j2' as words %}",
        """
        1:35: warning: 'words' is imported and never used [unused]
          hint: leave the import out
        """,
    ),
    "a macro that is not used": (
        "{% macro m() %}x{% endmacro %}",
        """
        1:10: warning: the macro 'm' is never called [unused]
          hint: leave it out, or call it
        """,
    ),
    "a part that is not there": (
        "{% include '_parts/haed.md.j2' %}",
        """
        1:12: error: there is no template '_parts/haed.md.j2' [no-template]
          hint: did you mean '_parts/head.md.j2', '_parts/gaps.md.j2' or '_parts/words.md.j2'?
        """,
    ),
    "an include without end": (
        "x\n{% include 'note/brief.md.j2' %}",
        """
        2:12: error: the template calls itself without end [template-cycle]
          hint: 'note/brief.md.j2' leads back to itself from here
        """,
    ),
    "a macro without end": (
        "{% macro a() %}{{ a() }}{% endmacro %}\n{{ a() }}",
        """
        1:19: error: the template calls itself without end [template-cycle]
          hint: put {% if … %} around the call, so that it ends
        """,
    ),
    "an extended template that is not there": (
        "{% extends 'meting/brief.md.j2' %}",
        """
        1:12: error: there is no template 'meting/brief.md.j2' [no-template]
          hint: did you mean 'note/brief.md.j2'?
        """,
    ),
    "text outside of blocks": (
        "{% extends '_parts/gaps.md.j2' %}\nlost",
        """
        _parts/gaps.md.j2:1:7: error: there is no 'gaps' here [undefined-name]
        _parts/gaps.md.j2:6:17: error: there is no 'gaps' here [undefined-name]
        2:1: warning: this stands outside the blocks and is not printed [not-printed]
          hint: put it into a block
        """,
    ),
    "a block that overrides nothing": (
        "{% extends '_parts/gaps.md.j2' %}{% block x %}{% endblock %}",
        """
        _parts/gaps.md.j2:1:7: error: there is no 'gaps' here [undefined-name]
        _parts/gaps.md.j2:6:17: error: there is no 'gaps' here [undefined-name]
        1:43: warning: '_parts/gaps.md.j2' has no block 'x' [not-printed]
          hint: it has: none
        """,
    ),
    "two blocks of one name": (
        "{% block a %}{% endblock %}\n{% block a %}{% endblock %}",
        """
        2:4: error: block 'a' defined twice [template-syntax]
        """,
    ),
    # mistakes that editors make
    "one brace": (
        "The date is { meeting.date }.",
        """
        1:13: warning: '{ meeting.date }' is printed as it stands; it is no tag [not-a-tag]
          hint: write {{ meeting.date }}
        """,
    ),
    "a tag that is not closed": (
        "a {{ meeting.label\nb {{ brief.label }}",
        """
        1:3: error: this {{ is not closed [template-syntax]
          hint: put }} where it ends
        """,
    ),
    "a tag closed with the other bracket": (
        "{{ meeting.label %}",
        """
        1:18: error: a tag that begins with {{ ends with %} [template-syntax]
          hint: end it with }}
        """,
    ),
    "one closing brace": (
        "{{ meeting.label }",
        """
        1:1: error: this {{ is not closed [template-syntax]
          hint: put }} where it ends
        """,
    ),
    "a block that is not closed": (
        "{% if meeting.date %}\nx",
        """
        1:1: error: this 'if' is not closed [template-syntax]
          hint: put {% endif %} where it ends
        """,
    ),
    "a block closed by another's end": (
        "{% if meeting.date %}x{% endfor %}",
        """
        1:23: error: this 'endfor' stands where 'if' of line 1 ends [template-syntax]
          hint: write {% endif %}
        """,
    ),
    "an end without a beginning": (
        "x\n{% endif %}",
        """
        2:1: error: this 'endif' closes nothing [template-syntax]
          hint: no block is open here; leave it out, or put back the tag that opens the block
        """,
    ),
    "one = in a condition": (
        "{% if meeting.status = 'held' %}x{% endif %}",
        """
        1:22: error: '=' gives a value, it does not compare [template-syntax]
          hint: to compare, write ==
        """,
    ),
    "curly quotation marks": (
        "{% if meeting.status == “held” %}x{% endif %}",
        """
        1:25: error: '“' means nothing in a tag [template-syntax]
          hint: write straight quotation marks: "
        """,
    ),
    "one brace, and two": (
        "The date is { meeting.date }}.",
        """
        1:13: warning: '{ meeting.date }}' is printed as it stands; it is no tag [not-a-tag]
          hint: write {{ meeting.date }}
        """,
    ),
    "else if": (
        "{% if meeting.date %}a{% else if meeting.place %}b{% endif %}",
        """
        1:31: error: 'if' is not expected behind 'else' [template-syntax]
          hint: write {% elif … %}
        """,
    ),
    "a text without quotation marks": (
        "{% if meeting.place == Lisbon %}b{% endif %}",
        """
        1:24: error: there is no 'Lisbon' here [undefined-name]
          hint: a text stands in quotation marks: "Lisbon"
        """,
    ),
    "a filter that is called": (
        "{{ capital(meeting.place) }}",
        """
        1:4: error: there is no 'capital' here [undefined-name]
          hint: 'capital' stands behind a value: {{ …|capital }}
        """,
    ),
    "range": (
        "{% for n in range(3) %}b{% endfor %}",
        """
        1:13: error: there is no 'range' here [undefined-name]
          hint: go through the list itself, {% for item in … %}, or its first ones, …|take(3); loop.index counts
        """,
    ),
    "elseif": (
        "{% if meeting.date %}a{% elseif meeting.place %}b{% endif %}",
        """
        1:26: error: there is no tag 'elseif' [template-syntax]
          hint: did you mean 'elif'?
        """,
    ),
    "on for in": (
        "{% for gap on meeting.gaps %}{{ gap.question }}{% endfor %}",
        """
        1:12: error: 'on' stands where 'in' belongs [template-syntax]
          hint: it looks like {% for item in list %}
        """,
    ),
    "a field in quotation marks": (
        "{% if 'meeting.date' %}x{% endif %}",
        """
        1:7: warning: the text 'meeting.date' always holds [always-true]
          hint: leave out its quotation marks
        """,
    ),
    "a bracket that is not closed": (
        "{{ meeting.gaps|where('question'|length }}",
        """
        1:22: error: a '(' is not closed [template-syntax]
          hint: close it before the tag ends
        """,
    ),
    "a misspelt tag": (
        "{% fro gap in meeting.gaps %}{{ gap.question }}{% endfor %}",
        """
        1:4: error: there is no tag 'fro' [template-syntax]
          hint: did you mean 'for'?
        """,
    ),
    "several in one file": (
        "{{ meeting.dtae }}\n{% if %}{{ meeting.gaps }}{% endif %}\n{{ x y }}\n{{ meeting.lists|listing }}",
        """
        1:12: error: a meeting has no 'dtae' [undefined-name]
          hint: did you mean 'date'?
        2:7: error: something is missing before %} [template-syntax]
          hint: it looks like {% if meeting.date %}
        2:20: error: this is a list, not a text [unprintable]
          hint: go through it with {% for … %}, or print it with |listing
        3:6: error: 'y' is not expected here [template-syntax]
          hint: a filter stands behind |, a field behind a point, text in quotation marks
        4:12: error: each of these has parts, it is no value [template]
          hint: go through them with {% for … %}
        """,
    ),
    "fields in a tag that cannot be read": (
        '{% if meeting.dtae = "meeting.x" %}{% else if meeting.pace %}{% endif %}{{ (meeting.vneue|f.g }}',
        """
        1:15: error: a meeting has no 'dtae' [undefined-name]
          hint: did you mean 'date'?
        1:20: error: '=' gives a value, it does not compare [template-syntax]
          hint: to compare, write ==
        1:44: error: 'if' is not expected behind 'else' [template-syntax]
          hint: write {% elif … %}
        1:55: error: a meeting has no 'pace' [undefined-name]
          hint: did you mean 'place'?
        1:76: error: a '(' is not closed [template-syntax]
          hint: close it before the tag ends
        1:85: error: a meeting has no 'vneue' [undefined-name]
          hint: did you mean 'venue'?
        """,
    ),
    "fields of what a loop that cannot be read goes through": (
        "{% for claim in meeting.claims if claim.on = 1 %}{{ claim.said_yb }}{% endfor %}"
        "{% for x in meeting.claims|sort('on' %}{{ x.by }}{% endfor %}",
        """
        1:44: error: '=' gives a value, it does not compare [template-syntax]
          hint: to compare, write ==
        1:59: error: a claim has no 'said_yb' [undefined-name]
          hint: did you mean 'said_by'?
        1:112: error: a '(' is not closed [template-syntax]
          hint: close it before the tag ends
        """,
    ),
    "fields in a tag that does not end": (
        "{{ meeting.pace }\nSee example.org and {% set day = meeting.dtae | %}{{ day.x }}",
        """
        1:1: error: this {{ is not closed [template-syntax]
          hint: put }} where it ends
        1:12: error: a meeting has no 'pace' [undefined-name]
          hint: did you mean 'place'?
        2:42: error: a meeting has no 'dtae' [undefined-name]
          hint: did you mean 'date'?
        2:49: error: something is missing before %} [template-syntax]
          hint: it looks like {% set name = value %}
        """,
    ),
}


@pytest.mark.few(6)
@pytest.mark.parametrize("case", CASES)
def test_a_fault_is_named_at_its_place(case: str) -> None:
    template, said = CASES[case]
    assert said_of(template) == dedent(said).lstrip("\n")


FREEING = SystemError("<built-in method append of list object> returned NULL without exception set")
"""What is left of an overrun that was raised while memory was freed."""


@pytest.mark.parametrize("passed", [Overrun.slow(), FREEING, MemoryError()], ids=lambda passed: type(passed).__name__)
def test_what_was_found_before_a_limit_was_passed_is_told(passed: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def busy(name: str) -> None:
        read.append(name)
        if read.count("zz.md.j2") == 2:  # it is walked, after all others
            raise passed

    monkeypatch.setattr(Overrun, "last", Overrun.slow())
    linted = lint_one("{{ meeting.plce }}", {"zz.md.j2": "x"}, busy=busy)
    over = "too-big" if isinstance(passed, MemoryError) else "too-slow"
    assert [(d.location.file, d.code) for d in linted.diagnostics] == [(NAME, "undefined-name"), ("zz.md.j2", over)]
