"""Write the web fonts of the site: the characters that the style sheet names, from the fonts of the cards."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[1]
SHEET = ROOT / "docs/assets/reading-list.css"
SOURCES = {"400": "SourceSerif4-Regular.ttf", "600": "SourceSerif4-SemiBold.ttf"}
FACE = re.compile(r"font-weight: (\d+);[^}]*url\(\"(fonts/[^\"]+)\"\)[^}]*unicode-range: ([^;}]+);")

for weight, name, characters in FACE.findall(SHEET.read_text(encoding="utf-8")):
    source = ROOT / "generator/pages/sharing" / SOURCES[weight]
    options = ("--flavor=woff2", "--no-hinting", "--layout-features=kern,liga,mark,mkmk,ccmp", "--name-IDs=")
    target = SHEET.parent / name
    command = ["pyftsubset", source, f"--unicodes={characters.replace(' ', '')}", *options, f"--output-file={target}"]
    subprocess.run(command, check=True)
