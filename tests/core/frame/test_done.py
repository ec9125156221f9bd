"""After an act one reads what was done, never only that something was saved."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.translation import override

from ostu_qualification.core.workflow.steps import ACTS

MOST_IN_COMMON = 2  # sending anew one order or another, discarding one list or another


def pages_of_acts() -> Iterator[tuple[str, ast.Call]]:
    """Every call of `act_page` in a room, and where it stands."""
    for path in sorted(Path(settings.BASE_DIR).rglob("views*/*.py")) + sorted(
        Path(settings.BASE_DIR).rglob("views.py")
    ):
        name = path.relative_to(settings.BASE_DIR).as_posix()
        if name.startswith((".venv", "tests", "var")):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "act_page":
                yield name, node


def test_every_page_of_an_act_has_its_own_sentence_for_what_was_done():
    found = list(pages_of_acts())
    silent = {f"{name}:{call.lineno}" for name, call in found if "done" not in {each.arg for each in call.keywords}}

    assert len(found) > 25
    assert silent == set()


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_every_act_of_the_table_says_what_was_done(language):
    with override(language):
        said = {act.name: str(act.done) for act in ACTS.values() if act.label}

    assert len(said) > 40
    assert {name for name, sentence in said.items() if not sentence.endswith(".")} == set()
    for sentence in set(said.values()):
        assert list(said.values()).count(sentence) <= MOST_IN_COMMON, sentence
