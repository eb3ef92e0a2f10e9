"""``screening fhir``: a checklist as a FHIR Questionnaire, and answers to one into a case file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import click

from screening.cli import options

if TYPE_CHECKING:
    from pathlib import Path


@click.group("fhir")
def command() -> None:
    """Checklists for health record systems: Questionnaires out, answers in."""


@command.command(
    "questionnaire",
    epilog=options.examples(
        "screening fhir questionnaire mark-on-a-baby",
        "screening fhir questionnaire referral --release R4B --output referral.json",
    ),
)
@click.argument("name")
@click.option("--release", type=click.Choice(["R5", "R4B"]), default="R5", show_default=True, help="Of FHIR.")
@options.output_option
@options.checklists_option
def questionnaire_command(name: str, release: Literal["R5", "R4B"], output: str | None, checklists: str | None) -> None:
    """A checklist as a FHIR Questionnaire.

    Each question keeps its link as long as it asks for the same fact. "Not known yet" with its reason is an answer to
    every question.
    """
    import json

    from screening.fhir.questionnaire import questionnaire
    from screening.services.filling import find_checklist

    made = questionnaire(find_checklist(name, checklists), release)
    options.deliver(json.dumps(made, indent=2, ensure_ascii=False) + "\n", output)


@command.command(
    "import",
    epilog=options.examples(
        "screening fhir import response.json --case family.yaml",
        "cat response.json | screening fhir import - --case family.yaml",
    ),
)
@click.argument("response", type=click.Path(allow_dash=True))
@click.option(
    "--case", "case_path", type=click.Path(dir_okay=False), metavar="FILE", required=True,
    help="The case file to add to; screening case new begins one.",
)  # fmt: skip
@options.checklists_option
def import_command(response: str, case_path: str, checklists: str | None) -> None:
    """Add the answers of a QuestionnaireResponse to a case file, as accounts.

    It has to answer one of the checklists here. What does not fit is refused as a whole, with every mistake at its
    place, and the case file is left as it is.
    """
    from pathlib import Path

    from screening.cli.running import show_problems
    from screening.fhir.importing import import_response
    from screening.forms.checklist import read_checklists
    from screening.packs import checklists_folder
    from screening.services.filling import add_accounts, open_file
    from screening.yamlsource import read_path

    on_file = open_file(_there(Path(case_path)))
    if on_file.case is None:
        raise AssertionError("a case file that is there has been read")
    found = import_response(read_path(response), read_checklists(checklists_folder(checklists)), on_file.case)
    show_problems(found.warnings)
    add_accounts(on_file, on_file.case.case, found.accounts)
    many = len(found.accounts)
    click.echo(f"{many} account{'' if many == 1 else 's'} added to {on_file.path}.")
    if found.unanswered:
        click.echo("Left without an answer:")
        for question in found.unanswered:
            click.echo(f"  {question}")


def _there(path: Path) -> Path:
    if not path.exists():
        raise click.UsageError(f"There is no case file {path}. screening case new {path} begins one.")
    return path
