"""Copies the design systems' ready-built styles and scripts out of node_modules, made safe for our pages.

What changes on the way: addresses become relative; GDS Transport and Frutiger (licensed to GOV.UK and
the NHS only) and the crown go; source-map comments go. The copy fails if a browser would still fetch
anything from another host. The same input gives the same bytes.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
VENDOR = ROOT / "alongside" / "web" / "static" / "web" / "vendor"

GOVUK = "govuk-frontend/dist/govuk"
MOJ = "@ministryofjustice/frontend/moj"
FILES = {
    "govuk-frontend.min.css": f"{GOVUK}/govuk-frontend.min.css",
    "govuk-frontend.min.js": f"{GOVUK}/govuk-frontend.min.js",
    "moj-frontend.min.css": f"{MOJ}/moj-frontend.min.css",
    "moj-frontend.min.js": f"{MOJ}/moj-frontend.min.js",
    "htmx.min.js": "htmx.org/dist/htmx.min.js",
}
PACKAGES = ("govuk-frontend", "@ministryofjustice/frontend", "htmx.org")

SOURCE_MAP = re.compile(r"(/\*# sourceMappingURL=[^*]*\*/|//# sourceMappingURL=\S*)\n?")
FONT_FACE = re.compile(r"@font-face\s*\{[^}]*\}")
FONT_NAME = re.compile(r"""["']?(?:GDS Transport|Frutiger[^,;}"']*)["']?\s*,\s*""")
IMAGE = re.compile(r"""url\(["']?/assets/images/([^"')]+)["']?\)""")
CROWN = re.compile(r"crest|crown|logotype", re.IGNORECASE)
OUTSIDE = re.compile(r"""(?:url\(\s*["']?(?:https?:)?//|@import\b)[^)\s]*""", re.IGNORECASE)
FORBIDDEN_FONT = re.compile(r"GDS Transport|Frutiger", re.IGNORECASE)


class AssetError(RuntimeError):
    """The copy would not be safe or complete; the message says which file and why."""


def clean_style(css: str, name: str) -> tuple[str, set[str]]:
    """The style sheet `name` with relative addresses only, and the image files it still uses."""
    css = FONT_NAME.sub("", FONT_FACE.sub("", SOURCE_MAP.sub("", css)))
    images: set[str] = set()

    def relative(found: re.Match[str]) -> str:
        image = found.group(1)
        if CROWN.search(image):
            return "none"
        images.add(image)
        return f"url(images/{image})"

    css = IMAGE.sub(relative, css)
    if outside := OUTSIDE.search(css):
        raise AssetError(f"{name} would make a browser fetch from another place: {outside.group(0)[:80]}")
    if font := FORBIDDEN_FONT.search(css):
        raise AssetError(f"{name} still names {font.group(0)}, a font only GOV.UK or the NHS may use.")
    if "/assets/" in css:
        raise AssetError(f"{name} still has an address that begins with /assets/.")
    return css, images


def clean_script(script: str) -> str:
    """The script without its source-map comment."""
    return SOURCE_MAP.sub("", script)


def find_image(name: str, modules: Path) -> Path:
    """The image file `name` in whichever of the packages has it."""
    for package in (GOVUK, MOJ):
        found = modules / package / "assets" / "images" / name
        if found.is_file():
            return found
    raise AssetError(f"A style sheet uses images/{name}, but no package has it.")


def notice(modules: Path) -> str:
    """One line for each package: name, version, licence."""
    lines = ["Copied by scripts/assets.py from these packages:", ""]
    for package in PACKAGES:
        about = json.loads((modules / package / "package.json").read_text(encoding="utf-8"))
        lines.append(f"{about['name']} {about['version']}, licence {about['license']}")
    return "\n".join(lines) + "\n"


def copy(modules: Path = MODULES, vendor: Path = VENDOR) -> list[str]:
    """Writes the vendor folder anew and returns its file names in order.

    The new folder is made beside the old one and then takes its place, so that a failure leaves the old.
    """
    fresh = vendor.with_name(vendor.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    (fresh / "images").mkdir(parents=True)
    used: set[str] = set()
    for name, source in FILES.items():
        path = modules / source
        if not path.is_file():
            raise AssetError(f"{source} is not in node_modules. Run `make assets`, which installs it first.")
        text = path.read_text(encoding="utf-8")
        if name.endswith(".css"):
            text, images = clean_style(text, name)
            used |= images
        else:
            text = clean_script(text)
        (fresh / name).write_text(text, encoding="utf-8", newline="\n")
    for image in sorted(used):
        shutil.copyfile(find_image(image, modules), fresh / "images" / image)
    (fresh / "NOTICE.txt").write_text(notice(modules), encoding="utf-8", newline="\n")
    shutil.rmtree(vendor, ignore_errors=True)
    fresh.rename(vendor)
    return sorted(path.relative_to(vendor).as_posix() for path in vendor.rglob("*") if path.is_file())


def main() -> int:
    """Copies and says how many files there are now; 1 and a sentence when it cannot."""
    try:
        names = copy()
    except AssetError as problem:
        print(f"Assets: {problem}", file=sys.stderr)
        return 1
    print(f"Assets: {len(names)} files in {VENDOR.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
