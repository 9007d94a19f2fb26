"""What comes out of node_modules is safe for our pages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scripts import assets

GOVUK_STYLE = (
    '@font-face{font-family:GDS Transport;src:url(/assets/fonts/light.woff2) format("woff2")}'
    ".a{font-family:GDS Transport,arial,sans-serif}"
    ".b{background-image:url(/assets/images/govuk-crest.svg)}"
    ".c{background:url(/assets/images/icon.svg) no-repeat}"
    "\n/*# sourceMappingURL=govuk-frontend.min.css.map */"
)


def modules(folder: Path, style: str = GOVUK_STYLE) -> Path:
    """A node_modules as npm would leave it, in small."""
    for source in assets.FILES.values():
        path = folder / source
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(style if source.endswith(".css") else "export{a};//# sourceMappingURL=x.js.map\n")
    for package in assets.PACKAGES:
        about = {"name": package, "version": "1.2.3", "license": "MIT"}
        (folder / package / "package.json").write_text(json.dumps(about))
    images = folder / assets.GOVUK / "assets" / "images"
    images.mkdir(parents=True)
    for name in ("icon.svg", "govuk-crest.svg", "unused.png"):
        (images / name).write_text("<svg/>")
    return folder


def test_licensed_fonts_the_crown_and_source_maps_stay_behind(tmp_path: Path) -> None:
    """And the images that the styles still use come along, under addresses of ours."""
    vendor = tmp_path / "vendor"
    names = assets.copy(modules(tmp_path / "node_modules"), vendor)
    style = (vendor / "govuk-frontend.min.css").read_text()
    assert style == (
        ".a{font-family:arial,sans-serif}.b{background-image:none}.c{background:url(images/icon.svg) no-repeat}\n"
    )
    assert "sourceMappingURL" not in (vendor / "htmx.min.js").read_text()
    assert [name for name in names if name.startswith("images/")] == ["images/icon.svg"]


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    """So that two machines serve one thing."""
    folder = modules(tmp_path / "node_modules")
    first = assets.copy(folder, tmp_path / "one")
    assert assets.copy(folder, tmp_path / "two") == first
    for name in first:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


@pytest.mark.parametrize(
    ("style", "said"),
    [
        (".a{background:url(https://example.org/x.png)}", "another place"),
        (".a{background:url('//example.org/x.png')}", "another place"),
        ('@import "https://example.org/x.css";', "another place"),
        (".a{font-family:Frutiger}", "Frutiger"),
        (".a{src:url(/assets/other/x.png)}", "/assets/"),
        (".a{background:url(/assets/images/nowhere.svg)}", "no package has it"),
    ],
)
def test_what_is_not_safe_stops_the_copy_and_leaves_the_old(tmp_path: Path, style: str, said: str) -> None:
    """The folder of last time is still whole."""
    vendor = tmp_path / "vendor"
    assets.copy(modules(tmp_path / "good"), vendor)
    before = (vendor / "govuk-frontend.min.css").read_text()
    with pytest.raises(assets.AssetError, match=said):
        assets.copy(modules(tmp_path / "bad", style), vendor)
    assert (vendor / "govuk-frontend.min.css").read_text() == before


def test_a_missing_package_says_what_to_type(tmp_path: Path) -> None:
    """Set-up was not run, or stopped half-way."""
    with pytest.raises(assets.AssetError, match="make assets"):
        assets.copy(tmp_path / "nothing", tmp_path / "vendor")
