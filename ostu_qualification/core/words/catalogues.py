"""The message catalogues: which there are, compiling them, and which of the interface's sentences they lack."""

import ast
import gettext
import os
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polib
from django.utils.translation import trans_real
from django.utils.translation.template import templatize

LANGUAGES = ("ky", "ru")
APPS = {
    "core": "ostu_qualification/core",
    "staff": "staff",
    "courses": "courses",
    "enrollment": "enrollment",
    "certificates": "certificates",
    "finance": "finance",
    "dashboard": "ostu_qualification/dashboard",
}
TEMPLATES_OF_CORE = "core"  # base pages, components and letters without an app of their own
_SINGULAR = {"_", "gettext", "gettext_lazy", "gettext_noop"}
_PLURAL = {"ngettext", "ngettext_lazy"}
_CONTEXT = {"pgettext", "pgettext_lazy"}


@dataclass(frozen=True, order=True)
class Message:
    """A sentence of the interface as the code names it, and where."""

    app: str
    context: str
    text: str
    plural: str
    place: str


def catalogue_path(root: Path, app: str, language: str) -> Path:
    """Where an app keeps its catalogue of a language."""
    return root / APPS[app] / "locale" / language / "LC_MESSAGES" / "django.po"


def compile_catalogues(root: Path) -> int:
    """Compile every catalogue that is newer than its compiled form; returns how many were compiled.

    Written beside and moved into place, because several processes may start at once. What this process had read before
    is forgotten: else it would go on in English, with a catalogue that was not there yet.
    """
    done = 0
    for app in APPS:
        for language in LANGUAGES:
            source = catalogue_path(root, app, language)
            target = source.with_suffix(".mo")
            if not source.exists() or (target.exists() and target.stat().st_mtime >= source.stat().st_mtime):
                continue
            with tempfile.NamedTemporaryFile(dir=source.parent, suffix=".new", delete=False) as stream:
                stream.write(polib.pofile(str(source)).to_binary())
            os.replace(stream.name, target)
            done += 1
    forget_read()
    return done


def forget_read() -> None:
    """Let every catalogue be read anew when it is next needed."""
    vars(gettext)["_translations"].clear()
    vars(trans_real)["_translations"].clear()
    vars(trans_real)["_default"] = None


def missing(root: Path, language: str) -> list[Message]:
    """The sentences for which no catalogue of a language has a finished translation."""
    known: set[tuple[str, str]] = set()
    for app in APPS:
        path = catalogue_path(root, app, language)
        if path.exists():
            known |= {(entry.msgctxt or "", entry.msgid) for entry in polib.pofile(str(path)).translated_entries()}
    found = {(each.context, each.text): each for each in messages(root)}
    return sorted(each for key, each in found.items() if key not in known)


def plural_forms(root: Path, app: str, language: str) -> int:
    """How many plural forms a catalogue promises: one in Kyrgyz, three or four in Russian."""
    path = catalogue_path(root, app, language)
    header = polib.pofile(str(path)).metadata.get("Plural-Forms", "") if path.exists() else ""
    promised = re.search(r"nplurals=(\d)", header)
    return int(promised[1]) if promised else 1


def entry(message: Message, forms: int) -> str:
    """The empty catalogue entry of a sentence, ready to be filled, with so many forms where it counts."""
    translations = dict.fromkeys(range(forms), "") if message.plural else None
    made = polib.POEntry(
        msgctxt=message.context or None,
        msgid=message.text,
        msgid_plural=message.plural,
        msgstr="",
        msgstr_plural=translations or {},
    )
    return str(made)


def messages(root: Path) -> Iterator[Message]:
    """Every sentence that code and templates hand to the translators."""
    for app, folder in APPS.items():
        for path in sorted((root / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield from _in_code(path.read_text(encoding="utf-8"), app, str(path.relative_to(root)))
    templates = root / "templates"
    for path in sorted([*templates.rglob("*.html"), *templates.rglob("*.txt")]):
        place = str(path.relative_to(root))
        top = path.relative_to(templates).parts[0]
        app = top if top in APPS else TEMPLATES_OF_CORE
        yield from _in_template(path.read_text(encoding="utf-8"), app, place)


def _in_code(source: str, app: str, place: str) -> Iterator[Message]:
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        texts = [each.value if isinstance(each, ast.Constant) else None for each in node.args]
        if name in _SINGULAR and texts and isinstance(texts[0], str):
            yield Message(app, "", texts[0], "", f"{place}:{node.lineno}")
        elif name in _PLURAL and len(texts) > 1 and isinstance(texts[0], str):
            yield Message(app, "", texts[0], str(texts[1]), f"{place}:{node.lineno}")
        elif name in _CONTEXT and len(texts) > 1 and isinstance(texts[1], str):
            yield Message(app, str(texts[0]), texts[1], "", f"{place}:{node.lineno}")


_CALL = re.compile(r"(?<!\w)(?:_|gettext|ngettext|pgettext|npgettext)\(")


def _in_template(source: str, app: str, place: str) -> Iterator[Message]:
    """Django turns a template into something like Python: each call in it stands alone on its spot."""
    prepared = templatize(source, origin=place)
    for match in _CALL.finditer(prepared):
        call = _whole_call(prepared, match.start())
        if call:
            yield from _in_code(call, app, place)


def _whole_call(source: str, start: int) -> str:
    for end in [each.end() for each in re.finditer(r"\)", source[start:])]:
        text = source[start : start + end]
        try:
            ast.parse(text)
        except SyntaxError:
            continue
        return text
    return ""
