"""Two ways of using a page: with a mouse, and with nothing but a keyboard. A journey is the same with both."""

from __future__ import annotations

from typing import Protocol

from playwright.sync_api import Page, expect

_MOST_TABS = 150
_NAME = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const label = at.labels && at.labels.length ? at.labels[0].innerText : at.innerText;
  const rect = at.getBoundingClientRect();
  return {name: label.trim().replace(/\\s+/g, " "), kind: at.type || at.localName, group: at.name || "",
          seen: rect.width > 0 && rect.height > 0};
}"""


class Hands(Protocol):
    """Whoever uses a page: what they choose, write and press is named as it stands there."""

    page: Page

    def choose(self, *labels: str) -> None:
        """Choose one of several, or tick some."""

    def write(self, label: str, text: str) -> None:
        """Write into a field."""

    def date(self, legend: str, day: str, month: str, year: str) -> None:
        """Write into the three fields of a date."""

    def press(self, name: str) -> None:
        """Press a button, or follow a link, that leads to another page."""


class Mouse:
    """Somebody with a mouse, a finger, or a screen reader's own commands."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def choose(self, *labels: str) -> None:
        """Choose one of several, or tick some."""
        for label in labels:
            self.page.get_by_label(label, exact=True).check()

    def write(self, label: str, text: str) -> None:
        """Write into a field."""
        self.page.get_by_label(label, exact=True).fill(text)

    def date(self, legend: str, day: str, month: str, year: str) -> None:
        """Write into the three fields of a date."""
        group = self.page.get_by_role("group", name=legend)
        for label, text in (("Day", day), ("Month", month), ("Year", year)):
            group.last.get_by_label(label, exact=True).fill(text)

    def press(self, name: str) -> None:
        """Press a button, or follow a link, that leads to another page."""
        main = self.page.locator("main")
        found = main.get_by_role("button", name=name, exact=True).or_(main.get_by_role("link", name=name, exact=True))
        found.first.click()


class Keyboard:
    """Somebody with a keyboard only, who goes on through the page from where they are."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def choose(self, *labels: str) -> None:
        """Choose one of several, or tick some."""
        for label in labels:
            field = self.page.get_by_label(label, exact=True)
            if field.get_attribute("type") == "checkbox":
                self._go_to(label)
                self.page.keyboard.press("Space")
            else:
                self._choose_radio(label, field.get_attribute("name") or "")
            expect(field).to_be_checked()

    def write(self, label: str, text: str) -> None:
        """Write into a field."""
        self._go_to(label)
        self.page.keyboard.press("ControlOrMeta+A")
        self.page.keyboard.type(text)

    def date(self, legend: str, day: str, month: str, year: str) -> None:
        """Write into the three fields of a date."""
        self._go_to("Day", self.page.get_by_role("group", name=legend).last.get_by_label("Day").get_attribute("name"))
        for text in (day, month, year):
            self.page.keyboard.press("ControlOrMeta+A")
            self.page.keyboard.type(text)
            self.page.keyboard.press("Tab")

    def press(self, name: str) -> None:
        """Press a button, or follow a link, that leads to another page."""
        self._go_to(name)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def _go_to(self, name: str, group: str | None = None) -> None:
        for _ in range(_MOST_TABS):
            self.page.keyboard.press("Tab")
            at = self.page.evaluate(_NAME)
            if at is not None and (at["group"] == group if group is not None else at["name"] == name):
                assert at["seen"], f"{name} has the focus and cannot be seen"
                return
        raise AssertionError(f"no way to {name!r} with the Tab key")

    def _choose_radio(self, label: str, group: str) -> None:
        # The Tab key leads to the group; the arrows move within it.
        self._go_to(label, group)
        self.page.keyboard.press("Space")
        for _ in range(_MOST_TABS):
            if self.page.evaluate(_NAME)["name"] == label:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"no way to {label!r} with the arrows")
