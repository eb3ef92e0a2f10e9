"""``screening supervise``: prepare and hold supervision."""

from __future__ import annotations

import datetime
import importlib
from typing import TYPE_CHECKING

import click

from screening.cli import options
from screening.cli.checked import leave
from screening.cli.running import show_problems

if TYPE_CHECKING:
    from screening.reports.supervision_page import Page
    from screening.supervision.reasons import Part

_cases = click.argument("cases", nargs=-1, required=True, type=click.Path(allow_dash=True))
_since = click.option("--since", type=options.DAY, metavar="DATE", help="The day of the last supervision. Without it: "
                      "the last that the records or the case itself tell of.")  # fmt: skip
_records = click.option("--records", type=click.Path(file_okay=False), metavar="FOLDER", help="Records of earlier "
                        "supervisions; their actions return until somebody has seen them done.")  # fmt: skip


class _Group(click.Group):
    """``record`` is loaded only when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*super().list_commands(ctx), "record"]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name == "record":
            command: click.Command = importlib.import_module("screening.cli.commands.supervise_record").command
            return command
        return super().get_command(ctx, cmd_name)


@click.group("supervise", cls=_Group)
def command() -> None:
    """Prepare and hold supervision: an agenda, one case in depth, what a team's cases lack, and the record.

    It says what to talk about and why. It ranks no case, no family and no worker.
    """


@command.command("agenda", epilog=options.examples(
    "screening supervise agenda cases/ --since 2026-01-15",
    "screening supervise agenda K-0142.yaml K-0150.yaml --records records/",
    "screening supervise agenda cases/ --drop K-0142 --drop K-0150/question",
    'screening supervise agenda cases/ --first K-0150 --add "K-0150=How is the worker?"',
    "screening supervise agenda cases/ --format pdf --output agenda.pdf",
))  # fmt: skip
@_cases
@_since
@options.as_of_option
@_records
@click.option(
    "--drop",
    multiple=True,
    metavar="WHAT",
    help="Leave out a case (K-1), or one kind of reason in a case (K-1/promise). The agenda says so.",
)
@click.option("--add", multiple=True, metavar="CASE=TEXT", help="A point of your own.")
@click.option("--first", multiple=True, metavar="CASE", help="Begin with this case; several in the order given.")
@options.pack_options
@options.document_format_option
@options.output_option
@options.fault_option
def agenda_command(
    cases: tuple[str, ...], since: datetime.date | None, as_of: datetime.date | None, records: str | None,
    drop: tuple[str, ...], add: tuple[str, ...], first: tuple[str, ...], pack: str | None, locality: str | None,
    form: str, output: str | None,
) -> int:  # fmt: skip
    """What to talk about and why, case by case. CASES are case files, or folders of them.

    Cases stand in the order of their references, unless you put one first. Kinds of reason: action, opened, no-outcome,
    no-response, promise, receipt, question, one-word, disputed, not-seen, plan, closing.
    """
    options.check_goes_to_file(form, output)
    from screening.services.one_case import prepare_second_channel
    from screening.services.supervising import agenda_of, prepare_files
    from screening.supervision.agenda import Choices

    prepare_second_channel()
    choices = Choices(first=first, drop=drop, add=tuple(_point(one) for one in add))
    prepared = prepare_files(cases, as_of=as_of, since=since, records=records, locality=locality, pack=pack)
    found = agenda_of(prepared, choices)
    show_problems(prepared.warnings)
    from screening.reports.agenda import arrange_agenda

    _show(form, output, found, arrange_agenda(found))
    return leave(one.checked for one in found.cases)


@command.command("case", epilog=options.examples(
    "screening supervise case K-0142.yaml --since 2026-01-15",
    "screening supervise case K-0142.yaml --allocated 2025-11-03",
    "screening supervise case K-0142.yaml --format html --output K-0142.html",
))  # fmt: skip
@options.case_argument
@_since
@click.option(
    "--allocated",
    type=options.DAY,
    metavar="DATE",
    help="The day on which the work was taken on. Without it: what the case tells of.",
)
@options.as_of_option
@options.pack_options
@options.document_format_option
@options.output_option
@options.fault_option
def case_command(
    case: str, since: datetime.date | None, allocated: datetime.date | None, as_of: datetime.date | None,
    pack: str | None, locality: str | None, form: str, output: str | None,
) -> int:  # fmt: skip
    """One case in depth: what changed, its history, whose word it rests on, who knew what, and every child."""
    options.check_goes_to_file(form, output)
    from screening.services.one_case import prepare_second_channel
    from screening.services.supervising import case_of, prepare_files

    prepare_second_channel()
    prepared = prepare_files([case], as_of=as_of, since=since, locality=locality, pack=pack)
    if len(prepared.cases) != 1:
        raise click.UsageError("This is about one case. Give one case file, and not a folder of several.")
    found = case_of(prepared, allocated)
    show_problems(prepared.warnings)
    from screening.reports.supervised_case import arrange_supervised_case

    _show(form, output, found, arrange_supervised_case(found))
    return leave([found.checked])


@command.command("team", epilog=options.examples(
    "screening supervise team cases/",
    "screening supervise team cases/ --below 10",
    "screening supervise team cases/ --format html --output team.html",
))  # fmt: skip
@_cases
@options.as_of_option
@click.option(
    "--below",
    type=click.IntRange(min=3),
    default=5,
    show_default=True,
    help="Leave out counts below this, and whatever would give them away.",
)
@options.pack_options
@options.document_format_option
@options.output_option
@options.fault_option
def team_command(
    cases: tuple[str, ...], as_of: datetime.date | None, below: int, pack: str | None, locality: str | None,
    form: str, output: str | None,
) -> int:  # fmt: skip
    """What a team's cases lack, taken together. CASES are case files, or folders of them.

    Small counts are left out. There is no view by worker, by child or by anything that a family is.
    """
    options.check_goes_to_file(form, output)
    from screening.services.one_case import prepare_second_channel
    from screening.services.supervising import prepare_files, team_of

    prepare_second_channel()
    prepared = prepare_files(cases, as_of=as_of, locality=locality, pack=pack)
    found = team_of(prepared, below)
    show_problems(prepared.warnings)
    from screening.reports.team import arrange_team

    _show(form, output, found, arrange_team(found))
    return leave(found.checked)


def _point(text: str) -> tuple[str, str]:
    case, equals, words = text.partition("=")
    if not equals or not words.strip():
        raise click.UsageError(f'--add needs CASE=TEXT, such as "K-1=How is the worker?"; got "{text}".')
    return case.strip(), words.strip()


def _show(form: str, output: str | None, document: Part, page: Page) -> None:
    from screening.reports import as_json, docx, pdf, supervision_html, supervision_paper, supervision_terminal

    options.show(
        form,
        output,
        lambda console: supervision_terminal.print_page(page, console),
        {
            "json": lambda: as_json.document_json(document),
            "html": lambda: supervision_html.page_html(page),
            "markdown": lambda: supervision_html.page_markdown(page),
            "pdf": lambda: pdf.paper_pdf(supervision_paper.on_paper(page)),
            "docx": lambda: docx.paper_docx(supervision_paper.on_paper(page)),
        },
    )
