"""Small citation styles, written for the tests."""

from __future__ import annotations

INFO = "<info><title>t</title><id>t</id><updated>2026-01-01T00:00:00Z</updated></info>"


def style(body: str, *, kind: str = "note", info: str = INFO) -> bytes:
    """A style with this body; a line each for its root, its info and its body, which begins in line 3."""
    root = f'<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="{kind}">'
    return f"{root}\n{info}\n{body}</style>".encode()


def citation(layout: str, *, suffix: str = ".") -> str:
    return f'<citation><layout suffix="{suffix}">{layout}</layout></citation>'


AUTHOR_DATE = style(
    """<macro name="who">
  <names variable="author"><substitute>
    <text variable="container-title"/><text variable="publisher"/><text variable="title"/>
  </substitute></names>
</macro>
<macro name="when"><date variable="issued"><date-part name="year"/></date></macro>
<citation>
  <layout prefix="(" suffix=")" delimiter="; "><group delimiter=" "><text macro="who"/><text macro="when"/></group>
  </layout>
</citation>
<bibliography>
  <sort><key macro="who"/></sort>
  <layout suffix="."><group delimiter=". ">
    <text macro="who"/><text macro="when"/><text variable="title" font-style="italic"/>
  </group></layout>
</bibliography>
""",
    kind="in-text",
)
NUMBERED = style(
    '<citation><layout prefix="[" suffix="]"><text variable="citation-number"/></layout></citation>'
    '<bibliography second-field-align="flush"><layout>'
    '<text variable="citation-number" prefix="[" suffix="]"/><text variable="title"/></layout></bibliography>',
    kind="in-text",
)
