"""Quotes: character for character in the official text, in order; the closest passage where they are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml

from subsidy_rules.sources.documents import Source, read_document
from subsidy_rules.sources.library import load_sources
from subsidy_rules.sources.policy_document import PolicyDocument
from subsidy_rules.sources.quotes import OfficialText, check_quotes, joined

if TYPE_CHECKING:
    from pathlib import Path

PRINTED = """\
 附件
第五条 高级工每人补贴\r
  二千元。各市可适当提高，\u3000
原则上不超过 30%。
- 2 -
\f第六条 自证书核发之日起
https://example.invalid/a.html
一年内提出申请，见 https://example.invalid/b.html 。
"""

POLICY = """\
document: FN2025
number: 示例〔2024〕1号
title: 通知
issuer: 示例局
region: "990000"
force: binding
effective: {{}}
scope: []
text: notice
provisions:
  FN2025-5-a: {{place: 第五条, quote: {quote}}}
  FN2025-6-a: {{place: 第六条, quotes: {quotes}}}
"""


def policy(
    quote: str = "高级工每人补贴二千元", quotes: str = "[自证书核发之日起, 一年内提出申请]"
) -> Source[PolicyDocument]:
    return read_document("policies/fantasia.yaml", POLICY.format(quote=quote, quotes=quotes))


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """Return a folder with the official text."""
    (tmp_path / "notice-2024.txt").write_bytes(PRINTED.encode())
    (tmp_path / "other.txt").write_text("无关", encoding="utf-8")
    return tmp_path


def test_printed_lines_are_joined() -> None:
    assert joined(PRINTED) == (
        "附件第五条 高级工每人补贴二千元。各市可适当提高，原则上不超过 30%。"
        "第六条 自证书核发之日起一年内提出申请，见 https://example.invalid/b.html 。"
    )


def test_quotes_that_are_in_the_text_are_passed_over(texts: Path) -> None:
    assert check_quotes([policy()], texts) == []


@pytest.mark.parametrize(
    "quote", ["高级工每人补贴三千元", "高级工每人补贴二千元,", "高级工每人补贴 二千元", "高級工每人补贴二千元"]
)
def test_one_other_character_is_found(texts: Path, quote: str) -> None:
    (wrong,) = check_quotes([policy(quote=f'"{quote}"')], texts)
    assert (wrong.code, str(wrong.span), wrong.provision) == (
        "quote-not-in-text",
        "policies/fantasia.yaml:11:36",
        "FN2025-5-a",
    )
    assert "高级工每人补贴二千元" in wrong.help("zh") or "级工每人补贴二千元" in wrong.help("en")


def test_a_quote_unlike_anything_gets_no_passage(texts: Path) -> None:
    (wrong,) = check_quotes([policy(quote="完全不同")], texts)
    assert wrong.help() == ""


def test_fragments_stand_in_order(texts: Path) -> None:
    (wrong,) = check_quotes([policy(quotes="[一年内提出申请, 自证书核发之日起]")], texts)
    assert (wrong.code, str(wrong.span)) == ("quote-out-of-order", "policies/fantasia.yaml:12:46")


def test_fragments_do_not_overlap(texts: Path) -> None:
    (wrong,) = check_quotes([policy(quotes="[自证书核发之日起, 之日起一年内]")], texts)
    assert wrong.code == "quote-out-of-order"


def test_the_text_must_be_there_and_be_one(texts: Path) -> None:
    (texts / "notice-2025.txt").write_text("", encoding="utf-8")
    (wrong,) = check_quotes([policy()], texts)
    assert (wrong.code, str(wrong.span)) == ("text-ambiguous", "policies/fantasia.yaml:9:7")
    (wrong,) = check_quotes([policy()], texts / "gone")
    assert wrong.code == "text-not-found"


def test_a_document_without_a_text_is_only_warned_of(texts: Path) -> None:
    source = read_document("x.yaml", POLICY.format(quote="甲", quotes="[]").replace("text: notice\n", ""))
    (wrong,) = check_quotes([source], texts)
    assert (wrong.code, wrong.severity) == ("text-not-named", "warning")


def test_a_text_is_found_by_its_words_alone(texts: Path) -> None:
    text = OfficialText.load(texts / "notice-2024.txt")
    assert text.contains("各市可适当提高，原则上不超过 30%")
    assert not text.contains("")
    assert not text.contains("- 2 -")


# ---------------------------------------------------------------- the real texts


def test_every_quote_of_the_bundled_law_is_in_its_text(shared: Path) -> None:
    policies = [source for source in load_sources(rules=[]) if isinstance(source.shape, PolicyDocument)]
    assert policies
    assert [d.render() for d in check_quotes(policies, shared / "seeds")] == []


def test_one_changed_character_of_a_real_text_is_found(shared: Path, tmp_path: Path) -> None:
    (source, *_) = (s for s in load_sources(rules=[]) if isinstance(s.shape, PolicyDocument) and s.shape.text)
    assert isinstance(source.shape, PolicyDocument)
    provision, quote = next((name, p.quote) for name, p in source.shape.provisions.items() if p.quote)
    for path in (shared / "seeds").iterdir():
        text = joined(path.read_bytes().decode("utf-8"))
        (tmp_path / path.name).write_text(text.replace(quote, quote[:-1] + "之"), encoding="utf-8")
    found = check_quotes([source], tmp_path)
    assert ("quote-not-in-text", provision) in {(d.code, d.provision) for d in found}


def test_every_quote_of_the_register_is_in_a_text(shared: Path) -> None:
    register = yaml.safe_load((shared / "register" / "provisions.yaml").read_text(encoding="utf-8"))
    texts = [OfficialText.load(path) for path in sorted((shared / "seeds").iterdir())]
    lost = [entry["id"] for entry in register if not any(all(text.follows(entry["quotes"])) for text in texts)]
    assert register
    assert lost == []


def test_the_words_of_a_passage_are_checked_too(texts: Path) -> None:
    body = POLICY.format(quote="高级工每人补贴二千元", quotes="[自证书核发之日起, 一年内提出申请]")
    passages = (
        "not_computable:\n"
        "  FN2025-5.s2: {place: 第五条, quote: 各市可适当提高, zh: 没有标准, en: no measure}\n"
        "  FN2025-7: {place: 第七条, quote: 各市可以适当提高, zh: 没有标准, en: no measure}\n"
    )
    (found,) = check_quotes([read_document("policies/fantasia.yaml", body + passages)], texts)
    assert (found.code, found.values["provision"]) == ("quote-not-in-text", "FN2025-7")
    assert "各市可适当提高" in found.values["passage"]
    assert found.span is not None
    assert found.span.line == body.count("\n") + 3
