"""``screening supervise record``: write, keep and sign a record of supervision, and say what became of it."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from screening.cli import options
from screening.cli.running import CONTENT, show_problems
from screening.errors import Problem, ProblemsFound

if TYPE_CHECKING:
    from screening.supervision.folder import FolderLedger
    from screening.supervision.record import EvidenceKind, Signer

F = TypeVar("F", bound=Callable[..., Any])


def _records(function: F) -> F:
    return click.option(
        "--records", required=True, type=click.Path(file_okay=False), metavar="FOLDER",
        help="The folder of records, with one file for each case.",
    )(function)  # fmt: skip


def _number(function: F) -> F:
    return click.option("--record", "number", type=int, metavar="N", help="Which record. Without it: the last one.")(
        function
    )


def _on(what: str) -> Callable[[F], F]:
    return click.option("--on", type=options.DAY, default="today", show_default=True, metavar="DATE", help=what)


@click.group("record")
def command() -> None:
    """Write, keep and sign a record of supervision, and say what became of its actions.

    If a child is in immediate danger, call 999 now. A record that was kept is never changed: another record puts it
    right and names it.
    """


@command.command("new", epilog=options.examples(
    "screening supervise record new record.yaml --case K-0142",
    "screening supervise record new record.yaml --case K-0142 --held-on 2026-03-01",
))  # fmt: skip
@click.argument("file", type=click.Path(dir_okay=False))
@click.option("--case", "reference", required=True, metavar="REF", help="Your agency's own reference.")
@click.option("--held-on", type=options.DAY, default="today", show_default=True, metavar="DATE")
def new_command(file: str, reference: str, held_on: datetime.date) -> None:
    """Write a record to FILE that explains itself, to be filled in. A file that is there is left as it is."""
    from screening.supervision.record_template import record_template

    if Path(file).exists():
        hint = "Choose another name."
        raise ProblemsFound([Problem("D202", "This file is there already and was left as it is.", file, hint=hint)])
    options.deliver(record_template(reference, held_on), file)


@command.command("check", epilog=options.examples(
    "screening supervise record check record.yaml", "screening supervise record check records/"
))  # fmt: skip
@click.argument("path", type=click.Path(exists=True))
@options.pack_options
def check_command(path: str, pack: str | None, locality: str | None) -> int:
    """Check PATH: a record that is being written, or a folder of records.

    Of a record it says what is missing or vague, each with its line and a better example. Of a folder it says whether
    every byte is as it was kept and signed. Leaves with 1 if anything is wrong.
    """
    if Path(path).is_dir():
        return _check_folder(Path(path))
    from screening.services.recording import looked_over, read_written, usual_names

    written, document = read_written(Path(path))
    problems = looked_over(written, usual_names(locality, pack), document)
    show_problems(sorted(problems, key=lambda one: (one.line or 0, one.column or 0)))
    if any(one.severity == "error" for one in problems):
        return CONTENT
    click.echo(f"{path}: nothing is missing. Keep it with: screening supervise record keep {path} --records FOLDER")
    return 0


def _check_folder(folder: Path) -> int:
    from screening.supervision.folder import cases_in, check_folder

    problems = check_folder(folder)
    show_problems(problems)
    if problems:
        return CONTENT
    number = len(cases_in(folder))
    click.echo(f"{folder}: the records of {number} case{'' if number == 1 else 's'} are as they were kept and signed.")
    return 0


@command.command("keep", epilog=options.examples("screening supervise record keep record.yaml --records records/"))
@click.argument("file", type=click.Path(allow_dash=True))
@_records
@options.pack_options
def keep_command(file: str, records: str, pack: str | None, locality: str | None) -> None:
    """Keep the record in FILE. Nobody can change it from then on; it is a draft until both have signed it."""
    from screening.services.recording import keep, read_written, usual_names

    written, document = read_written(Path(file) if file != "-" else file)
    names = usual_names(locality, pack)
    kept = keep(_ledger(records, written.case), written, names, by=None, document=document)
    click.echo(f"Kept as record {kept.record.number} of case {written.case}. sha256 {kept.sha256}")
    click.echo(f"It is a draft until the {' and the '.join(kept.missing)} have signed it.")


@command.command("sign", epilog=options.examples(
    "screening supervise record sign K-0142 --records records/ --as practitioner --by HV-7",
    "screening supervise record sign K-0142 --records records/ --record 2 --as supervisor --by SUP-3 --seen 5c1f09",
))  # fmt: skip
@click.argument("case")
@_records
@_number
@click.option("--as", "signer", required=True, type=click.Choice(["practitioner", "supervisor"]))
@click.option("--by", "reference", required=True, metavar="REF", help="Your reference, as the record names you.")
@click.option("--seen", metavar="SHA256", help="How the sha256 of what you were shown begins: nothing else is signed.")
@_on("The day of signing.")
def sign_command(
    case: str, records: str, number: int | None, signer: Signer, reference: str, seen: str | None, on: datetime.date
) -> None:
    """Sign a record of CASE. Both sign the same bytes: read it first, with screening supervise record show."""
    from screening.services.recording import sign

    kept = sign(_ledger(records, case), number, signer, reference, on, by=None, seen=seen)
    click.echo(f"The {signer} signed record {kept.record.number} of case {case}. sha256 {kept.sha256}")
    click.echo(f"Still to sign: the {kept.missing[0]}." if kept.missing else "Both have signed it.")


@command.command("evidence", epilog=options.examples(
    'screening supervise record evidence K-0142 a1 --records records/ --kind seen --by "health visitor" '
    '--what "Weight 6.2 kg, plotted"',
    'screening supervise record evidence K-0142 a2 --records records/ --kind told-only --by "social worker" '
    '--what "Mother says that she went"',
))  # fmt: skip
@click.argument("case")
@click.argument("action")
@_records
@_number
@click.option(
    "--kind", required=True, type=click.Choice(["seen", "record", "child-said", "told-only"]),
    help="Seen by a professional, found in a record, said by the child, or only told: that is no evidence.",
)  # fmt: skip
@click.option("--what", required=True, help="What was seen, found or said.")
@click.option("--by", required=True, metavar="ROLE", help="Who saw it, found it or heard it.")
@_on("The day on which it was seen, found or said.")
def evidence_command(
    case: str, action: str, records: str, number: int | None, kind: EvidenceKind, what: str, by: str, on: datetime.date
) -> None:
    """Say how somebody knows that ACTION (a1, a2, ...) of CASE was done. Until then it returns on every agenda."""
    from screening.services.recording import add_evidence

    add_evidence(_ledger(records, case), number, action, kind, on, what, by, by=None)
    if kind == "told-only":
        click.echo(f"Kept. Somebody's word is no evidence: {action} stays on the agenda until somebody has seen it.")
    else:
        click.echo(f"Kept. {action} no longer returns on the agenda.")


@command.command("reply", epilog=options.examples(
    'screening supervise record reply K-0142 e1 --records records/ --by "team manager" --said "Visit today" --settled',
    'screening supervise record reply K-0142 e1 --records records/ --by "team manager" --said "Waiting" --not-settled',
))  # fmt: skip
@click.argument("case")
@click.argument("escalation")
@_records
@_number
@click.option("--by", required=True, metavar="ROLE", help="Who replied.")
@click.option("--said", required=True, help="What the reply says.")
@click.option(
    "--settled/--not-settled",
    required=True,
    default=None,
    help="Does it settle the worry? If not, the next step is due.",
)
@_on("The day on which the reply came.")
def reply_command(
    case: str, escalation: str, records: str, number: int | None, by: str, said: str, settled: bool, on: datetime.date
) -> None:
    """Say that a reply to ESCALATION (e1, e2, ...) of CASE has come, and whether it settles the worry."""
    from screening.services.recording import add_reply

    add_reply(_ledger(records, case), number, escalation, on, by, said, settled, by=None)
    click.echo("Kept." if settled else "Kept. The worry stays open: look in the policy for the next step.")


@command.command("show", epilog=options.examples(
    "screening supervise record show K-0142 --records records/",
    "screening supervise record show K-0142 --records records/ --record 1 --format pdf --output record.pdf",
))  # fmt: skip
@click.argument("case")
@_records
@_number
@click.option("--as-of", type=options.DAY, default="today", metavar="DATE", help="What became of it by this day.")
@options.document_format_option
@options.output_option
def show_command(
    case: str, records: str, number: int | None, as_of: datetime.date, form: str, output: str | None
) -> None:
    """Show a record of CASE: what was said and decided, what has no evidence yet, who has signed."""
    options.check_goes_to_file(form, output)
    from screening.reports import as_json, supervision_record_forms
    from screening.services.recording import book_of
    from screening.supervision.record_shown import show_record

    shown = show_record(book_of(_ledger(records, case)), as_of, number)
    options.show(
        form,
        output,
        lambda console: supervision_record_forms.print_record(shown, console),
        {
            "json": lambda: as_json.document_json(shown),
            "html": lambda: supervision_record_forms.record_html(shown),
            "markdown": lambda: supervision_record_forms.record_markdown(shown),
            "pdf": lambda: supervision_record_forms.record_pdf(shown, printed_on=datetime.date.today()),
            "docx": lambda: supervision_record_forms.record_docx(shown, printed_on=datetime.date.today()),
        },
    )


def _ledger(records: str, case: str) -> FolderLedger:
    from screening.supervision.folder import FolderLedger

    return FolderLedger(Path(records), case)
