"""JSON with a line for each entry of each part: to be read by people and compared line by line, and written fast.

Python's own indentation is written without its C encoder; at ten thousand briefs that is seconds.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any


def in_lines(data: Mapping[str, Any]) -> str:
    """JSON with a line for each entry of each part: to be read by people, and written fast."""

    def written(part: Any) -> str:
        if isinstance(part, dict) and part:
            return "{\n" + ",\n".join(f"  {_json(name)}: {_json(value)}" for name, value in part.items()) + "\n }"
        if isinstance(part, list) and part:
            return "[\n" + ",\n".join(f"  {_json(value)}" for value in part) + "\n ]"
        return _json(part)

    return "{\n" + ",\n".join(f" {_json(name)}: {written(part)}" for name, part in data.items()) + "\n}\n"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
