"""Changes of state: an act is declared once, and from its declaration come the page, the button, the work that waits, the
history's words, the timer, the diagram and the tests.
"""

from .steps import (
    ACTS,
    Act,
    Afterwards,
    NotYet,
    Transition,
    WrongState,
    act,
    acts_from,
    acts_on,
    step,
    wrong_state_message,
)

STEPS = ACTS
Step = Act
steps_for = acts_from

__all__ = [
    "ACTS", "STEPS", "Act", "Afterwards", "NotYet", "Step", "Transition", "WrongState", "act", "acts_from", "acts_on", "step",
    "steps_for", "wrong_state_message",
]  # fmt: skip
