"""What is looked at on a page whatever it says: axe's rules, room for it on a narrow screen, the order of the focus."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

_AXE = Axe()
_TOO_WIDE = """() => {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return [];
  // Of what is inside a box that does not fit, only the box is named.
  const left = (one) => one.getBoundingClientRect().left;
  const found = [...document.querySelectorAll("body *")]
    .filter((one) => left(one) + one.scrollWidth > room + 1 && !one.closest(".app-wide"))
    .map((one) => `${one.localName}.${one.className}: ${one.innerText?.slice(0, 60)}`);
  return found.length ? found.slice(-2) : ["something on the page"];
}"""
_ORDER = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const before = window.__before;
  window.__before = at;
  const rect = at.getBoundingClientRect();
  return {
    what: `${at.localName} ${at.id || at.innerText}`.slice(0, 60),
    after: !before || !before.isConnected || Boolean(before.compareDocumentPosition(at) & 4),
    seen: rect.width > 0 && rect.height > 0 && rect.bottom > 0 && rect.top < innerHeight,
    marked: getComputedStyle(at).outlineStyle !== "none" || getComputedStyle(at).boxShadow !== "none"
      || ["radio", "checkbox"].includes(at.type) || at.localName === "main",
  };
}"""
_MOST_TABS = 200


def violations(page: Page) -> list[str]:
    """What axe finds wrong."""
    found: Mapping[str, Any] = _AXE.run(page, options={"resultTypes": ["violations"]}).response
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found["violations"]]


def too_wide(page: Page, width: int) -> list[str]:
    """What does not fit on a narrow screen; a wide table or picture may be moved within its own frame."""
    before = page.viewport_size
    page.set_viewport_size({"width": width, "height": 700})
    found: list[str] = page.evaluate(_TOO_WIDE)
    if before is not None:
        page.set_viewport_size(before)
    return found


def focus_order(page: Page) -> list[str]:
    """Every stop of the Tab key; each has to come after the one before it, to be seen, and to be marked."""
    stops: list[str] = []
    for _ in range(_MOST_TABS):
        page.keyboard.press("Tab")
        at = page.evaluate(_ORDER)
        if at is None or (stops and not at["after"] and at["what"] == stops[0]):
            break
        assert at["after"], f"{at['what']} comes after {stops[-1]}"
        assert at["seen"], f"{at['what']} has the focus and cannot be seen"
        assert at["marked"], f"{at['what']} does not show that it has the focus"
        stops.append(at["what"])
    return stops
