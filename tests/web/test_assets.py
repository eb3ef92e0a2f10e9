"""What is taken out of the style sheet of GOV.UK Frontend, and that nothing of the kind can slip in unseen."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "assets" / "prepare.py"


@pytest.fixture(scope="module")
def prepare() -> ModuleType:
    found = importlib.util.spec_from_file_location("prepare", SCRIPT)
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


def test_typeface_crest_and_source_map_are_taken_out_and_the_rest_stays(prepare: ModuleType) -> None:
    given = (
        "/*! Copyright of a typeface */@font-face{font-family:GDS Transport;src:url(/assets/fonts/a.woff2)}"
        ".a{font-family:GDS Transport,arial,sans-serif;color:red}@media print{.a{font-family:sans-serif}}"
        ".b:before{background:currentcolor;-webkit-mask-image:url(/assets/c.svg);mask-image:url(/assets/c.svg);top:0}"
        "/*# sourceMappingURL=govuk-frontend.min.css.map */"
    )
    assert prepare.without_brand(given) == (
        f".a{{font-family:{prepare.FONTS};color:red}}@media print{{.a{{font-family:sans-serif}}}}"
        ".b:before{background:currentcolor;top:0}"
    )
    assert prepare.without_source_map("go();\n//# sourceMappingURL=a.js.map") == "go();\n"


@pytest.mark.parametrize(
    "left", [".a{src:url(/assets/new.png)}", ".a{content:'GDS'}", ".a{b:url(https://x)}", "@import 'https://x';"]
)
def test_what_is_left_stops_it(prepare: ModuleType, left: str) -> None:
    with pytest.raises(ValueError, match="is left"):
        prepare.without_brand(left)


def test_what_is_there_already_needs_no_network(prepare: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prepare, "fetch", lambda: pytest.fail("it was fetched again"))
    assert prepare.main() == 0
