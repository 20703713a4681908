"""The recipes of docs/ci.md: the files in docs/recipes and the hooks are shown as they are, and are what their readers
accept by the published schemas."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from guiju.cli.gate import command as gate
from guiju.cli.main import _COMMANDS

from .command_line import ROOT, run
from .pages import blocks, show
from .recipes import HOOKS, RECIPES, SCRIPTS, npm_package, ran

PAGES = (ROOT / "docs" / "ci.md", ROOT / "docs" / "ci.zh.md")
FILES = sorted(RECIPES.iterdir())
SCHEMAS = {"github.yml": "vendor.github-workflows", "gitlab.yml": "vendor.gitlab-ci"}
PARSE = """
import { readFileSync } from "node:fs";
import { NoOperationTraceWriter, convertWorkflowTemplate, parseWorkflow } from "@actions/workflow-parser";
const content = readFileSync(process.argv[2], "utf8");
const { context, value } = parseWorkflow({ name: "guiju.yml", content }, new NoOperationTraceWriter());
const { jobs } = await convertWorkflowTemplate(context, value);
console.log(context.errors.getErrors().map((e) => e.message).join("\\n"));
console.log(jobs.map((job) => job.id.value).join(" "));
"""
JSON_IMPORTS = """
import { register } from "node:module";
const load = `export const load = (url, context, next) =>
  next(url, url.endsWith(".json") ? { ...context, importAttributes: { type: "json" } } : context);`;
register("data:text/javascript," + encodeURIComponent(load));
"""
"""The parser is published for bundlers: Node itself wants to be told that a file is JSON."""


def loaded(path: Path) -> Any:
    return yaml.safe_load(path.read_text("utf-8"))


@pytest.mark.parametrize("page", PAGES, ids=show)
def test_the_page_shows_the_files_as_they_are(page: Path) -> None:
    shown = {b.info.split("recipe=")[1]: b.text for b in blocks(page) if "recipe=" in b.info}
    assert shown == {p.name: p.read_text("utf-8") for p in FILES}


@pytest.mark.parametrize("page", PAGES, ids=show)
def test_the_commands_of_the_page_have_the_options_that_it_names(page: Path) -> None:
    named = re.findall(r"guiju (check|gate)\b([^`\n]*)", page.read_text("utf-8"))
    assert len(named) > 5
    for command, rest in named:
        helped = run(command, "--help", lang="en").out
        assert [o for o in re.findall(r"(?<!\S)--[a-z-]+", rest) if o not in helped] == []


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_file_is_valid_by_the_published_schema(name: str, tmp_path: Path) -> None:
    words = (SCRIPTS / "check-jsonschema", "--builtin-schema", SCHEMAS[name])
    assert ran(tmp_path, *words, RECIPES / name).code == 0
    broken = tmp_path / name
    broken.write_text(
        (RECIPES / name)
        .read_text("utf-8")
        .replace("name: Keep", "nam: Keep")
        .replace("  script:", "  scrip:"),
        "utf-8",
    )
    assert ran(tmp_path, *words, broken).code == 1


def test_the_parser_of_workflows_reads_the_workflow(tmp_path: Path) -> None:
    modules = npm_package("@actions/workflow-parser@0.3.61")
    (modules.parent / "parse.mjs").write_text(PARSE, "utf-8")
    (modules.parent / "json.mjs").write_text(JSON_IMPORTS, "utf-8")

    def parsed(file: Path) -> str:
        words = ("node", "--no-warnings", "--import", "./json.mjs", "parse.mjs", file)
        return ran(modules.parent, *words).said

    assert parsed(RECIPES / "github.yml").split() == ["check", "gate"]
    broken = tmp_path / "github.yml"
    broken.write_text(
        (RECIPES / "github.yml").read_text("utf-8").replace("inputs.case", "input.case"), "utf-8"
    )
    assert "input" in parsed(broken).splitlines()[0]


def test_pre_commit_accepts_the_hooks_and_the_configuration(tmp_path: Path) -> None:
    assert ran(tmp_path, SCRIPTS / "pre-commit", "validate-manifest", HOOKS).code == 0
    assert (
        ran(tmp_path, SCRIPTS / "pre-commit", "validate-config", RECIPES / "pre-commit-config.yaml").code == 0
    )


def test_the_hooks_run_commands_that_there_are() -> None:
    hooks = loaded(HOOKS)
    assert [h["id"] for h in hooks] == ["guiju-check", "guiju-gate", "guiju-fmt", "guiju-lint"]
    for hook in hooks:
        program, command = hook["entry"].split()
        assert program == "guiju" and command in _COMMANDS and hook["id"] == f"guiju-{command}"
    local = loaded(RECIPES / "pre-commit-config.yaml")["repos"][0]["hooks"]
    entries = {h["id"]: h["entry"] for h in hooks}
    assert local and all(entries[h["id"]] == h["entry"] for h in local)


def test_a_gate_takes_one_case_so_its_hook_is_given_none() -> None:
    (case,) = (p for p in gate.params if p.param_type_name == "argument")
    (hook,) = (h for h in loaded(HOOKS) if h["id"] == "guiju-gate")
    assert case.nargs == 1 and hook["pass_filenames"] is False


@pytest.mark.skipif(sys.platform == "win32", reason="the recipes are for runners with bash")
@pytest.mark.parametrize("path", [*FILES, HOOKS], ids=lambda p: p.name)
def test_a_file_is_one_that_every_reader_of_yaml_understands_alike(path: Path) -> None:
    assert "\t" not in path.read_text("utf-8") and path.read_text("utf-8").endswith("\n")
    assert not re.search(r"https?://", path.read_text("utf-8"))
