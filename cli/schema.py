"""`guiju schema`: the JSON Schema of case files, for editors that complete and check while one types."""

from __future__ import annotations

from pathlib import Path

import click
from guiju.cli.help import Command
from guiju.cli.language import say
from guiju.cli.options import lang_option, output_option, pack_option
from guiju.cli.output import write_out
from guiju.cli.packs import load_packs


@click.command(
    "schema",
    cls=Command,
    help=say(
        "输出案卷的 JSON Schema,供编辑器补全和检查。\n\n"
        "案卷首行写 # yaml-language-server: $schema=<文件>,编辑器就会使用它。",
        "Print the JSON Schema of case files, for completion and checks in editors.\n\n"
        "Editors use it when a case file begins with: # yaml-language-server: $schema=<file>",
    ),
)
@output_option
@lang_option
@pack_option
def command(output: Path | None, packs: tuple[Path, ...]) -> None:
    from guiju.engine.pipeline.schema import schema_text

    write_out(schema_text(load_packs(packs)), output)
