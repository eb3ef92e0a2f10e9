"""Markdown (CommonMark) of every report, for records and messages that take no page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from screening.engine.document import AccountLine, Screening
from screening.reports.comparing import arrange_comparison
from screening.reports.explaining import arrange_explanations
from screening.reports.layout import arrange
from screening.reports.outline import Outline
from screening.reports.replaying import arrange_replay
from screening.reports.templating import markdown_templates

if TYPE_CHECKING:
    from screening.engine.compare import Comparison
    from screening.engine.explain import Explanation
    from screening.engine.replay import Replay


def screening_markdown(screening: Screening) -> str:
    """The screening with everything in it."""
    return _rendered("screening.md.j2", view=arrange(screening))


def comparison_markdown(comparison: Comparison) -> str:
    """Two screenings compared."""
    return _outlines((arrange_comparison(comparison),))


def replay_markdown(replay: Replay) -> str:
    """What could be known, date by date."""
    return _outlines((arrange_replay(replay),))


def explanations_markdown(explanations: Iterable[Explanation], accounts: Iterable[AccountLine] = ()) -> str:
    """One rule for every subject, test by test; ``accounts`` are those of a screening of the same case."""
    return _outlines(arrange_explanations(explanations, accounts))


def _outlines(outlines: tuple[Outline, ...]) -> str:
    return _rendered("outline.md.j2", outlines=outlines)


def _rendered(template: str, **values: object) -> str:
    text = markdown_templates().get_template(template).render(values)
    return re.sub(r"\n{3,}", "\n\n", text)
