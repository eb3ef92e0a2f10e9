"""How a page is shown: one template environment, and what every page has around it.

    render(request, "form/question.html", question=question)

Templates lie beside the router that uses them (``web/form/question.html``) and begin with

    {% extends "layout/base.html" %}
    {% from "govuk_frontend_jinja/components/button/macro.html" import govukButton %}
    {% set title = "What you saw" %}
    {% block content %}<h1 class="govuk-heading-l">{{ title }}</h1> ... {% endblock %}

``title`` becomes the window's title, so nothing from a case may be in it. Set ``errors`` (a list of ``text`` and
``href``) to have the error summary shown and the title say so. Put ``{{ csrf_field }}`` into every form that posts. A
form with ``data-saves="/address"`` is posted there by a script before a sign-in runs out; answer 204 when all is saved.
Have a form post to the address of its page, so that somebody who has to sign in comes back to it. Set ``training`` to
true on pages about a training case. ``style`` attributes and inline scripts do not work, by design. Text is escaped;
``html`` of a macro is not, so give macros ``text``. Text from a screening document keeps its ``bdi`` as in the reports.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader, PrefixLoader, Undefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from screening.reports.templating import page_templates
from screening.store.access import may, reaches
from screening.store.users import User
from screening.store.visits import IDLE
from screening.web import assets
from screening.web.security import cookies, tokens

_WEB: Final = Path(__file__).resolve().parent
_NOTICES: Final[dict[str, str]] = {}


@dataclass(frozen=True)
class Notice:
    """A fixed message for the next page. Make each once, at the top of the module that uses it.

    Attributes:
        key: its name; this is what a cookie carries.
        text: what is said; the same for everybody, so nothing from a case.
    """

    key: str
    text: str

    def __post_init__(self) -> None:
        if _NOTICES.setdefault(self.key, self.text) != self.text:
            raise ValueError(f"two notices are called {self.key}")


def flash(request: Request, response: Response, notice: Notice) -> None:
    """Have the next page say something, once."""
    cookies.put(request, response, "notice", notice.key)


def render(request: Request, template: str, *, status: int = 200, **context: Any) -> HTMLResponse:
    """A page.

    Args:
        request: whose page it is: the user, the form token and the nonce come from it.
        template: its path below ``screening/web``.
        status: the status code of HTTP.
        **context: what the template needs.
    """
    secret = cookies.browser_secret(request)
    fresh = secret is None
    if secret is None:
        secret = cookies.new_secret()
    token = tokens.token_for(secret)
    noticed = cookies.read(request, "notice")
    settings = request.app.state.settings
    user: User | None = getattr(request.state, "user", None)
    around = {
        "cspNonce": request.state.nonce,
        "csrf_token": token,
        "csrf_field": Markup('<input type="hidden" name="{}" value="{}">').format(tokens.FIELD, token),
        "current_user": user,
        "menu": {
            "cases": user and bool(reaches(user, "read")),
            "users": user and may(user, "users"),
            "supervision": user and bool(reaches(user, "record")),
            "training": user and may(user, "training-session"),
        },
        "lasts": IDLE,
        "settings": settings,
        "notice": _NOTICES.get(noticed) if noticed else None,
        "asset": assets.address_of,
    }
    response = HTMLResponse(templates().get_template(template).render(around | context), status)
    if fresh:
        cookies.put(request, response, "visit", secret)
    if noticed:
        cookies.drop(request, response, "notice")
    return response


def go_to(path: str) -> RedirectResponse:
    """Send the browser on after a form, so that loading the page again does not send the form again."""
    return RedirectResponse(path, 303)


@cache
def templates() -> Environment:
    """The environment of the reports' pages, with our templates and those of GOV.UK Frontend.

    Their macros read values that are not there, so a missing value is empty here and no error.
    """
    reports = page_templates()
    environment = reports.overlay(
        loader=ChoiceLoader(
            [
                FileSystemLoader(_WEB),
                PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
            ]
        ),
        undefined=Undefined,
        # A service is started anew when its templates change; to look for that with every page takes time.
        auto_reload=False,
        trim_blocks=False,
        lstrip_blocks=False,
    )
    environment.globals = dict(reports.globals)
    environment.filters = dict(reports.filters)
    return environment
