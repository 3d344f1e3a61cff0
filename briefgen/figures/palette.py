"""The colours of all figures: dark blue, its tints and greys, and one warm accent. All survive greyscale."""

from __future__ import annotations

NAVY = "#1F3864"
BLUE = "#5B7DB1"
SKY = "#B4C6E4"
PALE = "#E9EEF7"
WHITE = "#FFFFFF"
INK = "#262626"
GREY = "#767676"
SILVER = "#A6A6A6"
MIST = "#E4E4E4"
FOG = "#F4F4F4"
LINE = "#9DB0D0"
RULE = "#C9CFD9"
AMBER = "#F2B233"
RUST = "#9A3B12"
