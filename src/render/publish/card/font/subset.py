#!/usr/bin/env python3
"""Makes the heading face of the default theme from the font beside this script.

    pip install fonttools brotli
    python3 src/render/publish/card/font/subset.py

Writes themes/default/static/jost.woff2: the letters of the languages that are written in Latin script, with kerning and
without hinting, which screens of today do not need. Prints its size and the measures that the style sheet's fallbacks are
matched to. The same fonttools gives the same bytes.
"""

from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
SOURCE = HERE / "Jost-SemiBold.ttf"
PRODUCT = HERE.parents[4] / "themes/default/static/jost.woff2"
# Basic Latin, Latin-1, Latin Extended-A, the comma-below letters of Romanian, and the punctuation of running text.
LETTERS = [*range(0x20, 0x7F), *range(0xA0, 0x180), 0x218, 0x219, 0x21A, 0x21B, 0x1E9E]
SIGNS = [0x2010, 0x2011, 0x2013, 0x2014, 0x2018, 0x2019, 0x201A, 0x201C, 0x201D, 0x201E, 0x2022, 0x2026, 0x2032, 0x2039, 0x203A, 0x20AC, 0x2190, 0x2192, 0x2212]


def main():
    options = subset.Options()
    options.flavor = "woff2"
    options.hinting = False
    options.desubroutinize = True
    options.layout_features = ["kern", "mark", "ccmp", "locl", "tnum"]
    options.name_IDs = [0, 1, 2, 13, 14]
    options.notdef_outline = True
    font = TTFont(SOURCE, recalcTimestamp=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=LETTERS + SIGNS)
    subsetter.subset(font)
    subset.save_font(font, PRODUCT, options)
    units, hhea, os2 = font["head"].unitsPerEm, font["hhea"], font["OS/2"]
    print(f"{PRODUCT.name}: {PRODUCT.stat().st_size} bytes, {len(font.getGlyphOrder())} glyphs")
    print(f"ascent {hhea.ascent / units:.3f} descent {-hhea.descent / units:.3f} gap {hhea.lineGap / units:.3f} x-height {os2.sxHeight / units:.3f}")
    widths = font["hmtx"].metrics
    letters = {letter: widths[font.getBestCmap()[ord(letter)]][0] for letter in "abcdefghijklmnopqrstuvwxyz "}
    print(f"mean width {sum(letters.values()) / len(letters) / units:.3f}")


main()
