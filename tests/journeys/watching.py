"""Notes what windows ask for and what the browser's console says."""

from __future__ import annotations

from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, ConsoleMessage, Dialog, Page, Request


@dataclass
class Watched:
    """What happened in some windows.

    Attributes:
        address: where requests may go.
        asked: the address of every request.
        said: the console, errors and dialogs included.
        titles: of every page.
    """

    address: str
    asked: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)

    def watch(self, context: BrowserContext) -> None:
        """Watch every page of a browser."""
        context.on("request", self._request)
        context.on("page", self._page)

    @property
    def elsewhere(self) -> list[str]:
        """Requests that left the service."""
        return [one for one in self.asked if not one.startswith((f"{self.address}/", "data:"))]

    def _request(self, request: Request) -> None:
        self.asked.append(request.url)

    def _page(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", lambda wrong: self.said.append(str(wrong)))
        page.on("dialog", self._dialog)
        page.on("domcontentloaded", lambda loaded: self.titles.append(loaded.title()))

    def _dialog(self, dialog: Dialog) -> None:
        self.said.append(dialog.message)
        dialog.dismiss()

    def _console(self, message: ConsoleMessage) -> None:
        # A form that comes back with what is missing has a status of its own, which Chromium notes.
        if "the server responded with a status of 4" not in message.text:
            self.said.append(message.text)
