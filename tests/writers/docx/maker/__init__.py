"""The tool that made the house documents that ship.

Editors change looks in Word, in their own copy; this is here so that the shipped files can be made again, and so
that a test can say that they hold nothing else. `make house` writes them.
"""

from briefgen.cli.commands.template import WITH_COVER
from briefgen.workspace.folder import shipped_templates

HOUSE = shipped_templates() / "house.docx"
HOUSE_WITH_COVER = WITH_COVER
