"""Puts the web service together: which routers there are, and what stands before all of them.

    app = create_app(Settings(...), open_database(find_place()))

A router of pages goes into ``PAGES``: its forms need a token. A router for programs goes into ``PROGRAMS``: it never
looks at a cookie, and its addresses begin with one of ``errors.PROGRAMS``. To add one, add the name of its module,
which has a ``router``. Neither opens the database itself; see ``dependencies``.
"""

from __future__ import annotations

import importlib
from typing import Final

from fastapi import Depends, FastAPI
from starlette.middleware import Middleware
from starlette.middleware.body_limit import RequestBodyLimitMiddleware

from screening import __version__
from screening.store.database import Database
from screening.web import assets
from screening.web.errors import add_error_pages, problem_page
from screening.web.security.gate import Gate
from screening.web.security.headers import Headers
from screening.web.security.tokens import check_form
from screening.web.settings import Settings

PAGES: Final = (
    "screening.web.signing_in",
    "screening.web.starting",
    "screening.web.users",
    "screening.web.form.routes",
    "screening.web.result.routes",
    "screening.web.training.routes",
    "screening.web.supervision.routes",
)
PROGRAMS: Final[tuple[str, ...]] = ("screening.web.api.router",)


def create_app(settings: Settings, database: Database) -> FastAPI:
    """The service.

    Args:
        settings: how it is set up.
        database: open and up to date; whoever opened it closes it.

    Raises:
        ProblemsFound: a style sheet or script is missing.
    """
    assets.check_assets()
    app = FastAPI(
        title="Screening",
        version=__version__,
        # FastAPI can hand bodies and values to whoever collects traces on a machine; here nothing leaves it.
        telemetry={"auto_configure": False, "logs": False, "tracing": False, "metrics": False},
        # Its pages of documentation load scripts from elsewhere; for what there is instead see api.describing.
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        middleware=[
            Middleware(Headers, secure=settings.secure),
            Middleware(Gate, hosts=settings.hosts, body_limit=settings.body_limit, answer=problem_page),
            Middleware(RequestBodyLimitMiddleware, max_body_size=settings.body_limit),
        ],
    )
    app.state.settings = settings
    app.state.database = database
    add_error_pages(app)
    app.include_router(assets.router)
    for name in PAGES:
        app.include_router(
            importlib.import_module(name).router, dependencies=[Depends(check_form)], include_in_schema=False
        )
    for name in PROGRAMS:
        app.include_router(importlib.import_module(name).router)
    return app
