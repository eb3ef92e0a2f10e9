"""``screening docs``: pages about the rules, for people who will not read YAML."""

from __future__ import annotations

from pathlib import Path

import click

from screening.cli import options


@click.group("docs")
def command() -> None:
    """Pages about the rules: every rule, source, policy, fact and checklist, with links between them."""


@command.command(
    "build",
    epilog=options.examples(
        "screening docs build --output pages",
        "screening docs build --output pages --locality kent",
        "screening docs build --output pages --pack our-rules --checklists our-checklists",
    ),
)
@click.option(
    "--output", "-o", type=click.Path(file_okay=False), metavar="FOLDER", required=True,
    help="A new or empty folder, or one built before.",
)  # fmt: skip
@options.checklists_option
@options.pack_options
def build_command(output: str, checklists: str | None, pack: str | None, locality: str | None) -> None:
    """Write the pages into a folder.

    They are plain HTML without scripts and fetch nothing. Open index.html in a browser, or put the folder on a web
    server. The same rules always give the same pages. A folder that holds anything else is left as it is.
    """
    from screening.cli.progress import followed
    from screening.services.documentation import Building, open_material

    building = Building(Path(output), open_material(pack, locality, checklists))
    pages = sum(1 for _ in followed("Pages", building.each(), len(building)))
    click.echo(f"{pages} pages written. Open {Path(output) / 'index.html'}")
