"""Looking again at watched cases: what counts as a change, and what is judged again."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from unittest import mock

import pytest
from guiju.engine.pipeline.file_events import folder_at
from guiju.engine.pipeline.watching import JudgedBy, Round, Watch

from .watched import BROKEN, CASE, LONG, MAIN, SHORT, WORDS, packs

ON = date(2024, 6, 15)


@pytest.fixture
def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GUIJU_CACHE_DIR", str(tmp_path / "cache"))
    (tmp_path / "packs").mkdir()
    return packs(tmp_path / "packs")


@pytest.fixture
def case(tmp_path: Path) -> Path:
    folder = tmp_path / "cases"
    folder.mkdir()
    return written(folder / "a.yaml", SHORT)


def written(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path


def replaced(path: Path, text: str) -> None:
    written(path.with_suffix(".part"), text).replace(path)


def watching(pack: Path, *paths: Path, on: date | None = ON, calendars: Sequence[Path] = ()) -> Watch:
    return Watch(paths, JudgedBy((pack,), tuple(calendars), on))


def look(watch: Watch) -> Round:
    seen = watch.look()
    assert seen is not None
    assert watch.look() is None, "the same change is told twice"
    return seen


def changed(seen: Round) -> list[tuple[str, str]]:
    return [(c.kind, c.path.name) for c in seen.changes]


def codes(seen: Round) -> dict[str, int]:
    return {Path(r.file).name: r.exit_code for r in seen.results}


def judged(seen: Round) -> list[str]:
    return [Path(r.file).name for r in seen.judged]


def test_only_what_changed_is_judged_again_and_all_is_summed_up(pack: Path, case: Path) -> None:
    other = written(case.with_name("b.yaml"), SHORT)
    watch = watching(pack, case.parent)
    first = look(watch)
    assert (first.changes, judged(first), codes(first)) == (
        (),
        ["a.yaml", "b.yaml"],
        {"a.yaml": 1, "b.yaml": 1},
    )
    written(case, LONG)
    second = look(watch)
    assert (changed(second), judged(second)) == ([("changed", "a.yaml")], ["a.yaml"])
    assert codes(second) == {"a.yaml": 0, "b.yaml": 1}
    assert second.results[1] is first.results[1]
    replaced(other, LONG)
    third = look(watch)
    assert (changed(third), judged(third)) == ([("changed", "b.yaml")], ["b.yaml"])
    assert codes(third) == {"a.yaml": 0, "b.yaml": 0}


def test_a_save_that_changes_nothing_is_none(pack: Path, case: Path) -> None:
    watch = watching(pack, case)
    look(watch)
    replaced(case, SHORT)
    assert watch.look() is None
    os.utime(case)
    assert watch.look() is None


def test_a_second_save_at_the_same_moment_and_of_the_same_length_is_seen(pack: Path, case: Path) -> None:
    watch = watching(pack, case)
    look(watch)
    stat = case.stat()
    written(case, LONG)
    os.utime(case, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert case.stat().st_size == stat.st_size
    assert codes(look(watch)) == {"a.yaml": 0}


def test_files_come_and_go(pack: Path, case: Path) -> None:
    watch = watching(pack, case.parent)
    look(watch)
    below = case.parent / "later" / "c.yml"
    below.parent.mkdir()
    written(below, LONG)
    came = look(watch)
    assert (changed(came), judged(came), codes(came)) == (
        [("new", "c.yml")],
        ["c.yml"],
        {"a.yaml": 1, "c.yml": 0},
    )
    case.unlink()
    went = look(watch)
    assert (changed(went), judged(went), codes(went)) == ([("gone", "a.yaml")], [], {"c.yml": 0})
    below.unlink()
    empty = look(watch)
    assert changed(empty) == [("gone", "c.yml")] and codes(empty) == {"cases": 2}
    assert [d.code for r in empty.judged for d in r.diagnostics] == ["G007"]
    written(case.parent / ".hidden.yaml", LONG)
    assert watch.look() is None


def test_a_file_named_by_itself_may_be_missing_for_a_while(pack: Path, case: Path) -> None:
    case.unlink()
    watch = watching(pack, case)
    first = look(watch)
    assert codes(first) == {"a.yaml": 2} and [d.code for d in first.judged[0].diagnostics] == ["G001"]
    written(case, LONG)
    assert (came := look(watch)) and changed(came) == [("new", "a.yaml")] and codes(came) == {"a.yaml": 0}
    case.unlink()
    assert (went := look(watch)) and changed(went) == [("gone", "a.yaml")] and codes(went) == {"a.yaml": 2}


def test_a_case_half_written_is_refused_until_it_is_whole(pack: Path, case: Path) -> None:
    watch = watching(pack, case)
    look(watch)
    written(case, BROKEN)
    half = look(watch)
    assert codes(half) == {"a.yaml": 2} and half.judged[0].diagnostics and not half.refused
    written(case, "")
    assert codes(look(watch)) == {"a.yaml": 2}
    written(case, LONG)
    assert codes(look(watch)) == {"a.yaml": 0}


def test_a_pack_that_changes_and_what_it_imports_are_compiled_again(pack: Path, case: Path) -> None:
    other = written(case.with_name("b.yaml"), CASE.format(name="柳园", end="31"))
    watch = watching(pack, case, other)
    look(watch)
    written(pack, MAIN.replace("15 days", "10 days"))
    shorter = look(watch)
    assert (changed(shorter), judged(shorter)) == ([("changed", "main.rule")], ["a.yaml", "b.yaml"])
    assert codes(shorter) == {"a.yaml": 0, "b.yaml": 0}
    written(
        pack.with_name("words.rule"), WORDS.replace("parking_works {", "parking_works {\n  step works_start")
    )
    assert changed(look(watch)) == [("changed", "words.rule")]
    written(pack.with_name("unrelated.rule"), WORDS)
    assert watch.look() is None


def test_packs_that_do_not_compile_are_told_until_they_do(pack: Path, case: Path) -> None:
    watch = watching(pack, case)
    look(watch)
    written(pack, MAIN.replace("lasts at_least", "lasts att_least"))
    broken = look(watch)
    assert broken.refused and broken.results == broken.judged == () and broken.problems
    written(case, LONG)
    again = look(watch)
    assert again.refused and again.problems == broken.problems and changed(again) == [("changed", "a.yaml")]
    written(pack, MAIN)
    right = look(watch)
    assert not right.refused and right.problems == () and codes(right) == {"a.yaml": 0}


def test_an_import_that_is_not_there_yet_is_waited_for(pack: Path, case: Path) -> None:
    words = pack.with_name("words.rule")
    words.unlink()
    watch = watching(pack, case)
    assert (missing := look(watch)).refused and "P031" in [d.code for d in missing.problems]
    written(words, WORDS)
    assert (
        (there := look(watch)) and changed(there) == [("new", "words.rule")] and codes(there) == {"a.yaml": 1}
    )
    words.unlink()
    assert (gone := look(watch)).refused and changed(gone) == [("gone", "words.rule")]


def test_a_calendar_file_counts_among_the_rules(pack: Path, case: Path, tmp_path: Path) -> None:
    calendar = written(tmp_path / "local.yaml", "year: 2026\nclosures: {")
    watch = watching(pack, case, calendars=[calendar])
    assert look(watch).refused
    closures = "[{zh: 台风, en: typhoon, first: 2026-08-03, last: 2026-08-04, issuer: 某市, number: 3号, "
    written(calendar, f"year: 2026\nclosures: {closures}known_from: 2026-08-02}}]\n")
    seen = look(watch)
    assert not seen.refused and changed(seen) == [("changed", "local.yaml")] and codes(seen) == {"a.yaml": 1}


def test_a_new_day_is_a_new_look(pack: Path, case: Path) -> None:
    class Today(date):
        shown = date(2024, 6, 15)

        @classmethod
        def today(cls) -> Today:
            return cls(cls.shown.year, cls.shown.month, cls.shown.day)

    with mock.patch("guiju.engine.pipeline.watching.date", Today):
        watch, pinned = watching(pack, case, on=None), watching(pack, case)
        look(watch), look(pinned)
        Today.shown = date(2024, 6, 16)
        seen = look(watch)
        assert seen.changes == () and judged(seen) == ["a.yaml"]
        assert seen.judged[0].verdict is not None and seen.judged[0].verdict.on == date(2024, 6, 16)
        assert pinned.look() is None


def test_the_folders_watched_are_those_in_which_a_change_matters(
    pack: Path, case: Path, tmp_path: Path
) -> None:
    far = tmp_path / "far"
    far.mkdir()
    link = case.with_name("link.yaml")
    link.symlink_to(written(far / "real.yaml", SHORT))
    below = tmp_path / "all" / "2024"
    (tmp_path / "all" / ".git").mkdir(parents=True)
    below.mkdir()
    watch = watching(pack, link, tmp_path / "all", tmp_path / "missing" / "d.yaml")
    found = {f.path.resolve() for f in watch.folders()}
    assert found == {tmp_path, case.parent, far, pack.parent, below.parent, below}
    look(watch)
    written(far / "real.yaml", LONG)
    assert codes(look(watch))["link.yaml"] == 0


def test_a_folder_made_again_is_another(tmp_path: Path) -> None:
    folder = tmp_path / "cases"
    assert folder_at(folder) is None
    folder.mkdir()
    first = folder_at(folder)
    kept = folder.rename(tmp_path / "kept")
    folder.mkdir()
    assert first is not None and folder_at(folder) not in (first, None)
    assert folder_at(kept / "file") is None
