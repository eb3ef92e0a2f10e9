"""One self-contained page: no script, nothing fetched, readable on a telephone, by a screen reader and on paper."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from screening.engine.document import AccountLine, Screening
from screening.reports.comparing import arrange_comparison
from screening.reports.explaining import arrange_explanations
from screening.reports.layout import arrange
from screening.reports.outline import Outline
from screening.reports.replaying import arrange_replay
from screening.reports.templating import page_templates

if TYPE_CHECKING:
    from screening.engine.compare import Comparison
    from screening.engine.explain import Explanation
    from screening.engine.replay import Replay


def screening_html(screening: Screening) -> str:
    """The screening as a page with everything in it; what is not opened out is one step away, and all is printed."""
    view = arrange(screening)
    when = next(one.text for one in view.heading.about if one.label == "As known on")
    page = page_templates().get_template("screening.html.j2")
    return page.render(view=view, footer=f"Case {view.heading.case}, as known on {when}")


def comparison_html(comparison: Comparison) -> str:
    """Two screenings compared."""
    return _outlines((arrange_comparison(comparison),))


def replay_html(replay: Replay) -> str:
    """What could be known, date by date."""
    return _outlines((arrange_replay(replay),))


def explanations_html(explanations: Iterable[Explanation], accounts: Iterable[AccountLine] = ()) -> str:
    """One rule for every subject, test by test; ``accounts`` are those of a screening of the same case."""
    return _outlines(arrange_explanations(explanations, accounts))


def _outlines(outlines: tuple[Outline, ...]) -> str:
    page = page_templates().get_template("outline.html.j2")
    return page.render(outlines=outlines, footer=f"Case {outlines[0].case}. {outlines[0].title}")
