"""`python -m briefgen.writers.docx.maker FILE`: write the house document."""

from __future__ import annotations

import sys
from pathlib import Path

from briefgen.writers.docx.maker.document import make_house_document

if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    Path(sys.argv[1]).write_bytes(make_house_document())
