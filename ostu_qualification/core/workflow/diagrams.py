"""The ways of each kind of record as a picture, drawn from the table of acts: docs/states.md."""

from collections.abc import Iterator

from ostu_qualification.core.records.states import Stateful

from .steps import ACTS, Act


def pages() -> str:
    """All diagrams as one page in Markdown, for the mermaid that code hosts draw."""
    lines = [
        "# States",
        "",
        "Generated from the table of acts by `manage.py state_diagrams`. What the system does by itself is marked ⏱, what",
        "follows from another act stands in brackets.",
    ]
    for model in _models():
        lines += ["", f"## {model._meta.label}", "", "```mermaid", "stateDiagram-v2", *_arrows(model), "```"]
    return "\n".join(lines) + "\n"


def _models() -> list[type[Stateful]]:
    return sorted({each.model for each in ACTS.values() if each.is_step}, key=lambda model: model._meta.label)


def _arrows(model: type[Stateful]) -> Iterator[str]:
    first = model.first_state()
    yield f"    [*] --> {first}"
    for each in ACTS.values():
        if each.model is model and each.is_step:
            for source in each.sources:
                yield f"    {source} --> {each.target or source}: {_name(each)}"


def _name(act: "Act[Stateful]") -> str:
    name = act.name if act.label else f"({act.name})"
    return f"{name} ⏱" if act.due is not None else name
