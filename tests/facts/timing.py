"""The type of the `cpu_seconds` fixture."""

from __future__ import annotations

from collections.abc import Callable

CpuSeconds = Callable[[], float]
