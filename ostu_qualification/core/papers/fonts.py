"""The typefaces of documents: Source Serif and Source Sans, registered once a process; both have ң, ө, ү."""

import importlib.util
import logging
from functools import cache
from importlib.resources import files

from reportlab.lib.fonts import addMapping
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from . import typography

logger = logging.getLogger(__name__)

SERIF, SERIF_BOLD = "SourceSerif", "SourceSerif-Bold"
SANS, SANS_BOLD = "SourceSans", "SourceSans-Bold"
_FILES = {
    SERIF: ("font_source_serif_pro", "SourceSerifPro-Regular.ttf"),
    SERIF_BOLD: ("font_source_serif_pro", "SourceSerifPro-Semibold.ttf"),
    SANS: ("font_source_sans_pro", "SourceSansPro-Regular.ttf"),
    SANS_BOLD: ("font_source_sans_pro", "SourceSansPro-Semibold.ttf"),
}
ALPHABET = (
    "абвгдеёжзийклмнңоөпрстуүфхцчшщъыьэюяқғҳў" + "АБВГДЕЁЖЗИЙКЛМНҢОӨПРСТУҮФХЦЧШЩЪЫЬЭЮЯҚҒҲЎ" + "«»–—№•…0123456789 \xa0"
)


@cache
def register() -> None:
    """Make the typefaces known to reportlab; warns when its fast writer is missing."""
    if importlib.util.find_spec("_rl_accel") is None:
        logger.warning("reportlab runs without its accelerator rl_accel: papers take a third longer")
    for name, (package, file) in _FILES.items():
        pdfmetrics.registerFont(TTFont(name, str(files(package) / "files" / file)))
    for family, bold in ((SERIF, SERIF_BOLD), (SANS, SANS_BOLD)):
        addMapping(family, 0, 0, family)
        addMapping(family, 1, 0, bold)
        addMapping(family, 0, 1, family)
        addMapping(family, 1, 1, bold)


def missing_letters(name: str) -> str:
    """The letters of our alphabets that a typeface lacks; empty when all is well."""
    register()
    known = pdfmetrics.getFont(name).face.charToGlyph
    return "".join(letter for letter in ALPHABET if ord(letter) not in known)


def unprintable(text: str) -> str:
    """The letters of a text that our typefaces lack: they would be printed as boxes. Empty when all is well."""
    letters = dict.fromkeys(typography.printable(text))
    return "".join(letter for letter in letters if letter not in _letters())


@cache
def _letters() -> frozenset[str]:
    """The letters that all our typefaces have, and the ends of lines."""
    register()
    faces = [set(pdfmetrics.getFont(name).face.charToGlyph) for name in _FILES]
    return frozenset(map(chr, set.intersection(*faces))) | {"\n"}
