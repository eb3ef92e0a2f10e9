"""The templates of the pages that are made from a pack, and what each of them says about the pack at its foot.

They stand on the templates of the reports and escape as those do, so a page of documentation looks and reads like a
screening. What a page shows is left to the module of that page.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict

from screening.reports.templating import page_templates
from screening.rulebook.pack import Pack

if TYPE_CHECKING:
    from jinja2 import Environment

_SHOWN_OF_HASH = 12
"""So many digits of the fingerprint tell two packs apart and can still be read out on the telephone."""


class View(BaseModel):
    """What a template is handed: frozen, and closed to anything that it does not expect."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Imprint(View):
    """What the foot of every page says: which rules these are, and how many of them nobody has signed off."""

    pack: str
    version: str
    fingerprint: str
    rules: int
    drafts: int

    @property
    def line(self) -> str:
        """All of it in a line."""
        return (
            f"Rules: {self.pack} {self.version} ({self.fingerprint}). "
            f"{self.drafts} of {self.rules} rules are drafts that nobody has signed off."
        )


def imprint(pack: Pack) -> Imprint:
    """The imprint of a pack; a rule that is retired counts neither way."""
    rules = [rule for rule in pack.rules.values() if rule.status != "retired"]
    return Imprint(
        pack=pack.header.id,
        version=pack.header.version,
        fingerprint=pack.sha256[:_SHOWN_OF_HASH],
        rules=len(rules),
        drafts=sum(rule.status == "draft" for rule in rules),
    )


def render(template: str, pack: Pack, **given: Any) -> str:
    """A page from its template, with the imprint of the pack."""
    return _templates().get_template(template).render(imprint=imprint(pack), **given)


@cache
def _templates() -> Environment:
    from jinja2 import ChoiceLoader, PackageLoader

    ours = ChoiceLoader([PackageLoader("screening.docgen"), PackageLoader("screening.reports")])
    return page_templates().overlay(loader=ours)
