"""The styleguide shows every component in three languages, in the demonstration only."""

import re

PARTS = [
    "badge-state",
    "cycle-line",
    "places",
    "errors",
    "field-error",
    "summary",
    "rows",
    "tabs",
    "steps",
    "history",
    "stages",
    "what-next",
    "act-bar",
    "effects",
    "tiles",
    "bars",
]


def test_styleguide_shows_every_part_in_three_languages(client, db, settings):
    settings.DEMO = True

    page = client.get("/styleguide/").content.decode()

    assert [part for part in PARTS if len(re.findall(rf'class="{part}\b', page)) < 3] == []
    for required in ("» талаасын толтуруңуз.", "Заполните поле «", "Fill in “"):
        assert required in page
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_styleguide_is_not_for_the_public(client, db, settings):
    settings.DEMO = settings.DEBUG = False

    assert client.get("/styleguide/").status_code == 404


def test_styles_never_capitalise_and_stay_small(settings):
    css = (settings.BASE_DIR / "static/app.css").read_text()
    script = (settings.BASE_DIR / "static/app.js").read_text()

    assert "text-transform" not in css
    assert len(script.encode()) < 8 * 1024
