"""Templates that think of nothing, over facts of two invented fields: no bare caveat, no claim without its speaker.

What must stand with what is written down here by hand, and looked for in the pages as a reader has them.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest

from briefgen.production.assembling import assemble
from briefgen.workspace.cache import Store
from briefgen.workspace.folder import find_workspace
from briefgen.workspace.workspace import Workspace
from tests.briefs.test_law import Field, Part, Told, bare, of_html, of_markdown, of_preview, of_word, unmarked
from tests.workspaces import REPOSITORY

DATA = REPOSITORY / "tests/data/careless"
COFFEE = [
    Told("3 February 2026", ["Bean Ledger"]),
    Told("4 February 2026", ["Harbour Crier"]),
    Told("12(?:th)?", ["Bean Ledger", "13"]),
    Told("Mincing Hall", alone="Roast Blog"),
    Told("[Aa] quota of 40 bags", contested=True),
    Told("Colombia", contested=True),
    Told("Kenya", ["not listed"]),
    Told("Roasters were angry", alone="Roast Blog"),
    Told("Stocks are said", ["Moka"]),
    Told("League seems to lead", ["desk’s reading"]),
    Told("[Pp]rices would double", ["Moka", "President of the Growers’ League"]),
    Told("[Pp]rices would fall", ["Growers’ League"]),
    Told("prices fall", ["Growers’ League"]),
    Told("Accra", of_contested=True, alone="Roast Blog"),
    Told("accra-2025", of_contested=True),
    Told("7 June 2025", inferred=True, of_contested=True, alone="Roast Blog"),
    Told("Delegates called for silos", of_contested=True, alone="Roast Blog"),
    Told("silos rot", ["Moka"], alone="Roast Blog"),
    Told("pact may hold", ["judgement of the desk"]),
]
RANSOMWARE = [
    Told("20 April 2026", ["Patch Bulletin", "22 April 2026"]),
    Told("22 April 2026", ["Ministry Note", "20 April 2026"]),
    Told("6th", contested=True),
    Told("Tallinn", ["Tartu", "Patch Bulletin"]),
    Told("Seaplane Hall", alone="Leak Forum"),
    Told("[Aa] ban on paying", contested=True),
    Told("Payments are said", ["Kade"]),
    Told("wallet was frozen", alone="Leak Forum"),
    Told("Japan seems to hold", ["desk’s reading"]),
    Told("gangs would retire", ["Kade", "Director of the Harbour CERT"]),
    Told("gangs would return", ["Harbour CERT"]),
    Told("gangs return", ["Harbour CERT"]),
    Told("Osaka", of_contested=True, alone="Leak Forum"),
    Told("osaka-2025", of_contested=True),
    Told("7 April 2025", inferred=True, of_contested=True, alone="Leak Forum"),
    Told("Delegates called for drills", of_contested=True, alone="Leak Forum"),
    Told("keys leak", ["Kade"], alone="Leak Forum"),
    Told("ban may hold", ["judgement of the desk"]),
]
FIELDS = {"coffee": ("london-2026", COFFEE), "ransomware": ("tallinn-2026", RANSOMWARE)}

TEMPLATES = {
    "loops": """
        # {{ meeting.place }}: {{ meeting.ordinal|ordinal }}, {{ meeting.date }}

        {% for d in meeting.discussion %}{{ d }} {% endfor %}

        {% for o in meeting.outcomes %}
        * {{ o|capital }}
        {% endfor %}

        {% for c in meeting.reported %}{{ c }}; {% endfor %}

        {% for p in meeting.attendance %}{{ p }}, {% endfor %}""",
    "names of fields": """
        # Note

        {% set info = {"when": meeting.date, "where": meeting.venue, "what": meeting.outcomes[0]} %}
        {{ info["when"] }} at {{ info.where }}: {{ info.what }}

        {% for k in ["date", "venue", "place"] %}
        - {{ k }}: {{ meeting[k] }}
        {% endfor %}""",
    "texts put together": """
        # A

        {{ "It met on " ~ meeting.date ~ " in " ~ meeting.venue ~ "." }}

        {{ meeting.reported[0].says ~ ", says somebody" }}

        {{ meeting.outcomes[0] ~ meeting.discussion[0] }}""",
    "blocks that are kept": """
        # A

        {% set x %}{{ meeting.date }} {{ meeting.outcomes[0] }}{% endset %}
        {% set y %}{% filter capital %}{{ meeting.reported[1].label }}{% endfilter %}{% endset %}
        {{ x }}

        {{ y }}

        {% macro m(a) %}**{{ a }}**{% endmacro %}
        {{ m(meeting.outcomes[0]) }} {{ m(meeting.discussion[2]) }}""",
    "tables": """
        # A

        | When | Where | What | Who says |
        | --- | --- | --- | --- |
        {% for m in meeting.series.meetings %}
        | {{ m.date }} | {{ m.place }} | {{ m.outcomes|first }} | {% for c in m.reported %}{{ c.label }}; {% endfor %} |
        {% endfor %}

        | {{ meeting.date }} | {{ meeting.outcomes[0] }} |
        | --- | --- |
        | {{ meeting.reported[0] }} | {{ meeting.venue }} |""",
    "headings": """
        # {{ meeting.outcomes[0] }}

        ## {{ meeting.reported[0].says|capital }}

        ### {{ meeting.discussion[2] }}

        Text without facts.

        ## {{ meeting.date|when|capital }}

        ## {{ meeting.venue }}""",
    "key points": """
        # Points

        {% for k in meeting.key_points %}
        - {{ k.point or k.claim }}
        {% endfor %}

        There were {{ meeting.reported|length }} claims and {{ meeting.series.meetings|count|in_words }} meetings.

        {{ meeting.series.meetings|listing }}

        {{ meeting.reported|listing }}""",
    "slices": """
        # A

        {{ meeting.discussion[1:]|listing }}

        {{ meeting.reported[:1]|listing }}

        {% for row in meeting.discussion|batch(2) %}{% for d in row %}{{ d|clause }} / {% endfor %}{% endfor %}

        {{ meeting.reported|each("says")|listing }}

        {{ (meeting.reported|last).says }}""",
    "signs": """
        # A

        On {{ meeting.date }}, {{ meeting.venue }} - {{ meeting.outcomes[0]|clause }}! "{{ meeting.reported[0].says }}"

        > {{ meeting.reported[0].says }}

        1. {{ meeting.reported[1].words }}
        2. {{ meeting.date }}; {{ meeting.date }}

        *{{ meeting.reported[0].says }}* [{{ meeting.outcomes[0] }}](https://example.org/)""",
    "sides": """
        # A

        {% for c in meeting.conflicts %}
        {% for s in c.sides %}
        {{ s["values"][0] }},
        {% endfor %}
        {% endfor %}""",
    "what stands in their place": """
        # {{ meeting.series.label }}

        {% for p in meeting.attendance %}
        - {{ p.record }}
        {% endfor %}

        {% for p in meeting.participation %}
        - {{ p.party }}
        {% endfor %}

        {% for m in meeting.series.meetings %}
        - {{ m.id }}
        {% endfor %}

        {% for a in meeting.assessments %}{{ a.text }}{% endfor %}""",
    "other meetings": """
        # A

        {% for m in meeting.series.meetings %}
        ## {{ m.label }}

        {{ m.place }}, {{ m.date }}. {{ m.outcomes[0] }}

        {% for c in m.reported %}{{ c.said_by }}. {{ c.says|sentence }} {% endfor %}
        {% endfor %}""",
}


@cache
def workspace_of(field: str) -> Path:
    """The facts of a field in a workspace that is made once."""
    root = Path(mkdtemp()) / field
    (root / "templates/note").mkdir(parents=True)
    (root / "briefgen.toml").write_text("")
    (root / "facts").symlink_to(DATA / field / "facts")
    (root / "templates/note/template.toml").write_text('about = "meeting"\nformats = ["md"]\n')
    return root


@pytest.mark.parametrize("name", TEMPLATES)
@pytest.mark.parametrize("field", FIELDS)
def test_a_careless_template_prints_nothing_bare(field: str, name: str) -> None:
    about, told = FIELDS[field]
    root = workspace_of(field)
    text = "\n".join(line.removeprefix(" " * 8) for line in TEMPLATES[name].strip("\n").splitlines())
    (root / "templates/note/brief.md.j2").write_text(text + "\n")
    workspace = Workspace(find_workspace(root)[0], Store(None))
    document = assemble(workspace, workspace.kind("note")[0], f"meeting/{about}").document
    assert list(unmarked(document)) == []
    for read in (of_markdown, of_html, of_word, of_preview):
        parts: list[Part] = read(document)
        assert list(bare(Field(told=told), parts)) == [], [part.runs for part in parts]
