"""``screening schema``: JSON Schema of the file formats."""

from __future__ import annotations

import click

from screening.cli import options

KINDS = ("case", "rule", "screening")


@click.command("schema", epilog=options.examples(
    "screening schema case > case.schema.json", "screening schema screening --output screening.schema.json"
))  # fmt: skip
@click.argument("kind", type=click.Choice(KINDS))
@options.output_option
def command(kind: str, output: str | None) -> None:
    """Print the JSON Schema (2020-12) of a KIND of file, for editors and other programs."""
    import json

    from screening.docgen.schemas import schema_of

    options.deliver(json.dumps(schema_of(kind), indent=2, ensure_ascii=False) + "\n", output)
