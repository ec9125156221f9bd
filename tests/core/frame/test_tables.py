"""Tables are dense, or tell whole sentences; a list with nothing in it says what to do."""

import ast
import re
from pathlib import Path

from django.conf import settings

TABLE = re.compile(r"<table class=\"([^\"]*)\"")


def test_every_table_is_dense_or_tells_sentences():
    found = {}
    for path in sorted((Path(settings.BASE_DIR) / "templates").rglob("*.html")):
        for classes in TABLE.findall(path.read_text(encoding="utf-8")):
            found[path.name] = len({"dense", "told"} & set(classes.split()))

    assert len(found) > 25
    assert {name for name, kinds in found.items() if kinds != 1} == set()


def test_every_list_says_what_to_do_when_it_is_empty():
    base = Path(settings.BASE_DIR)
    silent, count = set(), 0
    for app in ("certificates", "courses", "enrollment", "finance", "ostu_qualification/dashboard", "staff"):
        for path in (base / app).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "ListPage":
                    count += 1
                    if "empty" not in {each.arg for each in node.keywords}:
                        silent.add(path.relative_to(base).as_posix())

    assert count > 20
    assert silent == set()
