"""However the requests of one person are ordered, split and batched, no more is granted than the law allows."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.laws.law import BUNDLED, examples

from subsidy_rules.core.dates import Period
from subsidy_rules.core.money import fen_from_yuan
from subsidy_rules.engine.sequence import in_sequence
from subsidy_rules.history.ledger import AWARDS, CERTIFICATES, awards_of, place_in_order, shown
from subsidy_rules.testing.invariants import difference_faults

if TYPE_CHECKING:
    from collections.abc import Sequence

    from subsidy_rules.engine.consensus import Consensus
    from subsidy_rules.ir.plan import Rule
    from subsidy_rules.model.decision import Decision
    from subsidy_rules.model.request import Request

QUESTION, KIND = "certificate-direct-subsidy", "certificate_direct_subsidy"
ENGINE, PLAN = BUNDLED.engine, BUNDLED.engine.plan
STANDARD = "1000.00"
CAP, WINDOW = (PLAN.parameters[name].values[0] for name in ("subsidy-count-maximum", "subsidy-count-window"))
AT_MOST, CLAUSE, PERIOD = int(str(CAP.value)), CAP.provision, WINDOW.value
OCCUPATIONS = ("焊工", "电工", "厨师", "车工", "茶艺师", "养老护理员", "保育师")
LEVELS = ("junior", "intermediate", "advanced")

assert isinstance(PERIOD, Period)
FIRST, LAST = PERIOD.first or date.min, PERIOD.last or date.max
DAYS = [FIRST, LAST, FIRST - timedelta(1), LAST + timedelta(1), *(FIRST + timedelta(60 * n) for n in range(1, 13))]
OTHER_KINDS = [kind for kind in PLAN.vocabulary.enums["subsidy_kind"].values if kind != KIND]


@st.composite
def claims(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Return the claims of two people and of nobody in particular, each with what was drawn before any of them."""
    before = {person: draw(histories()) for person in ("P-1", "P-2", None)}
    found = []
    for number in range(draw(st.integers(1, 8))):
        person = draw(st.sampled_from(("P-1", "P-1", "P-1", "P-2", None)))
        day = draw(st.sampled_from(DAYS))
        shown_now = [draw(certificates(day)) for _ in range(draw(st.sampled_from((1, 1, 1, 2, 3))))]
        facts = {
            "person": {"employment_kind": "flexible_worker", "meets_local_conditions": True},
            "claim": {"applied_on": day.isoformat(), "accepted_on": day.isoformat(), "is_in_real_name_system": True},
        }
        is_one = len(shown_now) == 1 and draw(st.booleans())
        found.append(
            {
                "question": QUESTION,
                "region": "520000",
                "on": (LAST + timedelta(400)).isoformat(),
                "facts": facts | ({"certificate": shown_now[0]} if is_one else {"certificates": shown_now}),
                "history": before[person],
                "parameters": {"direct-subsidy-standard": STANDARD, "direct-subsidy-uplift-ratio": "0.00"},
                "person_id": person,
                "request_id": draw(st.sampled_from((f"R-{number}", f"R-{9 - number}"))),
            }
        )
    return found


@st.composite
def histories(draw: st.DrawFn) -> dict[str, Any]:
    kinds = draw(st.lists(st.sampled_from((*OTHER_KINDS, KIND)), max_size=3))
    awards = [
        {
            "subsidy_kind": kind, "payee": "person", "occupation": "钳工", "level": "junior",
            "applied_on": draw(st.sampled_from(DAYS)).isoformat(),
        }
        for kind in kinds
    ]  # fmt: skip
    return {AWARDS: awards, CERTIFICATES: []}


@st.composite
def certificates(draw: st.DrawFn, day: date) -> dict[str, Any]:
    return {
        "kind": "skill_level",
        "occupation": draw(st.sampled_from(OCCUPATIONS)),
        "level": draw(st.sampled_from(LEVELS)),
        "issued_on": (day - timedelta(draw(st.sampled_from((1, 100, 300))))).isoformat(),
        "issued_region": "520000",
        "learning_path": "self_paid",
    }


@dataclass(frozen=True)
class Round:
    """What one batch decided, and what its people were granted and have shown."""

    decisions: tuple[Decision, ...]
    granted: tuple[tuple[str, dict[str, Any]], ...]
    shown: tuple[tuple[str, dict[str, Any]], ...]


def decide_batch(batch: Sequence[dict[str, Any]]) -> Round:
    """Decide one batch as the engine does, and keep the awards, which a decision does not list."""
    decider = ENGINE._decider
    granted: list[tuple[str, dict[str, Any]]] = []
    seen: list[tuple[str, dict[str, Any]]] = []

    def settle(request: Request) -> tuple[Rule, date, Consensus]:
        rule, on, agreed = decider._settle(request)
        owner = str(request.person_id or request.request_id)
        day = request.facts["claim"]["applied_on"]
        envs = [element.env for element in agreed.granted]
        granted.extend((owner, award) for award in awards_of(PLAN, request, "person", envs, day))
        seen.extend((owner, dict(certificate)) for certificate in shown(request))
        return rule, on, agreed

    read = [ENGINE.read(request) for request in batch]
    return Round(tuple(in_sequence(PLAN, read, settle, decider._assembly.decision)), tuple(granted), tuple(seen))


def decide_in_batches(batches: Sequence[Sequence[dict[str, Any]]]) -> tuple[dict[str, Decision], list[Any]]:
    """Decide batch after batch, each knowing as history what the ones before granted and saw."""
    decided: dict[str, Decision] = {}
    granted: list[tuple[str, dict[str, Any]]] = []
    seen: list[tuple[str, dict[str, Any]]] = []
    for batch in batches:
        done = decide_batch([with_more(request, granted, seen) for request in batch])
        decided |= {r["request_id"]: d for r, d in zip(batch, done.decisions, strict=True)}
        granted += done.granted
        seen += done.shown
    return decided, granted


