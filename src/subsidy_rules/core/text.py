"""Text in the two languages of the project: Chinese for clerks and citizens, English for developers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Lang = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence in Chinese and in English (双语文本)."""

    zh: str
    en: str

    def in_(self, lang: Lang) -> str:
        """Return the sentence in the language asked for."""
        return self.zh if lang == "zh" else self.en

    def to_dict(self) -> dict[str, str]:
        """Return both sentences, as the contract spells them."""
        return {"zh": self.zh, "en": self.en}
