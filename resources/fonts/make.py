"""Makes the fonts of the PDF report from the web fonts of @fontsource-variable/inter.

pdfkit cannot subset WOFF2 with composite glyphs, and Inter comes split by script; this fixes two weights
and joins Latin, Latin Extended, Vietnamese, Greek and Cyrillic into one TrueType file each.

    pip install fonttools brotli
    python resources/fonts/make.py        (from the root of the repository, after npm ci)
"""

from pathlib import Path
from tempfile import TemporaryDirectory

from fontTools.merge import Merger
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

SOURCE = Path("node_modules/@fontsource-variable/inter/files")
TARGET = Path("resources/fonts")
SCRIPTS = ["latin", "latin-ext", "vietnamese", "greek", "greek-ext", "cyrillic", "cyrillic-ext"]
WEIGHTS = {"Regular": 400, "SemiBold": 600}
# The layout features that the report does not use make merging fail where scripts define them differently.
UNUSED_TABLES = ["GSUB", "GPOS", "GDEF", "STAT", "HVAR", "MVAR", "avar", "fpgm", "prep", "cvt ", "gasp"]

for name, weight in WEIGHTS.items():
    with TemporaryDirectory() as folder:
        parts = []
        for script in SCRIPTS:
            font = TTFont(SOURCE / f"inter-{script}-wght-normal.woff2")
            instantiateVariableFont(font, {"wght": weight}, inplace=True)
            font.flavor = None
            for table in UNUSED_TABLES:
                if table in font:
                    del font[table]
            part = Path(folder) / f"{script}.ttf"
            font.save(part)
            parts.append(str(part))
        merged = Merger().merge(parts)
        for record in merged["name"].names:
            if record.nameID in (1, 3, 4, 6, 16):
                record.string = f"Inter-{name}" if record.nameID == 6 else f"Inter {name}"
        merged["head"].created = merged["head"].modified = 0
        merged.recalcTimestamp = False
        merged.save(TARGET / f"Inter-{name}.ttf")
