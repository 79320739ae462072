"""How values, facts and missing things are said to a person, in both languages."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from subsidy_rules.core.money import ratio_to_text, yuan_from_fen
from subsidy_rules.core.text import Lang, Text
from subsidy_rules.core.values import Bounds, Missing, Unknown
from subsidy_rules.ir.types import Type
from subsidy_rules.model.view import Rec

if TYPE_CHECKING:
    from collections.abc import Mapping

    from subsidy_rules.backends.base import Check
    from subsidy_rules.ir.plan import Plan
    from subsidy_rules.model.decision import Json

_TRUTH = {True: Text("是", "yes"), False: Text("否", "no")}
_UNKNOWN = Text("未知", "unknown")
_SEPARATOR = Text("；", "; ")
_LIST = Text("、", ", ")
_COLON = Text("：", ": ")


class Phrases:
    """Says what a plan's values mean (措辞)."""

    def __init__(self, plan: Plan) -> None:
        """Use the words of a plan's vocabulary."""
        self.plan = plan

    def value(self, value: object, type_: Type, lang: Lang) -> str:
        """Return a value as a person reads it."""
        if isinstance(value, Unknown):
            return _UNKNOWN.in_(lang)
        if isinstance(value, Bounds):
            high = "" if value.high is None else self.value(value.high, type_, lang)
            return f"{self.value(value.low, type_, lang)}–{high}"
        if isinstance(value, list):
            return _LIST.in_(lang).join(sorted(self.value(item, type_.item or type_, lang) for item in value)) or "—"
        if isinstance(value, bool):
            return _TRUTH[value].in_(lang)
        if type_.kind == "yuan" and isinstance(value, int):
            return f"{yuan_from_fen(value)} 元" if lang == "zh" else f"{yuan_from_fen(value)} yuan"
        if isinstance(value, Fraction):
            return f"{ratio_to_text(value * 100, 2).removesuffix('.00')}%"
        if type_.kind == "enum" and isinstance(value, str):
            return self.plan.vocabulary.enums[type_.of].values[value].in_(lang)
        return value.isoformat() if isinstance(value, date) else str(value)

    def sentence(self, parts: tuple[object, ...], lang: Lang) -> str:
        """Return a sentence of a rule with its holes filled."""
        return "".join(
            part if isinstance(part, str) else self.value(part[1], part[0], lang)  # type: ignore[index]  # (type, value)
            for part in parts
        )

    def required(self, check: Check) -> Text:
        """Return what a check demands."""
        return Text(self.sentence(check.says.get("zh", ()), "zh"), self.sentence(check.says.get("en", ()), "en"))

    def actual(self, check: Check) -> Text:
        """Return the facts of a check, or what is missing of them."""
        sides: list[str] = []
        for lang in ("zh", "en"):
            colon = _COLON.in_(lang)
            said = [
                f"{self.plan.vocabulary.label(path).in_(lang)}{colon}{self.value(value, self._type(path), lang)}"
                for path, value in check.facts.items()
            ]
            said += [self.why(missing).in_(lang) for missing in sorted(check.missing) if check.status == "unknown"]
            sides.append(_SEPARATOR.in_(lang).join(said))
        return Text(*sides)

    def why(self, missing: Missing) -> Text:
        """Return why something that is missing stands in the way."""
        label = self.plan.vocabulary.label(missing.what)
        match missing.kind:
            case "parameter":
                return self._parameter(missing.what)
            case "reading":
                reading = self.plan.readings[missing.what].label
                return Text(f"文件对“{reading.zh}”没有定论", f"the texts do not settle: {reading.en}")
            case "effective":
                title = self.plan.documents[missing.what.removesuffix(".effective_from")].title
                return Text(f"《{title}》未载明施行日期", f"the first day of 《{title}》 is not printed")
            case "pending":
                return Text(f"{label.zh}：尚未办妥，办妥后再定", f"{label.en}: not done yet, can still be made good")
            case "unlisted":
                zh = f"{self.plan.parameters[missing.what].label.zh}未列全各种情形"
                return Text(zh, f"{self.plan.parameters[missing.what].label.en} does not list every case")
            case "undecidable":
                return Text(f"仅凭{label.zh}无法判断", f"{label.en} alone does not settle the point")
            case _:
                return Text(f"{label.zh}未提供", f"{label.en} was not given")

    def _parameter(self, name: str) -> Text:
        parameter = self.plan.parameters[name]
        source = parameter.points_to
        consult = (
            (f"，请查阅{source}", f"; consult {source}") if source else ("，文件未载", "; the texts do not state it")
        )
        return Text(f"{parameter.label.zh}未提供{consult[0]}", f"{parameter.label.en} was not supplied{consult[1]}")

    def facts(self, facts: Mapping[str, object]) -> dict[str, Json]:
        """Return facts as the contract spells their values."""
        return {path: self._plain(value, self._type(path)) for path, value in facts.items()}

    def _plain(self, value: object, type_: Type) -> Json:
        if isinstance(value, Rec):
            return value.path
        if isinstance(value, list):
            return sorted((self._plain(item, type_.item or type_) for item in value), key=str)
        if isinstance(value, Fraction):
            return ratio_to_text(value)
        if type_.kind == "yuan" and isinstance(value, int):
            return yuan_from_fen(value)
        return value if isinstance(value, bool | int | str) else str(value)

    def _type(self, path: str) -> Type:
        """Return the type of a fact path."""
        head, _, rest = path.replace("[]", "").partition(".")
        record = self.plan.vocabulary.records.get(self.plan.vocabulary.fact_record(head) or "")
        found = Type("string")
        while record and rest:
            name, _, rest = rest.partition(".")
            found = record.fields[name].type
            item = found.item or found
            if found.kind == "table" and rest:
                return item
            record = self.plan.vocabulary.records.get(item.of) if item.kind == "record" else None
        return found
