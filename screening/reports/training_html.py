"""Pages and drawings of training: results of events, and what a facilitator looks up. Each is one file of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screening.reports.outline import Outline
from screening.reports.plain import unmarked
from screening.reports.templating import page_templates

if TYPE_CHECKING:
    from screening.reports.training_drawing import Plot
    from screening.reports.training_tables import Tables


def tables_html(tables: Tables, plot: Plot | None = None) -> str:
    """Results as a page that fetches nothing; with the drawing, where there are two events."""
    page = page_templates().get_template("training_results.html.j2")
    return page.render(tables=tables, plot=plot, footer=f"Training. Scenario {unmarked(tables.scenario)}")


def plot_svg(plot: Plot) -> str:
    """The drawing as a file of its own."""
    return page_templates().get_template("training_plot.svg.j2").render(plot=plot)


def outlines_html(outlines: tuple[Outline, ...]) -> str:
    """Outlines for a facilitator as a page."""
    page = page_templates().get_template("outline.html.j2")
    return page.render(outlines=outlines, footer=f"Training. {outlines[0].title}")
