"""What a check has found: a kind and its facts, kept as such and said in the language of whoever reads."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.utils.text import capfirst

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it should be. The facts are numbers and words that fit into JSON."""

    kind: str
    facts: Mapping[str, Any]

    def __str__(self) -> str:
        return str(_SENTENCES[self.kind]) % {**self.facts, "record": self._record()}

    def _record(self) -> str:
        """The record that it is about, if it is about one: «Сертификат ОшТУ-КМ № 2026/0011»."""
        if "model" not in self.facts:
            return ""
        model = apps.get_model(self.facts["model"])
        record = model._base_manager.filter(pk=self.facts["key"]).first() or f"№ {self.facts['key']}"
        return f"{capfirst(str(model._meta.verbose_name))} {record}"


def name_findings(sentences: "Mapping[str, StrPromise]") -> None:
    """Let an app say what its checks find, one sentence for each kind."""
    _SENTENCES.update(sentences)


_SENTENCES: "dict[str, StrPromise]" = {}
