"""Templates that think of nothing, over two invented fields and the shipped facts: no bare caveat, no claim unspoken.

What must stand with what is written down here by hand, and looked for in the pages as a reader has them.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest

from briefgen.production.assembling import assemble
from tests.briefs.test_law import Field, Part, Told, bare, of_html, of_markdown, of_preview, of_word, unmarked
from tests.workspaces import REPOSITORY, Scratch, open_workspace

DATA = REPOSITORY / "tests/data/careless"
COFFEE = [
    Told("3 February 2026", ["Bean Ledger"]),
    Told("4 February 2026", ["Harbour Crier"]),
    Told("12(?:th)?", ["Bean Ledger", "13"]),
    Told("Mincing Hall", alone="Roast Blog"),
    Told("[Aa] quota of 40 bags", contested=True),
    Told("Colombia", contested=True),
    Told("Kenya", ["not listed"]),
    Told("Peru", ["absent"]),
    Told("Roasters were angry", alone="Roast Blog"),
    Told("Stocks are said", ["Moka"]),
    Told("League seems to lead", ["desk’s reading"]),
    Told("[Pp]rices would double", ["Moka", "President of the Growers’ League"]),
    Told("[Pp]rices would fall", ["Growers’ League"]),
    Told("Accra", of_contested=True, alone="Roast Blog"),
    Told("accra-2025", of_contested=True),
    Told("7 June 2025", inferred=True, of_contested=True, alone="Roast Blog"),
    Told("Delegates called for silos", of_contested=True, alone="Roast Blog"),
    Told("silos rot", ["Moka"], alone="Roast Blog"),
    Told("pact may hold", ["judgement of the desk: likely"]),
]
RANSOMWARE = [
    Told("20 April 2026", ["Patch Bulletin", "22 April 2026"]),
    Told("22 April 2026", ["Ministry Note", "20 April 2026"]),
    Told("6th", contested=True),
    Told("Tallinn", ["Tartu", "Patch Bulletin"]),
    Told("Seaplane Hall", alone="Leak Forum"),
    Told("[Aa] ban on paying", contested=True),
    Told("Chile", ["declined"]),
    Told("Payments are said", ["Kade"]),
    Told("wallet was frozen", alone="Leak Forum"),
    Told("Japan seems to hold", ["desk’s reading"]),
    Told("gangs would retire", ["Kade", "Director of the Harbour CERT"]),
    Told("gangs would return", ["Harbour CERT"]),
    Told("Osaka", of_contested=True, alone="Leak Forum"),
    Told("osaka-2025", of_contested=True),
    Told("7 April 2025", inferred=True, of_contested=True, alone="Leak Forum"),
    Told("Delegates called for drills", of_contested=True, alone="Leak Forum"),
    Told("keys leak", ["Kade"], alone="Leak Forum"),
    Told("ban may hold", ["judgement of the desk: likely"]),
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


@pytest.mark.few(8)
@pytest.mark.parametrize("name", TEMPLATES)
@pytest.mark.parametrize("field", FIELDS)
def test_a_careless_template_prints_nothing_bare(field: str, name: str) -> None:
    about, told = FIELDS[field]
    root = workspace_of(field)
    text = "\n".join(line.removeprefix(" " * 8) for line in TEMPLATES[name].strip("\n").splitlines())
    (root / "templates/note/brief.md.j2").write_text(text + "\n")
    workspace = open_workspace(root)
    document = assemble(workspace, workspace.kind("note")[0], f"meeting/{about}").document
    assert list(unmarked(document)) == []
    for read in (of_markdown, of_html, of_word, of_preview):
        parts: list[Part] = read(document)
        assert list(bare(Field(told=told), parts)) == [], [part.runs for part in parts]


# --- the shipped facts: what stands for a value there, and what must stand with it ---

SHIPPED = [
    Told("Yerevan(?! on 16|-)", of_contested=True),
    Told("yerevan-2024", of_contested=True),
    Told("(?<!Yerevan on )16–17 October 2024", of_contested=True),
    Told("21st(?! [Mm]eeting)", contested=True),
    Told("4 October 2024", inferred=True),
    Told("Ala Archa", alone="Bishkek report"),
    Told("Videos are reported", alone="Bishkek report"),
    Told("early-warning system", of_contested=True, alone="Times Tengri"),
    Told("became a consensus", of_contested=True, alone="Times Tengri"),
    Told("“directly related”", ["Bortnikov", "Director of Russia’s Federal Security Service"], alone="Bishkek report"),
    Told("coordinated online", ["Bortnikov", "Director of Russia’s Federal Security Service"], alone="Bishkek report"),
    Told("held deep potential", ["Peskov", "Russian Presidential Press Secretary"], alone="Moscow report"),
    Told("“reforms to the CIS", ["Prosecutor General"], alone="Moscow report"),
    Told("80th anniversary", ["Putin"], alone="Moscow report"),
    Told("“shared battle", ["Putin"], alone="Moscow report"),
    Told("among member states was important", ["Tokayev", "President of Kazakhstan"]),
    Told("names no state, organisation or person", ["desk’s reading"]),
    Told("with a wrong place and year", ["judgement of the desk: realistic possibility"]),
    Told("Moscow meeting was a session", ["judgement of the desk: likely"]),
    Told("cooperation program on combating", alone="Bishkek report"),
]
MEETINGS = [
    f"meeting/{id_}" for id_ in ("bishkek-2024", "astana-2024", "moscow-2024", "yerevan-2024", "samarkand-2025")
]
COUNTRIES = [f"country/{id_}" for id_ in ("armenia", "kyrgyzstan", "russia", "ukraine", "uzbekistan")]
THEMES = [f"theme/{id_}" for id_ in ("counter-terrorism", "arms", "external-interference", "historical-memory")]
OVER_SHIPPED = {
    "a title and a list": (
        MEETINGS,
        """
        # {{ meeting.place }}, {{ meeting.date }}

        {% for d in meeting.discussion %}{{ d }} {% endfor %}
        {% for o in meeting.outcomes %}
        - {{ o }}
        {% endfor %}""",
    ),
    "what was said": (
        MEETINGS,
        """
        # Said

        {% for c in meeting.claims %}{{ c.says|sentence }} {% endfor %}

        {% for c in meeting.reported %}
        * {{ c }}
        {% endfor %}

        {{ meeting.reported|each("says")|listing }}""",
    ),
    "a table of the series": (
        MEETINGS,
        """
        # {{ meeting.series }}

        | No. | Place | What |
        | --- | --- | --- |
        {% for m in meeting.series.meetings %}
        | {{ m.ordinal|ordinal if m.ordinal else "" }} | {{ m.place }}, {{ m.date }} | {{ m.outcomes|listing }} |
        {% endfor %}

        {{ meeting.series.meetings|length }} meetings of it are held.""",
    ),
    "who came": (
        MEETINGS,
        """
        # Who came

        {{ meeting.attendance|length }} came: {{ meeting.attendance|the|listing }}.

        {% for p in meeting.participation %}{{ p.party }}, {% endfor %}

        {% for p in meeting.people %}{{ p }} {% endfor %}{% if meeting.venue %}at {{ meeting.venue }}{% endif %}""",
    ),
    "judgements and doubts": (
        MEETINGS,
        """
        # Doubts

        {% for a in meeting.assessments %}
        > {{ a.text }}
        {% endfor %}

        {% for c in meeting.conflicts %}{% for s in c.sides %}
        - {{ s.about }}: {{ s["values"]|listing }}
        {% endfor %}{% endfor %}

        {% for g in meeting.gaps %}{{ g.question }} {% endfor %}""",
    ),
    "the ranked points": (
        MEETINGS,
        """
        # {{ meeting.label }}

        {% for k in meeting.key_points if k.point or k.claim %}
        1. {{ k.point or k.claim }}
        {% endfor %}

        {% for d in meeting.documents %}{{ d.title }}: {{ d.points|listing }} {% endfor %}""",
    ),
    "meetings of a country": (
        COUNTRIES,
        """
        # {{ country.label }}

        It was at {{ country.meetings|length }} meetings: {% for r in country.meetings %}{{ r.meeting }}, {% endfor %}

        {% for r in country.meetings %}
        - {{ r.meeting.date }}, {{ r.meeting.place }}: {{ r.status }}
        {% endfor %}""",
    ),
    "voices of a country": (
        COUNTRIES,
        """
        # Voices

        {% for c in country.said %}{{ c.says }}. {% endfor %}

        {% for c in country.said_of_it %}
        ## {{ c.label|capital }}

        {{ c.says|sentence }}
        {% endfor %}""",
    ),
    "what else of a country": (
        COUNTRIES,
        """
        # {{ country.label }}

        {% for i in country["items"] %}
        | {{ i }} |
        | --- |
        | {{ i.of }} |
        {% endfor %}

        {% for d in country.documents_of_meetings %}{{ d.title }} {% endfor %}""",
    ),
    "a theme in one breath": (
        THEMES,
        """
        # {{ theme.label|capital }}

        {{ theme.meetings|length }} meetings:
        {% for r in theme.meetings %}{{ r.meeting.place }} {{ r.meeting.date|when }}, {% endfor %}

        {% for i in theme.items %}{{ i }} {% endfor %}""",
    ),
    "a theme by function": (
        THEMES,
        """
        # {{ theme.label|capital }}

        {% for name in ["agreed", "called_for", "recognised", "feared", "reported"] %}
        ## {{ name|capital }}

        {% for i in theme[name] %}
        - {{ i|clause }}
        {% endfor %}
        {% endfor %}

        {% for c in theme.claims %}{{ c.says|capital }}! {% endfor %}""",
    ),
    "a theme in a table": (
        THEMES,
        """
        # {{ theme.label|capital }}

        | Where | What |
        | --- | --- |
        {% for r in theme.meetings %}
        | {{ r.meeting }} | {% for c in r.content %}{{ c }} {% endfor %} |
        {% endfor %}
        {% for i in theme.background_items %}
        | | {{ i }} |
        {% endfor %}""",
    ),
}


@cache
def shipped(kind: str) -> Path:
    """The shipped facts in a workspace with a kind of brief about records of one kind."""
    root = Path(mkdtemp()) / "shipped"
    (root / "templates/note").mkdir(parents=True)
    (root / "briefgen.toml").write_text("")
    (root / "facts").symlink_to(REPOSITORY / "facts")
    (root / "templates/note/template.toml").write_text(f'about = "{kind}"\nformats = ["md"]\n')
    return root


@pytest.mark.few(2)
@pytest.mark.parametrize("name", OVER_SHIPPED)
def test_over_the_shipped_facts_a_careless_template_prints_nothing_bare(name: str) -> None:
    keys, template = OVER_SHIPPED[name]
    root = shipped(keys[0].partition("/")[0])
    text = "\n".join(line.removeprefix(" " * 8) for line in template.strip("\n").splitlines())
    (root / "templates/note/brief.md.j2").write_text(text + "\n")
    workspace = open_workspace(root)
    for key in keys:
        document = assemble(workspace, workspace.kind("note")[0], key).document
        assert list(unmarked(document)) == []
        for read in (of_markdown, of_html, of_word, of_preview):
            parts: list[Part] = read(document)
            assert list(bare(Field(told=SHIPPED), parts)) == [], (key, [part.runs for part in parts])


ELSEWHERE = """\
src: example-gazette
series: {is: harvest-forum, quote: "The Example Harvest Forum held its seventh session"}
date: {is: 2024-03-10, quote: "held its seventh session in Lisbon on 11 March 2024"}
attendance:
  - {status: listed, scope: unknown, parties: [brazil, spain, france]}
"""


@pytest.mark.few(2)
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ meeting.participation|length }} states took part.", "5 states took part (two of them not listed)."),
        (
            '{{ meeting.participation|each("party")|count }} states took part.',
            "5 states took part (two of them not listed).",
        ),
        (
            "{{ meeting.participation|length|in_words|capital }} states took part.",
            "Five states took part (two of them not listed).",
        ),
        (
            '{{ meeting.participation|where("status", "not-listed")|length }} states took part.',
            "2 (not listed) states took part.",
        ),
        ('{{ meeting.participation|where("status", "not-listed")|length }} are not listed.', "2 are not listed."),
        ('{{ meeting.participation|where("status", "listed")|length }} took part.', "3 took part."),
    ],
)
def test_those_whom_no_list_names_are_told_apart_in_a_number(workspace: Scratch, text: str, said: str) -> None:
    workspace.write("facts/meetings/porto-2023.yaml", ELSEWHERE)
    assert workspace.rendered(f"{text}\n") == said
