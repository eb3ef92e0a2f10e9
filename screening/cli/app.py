"""The list of commands. Each is imported only when it is called, so that one command does not pay for the others."""

from __future__ import annotations

import importlib
from typing import Any

import click

from screening import __version__
from screening.errors import did_you_mean

_COMMANDS = {
    "screen": "Screen a case: what to ask, what to do, and where it comes from.",
    "explain": "Follow one rule through one case, test by test.",
    "questions": "What to ask, of whom, to settle most.",
    "replay": "What was knowable at each date, and who held the missing piece.",
    "compare": "Two screenings side by side.",
    "supervise": "Prepare and hold supervision: agenda, one case in depth, a team's cases, the record.",
    "checklist": "Checklists: look at them, print them, fill them in.",
    "scenario": "Training scenarios: look at them, and test what the rules come to in them.",
    "training": "Training sessions: play a scenario, set two events side by side.",
    "case": "Check a case file, or start a new one.",
    "facts": "The fact dictionary: everything that a case file can tell.",
    "rules": "List, show, test and check the rules.",
    "sources": "The documents that the rules are drawn from.",
    "learning": "What the sources teach, row by row, and what carries it.",
    "docs": "Pages about the rules, for people who will not read YAML.",
    "policies": "Policies, procedures, tools and services, as a place calls them.",
    "serve": "The web service: forms, checklists and results in a browser.",
    "db": "The database of the web service: bring up to date, back up, restore, check, encrypt anew.",
    "user": "The people who use the web service, their roles and teams.",
    "token": "Keys for other programs that ask the web service.",
    "audit": "Who read, wrote, printed or exported what: check the log, and take it out.",
    "retention": "Cases whose review is due; export or delete one.",
    "import": "Case files from the census, inspection lists, spreadsheets and health records.",
    "fhir": "Checklists as FHIR questionnaires, and answers from them.",
    "caseload": "A whole caseload at once: its tables, and every case screened.",
    "schema": "JSON Schema of the file formats.",
    "conformance": "Do both channels come to the same standings?",
    "demo": "A worked case: one bruise, and a week later.",
}

_MODULES = {"import": "importing"}
"""Where a module cannot have the name of its command."""


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module = importlib.import_module(f"screening.cli.commands.{_MODULES.get(cmd_name, cmd_name)}")
        command: click.Command = module.command
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        if args and not args[0].startswith("-") and args[0] not in _COMMANDS:
            near = did_you_mean(args[0], _COMMANDS)
            raise click.UsageError(
                f'There is no command "{args[0]}".' + (f' Did you mean "{near}"?' if near else ""), ctx
            )
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


@click.command(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="\b\nExamples:\n  screening demo\n  screening screen case.yaml\n  screening case new family.yaml\n\n"
    "\b\nShell completion (bash; zsh and fish in the same way):\n"
    '  eval "$(_SCREENING_COMPLETE=bash_source screening)"\n',
)
@click.version_option(__version__, prog_name="screening")
def app() -> None:
    """Rules drawn from published reviews, evaluated against what is known about a child.

    It asks the questions that reviews found missing, names the policy and says where it comes from. It never scores and
    never decides. If a child is in immediate danger, call 999.
    """
