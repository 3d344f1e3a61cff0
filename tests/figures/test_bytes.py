"""The same bytes every time, whoever draws, and nothing in them that tells of it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from briefgen.document.nodes import Picture
from briefgen.figures.matrix_picture import participation_picture
from briefgen.figures.timeline_picture import timeline_picture
from tests.figures.samples import MATRIX_WORDS, TASTINGS, TIMELINE_WORDS, YEARS, chunks

ROOT = Path(__file__).parents[2]
DRAW_ALL = """
import sys
from tests.figures.test_bytes import digest
print(digest())
assert "matplotlib.pyplot" not in sys.modules
"""
IMPORT_ALL = """
import pkgutil, sys
import briefgen.figures
names = [m.name for m in pkgutil.iter_modules(briefgen.figures.__path__)]
for name in names:
    __import__(f"briefgen.figures.{name}")
assert len(names) > 5
print(sorted({"matplotlib", "numpy", "PIL"} & set(sys.modules)))
"""
UNLIKE_OURS = """
text.usetex: True
font.family: serif
font.size: 30
text.hinting: none
text.antialiased: False
lines.antialiased: False
lines.dash_capstyle: round
lines.scale_dashes: False
patch.antialiased: False
path.sketch: 3, 50, 2
path.simplify_threshold: 1.0
savefig.dpi: 50
savefig.transparent: True
figure.dpi: 40
figure.facecolor: red
figure.constrained_layout.use: True
"""


def pictures() -> tuple[Picture, Picture]:
    return (
        participation_picture(TASTINGS, MATRIX_WORDS, "matrix.png"),
        timeline_picture(YEARS, TIMELINE_WORDS, "timeline.png"),
    )


def digest() -> str:
    from hashlib import sha256

    return " ".join(sha256(picture.png).hexdigest() for picture in pictures())


def run(code: str, environment: dict[str, str], folder: Path, **changed: str) -> str:
    """What Python prints, started in a folder with variables changed."""
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**environment, "PYTHONPATH": str(ROOT), **changed},
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_twice_the_same() -> None:
    assert pictures() == pictures()


@pytest.mark.slow
def test_the_same_in_other_surroundings(environment: dict[str, str], tmp_path: Path) -> None:
    settings = tmp_path / "matplotlibrc"
    settings.write_text(UNLIKE_OURS, encoding="utf-8")
    config = tmp_path / "config"
    config.mkdir()
    here = {"PYTHONHASHSEED": "1", "TZ": "Asia/Kolkata", "LANG": "de_DE.UTF-8", "LC_ALL": "C", "SOURCE_DATE_EPOCH": "1"}
    there = {"PYTHONHASHSEED": "2", "TZ": "America/Lima", "LANG": "C", "LC_ALL": "C.UTF-8", "MPLBACKEND": "svg"}
    expected = digest()
    assert run(DRAW_ALL, environment, tmp_path, **here) == expected  # the working folder has a matplotlibrc
    assert run(DRAW_ALL, environment, config, **there, MATPLOTLIBRC=str(settings), MPLCONFIGDIR=str(config)) == expected


def test_nothing_global_is_left_changed() -> None:
    from matplotlib import rc_context, rcParams

    with rc_context({"font.size": 31.0, "text.usetex": True}):
        before = dict(rcParams)
        changed = pictures()
        assert dict(rcParams) == before
    assert changed == pictures()


def test_no_module_imports_matplotlib_before_something_is_drawn(environment: dict[str, str], tmp_path: Path) -> None:
    assert run(IMPORT_ALL, environment, tmp_path) == "[]"


@pytest.mark.parametrize("which", [0, 1], ids=["matrix", "timeline"])
def test_the_file_is_a_png_of_its_size_that_tells_nothing_else(which: int) -> None:
    picture = pictures()[which]
    assert picture.png.startswith(b"\x89PNG\r\n\x1a\n")
    found = list(chunks(picture.png))
    assert {kind for kind, _ in found} == {b"IHDR", b"pHYs", b"IDAT", b"IEND"}
    header, density = dict(found)[b"IHDR"], dict(found)[b"pHYs"]
    per_metre = int.from_bytes(density[:4])
    assert (density[:4], density[8]) == (density[4:8], 1)
    assert 200 <= per_metre * 0.0254 <= 220
    size = [int.from_bytes(header[at : at + 4]) / per_metre * 1000 for at in (0, 4)]
    assert size == pytest.approx([picture.width, picture.height], rel=1e-4)
    assert picture.width <= 164
