"""`guiju new PROCEDURE`: an empty case file to fill in, with what can be stated and the articles that ask for it."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from guiju.cli.errors import USAGE
from guiju.cli.help import Command
from guiju.cli.language import run_language, say
from guiju.cli.options import lang_option, output_option, pack_option
from guiju.cli.output import write_out
from guiju.cli.packs import find_procedure, load_packs
from guiju.engine.diagnostics.nearest import shown
from guiju.engine.diagnostics.text import Text

_MODELS = {
    "重大行政决策": "fixtures/decisions/01_county_lawful.yaml",
    "规范性文件": "fixtures/documents/01_town_lawful.yaml",
}
"""A case that is filled in, by its procedure."""


@click.command(
    "new",
    cls=Command,
    help=say(
        "生成一份待填写的案卷:可以写哪些事实和步骤,哪些条文要求它们。\n\n例:guiju new 重大行政决策 -o 案卷.yaml",
        "Write an empty case file to fill in: the facts and steps that can be stated, and the articles that ask "
        "for them.\n\nExample: guiju new major_decision -o case.yaml",
    ),
)
@click.argument("procedure", metavar=say("程序", "PROCEDURE"))
@output_option
@lang_option
@pack_option
def command(procedure: str, output: Path | None, packs: tuple[Path, ...]) -> None:
    from guiju.engine.pipeline.imports import with_imports
    from guiju.engine.pipeline.schema import schema_reference
    from guiju.engine.report.words.short_citation import ShortCitations
    from guiju.engine.semantics.skeleton import skeleton
    from guiju.engine.semantics.usual import Asked, rules_of

    program = load_packs(packs)
    name = find_procedure(program, procedure).name.zh
    _refuse_text(name)
    if output is not None and (output.exists() or output.is_symlink()):
        file = shown(str(output), 200)
        click.echo(say(f"{file} 已经存在,没有改动", f"{file} exists already; it is left as it is"), err=True)
        sys.exit(USAGE)
    schema, there = schema_reference(output.parent if output is not None else Path())
    asked = Asked(program, name, frozenset(source.name for source in with_imports(packs)[0]))
    short = ShortCitations(program, rules_of(asked))
    write_out(skeleton(asked, run_language(), short.cite, schema, (*short.meaning, *_model(name))), output)
    if output is not None and not there:
        beside = shown(str(output.with_name(schema)), 200)
        click.echo(
            say(
                f"编辑器要补全和检查,请再运行:guiju schema -o {beside}",
                f"For completion and checks in an editor also run: guiju schema -o {beside}",
            ),
            err=True,
        )


def _refuse_text(procedure: str) -> None:
    """Ends the run for the procedure whose records the program makes of a document: nobody fills them in."""
    from guiju.engine.textcase.values import PROCEDURE

    if procedure == PROCEDURE:
        click.echo(
            say(
                "文件文本没有案卷可填:文本的记录由程序从文件里读出。请直接判断文件:guiju check 文件;"
                "有案卷的,在案卷里用「文本: 文件」指明它",
                "there is no case file to fill in for the text of a document: its records are read from the document. "
                "Judge the document itself: guiju check FILE; a case file names it with “text: FILE”",
            ),
            err=True,
        )
        sys.exit(USAGE)


def _model(procedure: str) -> list[Text]:
    file = _MODELS.get(procedure)
    return [Text(f"填好的样子见 {file}", f"For a case that is filled in see {file}")] if file else []
