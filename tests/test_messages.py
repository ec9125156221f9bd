"""Every sentence of the interface is there in Kyrgyz and in Russian, whole and the same everywhere."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from importlib import import_module

import polib
import pytest
from django.conf import settings
from django.utils import translation

from ostu_qualification.core.records import history
from ostu_qualification.core.words import catalogues
from ostu_qualification.core.workflow.steps import ACTS

ROOT = settings.BASE_DIR
PLURAL_FORMS = {"ky": 1, "ru": 3}
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]")
CATALOGUES = [(app, language) for app in catalogues.APPS for language in catalogues.LANGUAGES]
PEOPLE_AND_DATES = re.compile(r"%\((?:day|name|title|due|due_on|until|ended_on|entry_on|since|before|previous)\)s")
TO_TRANSLATORS = {
    "_",
    "gettext",
    "gettext_lazy",
    "gettext_noop",
    "ngettext",
    "ngettext_lazy",
    "pgettext",
    "pgettext_lazy",
}


def _entries(app: str, language: str) -> list[polib.POEntry]:
    path = catalogues.catalogue_path(ROOT, app, language)
    return list(polib.pofile(str(path))) if path.exists() else []


def _texts(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_every_sentence_is_translated(language):
    lacking = [f"{each.place}: {each.text}" for each in catalogues.missing(ROOT, language)]

    assert lacking == []


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_every_app_that_speaks_has_a_catalogue(language):
    speaking = {message.app for message in catalogues.messages(ROOT)}

    without = [app for app in speaking if not catalogues.catalogue_path(ROOT, app, language).exists()]

    assert without == []


@pytest.mark.parametrize(("app", "language"), CATALOGUES)
def test_no_translation_is_fuzzy_or_empty(app, language):
    unsure = [entry.msgid for entry in _entries(app, language) if entry.fuzzy or not all(_texts(entry))]

    assert unsure == []


@pytest.mark.parametrize(("app", "language"), CATALOGUES)
def test_placeholders_are_kept(app, language):
    changed = []
    for entry in _entries(app, language):
        named = set(PLACEHOLDER.findall(entry.msgid)) | set(PLACEHOLDER.findall(entry.msgid_plural or ""))
        changed += [text for text in _texts(entry) if set(PLACEHOLDER.findall(text)) != named]

    assert changed == []


@pytest.mark.parametrize(("app", "language"), [pair for pair in CATALOGUES if pair[0] != "core"])
def test_plural_forms_are_complete(app, language):
    incomplete = [
        entry.msgid
        for entry in _entries(app, language)
        if entry.msgid_plural and sorted(entry.msgstr_plural) != list(range(PLURAL_FORMS[language]))
    ]

    assert incomplete == []


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_core_has_the_plural_forms_its_header_promises(language):
    catalogue = polib.pofile(str(catalogues.catalogue_path(ROOT, "core", language)))
    promised = int(re.search(r"nplurals=(\d)", catalogue.metadata["Plural-Forms"])[1])

    incomplete = [each.msgid for each in catalogue if each.msgid_plural and len(each.msgstr_plural) != promised]

    assert incomplete == []


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_a_sentence_is_translated_the_same_everywhere(language):
    translations = defaultdict(set)
    for app in catalogues.APPS:
        for entry in _entries(app, language):
            translations[entry.msgctxt, entry.msgid].add(tuple(_texts(entry)))

    different = [key for key, found in translations.items() if len(found) > 1]

    assert different == []


@pytest.mark.parametrize(("app", "language"), [pair for pair in CATALOGUES if pair[0] != "core"])
def test_no_translation_outlives_its_sentence(app, language):
    spoken = {(message.context, message.text) for message in catalogues.messages(ROOT)}

    left_over = [entry.msgid for entry in _entries(app, language) if (entry.msgctxt or "", entry.msgid) not in spoken]

    assert left_over == []


@pytest.mark.parametrize(("app", "language"), CATALOGUES)
def test_no_english_quotation_marks_and_no_straight_ones(app, language):
    foreign = [text for entry in _entries(app, language) for text in _texts(entry) if re.search(r"[“”\"]", text)]

    assert foreign == []


@pytest.mark.parametrize("app", catalogues.APPS)
def test_no_kyrgyz_ending_is_glued_to_a_name_or_a_date(app):
    """An ending would have to follow the vowels of a word that is not known yet."""
    inflected = [
        text
        for entry in _entries(app, "ky")
        for text in _texts(entry)
        for match in PEOPLE_AND_DATES.finditer(text)
        if text[match.end() :][:1].isalpha()
    ]

    assert inflected == []


@pytest.mark.parametrize("app", catalogues.APPS)
def test_no_russian_sentence_ends_with_a_date(app):
    """A date ends with «г.», so another full stop would follow it."""
    doubled = [
        text
        for entry in _entries(app, "ru")
        for text in _texts(entry)
        if re.search(r"%\((?:day|date|due|due_on|until|ended_on|entry_on|since|before|previous|period)\)s\.", text)
    ]

    assert doubled == []


def _calls() -> Iterator[tuple[str, ast.Call, str]]:
    """Every call in the product with the name of what it calls and where."""
    for folder in {path.split("/")[0] for path in catalogues.APPS.values()}:
        for path in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call):
                    name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
                    yield name, node, f"{path.relative_to(ROOT)}:{node.lineno}"


def test_every_sentence_stands_where_it_is_translated():
    """A sentence that comes in a variable is found by nobody who looks for what to translate."""
    hidden = [
        place
        for name, call, place in _calls()
        if name in TO_TRANSLATORS and not (call.args and isinstance(call.args[0], ast.Constant))
    ]

    assert hidden == []


def test_every_act_of_the_history_has_a_name():
    import_module(settings.ROOT_URLCONF)
    acts = set(ACTS)
    for name, call, _place in _calls():
        if name in ("record", "record_many") and ast.unparse(call.func).startswith("history.") and len(call.args) > 1:
            acts |= {each.value for each in ast.walk(call.args[1]) if isinstance(each, ast.Constant)}
        if name == "keep":
            acts |= {
                each.value.value for each in call.keywords if each.arg == "act" and isinstance(each.value, ast.Constant)
            }

    with translation.override("ky"):
        nameless = sorted(act for act in acts if history.act_label(act, 0) == act.replace("_", " "))

    assert len(acts) > 40
    assert nameless == []
