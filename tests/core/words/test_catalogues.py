"""Every sentence of the interface exists in Kyrgyz and Russian."""

import re
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.utils import translation

from ostu_qualification.core.words import catalogues


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_missing_finds_nothing(language):
    missing = [f"{each.place}: {each.text}" for each in catalogues.missing(settings.BASE_DIR, language)]

    assert missing == []


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
@pytest.mark.parametrize("app", catalogues.APPS)
def test_catalogue_has_no_fuzzy_entries_and_keeps_placeholders(app, language):
    path = catalogues.catalogue_path(settings.BASE_DIR, app, language)
    entries = list(polib.pofile(str(path))) if path.exists() else []

    fuzzy = [entry.msgid for entry in entries if entry.fuzzy]
    broken = [entry.msgid for entry in entries if not _keeps_placeholders(entry)]

    assert fuzzy == []
    assert broken == []


def _keeps_placeholders(entry: polib.POEntry) -> bool:
    wanted = _placeholders(entry.msgid) | _placeholders(entry.msgid_plural or "")
    return all(_placeholders(text) <= wanted for text in [entry.msgstr, *entry.msgstr_plural.values()]) and (
        not entry.msgstr or _placeholders(entry.msgstr) == _placeholders(entry.msgid)
    )


def _placeholders(text: str) -> set[str]:
    return set(re.findall(r"%\(\w+\)[sd]|%[sd]|\{\w+\}", text))


def test_messages_reads_code_and_templates(tmp_path):
    code = '_("Save")\nngettext("%(n)s day", "%(n)s days", n)\npgettext("verb", "Open")'
    template = """{% load i18n %}{% translate "Cancel" %}{{ _("Back") }}
    {% blocktranslate %}It is {{ day }}.{% endblocktranslate %}"""
    (tmp_path / "staff").mkdir()
    (tmp_path / "staff/views.py").write_text(code)
    (tmp_path / "templates/staff").mkdir(parents=True)
    (tmp_path / "templates/staff/one.html").write_text(template)

    found = {(each.app, each.context, each.text, each.plural) for each in catalogues.messages(tmp_path)}

    assert found == {
        ("staff", "", "Save", ""),
        ("staff", "", "%(n)s day", "%(n)s days"),
        ("staff", "verb", "Open", ""),
        ("staff", "", "Cancel", ""),
        ("staff", "", "Back", ""),
        ("staff", "", "It is %(day)s.", ""),
    }


def test_an_empty_entry_has_the_plural_forms_of_its_catalogue():
    counted = catalogues.Message("staff", "", "%(n)s day", "%(n)s days", "")
    forms = {
        language: catalogues.plural_forms(settings.BASE_DIR, "staff", language) for language in catalogues.LANGUAGES
    }

    assert forms == {"ky": 1, "ru": 3}
    assert catalogues.plural_forms(settings.BASE_DIR, "core", "ru") == 4
    assert [catalogues.entry(counted, count).count("msgstr[") for count in forms.values()] == [1, 3]


def test_compile_catalogues_compiles_only_what_changed(tmp_path):
    path = catalogues.catalogue_path(tmp_path, "staff", "ky")
    path.parent.mkdir(parents=True)
    catalogue = polib.POFile()
    catalogue.metadata = {"Content-Type": "text/plain; charset=utf-8"}
    catalogue.append(polib.POEntry(msgid="Save", msgstr="Сактоо"))
    catalogue.save(str(path))

    first, second = catalogues.compile_catalogues(tmp_path), catalogues.compile_catalogues(tmp_path)

    assert (first, second) == (1, 0)
    assert polib.mofile(str(Path(path).with_suffix(".mo")))[0].msgstr == "Сактоо"


@pytest.fixture
def own_catalogue(tmp_path, settings):
    """A folder with a catalogue that is not compiled yet, in which Django looks too."""
    path = catalogues.catalogue_path(tmp_path, "staff", "ky")
    path.parent.mkdir(parents=True)
    settings.LOCALE_PATHS = [path.parents[2]]
    catalogues.forget_read()
    yield path
    catalogues.forget_read()


def test_a_catalogue_that_was_read_before_it_was_compiled_is_read_anew(own_catalogue, tmp_path):
    with translation.override("ky"):
        before = translation.gettext("To brew tea")
    catalogue = polib.POFile()
    catalogue.metadata = {"Content-Type": "text/plain; charset=utf-8"}
    catalogue.append(polib.POEntry(msgid="To brew tea", msgstr="Чай демдөө"))
    catalogue.save(str(own_catalogue))

    catalogues.compile_catalogues(tmp_path)

    with translation.override("ky"):
        assert (before, translation.gettext("To brew tea")) == ("To brew tea", "Чай демдөө")
