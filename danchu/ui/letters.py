"""Fonts for papers, which pages do not load."""

from pathlib import Path

PAPER_FONTS = Path(__file__).resolve().parent / "static/ui/fonts/tinos"
"""Tinos, as wide as the letters State papers ask for; copied by `ui.assets`."""
