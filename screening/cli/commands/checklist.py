"""``screening checklist``: list, show, print and fill in the checklists."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from screening.cli import options
from screening.cli.running import STOPPED

if TYPE_CHECKING:
    import datetime
    from pathlib import Path


@click.group("checklist")
def command() -> None:
    """Checklists: to look at, to print for paper, and to fill in."""


@command.command(
    "list", epilog=options.examples("screening checklist list", "screening checklist list --for supervisor")
)
@click.option(
    "--for", "reader", type=click.Choice(["practitioner", "supervisor", "trainer"]), help="Only those for one reader."
)
@options.checklists_option
def list_command(reader: str | None, checklists: str | None) -> None:
    """Every checklist with how long it takes."""
    from screening.forms.checklist import read_checklists
    from screening.packs import checklists_folder

    for one in read_checklists(checklists_folder(checklists)).values():
        if reader in (None, *one.for_):
            questions = sum(len(section.questions) for section in one.sections)
            click.echo(f"{one.checklist:<40} {questions:>2} questions, {one.minutes:>2} minutes  {one.title}")


@command.command("show", epilog=options.examples("screening checklist show mark-on-a-baby"))
@click.argument("name")
@options.checklists_option
def show_command(name: str, checklists: str | None) -> None:
    """One checklist: its sections, questions and things to do, and the learning that each comes from."""
    from screening.forms.checklist import asked
    from screening.services.filling import find_checklist

    one = find_checklist(name, checklists)
    click.echo(f"{one.title}\n{one.about}\nFor: {', '.join(one.for_)}. About {one.minutes} minutes.")
    if one.learning:
        click.echo(f"Learning: {', '.join(one.learning)}")
    for section in one.sections:
        click.echo(f"\n{section.title}{f' (for each of {section.each})' if section.each else ''}")
        if section.about:
            click.echo(f"  {section.about}")
        for question in section.questions:
            where = f"{section.each}.{question.fact}" if section.each else question.fact
            learning = f"  {', '.join(question.learning)}" if question.learning else ""
            asked_when = "  (only where it makes sense)" if question.ask_when is not None else ""
            click.echo(f"  - {asked(section, question)}{asked_when}\n      {where}{learning}")
        for item in section.items:
            learning = f"\n      {', '.join(item.learning)}" if item.learning else ""
            click.echo(f"  [ ] {item.do}{learning}")
    if one.policies:
        click.echo(f"\nPolicies: {', '.join(one.policies)}")


@command.command(
    "print",
    epilog=options.examples(
        "screening checklist print mark-on-a-baby --output sheet.html",
        "screening checklist print pre-birth --locality kent --output sheet.html",
    ),
)
@click.argument("name")
@options.output_option
@options.checklists_option
@options.pack_options
def print_command(
    name: str, output: str | None, checklists: str | None, pack: str | None, locality: str | None
) -> None:
    """A blank sheet for paper: boxes to tick, lines to write on, and where each question comes from.

    It is one HTML file that fetches nothing. Print it from a browser, or save it there as PDF.
    """
    from screening.docgen.sheet import sheet_page
    from screening.packs import pack_folder
    from screening.rulebook.loading import open_pack
    from screening.services.filling import find_checklist

    options.deliver(sheet_page(find_checklist(name, checklists), open_pack(pack_folder(pack), locality)), output)


@command.command(
    "fill",
    epilog=options.examples(
        "screening checklist fill mark-on-a-baby",
        "screening checklist fill mark-on-a-baby --case family.yaml --agency health-visiting --by 'health visitor'",
    ),
)
@click.argument("name")
@click.option(
    "--case", "case_path", type=click.Path(dir_okay=False), metavar="FILE",
    help="The case file to add to. One that is not there yet is begun.",
)  # fmt: skip
@click.option("--child", metavar="WORD", help="The child's word in the case, such as child-1. Asked for if not given.")
@click.option("--agency", metavar="AGENCY", help="Your agency, such as health-visiting. Asked for if not given.")
@click.option("--by", metavar="ROLE", help="Your role, never your name. Asked for if not given.")
@click.option("--on", type=options.DAY, metavar="DATE", default="today", help="The day on which it was told or seen.")
@options.checklists_option
@options.pack_options
def fill_command(
    name: str,
    case_path: str | None,
    child: str | None,
    agency: str | None,
    by: str | None,
    on: datetime.date,
    checklists: str | None,
    pack: str | None,
    locality: str | None,
) -> int:
    """Fill in a checklist, one question at a time, and see what the rules make of the case then.

    Every answer is kept at once in a draft beside the case file (without --case: in this folder). Stop with Ctrl-C
    whenever you have to; the same command goes on where you left off. "Not known yet" is an answer to every question,
    with its reason. At the end you check your answers, and only then are they added to the case file.
    """
    import sys
    from pathlib import Path

    from screening.cli.beginning import begun, file_for, resumed
    from screening.cli.conversation import Conversation, say
    from screening.forms.interview import Interview
    from screening.forms.phrases import DANGER
    from screening.services.filling import add_accounts, draft_path, find_checklist, keep_draft, open_file, read_draft

    checklist = find_checklist(name, checklists)
    if not sys.stdin.isatty() or not sys.stdout.isatty():
        raise click.UsageError(
            f"Filling in a checklist needs a terminal. screening checklist print {name} makes a sheet for paper."
        )
    path = Path(case_path) if case_path is not None else None
    on_file = open_file(path) if path is not None else None
    kept = draft_path(path, name)
    click.secho(DANGER, bold=True)
    click.secho(f"\n{checklist.title}", bold=True)
    say(f"{checklist.about} About {checklist.minutes} minutes.")
    draft = read_draft(kept, checklist)
    try:
        if draft is None or not resumed(draft):
            draft = begun(name, on_file, child, agency, by, on)
        click.echo(f"Your answers are kept in {kept} until you are done. Ctrl-C stops; nothing is lost.")
        keep_draft(kept, draft)
        interview = Interview(checklist, on_file.accounts if on_file is not None else ())
        conversation = Conversation(interview, draft, lambda one: keep_draft(kept, one))
        finished = conversation.run()
        draft = conversation.draft
        if not finished:
            raise KeyboardInterrupt
        if on_file is None:
            on_file = file_for(draft)
    except KeyboardInterrupt:
        click.echo(f"\nStopped. Your answers are in {kept}; the same command goes on from there.")
        return STOPPED
    accounts = interview.accounts(draft)
    add_accounts(on_file, draft.case, accounts)
    kept.unlink()
    click.echo(f"\n{len(accounts)} account{'' if len(accounts) == 1 else 's'} added to {on_file.path}.\n")
    return _screened(on_file.path, pack, locality)


def _screened(path: Path, pack: str | None, locality: str | None) -> int:
    """Show the screening of the case as it is now; gives the exit code."""
    from screening.cli.checked import leave
    from screening.cli.console import console
    from screening.engine.document import Lens
    from screening.reports.terminal import print_screening
    from screening.services.one_case import open_case, screen_case

    screening = screen_case(open_case(str(path), None, locality, pack), Lens())
    print_screening(screening, console())
    return leave([screening.checked])
