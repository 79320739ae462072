"""Three-valued truth and intervals: the laws of strong Kleene logic, and soundness by enumerating what may turn out."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidy_rules.core.money import half_up, whole_yuan
from subsidy_rules.core.values import (
    NO_REASONS,
    Bounds,
    Missing,
    Unknown,
    add,
    both,
    bounds,
    compare,
    either,
    hull,
    invert,
    is_known,
    largest,
    map_ends,
    multiply,
    reasons_of,
    smallest,
    subtract,
    tidy,
    unknown,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from fractions import Fraction

    from subsidy_rules.core.values import Truth

BEYOND = 8
"""How far past its low end an interval without a high end is enumerated."""

names = st.sampled_from("abc")
truths: st.SearchStrategy[Truth] = st.one_of(st.booleans(), names.map(unknown))
because = frozenset({Missing("x")})

# ---------------------------------------------------------------- truth

U = unknown("u")
V = unknown("v")
UV = Unknown(U.reasons | V.reasons)


@pytest.mark.parametrize(
    ("one", "other", "conjunction", "disjunction"),
    [
        (True, True, True, True),
        (True, False, False, True),
        (False, True, False, True),
        (False, False, False, False),
        (True, U, U, True),
        (U, True, U, True),
        (False, U, False, U),
        (U, False, False, U),
        (U, V, UV, UV),
        (U, U, U, U),
    ],
)
def test_the_strong_kleene_tables(one: Truth, other: Truth, conjunction: Truth, disjunction: Truth) -> None:
    assert both(iter((one, other))) == conjunction
    assert either(iter((one, other))) == disjunction


def test_the_empty_conjunction_is_true_and_the_empty_disjunction_false() -> None:
    assert both([]) is True
    assert either([]) is False


def test_not_known_is_not_known_either_way() -> None:
    assert invert(U) == U
    assert (invert(True), invert(False)) == (False, True)


def test_an_unknown_without_reasons_stays_unknown() -> None:
    nothing = Unknown(NO_REASONS)
    assert both([True, nothing]) == nothing
    assert either([False, nothing]) == nothing


def test_what_decides_ends_the_asking() -> None:
    def values(first: Truth) -> Iterator[Truth]:
        yield first
        pytest.fail("the second value was asked for")

    assert both(values(False)) is False
    assert either(values(True)) is True


@given(truths)
def test_double_negation(value: Truth) -> None:
    assert invert(invert(value)) == value


@given(st.lists(truths))
def test_de_morgan(values: list[Truth]) -> None:
    assert invert(both(values)) == either(map(invert, values))
    assert invert(either(values)) == both(map(invert, values))


@given(truths, truths, truths)
def test_grouping_and_order_do_not_matter(a: Truth, b: Truth, c: Truth) -> None:
    for join in (both, either):
        assert join((a, b)) == join((b, a))
        assert join((a, join((b, c)))) == join((join((a, b)), c)) == join((a, b, c))


formulas = st.recursive(
    names.map(lambda name: ("name", name)),
    lambda inner: st.one_of(
        st.tuples(st.just("not"), inner),
        st.tuples(st.sampled_from(("and", "or")), st.lists(inner, min_size=1, max_size=3).map(tuple)),
    ),
    max_leaves=8,
)


def truth_of(formula: tuple[str, object], facts: dict[str, Truth]) -> Truth:
    match formula:
        case ("name", str(name)):
            return facts[name]
        case ("not", tuple(inner)):
            return invert(truth_of(inner, facts))
        case (kind, tuple(parts)):
            return (both if kind == "and" else either)(truth_of(part, facts) for part in parts)
    raise AssertionError(formula)


@given(formulas, st.dictionaries(names, st.booleans()))
def test_a_determined_truth_holds_however_the_unknown_turns_out(
    formula: tuple[str, object], known: dict[str, bool]
) -> None:
    facts: dict[str, Truth] = {name: known.get(name, unknown(name)) for name in "abc"}
    found = truth_of(formula, facts)
    open_names = [name for name in "abc" if name not in known]
    outcomes = {
        truth_of(formula, {**facts, **dict(zip(open_names, turn, strict=True))})
        for turn in product((True, False), repeat=len(open_names))
    }
    if isinstance(found, Unknown):
        assert found.reasons <= {Missing(name) for name in open_names}
    else:
        assert outcomes == {found}


# ---------------------------------------------------------------- intervals


def interval(ends: tuple[int, int], *, is_open: bool) -> object:
    low, high = min(ends), max(ends)
    return tidy(Bounds(low, None if is_open else high, because))


small = st.integers(-3, 3)
numbers: st.SearchStrategy[object] = st.one_of(
    small, st.builds(interval, st.tuples(small, small), is_open=st.booleans()), st.just(unknown("x"))
)
natural = st.integers(0, 5)
amounts: st.SearchStrategy[object] = st.one_of(
    natural, st.builds(interval, st.tuples(natural, natural), is_open=st.booleans()), st.just(unknown("x"))
)


def completions(value: object) -> range:
    found = bounds(value)
    low = int(found.low)
    return range(low, (low + BEYOND if found.high is None else int(found.high)) + 1)


def holds(value: object, result: int | Fraction) -> bool:
    """Whether what an operation says allows the result; of a mere unknown nothing is said."""
    if isinstance(value, Unknown):
        return True
    found = bounds(value)
    return found.low <= result and (found.high is None or result <= found.high)


OPERATIONS: dict[str, tuple[Callable[[object, object], object], Callable[[int, int], int]]] = {
    "add": (add, lambda a, b: a + b),
    "subtract": (subtract, lambda a, b: a - b),
    "multiply": (multiply, lambda a, b: a * b),
    "smallest": (lambda a, b: smallest((a, b)), min),
    "largest": (lambda a, b: largest((a, b)), max),
}


@pytest.mark.parametrize("name", OPERATIONS)
@given(left=numbers, right=numbers)
def test_interval_arithmetic_is_sound(name: str, left: object, right: object) -> None:
    operation, exact = OPERATIONS[name]
    found = operation(left, right)
    for a, b in product(completions(left), completions(right)):
        assert holds(found, exact(a, b)), (a, b, found)


@pytest.mark.parametrize("name", ["add", "subtract", "multiply", "smallest", "largest"])
@given(left=amounts, right=amounts)
def test_the_ends_are_reached(name: str, left: object, right: object) -> None:
    operation, exact = OPERATIONS[name]
    found = operation(left, right)
    if isinstance(found, Unknown):
        return
    results = {exact(a, b) for a, b in product(completions(left), completions(right))}
    assert bounds(found).low == min(results)
    if bounds(found).high is not None:
        assert bounds(found).high == max(results)


@pytest.mark.parametrize("op", ["==", "!=", "<", "<=", ">", ">="])
@given(left=amounts, right=amounts)
def test_a_comparison_decides_where_every_possible_value_agrees(op: str, left: object, right: object) -> None:
    found = compare(op, left, right)
    outcomes = {compare(op, a, b) for a, b in product(completions(left), completions(right))}
    if isinstance(found, Unknown):
        assert found.reasons == because
    else:
        assert outcomes == {found}


@pytest.mark.parametrize("op", ["<", "<=", ">", ">="])
@given(left=amounts, right=natural)
def test_a_comparison_with_a_number_is_open_only_where_values_differ(op: str, left: object, right: int) -> None:
    found = compare(op, left, right)
    far = [*completions(left), *([100] if bounds(left).high is None else [])]
    outcomes = {compare(op, a, right) for a in far}
    assert isinstance(found, Unknown) == (len(outcomes) > 1)


@given(amounts, amounts)
def test_adding_and_multiplying_commute(left: object, right: object) -> None:
    assert add(left, right) == add(right, left)
    assert multiply(left, right) == multiply(right, left)


@given(amounts)
def test_a_known_zero_makes_zero_of_anything(value: object) -> None:
    assert multiply(0, value) == 0
    assert multiply(value, 0) == 0


@given(st.lists(amounts, min_size=1))
def test_a_hull_holds_everything_it_is_made_of(values: list[object]) -> None:
    found = hull(values, because)
    for value in values:
        assert all(holds(found, a) for a in completions(value))


@given(st.one_of(natural, st.booleans(), st.text(), st.dates()), st.integers(1, 4))
def test_a_hull_of_one_known_value_is_that_value(value: object, times: int) -> None:
    assert hull([value] * times, because) == value


@pytest.mark.parametrize("values", [(True, False), ("one", "two"), (1, "one"), (True, 1)])
def test_a_hull_of_other_values_is_unknown(values: tuple[object, object]) -> None:
    assert hull(values, because) == Unknown(because)


@given(amounts, st.fractions(0, 2))
def test_rounding_keeps_intervals_sound(amount: object, ratio: Fraction) -> None:
    exact = multiply(amount, ratio)
    for rounding in (half_up, whole_yuan):
        rounded = map_ends(rounding, exact)
        assert all(holds(rounded, rounding(a * ratio)) for a in completions(amount))


def test_what_is_unknown_is_any_number_from_zero_up() -> None:
    assert bounds(unknown("fee")) == Bounds(0, None, frozenset({Missing("fee")}))
    assert bounds(7) == Bounds(7, 7, NO_REASONS)
    with pytest.raises(TypeError):
        bounds("seven")


def test_an_interval_whose_ends_meet_is_a_number() -> None:
    assert tidy(Bounds(7, 7, because)) == 7
    assert is_known(tidy(Bounds(7, 7, because)))
    assert not is_known(Bounds(7, 8, because))
    assert not is_known(unknown("x"))


def test_reasons_are_gathered() -> None:
    assert reasons_of(1, U, Bounds(0, 1, V.reasons), "text") == UV.reasons
    assert reasons_of() == NO_REASONS
