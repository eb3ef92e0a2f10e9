"""``screening scenario pack | projector``: what a facilitator takes along to the room."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from screening.cli import options

if TYPE_CHECKING:
    from screening.forms.scenario import Scenario
    from screening.rulebook.pack import Pack


@click.command(
    "pack",
    epilog=options.examples(
        "screening scenario pack plain-sight --output pack.pdf",
        "screening scenario pack two-visits.yaml --locality kent --output pack.pdf",
    ),
)
@click.argument("name")
@options.output_option
@options.checklists_option
@options.pack_options
def pack_command(name: str, output: str | None, checklists: str | None, pack: str | None, locality: str | None) -> None:
    """The facilitator's pack for NAME, as a PDF to print: A4, made without any network.

    First the warning and the plan. Then a sheet for each group at each checkpoint, to hand out one at a time: it holds
    nothing that was known later. Then what only you read: the answers with their sources, what the family said, the
    three exercises and the debrief.
    """
    if output is None:
        raise click.UsageError("A pack is a PDF and goes to a file. Add --output, such as --output pack.pdf.")
    from screening.reports.facilitator_pdf import facilitator_pdf
    from screening.training.preparing import prepare

    options.deliver(facilitator_pdf(prepare(*_found(name, checklists, pack, locality))), output)


@click.command(
    "projector",
    epilog=options.examples(
        "screening scenario projector plain-sight --output plain-sight.html",
        "screening scenario projector two-visits.yaml --output two-visits.html",
    ),
)
@click.argument("name")
@options.output_option
@options.checklists_option
@options.pack_options
def projector_command(
    name: str, output: str | None, checklists: str | None, pack: str | None, locality: str | None
) -> None:
    """NAME for a projector: one HTML file in large type that shows one checkpoint at a time and needs no network.

    Turn its pages with the arrow keys or with the links. It works without JavaScript too, and prints only the page that
    is open.
    """
    from screening.reports.projector import projector_html
    from screening.training.preparing import prepare, shown_to_groups

    scenario, opened = _found(name, checklists, pack, locality)
    options.deliver(projector_html(prepare(scenario, opened), shown_to_groups(scenario, opened)), output)


def _found(name: str, checklists: str | None, folder: str | None, locality: str | None) -> tuple[Scenario, Pack]:
    from screening.packs import pack_folder
    from screening.rulebook.loading import open_pack
    from screening.services.scenario_finding import find_scenario

    return find_scenario(name, checklists), open_pack(pack_folder(folder), locality)