def with_more(request: dict[str, Any], granted: Sequence[Any], seen: Sequence[Any]) -> dict[str, Any]:
    own = request["person_id"]
    history = request["history"]
    awards = [*history[AWARDS], *(award for owner, award in granted if owner == own)]
    return {**request, "history": {AWARDS: awards, CERTIFICATES: [c for owner, c in seen if owner == own]}}


def distinct(requests: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the claims with one id each."""
    return list({request["request_id"]: request for request in requests}.values())


def is_counted(award: dict[str, Any]) -> bool:
    return award["subsidy_kind"] == KIND and FIRST.isoformat() <= str(award["applied_on"]) <= LAST.isoformat()


def check_the_cap(requests: Sequence[dict[str, Any]], decided: dict[str, Decision], granted: Sequence[Any]) -> None:
    drawn = Counter(owner for owner, award in granted if is_counted(award))
    sums: dict[str, int] = defaultdict(int)
    for request in requests:
        owner, decision = request["person_id"] or request["request_id"], decided[request["request_id"]]
        before = sum(map(is_counted, request["history"][AWARDS]))
        assert drawn[owner] <= max(AT_MOST - before, 0)
        if is_counted({"subsidy_kind": KIND, "applied_on": request["facts"]["claim"]["applied_on"]}):
            sums[owner] += sum(payment.fen for payment in decision.payments)
            assert sums[owner] <= max(AT_MOST - before, 0) * fen_from_yuan(STANDARD)
            if before >= AT_MOST:
                assert decision.outcome == "ineligible"
                assert CLAUSE in {citation.provision for citation in decision.citations}


def in_order(requests: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    def place(request: dict[str, Any]) -> tuple[date, str, str]:
        return place_in_order(ENGINE.read(request), date.fromisoformat(request["facts"]["claim"]["applied_on"]))

    return sorted(requests, key=place)


def split(requests: Sequence[dict[str, Any]], random: Random) -> list[list[dict[str, Any]]]:
    cuts = sorted(random.sample(range(1, len(requests)), min(random.randrange(3), len(requests) - 1)))
    return [list(requests[i:j]) for i, j in zip([0, *cuts], [*cuts, len(requests)], strict=True)]


@settings(max_examples=examples(2.0))
@given(requests=claims().map(distinct), seed=st.integers(0, 999), way=st.sampled_from(("whole", "split", "single")))
def test_the_cap_holds_under_any_interleaving_and_batching(requests: list[dict[str, Any]], seed: int, way: str) -> None:
    random = Random(seed)  # noqa: S311  # an order, not a secret
    mixed = random.sample(requests, len(requests))
    batches = {"whole": [mixed], "split": split(mixed, random), "single": [[request] for request in mixed]}[way]
    check_the_cap(requests, *decide_in_batches(batches))


@settings(max_examples=examples(2.0))
@given(requests=claims().map(distinct), seed=st.integers(0, 999), way=st.sampled_from(("mixed", "split", "single")))
def test_decisions_do_not_depend_on_order_or_on_batches_that_follow_it(
    requests: list[dict[str, Any]], seed: int, way: str
) -> None:
    random = Random(seed)  # noqa: S311  # an order, not a secret
    in_turn = in_order(requests)
    batches = {
        "mixed": [random.sample(requests, len(requests))],
        "split": [random.sample(batch, len(batch)) for batch in split(in_turn, random)],
        "single": [[request] for request in in_turn],
    }[way]
    decided, _ = decide_in_batches(batches)
    for request, whole in zip(requests, ENGINE.decide_many(requests, share_history=True), strict=True):
        assert list(difference_faults(whole, decided[request["request_id"]])) == []


def test_the_fourth_is_refused_by_the_clause_of_the_cap() -> None:
    """Four claims of four occupations, all within the window and otherwise in order."""
    days = [FIRST, FIRST + timedelta(200), LAST - timedelta(1), LAST]
    requests: list[dict[str, Any]] = [
        {
            "question": QUESTION,
            "region": "520000",
            "on": (LAST + timedelta(400)).isoformat(),
            "facts": {
                "person": {"employment_kind": "flexible_worker", "meets_local_conditions": True},
                "certificate": {
                    "kind": "skill_level", "occupation": occupation, "level": LEVELS[0], "learning_path": "self_study",
                    "issued_on": (day - timedelta(30)).isoformat(), "issued_region": "520000",
                },
                "claim": {"applied_on": day.isoformat(), "is_in_real_name_system": True},
            },
            "history": {AWARDS: [], CERTIFICATES: []},
            "parameters": {"direct-subsidy-standard": STANDARD, "direct-subsidy-uplift-ratio": "0.00"},
            "person_id": "P-1",
            "request_id": f"R-{occupation}",
        }
        for occupation, day in zip(OCCUPATIONS, days, strict=False)
    ]  # fmt: skip
    for order in (requests, requests[::-1]):
        decided, _ = decide_in_batches([order])
        assert [decided[r["request_id"]].outcome for r in requests] == ["eligible"] * AT_MOST + ["ineligible"]
        fourth = decided[requests[-1]["request_id"]]
        refused = {finding.id: finding.provisions for finding in fourth.findings if finding.status == "violated"}
        assert any(CLAUSE in provisions for provisions in refused.values())
        assert CLAUSE in {citation.provision for citation in fourth.citations}
