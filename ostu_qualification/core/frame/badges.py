"""States as the eye reads them: five tones with one meaning all over the system, each with an icon and the word.

Of the two greys the faint one says that nobody has looked at it yet.
"""

from django.templatetags.static import static
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString

_TONES = {
    "grey": """draft planned not_tracked voluntary recommended withdrawn archived cancelled declined left discarded
               dropped expired undone void""",
    "faint": "no_plan ahead",
    "blue": """submitted applied_for permitted studying open closed running attestation selected claimed endorsement waitlisted exempt
               preview waiting ordered enrolled sending mandatory reckoned proposed""",
    "green": """approved completed recognised confirmed executed signed valid sent on_time passed applied accepted
                settled endorsed place paid done in_force adopted merged""",
    "amber": "returned due due_soon allocated not_endorsed replaced partly offered held doubtful suspended",
    "red": "refused overdue failed annulled revoked not_selected absent not_admitted objected unpaid",
}
TONES = {code: tone for tone, codes in _TONES.items() for code in codes.split()}
ICONS = {
    "grey": "not_started",
    "faint": "not_started",
    "blue": "in_hand",
    "green": "done",
    "amber": "attention",
    "red": "stop",
}


def icon(name: str) -> SafeString:
    """A picture of the sprite; it says nothing that the word beside it does not."""
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>', static("icons.svg"), name)


def badge(code: str, label: str | Promise) -> SafeString:
    """A state in its tone, with icon and word; grey where the code is unknown."""
    tone = TONES.get(str(code), "grey")
    return format_html('<span class="badge-state tone-{}">{}{}</span>', tone, icon(ICONS[tone]), label)
