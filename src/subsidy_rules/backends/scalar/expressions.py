"""Expressions as Python source, for one state of the law: readings, periods and stated parameters are settled.

A fact that is not known is ``None``, and so is whatever cannot be told without it. Numbers between two ends are not
carried along: where the definition would have an interval, the generated code raises :class:`Bail`, and the claim is
left to the definition.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from subsidy_rules.backends.functions import FUNCTIONS
from subsidy_rules.backends.scalar.statements import FALSE, NONE, TRUE, Atom, Bail, Statements, UnsupportedError
from subsidy_rules.core import dates, money, regions
from subsidy_rules.ir import nodes as ir

if TYPE_CHECKING:
    from subsidy_rules.backends.states import State
    from subsidy_rules.ir.plan import Plan

_INLINE: Final = {"year_of": "{}.year", "lowest": "{}[0]", "highest": "{}[1]"}


class Writer(Statements):
    """Writes what computes expressions (表达式代码生成)."""

    def __init__(self, plan: Plan, state: State) -> None:
        """Write for a plan, in one state of the law."""
        super().__init__()
        self.plan, self.state = plan, state
        self._names: dict[str, str] = {}

    def value(self, node: ir.Expr) -> Atom:
        """Write what computes an expression; return its value."""
        for layer in reversed(self.known):
            if node in layer:
                return layer[node]
        atom = self._write(node)
        self.known[-1][node] = atom
        return atom

    def _write(self, node: ir.Expr) -> Atom:
        match node:
            case ir.Const(value=value):
                return self.constant(value)
            case ir.Var(name=name):
                return self._variable(name)
            case ir.Field():
                return self._field(node)
            case ir.ListOf():
                return self._list(node)
            case ir.ParameterOf():
                return self._parameter(node)
            case ir.ReadingIs(reading=reading, option=option):
                chosen = self.state.option(reading)
                return NONE if chosen == "undetermined" != option else TRUE if chosen == option else FALSE
            case ir.LeftOpen():
                return self._left_open(node)
            case ir.CannotTell():
                return NONE
            case ir.Given(item=ir.ParameterOf(parameter=parameter)):
                return self.named(f"supplied({parameter!r}) is not None", is_open=False)
            case ir.Given(item=item):
                known = self.value(item)
                return self.named(f"{known.text} is not None", is_open=False) if known.is_open else TRUE
            case ir.Not(item=item):
                return self._negation(self.value(item))
            case ir.Logic(op=op, items=items):
                return self._logic(items, stops_at=op == "or")
            case ir.Compare():
                return self._comparison(node)
            case ir.In():
                return self._membership(node)
            case ir.Arithmetic():
                return self._arithmetic(node)
            case ir.If():
                return self._choice(node)
            case ir.Call():
                return self._call(node)
            case ir.Quantifier():
                return self._quantifier(node)
        raise UnsupportedError(type(node).__name__)

    def bind(self, variable: str, name: str) -> None:
        """Let a variable of the rule be a local name."""
        if variable in self._names:
            raise UnsupportedError(variable)
        self._names[variable] = name

    def unbind(self, variable: str) -> None:
        """Let a variable go."""
        del self._names[variable]

    def _variable(self, name: str) -> Atom:
        if name in self._names:
            return Atom(self._names[name], is_open=False)
        if name in ("on", "region"):
            return Atom(name, is_open=False)
        head, _, part = name.partition(".")
        if head == "history":
            return self.named(f"history.get({part!r})")
        record = self.plan.vocabulary.fact_lists.get(name)
        if record is None:
            return self.named(f"facts.get({name!r}) or NOTHING", is_open=False)
        found = self.named(f"facts.get({name!r})")
        with self.block(f"if {found.text} is None and {record!r} in facts:"):
            self.line(f"{found.text} = [facts[{record!r}]]")
        return found

    def _field(self, node: ir.Field) -> Atom:
        base = self.value(node.base)
        default = self.plan.vocabulary.records[node.base.type.of].fields[node.name].absent_means
        if base.is_open:
            raise UnsupportedError(node.name)
        ending = "" if default is None else f", {self.constant(default).text}"
        return self.named(f"{base.text}.get({node.name!r}{ending})", is_open=default is None)

    def _list(self, node: ir.ListOf) -> Atom:
        atoms = [self.value(item) for item in node.items]
        if any(atom.is_open for atom in atoms):
            raise UnsupportedError(node.name)
        if all(isinstance(item, ir.Const) for item in node.items):
            return self.constant(frozenset(item.value for item in node.items if isinstance(item, ir.Const)))
        return self.named(f"({''.join(f'{atom.text}, ' for atom in atoms)})", is_open=False)

    def _left_open(self, node: ir.LeftOpen) -> Atom:
        if node.low is not None:
            return self._bail()
        return NONE

    def _bail(self) -> Atom:
        return self.named("bail()", is_open=False)

    # ------------------------------------------------------------------ logic

    def _negation(self, item: Atom) -> Atom:
        if item in (TRUE, FALSE, NONE):
            return {TRUE: FALSE, FALSE: TRUE, NONE: NONE}[item]
        plain = f"not {item.text}"
        return self.named(f"None if {item.text} is None else {plain}" if item.is_open else plain, is_open=item.is_open)

    def _logic(self, items: tuple[ir.Expr, ...], *, stops_at: bool) -> Atom:
        """Write a conjunction (stops at False) or disjunction (stops at True), by strong Kleene logic."""
        stop, neutral = (TRUE, FALSE) if stops_at else (FALSE, TRUE)
        settled = [self._settled(item) for item in items]
        if stop in settled:
            return stop
        open_items = [item for item, found in zip(items, settled, strict=True) if found != neutral]
        if not open_items:
            return neutral
        first = self.value(open_items[0])
        if len(open_items) == 1:
            return first
        result, is_open = self.named(first.text).text, first.is_open
        for item in open_items[1:]:
            self.line(f"if {result} is not {stop.text}:")
            self.depth += 1
            self.known.append({})
            atom = self.value(item)
            is_open |= atom.is_open
            if atom.is_open:
                kept = f"{result} is not None and {atom.text} is not None"
                self.line(
                    f"{result} = {stop.text} if {atom.text} is {stop.text} else {neutral.text} if {kept} else None"
                )
            else:
                self.line(f"if {atom.text} is {stop.text}: {result} = {stop.text}")
        for _ in open_items[1:]:
            self.depth -= 1
            self.known.pop()
        return Atom(result, is_open)

    def _settled(self, node: ir.Expr) -> Atom | None:
        """Return the truth value of what the state of the law settles, without writing anything."""
        match node:
            case ir.Const(value=bool(value)):
                return TRUE if value else FALSE
            case ir.ReadingIs():
                return self._write(node)
            case ir.Not(item=item):
                found = self._settled(item)
                return self._negation(found) if found else None
            case ir.Logic(op=op, items=items):
                stop, neutral = (TRUE, FALSE) if op == "or" else (FALSE, TRUE)
                found_all = [self._settled(item) for item in items]
                return stop if stop in found_all else neutral if all(f == neutral for f in found_all) else None
            case ir.If(condition=condition, then=then, otherwise=otherwise):
                found = self._settled(condition)
                return self._settled(then if found == TRUE else otherwise) if found in (TRUE, FALSE) else None
        return None

    def _comparison(self, node: ir.Compare) -> Atom:
        left, right = self.value(node.left), self.value(node.right)
        kind, is_order = node.left.type.kind, node.op not in ("==", "!=")
        one, other = left.text, right.text
        if kind == "record":
            return self.named(f"{one} {'is' if node.op == '==' else 'is not'} {other}", is_open=False)
        if kind == "list":
            raise UnsupportedError(node.op)
        if is_order and kind == "enum":
            ranks = self.constant({v: i for i, v in enumerate(self.plan.vocabulary.enums[node.left.type.of].ranking)})
            one, other = f"{ranks.text}[{one}]", f"{ranks.text}[{other}]"
        plain = f"{one} {node.op} {other}"
        missing = " or ".join(f"{a.text} is None" for a in (left, right) if a.is_open)
        if not missing:
            return self.named(plain, is_open=False)
        if is_order and node.left.type.is_numeric:
            return self.named(f"bail() if {missing} else {plain}", is_open=False)
        return self.named(f"None if {missing} else {plain}")

    def _membership(self, node: ir.In) -> Atom:
        item, container = self.value(node.item), self.value(node.container)
        plain = f"{item.text} in {container.text}"
        if node.container.type.kind == "period":
            return self._in_period(item, container)
        if isinstance(node.container, ir.ListOf):
            if not node.container.items:
                return FALSE
            guarded = f"None if {item.text} is None else {plain}" if item.is_open else plain
            return self.named(guarded, is_open=item.is_open)
        if item.is_open:
            plain = f"(False if not {container.text} else None if {item.text} is None else {plain})"
        if container.is_open:
            return self.named(f"None if {container.text} is None else {plain}")
        return self.named(plain, is_open=item.is_open)

    def _in_period(self, day: Atom, period: Atom) -> Atom:
        known = self.constants.get(period.text)
        plain = f"{day.text} in {period.text}"
        if isinstance(known, dates.Period):
            first, last = (self.constant(end).text if end else "" for end in (known.first, known.last))
            plain = " <= ".join(part for part in (first, day.text, last) if part)
        return self.named(f"None if {day.text} is None else {plain}" if day.is_open else plain, is_open=day.is_open)

    def _choice(self, node: ir.If) -> Atom:
        condition = self._settled(node.condition) or self.value(node.condition)
        if condition in (TRUE, FALSE):
            return self.value(node.then if condition == TRUE else node.otherwise)
        result = self.fresh()
        if condition != NONE:
            with self.block(f"if {condition.text}:"):
                then = self.value(node.then)
                self.line(f"{result} = {then.text}")
            with self.block(f"elif {condition.text} is False:" if condition.is_open else "else:"):
                otherwise = self.value(node.otherwise)
                self.line(f"{result} = {otherwise.text}")
            if not condition.is_open:
                return Atom(result, then.is_open or otherwise.is_open)
            self.line("else:")
        else:
            self.line("if True:")
        self.depth += 1
        self.known.append({})
        then, otherwise = self.value(node.then), self.value(node.otherwise)
        other = "bail()" if node.type.is_numeric else "None"
        same = f"{then.text} == {otherwise.text}" + (f" and {then.text} is not None" if then.is_open else "")
        self.line(f"{result} = {then.text} if {same} else {other}")
        self.known.pop()
        self.depth -= 1
        return Atom(result)

    # ------------------------------------------------------------------ numbers, functions, parameters

    def _known_or_bail(self, atoms: list[Atom]) -> None:
        if any(atom == NONE for atom in atoms):
            self.line("bail()")
        missing = " or ".join(f"{atom.text} is None" for atom in atoms if atom.is_open and atom != NONE)
        if missing:
            self.line(f"if {missing}: bail()")

    def _arithmetic(self, node: ir.Arithmetic) -> Atom:
        left, right = self.value(node.left), self.value(node.right)
        self._known_or_bail([left, right])
        plain = f"{left.text} {node.op} {right.text}"
        if node.rounding:
            return self.named(f"half_up({plain})", is_open=False)
        return self.named(plain, is_open=False)

    def _call(self, node: ir.Call) -> Atom:
        atoms = [self.value(argument) for argument in node.arguments]
        names = ", ".join(atom.text for atom in atoms)
        if node.function == "in_region" and atoms[1].text.startswith("'"):
            plain = f"{atoms[0].text}.startswith({regions.stem(atoms[1].text[1:-1])!r})"
        elif node.function in _INLINE:
            plain = _INLINE[node.function].format(atoms[0].text)
        elif node.function in FUNCTIONS:
            plain = f"{node.function}({names})"
        else:
            raise UnsupportedError(node.function)
        if node.function in ("min", "max", "whole_yuan", "share_of"):
            self._known_or_bail(atoms)
            return self.named(plain, is_open=False)
        missing = " or ".join(f"{atom.text} is None" for atom in atoms if atom.is_open)
        return self.named(f"None if {missing} else {plain}" if missing else plain, is_open=bool(missing))

    def _parameter(self, node: ir.ParameterOf) -> Atom:
        parameter = self.plan.parameters[node.parameter]
        keys = [self.value(key) for key in node.keys]
        if parameter.is_supplied:
            names = "".join(f", {key.text}" for key in keys)
            return self.named(f"cell({node.parameter!r}{names})", is_open=False)
        table = self.state.stated(parameter)
        if not keys:
            return self.constant(table[()]) if () in table else self._bail()
        self._known_or_bail(keys)
        name, place = self.constant(table), f"({''.join(f'{key.text}, ' for key in keys)})"
        self.line(f"if {place} not in {name.text}: bail()")
        return self.named(f"{name.text}[{place}]", is_open=False)

    # ------------------------------------------------------------------ lists

    def _quantifier(self, node: ir.Quantifier) -> Atom:
        source = self.value(node.source)
        is_number = node.kind in ("count", "sum")
        result = self.fresh()
        start = {"any": "False", "all": "True"}.get(node.kind, "0")
        self.line(f"{result} = {start}")
        if source.is_open:
            with self.block(f"if {source.text} is None:"):
                self.line("bail()" if is_number else f"{result} = None")
        over = f"({source.text} or ())" if source.is_open else source.text
        item = self.fresh()
        with self.block(f"for {item} in {over}:"):
            self.bind(node.variable, item)
            (self._total if is_number else self._quantify)(node, result)
            self.unbind(node.variable)
        return Atom(result, not is_number)

    def _total(self, node: ir.Quantifier, result: str) -> None:
        where = TRUE if node.where is None else self.value(node.where)
        if where.is_open:
            self.line(f"if {where.text} is None: bail()")
        with self.block(f"if {where.text}:"):
            value = Atom("1", is_open=False) if node.kind == "count" else self.value(node.body)
            self._known_or_bail([value])
            self.line(f"{result} += {value.text}")

    def _quantify(self, node: ir.Quantifier, result: str) -> None:
        """Write one step of ``any`` or ``all``; one deciding element ends the loop."""
        stops_at = node.kind == "any"
        body = node.body if stops_at else ir.Not(node.body)
        parts = (body,) if node.where is None else (node.where, body)
        found = self._logic(parts, stops_at=False)
        with self.block(f"if {found.text}:"):
            self.line(f"{result} = {stops_at}")
            self.line("break")
        if found.is_open:
            self.line(f"if {found.text} is None: {result} = None")


def library() -> dict[str, Any]:
    """Return the functions that generated code calls, by name."""

    def bail() -> None:
        raise Bail

    return {**FUNCTIONS, "half_up": money.half_up, "bail": bail, "NOTHING": {}, "Fraction": Fraction, "date": date}
