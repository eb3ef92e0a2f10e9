"""What has to be known before a checklist's first question, and after its last: whose case, which child, who writes.

Asked only for what the command was not told.
"""

from __future__ import annotations

import datetime
from pathlib import Path

import click
import questionary
from questionary import Choice

from screening.cli.conversation import complaint, typed, until
from screening.forms.answers import word_of
from screening.forms.draft import Draft
from screening.services.filling import CaseOnFile, open_file

_ANOTHER_CHILD = "Another child"


def resumed(draft: Draft) -> bool:
    """Whether the person goes on with a draft that was kept."""
    click.echo(f"\nYou have begun this before: {len(draft.answers)} answers, about {draft.child}, as of {draft.on}.")
    return bool(questionary.confirm("Go on from there?", default=True).unsafe_ask())


def begun(
    checklist: str, on_file: CaseOnFile | None, child: str | None, agency: str | None, by: str | None, on: datetime.date
) -> Draft:
    """A new draft.

    Raises:
        click.UsageError: the child's or the agency's word, given as an option, can stand in no case file.
    """
    case = on_file.case if on_file is not None else None
    reference = case.case if case is not None else _text("Your agency's reference for the family, never a name:")
    return Draft(
        checklist=checklist,
        case=reference,
        child=_word(child, "--child") if child else _child(on_file),
        on=on,
        agency=_word(agency, "--agency") if agency else word_of(_text("Your agency, such as health visiting:", True)),
        by=by or _text("Your role, such as health visitor; never your name:"),
    )


def file_for(draft: Draft) -> CaseOnFile:
    """The case file that the answers go into, where none was named.

    Raises:
        ProblemsFound: it is there and has mistakes.
    """
    suggested = "".join(letter if letter.isalnum() or letter in "-_" else "-" for letter in draft.case)
    question = "Which case file do the answers go into? One that is not there yet is begun."
    return open_file(Path(_text(question, default=f"{suggested}.yaml")))


def _child(on_file: CaseOnFile | None) -> str:
    accounts = on_file.accounts if on_file is not None else ()
    known = list(dict.fromkeys(one for told in accounts for path, one in told.flattened.members if path == "children"))
    if known:
        choices: list[str | Choice] = [*known, _ANOTHER_CHILD]
        chosen: str = questionary.select("Which child is it about?", choices, instruction=" ").unsafe_ask()
        if chosen != _ANOTHER_CHILD:
            return chosen
    return word_of(_text("A word for the child, never a name:", True, default="child-1"))


def _text(question: str, is_word: bool = False, *, default: str = "") -> str:
    def wrong(text: str) -> str | None:
        if not text:
            return "Write something here to go on."
        return complaint(lambda: word_of(text)) if is_word else None

    return until(lambda: typed(question, default=default), wrong)


def _word(given: str, option: str) -> str:
    try:
        return word_of(given)
    except ValueError as wrong:
        raise click.UsageError(f"{option}: {wrong}") from None
