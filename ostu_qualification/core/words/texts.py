"""Texts made clean where they come in: one door for forms, imports and everything that is saved.

What a text looks like and what it is must be one: an invisible letter prints a box on a certificate, a control character
breaks Excel and Word, a Latin «o» in a Kyrgyz name is found by nobody.
"""

import re
import unicodedata

_LINE_BREAKS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_NOT_IN_FILES = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_GAPS = re.compile(r"[ \t\n]+")
_FILLERS = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"  # letters and signs that are drawn as nothing
_NOTHING = re.compile(f"[{_FILLERS}\ufe00-\ufe0f]")
_CYRILLIC, _LATIN = "\u0400-\u052f", "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0275"
_BESIDE = re.compile(f"[{_LATIN}](?=[{_CYRILLIC}])|[{_CYRILLIC}](?=[{_LATIN}])")
_WORD = re.compile(r"[^\W\d_]+")
_ABBREVIATION = re.compile(f"[A-Z]{{2,}}[{_CYRILLIC}]+")  # with its Kyrgyz ending: «ECTSке»
_LATIN_ALIKE, _CYRILLIC_ALIKE = "ABCEHKMOPTXaceopxyƟɵ", "АВСЕНКМОРТХасеорхуӨө"
_TO_CYRILLIC = str.maketrans(_LATIN_ALIKE, _CYRILLIC_ALIKE)
_TO_LATIN = str.maketrans(_CYRILLIC_ALIKE[:-2], _LATIN_ALIKE[:-2])
_PLAINLY_CYRILLIC = re.compile(f"[{_CYRILLIC}](?<![{_CYRILLIC_ALIKE[:-2]}])")
_PLAINLY_LATIN = re.compile(f"[{_LATIN}](?<![{_LATIN_ALIKE}])")


def clean_text(text: str, *, keeps_lines: bool = False) -> str:
    """A text as it may be kept: letters composed (NFC), nothing invisible in it, words in one alphabet.

    A word that mixes alphabets is mended only where one alphabet alone can be meant: «Токтосунoв» becomes Cyrillic,
    «AutoCADды» stays.

    >>> clean_text("Асанова\\u200b\\xa0Айгүл"), clean_text("Токтосунoв"), clean_text("СOVID")
    ('Асанова Айгүл', 'Токтосунов', 'COVID')
    """
    return in_one_alphabet(visible_text(text, keeps_lines=keeps_lines))


def in_one_alphabet(text: str) -> str:
    """The same text with each word in the alphabet that it is meant in, where that is plain."""
    return _WORD.sub(_mended, text) if _BESIDE.search(text) else text


def visible_text(text: str, *, keeps_lines: bool = False) -> str:
    """A text of composed letters without anything invisible; alphabets stay as they are mixed, for those who ask.

    Tabs and line breaks stay where `keeps_lines`; else they are spaces, and several spaces are one.
    """
    if not is_visible(text):
        text = _NOTHING.sub("", _LINE_BREAKS.sub("\n", text))
        text = unicodedata.normalize("NFC", "".join(map(_visible, text)))
    if not keeps_lines and ("  " in text or "\n" in text or "\t" in text):
        text = _GAPS.sub(" ", text)
    return text


def is_visible(text: str) -> bool:
    """Whether a text has composed letters and plain spaces only."""
    return text.isprintable() and unicodedata.is_normalized("NFC", text) and not _NOTHING.search(text)


def for_files(text: str) -> str:
    """A text that Excel's and Word's files can hold, whatever old records keep: without control characters."""
    return _NOT_IN_FILES.sub("", text)


def _visible(letter: str) -> str:
    if letter.isprintable() or letter in "\n\t":
        return letter
    return " " if unicodedata.category(letter) == "Zs" else ""


def _mended(found: "re.Match[str]") -> str:
    """The word in the alphabet that its unmistakable letters belong to; as it stands when it has them of both, or none."""
    word = found[0]
    if not _BESIDE.search(word) or _ABBREVIATION.fullmatch(word):
        return word
    is_cyrillic, is_latin = bool(_PLAINLY_CYRILLIC.search(word)), bool(_PLAINLY_LATIN.search(word))
    if is_cyrillic == is_latin:
        return word
    return word.translate(_TO_CYRILLIC if is_cyrillic else _TO_LATIN)
