"""The entry points `guiju` and `check`. Commands are imported only when they are called."""

from __future__ import annotations

import gc
import sys
from importlib import import_module

import click
from guiju.cli.errors import report_broken_run, report_usage
from guiju.cli.help import Group
from guiju.cli.language import say
from guiju.cli.output import close_quietly

_COMMANDS = {
    "check": ("check", "判断案卷是否合乎程序", "judge case files"),
    "document": ("document", "读文件,列出条款、引用和时间", "read documents: articles, citations, times"),
    "new": ("new", "生成一份案卷样表", "write a skeleton of a case file"),
    "graph": ("graph", "画出程序图或案卷图", "draw a procedure, or a case on it"),
    "coverage": ("coverage", "列出法条要求与规则的对照表", "list requirements and the rules that check them"),
    "doc": ("doc", "把规则写成手册", "write the rules as a handbook"),
    "schema": ("schema", "输出案卷的 JSON Schema(供编辑器补全)", "print the JSON Schema of case files"),
    "lint": ("lint", "检查规则包文件", "check rule pack files"),
    "test": ("test_command", "试规则:案例、覆盖、试改", "try the rules: examples, coverage, changes"),
    "fmt": ("fmt", "整理规则包的格式,或译成另一种语言", "format rule packs, or translate them"),
    "explain": ("explain", "说明一条规则,或案卷为何如此判断", "explain a rule, or why a case is judged so"),
    "plan": ("plan", "算出最早、最晚的合法日期", "the earliest and latest lawful dates"),
    "review": ("review", "清理规范性文件,逐件提出建议", "review filed documents"),
    "gate": ("gate", "某一步能不能办,最早哪天", "may a step be taken, and when"),
    "days": ("days", "算一个期限到哪天为止", "to which day a period runs"),
    "ask": ("ask", "问出案卷里缺的事实,写进案卷", "ask for the facts a case leaves open"),
    "impact": ("impact", "规范改了或废了,哪些文件受影响", "which documents rest on a norm"),
    "verify": ("verify", "核对记录,重新判断", "look at recorded verdicts and judge again"),
    "ledger": ("ledger", "文件台账(Excel):样表,检查", "the ledger of filed documents (Excel)"),
    "opinion": ("opinion", "写出合法性审查意见书(Word)", "write the opinion on legality (Word)"),
    "norms": ("norms", "规范索引", "the index of norms"),
    "lsp": ("lsp", "供编辑器使用的语言服务", "the language server for editors"),
}


class _Commands(Group):
    """Sub-commands by name, so that `check` does not pay for the others."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module = import_module(f"guiju.cli.{_COMMANDS[cmd_name][0]}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows = [(name, say(zh, en)) for name, (_, zh, en) in _COMMANDS.items()]
        with formatter.section(say("命令", "Commands")):
            formatter.write_dl(rows)


@click.group(
    cls=_Commands,
    help=say(
        "规矩:检查重大行政决策、规范性文件是否合乎法定程序,文件里有没有不能写的内容。",
        "guiju: does a major administrative decision or a normative document keep to the procedure the law requires, and "
        "does the document hold what it may not?",
    ),
)
@click.version_option(package_name="guiju", prog_name="guiju", message="%(prog)s %(version)s")
def _guiju() -> None:
    pass


def main() -> None:
    """`guiju COMMAND …`"""
    _run(_guiju, "guiju")


def check_main() -> None:
    """`check FILE …` is `guiju check FILE …`."""
    command: click.Command = import_module("guiju.cli.check").command
    _run(command, "check")


def _run(command: click.Command, name: str) -> None:
    """Run a command; every way it can end is an exit code and, if need be, a plain sentence."""
    gc.set_threshold(100_000)  # one case makes no garbage worth looking for; a long run is still swept
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        code = command.main(prog_name=name, standalone_mode=False)
    except click.exceptions.Exit as ended:
        code = ended.exit_code
    except click.UsageError as error:
        code = report_usage(error)
    except (click.Abort, KeyboardInterrupt):
        code = 130
    except BrokenPipeError:
        close_quietly()
        code = 0
    except Exception as error:
        code = report_broken_run(error)
    finally:
        gc.freeze()  # what is left goes with the process; looking through it all would cost a tenth of a run
    sys.exit(code or 0)
