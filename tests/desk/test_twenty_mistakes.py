"""An editor's twenty typical mistakes in a template: each is told at the desk, at its line, with what to do."""

from __future__ import annotations

import pytest

from briefgen.desk.pages import TEMPLATES
from briefgen.desk.saving import Saving
from briefgen.desk.studio import Studio
from briefgen.desk.template_desk import TemplateDesk
from briefgen.production.templates import line_reader
from briefgen.workspace.folder import find_workspace
from tests.workspaces import Scratch

pytestmark = pytest.mark.slow

LOOP = "{% for p in meeting.outcomes %}"
MISTAKES = {
    "a misspelt field": "{{ meeting.plce }}",
    "a misspelt variable": "{{ meting.place }}",
    "a misspelt filter": "{{ meeting.place | uper }}",
    "a misspelt tag": "{% iff meeting.place %}x{% endif %}",
    "a brace too few": "{{ meeting.place }",
    "a tag that is not closed": "{% if meeting.place %}x",
    "an end too many": "x{% endif %}",
    "an end of another tag": "{% if meeting.place %}x{% endfor %}",
    "a loop over one value": "{% for p in meeting.place %}{{ p }}{% endfor %}",
    "a list as a sentence": "{{ meeting.outcomes.text }}",
    "an end that is misspelt": f"{LOOP}{{{{ p }}}}{{% endfr %}}",
    "one equals sign": "{% if meeting.status = 'held' %}x{% endif %}",
    "a state that there is not": "{% if meeting.status == 'hled' %}x{% endif %}",
    "a parameter that there is not": "{{ parameters.wrds }}",
    "a part that there is not": "{% include '_parts/haed.md.j2' %}",
    "a field of another kind": "{{ meeting.adopted_at }}",
    "a quotation mark too few": "{{ meeting.place | default('none) }}",
    "a mistake in a branch": "{% if meeting.venue %}{{ meeting.vnue }}{% endif %}",
    "code instead of a field": "{{ meeting.__class__ }}",
    "a name used after its loop": f"{LOOP}{{% endfor %}}{{{{ p }}}}",
}


def test_each_is_told_at_its_line(workspace: Scratch) -> None:
    for n, text in enumerate(MISTAKES.values()):
        workspace.write(f"templates/note-{n}/template.toml", 'about = "meeting"\nformats = ["md"]\n')
        workspace.write(f"templates/note-{n}/brief.md.j2", f"# A note\n\n{text}\n")
    home = find_workspace(workspace.root)[0]
    desk = TemplateDesk(Studio(home), Saving(home))
    found = desk.studio.workspace()
    told = {kind.name: of_it for kind, of_it in desk.overview(found)[0]}
    untold = []
    for n, name in enumerate(MISTAKES):
        problems = [d for d in told[f"note-{n}"] if d.location.file.endswith("brief.md.j2")]
        page = TEMPLATES.problems_list(problems, line_reader(found))
        if not any(f'data-line="{line}"' in page for line in (3, 4)):
            untold.append((name, [str(d) for d in problems]))
    assert (len(MISTAKES), untold) == (20, [])
