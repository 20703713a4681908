"""`guiju impact NORM [FILE|FOLDER…]`: which documents rest on a norm, and what becomes of them if it changes."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from guiju.cli.errors import USAGE, print_diagnostics
from guiju.cli.help import Command
from guiju.cli.language import run_language, say
from guiju.cli.options import Day, format_option, lang_option, on_option, output_option
from guiju.cli.output import refuse_input, write_out
from guiju.engine.diagnostics.nearest import shown

if TYPE_CHECKING:
    from guiju.engine.document.numbers import Ordinal
    from guiju.engine.portfolio.citation_graph import CitationGraph
    from guiju.engine.portfolio.impact import Change


class Article(click.ParamType[Any]):
    """The number of an article, as an `Ordinal`."""

    name = "article"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Ordinal:
        from guiju.engine.portfolio.article_asked import article_asked

        found = article_asked(str(value))
        if found is None:
            name = shown(str(value))
            self.fail(say(f"“{name}”不是条号,请写成 16", f"'{name}' is no article; write 16"), param, ctx)
        return found


@click.command(
    "impact",
    cls=Command,
    help=say(
        "一件规范要是修改或者废止了,哪些文件受影响:以它为依据的,引用它的条文的,通过别的文件或者规范依赖它的;各在哪一条,该怎么办。"
        "规范也可以是文件自己(题名或者文号)。\n\n"
        "规范目录里的日期有的凭记忆录入,输出里都标明。\n\n"
        "例:guiju impact 合同法 文件目录\n\n"
        "退出码:0 看完了;2 规范不认得,或者有文件读不了。",
        "Which documents feel it when a norm is amended or repealed: those that name it as their basis, cite its "
        "provisions, or rest on it through another document or norm; where they do, and what there is to do. The norm "
        "may be one of the documents (title or number).\n\n"
        "Some days of the catalogue are from memory; the output marks them.\n\n"
        "Example: guiju impact NORM FOLDER --article 16\n\n"
        "Exit codes: 0 all was looked at; 2 the norm is not known, or a file could not be read.",
    ),
)
@click.argument("norm", metavar=say("规范", "NORM"))
@click.argument(
    "paths", nargs=-1, type=click.Path(path_type=Path), metavar=say("[文件或目录...]", "[PATHS...]")
)
@click.option(
    "--repealed",
    type=Day(),
    default=None,
    metavar="YYYY-MM-DD",
    help=say("设想这一天废止", "suppose it repealed then"),
)
@click.option(
    "--amended",
    type=Day(),
    default=None,
    metavar="YYYY-MM-DD",
    help=say("设想这一天修改", "suppose it amended then"),
)
@click.option(
    "--article",
    "articles",
    type=Article(),
    multiple=True,
    metavar=say("条号", "N"),
    help=say("只看这一条(可重复)", "only this article (repeatable)"),
)
@on_option
@format_option("text", "json", "csv")
@output_option
@lang_option
def command(
    norm: str,
    paths: tuple[Path, ...],
    repealed: date | None,
    amended: date | None,
    articles: tuple[Ordinal, ...],
    on: date | None,
    form: str,
    output: Path | None,
) -> None:
    from guiju.engine.pipeline.citations import citations_of
    from guiju.engine.portfolio.find_node import find_node
    from guiju.engine.portfolio.impact import impact

    change = _change(repealed, amended, articles)
    found = citations_of(paths, on or date.today())
    refuse_input(output, [Path(node.document.file) for _, node in found.graph.documents()])
    target = find_node(found.graph, norm)
    if target is None:
        click.echo(_unknown(norm, found.graph), err=True)
        sys.exit(USAGE)
    for read in found.unread:
        print_diagnostics(read.diagnostics)
    code = USAGE if found.unread else 0
    result = impact(found.graph, target, change)
    if form == "json":
        from guiju.engine.report.impact.json import impact_json

        write_out(impact_json(result, found.unread, code), output)
    elif form == "csv":
        from guiju.engine.report.impact.csv import impact_csv

        write_out(impact_csv(result, run_language()), output)
    else:
        from guiju.engine.report.impact.text import impact_text

        write_out(impact_text(result, run_language()), output)
    sys.exit(code)


def _change(repealed: date | None, amended: date | None, articles: tuple[Ordinal, ...]) -> Change:
    from guiju.engine.portfolio.impact import Change

    if repealed and amended:
        raise click.UsageError(
            say("--repealed 和 --amended 只能用一个", "give --repealed or --amended, not both")
        )
    if repealed:
        return Change("repealed", repealed, articles)
    return Change("amended", amended, articles) if amended else Change("open", None, articles)


def _unknown(norm: str, graph: CitationGraph) -> str:
    from guiju.engine.norms.titles import in_marks
    from guiju.engine.portfolio.find_node import nearest_names

    name = shown(norm)
    said = say(
        f"“{name}”在规范目录和文件里都找不到",
        f"'{name}' is neither in the catalogue of norms nor in the documents",
    )
    near = nearest_names(graph, norm)
    if not near:
        return said
    zh, en = "、".join(map(in_marks, near)), ", ".join(map(in_marks, near))
    return said + say(f",是不是{zh}?", f"; did you mean {en}?")
