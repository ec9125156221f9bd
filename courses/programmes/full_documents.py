"""Which documents make a programme full, so that the council may permit it: pure rules. Clause 1.6.

The clause names the programme, the theoretical and practical materials and the presentations. At a conference, forum or
congress the talks are the participants' own, and an internship is taught by nobody: there the council sees what there is.
"""

from collections.abc import Collection

COURSE = ("programme", "theory", "practice", "presentation")
NEEDED = {
    "course": COURSE,
    "seminar": COURSE,
    "conference": ("programme",),
    "forum": ("programme",),
    "congress": ("programme",),
    "internship": ("programme", "practice"),
}


def needed(form: str, kind: str) -> tuple[str, ...]:
    """The kinds of document that the council needs; an internship is one by its form, whatever its kind. Clause 1.6."""
    return NEEDED["internship" if form == "internship" else kind]


def missing(form: str, kind: str, present: Collection[str]) -> list[str]:
    """The kinds that are needed and not there, in the order of the clause. Clause 1.6."""
    return [each for each in needed(form, kind) if each not in present]
