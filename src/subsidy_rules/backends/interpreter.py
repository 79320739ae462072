"""The reference interpreter: it defines what an expression of the plan means. Faster runners must agree with it.

Three-valued logic and intervals are in ``core.values``, force in ``ir.force``, the request in ``model.view``; how the
conditions of a rule make an answer is in ``backends.ruling``, the same for every runner.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from subsidy_rules.backends.functions import FUNCTIONS
from subsidy_rules.backends.ruling import Env, Ruling
from subsidy_rules.core import dates, money
from subsidy_rules.core.errors import ComputationError
from subsidy_rules.core.values import (
    NO_REASONS,
    Missing,
    Reasons,
    Unknown,
    Value,
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
    unknown,
)
from subsidy_rules.ir import nodes as ir
from subsidy_rules.model.view import Rec

if TYPE_CHECKING:
    from datetime import date

    from subsidy_rules.backends.base import Answer
    from subsidy_rules.ir.force import World
    from subsidy_rules.ir.plan import Parameter, Plan, Rule
    from subsidy_rules.model.request import Request

_OPERATIONS: Mapping[str, Callable[..., Value]] = {"+": add, "-": subtract, "*": multiply}


class Interpreter:
    """Runs a plan by walking it (参考解释器)."""

    name = "interpreter"

    def run(self, plan: Plan, rule: Rule, request: Request, on: date, world: World) -> Answer:
        """Answer a request by a rule, in one world."""
        return Walk(plan, rule, request, on, world).answer()


class Walk(Ruling):
    """The meaning of each node."""

    def evaluate(self, node: ir.Expr, env: Env) -> Value:  # noqa: D102  # said in Ruling
        match node:
            case ir.Const():
                return node.value
            case ir.ListOf():
                return [self.evaluate(item, env) for item in node.items]
            case ir.Var():
                return env[node.name] if node.name in env else self._named(node.name)
            case ir.Field():
                return self._field(node, self.evaluate(node.base, env))
            case ir.ParameterOf():
                return self._parameter(node, env)
            case ir.Entry(table=ir.Field(base=base, name=name)):
                return self.entry(self.evaluate(base, env), name, self.evaluate(node.key, env))
            case ir.ReadingIs():
                chosen = self.force.option(node.reading)
                is_open = chosen == "undetermined" != node.option
                return unknown(node.reading, "reading") if is_open else chosen == node.option
            case ir.LeftOpen(low=low, high=high):
                self.force.option(node.reading)
                open_point = unknown(node.reading, "reading")
                return (
                    hull((self.evaluate(low, env), self.evaluate(high, env)), open_point.reasons)
                    if low and high
                    else open_point
                )
            case ir.CannotTell(fact=ir.Field(base=base, name=name)):
                return unknown(self.evaluate(base, env).named(name), "undecidable")
            case ir.Given(item=ir.ParameterOf(parameter=parameter)):
                return self.view.supplied(parameter) is not None
            case ir.Given():
                return is_known(self.evaluate(node.item, env))
            case ir.Not():
                return invert(self.evaluate(node.item, env))
            case ir.Logic():
                return (both if node.op == "and" else either)(self.evaluate(item, env) for item in node.items)
            case ir.Compare():
                return self._compare(node, self.evaluate(node.left, env), self.evaluate(node.right, env))
            case ir.In():
                item, container = self.evaluate(node.item, env), self.evaluate(node.container, env)
                if isinstance(container, dates.Period):
                    return item in container if is_known(item) else item
                return (
                    container if isinstance(container, Unknown) else either(compare("==", item, m) for m in container)
                )
            case ir.Arithmetic():
                value = _OPERATIONS[node.op](self.evaluate(node.left, env), self.evaluate(node.right, env))
                return map_ends(money.half_up, value) if node.rounding else value
            case ir.If():
                return self._choose(node, env)
            case ir.Call():
                return self._apply(node, [self.evaluate(argument, env) for argument in node.arguments])
            case ir.Quantifier():
                known = len(self.facts)
                value = self._quantify(node, self.evaluate(node.source, env), env)
                self.sort_facts(known)
                return value
        raise TypeError(node)

    def _field(self, node: ir.Field, base: Value) -> Value:
        if not isinstance(base, Rec):
            return base
        value = base.data.get(node.name, self.plan.vocabulary.records[base.record].fields[node.name].absent_means)
        if value is None:
            return base.unknown(node.name)
        item = node.type.item or node.type
        if item.kind == "record":
            return base.parts(node.name, item.of, value)
        if not base.is_past and item.kind != "table":  # a table is told figure by figure
            self.saw(base.named(node.name), value)
        return value

    def _named(self, name: str) -> Value:
        value = self.view.named(name)
        if self.view.is_past(name) and is_known(value):
            self.saw(name, len(value))
        return value

    def _parameter(self, node: ir.ParameterOf, env: Env) -> Value:
        parameter = self.plan.parameters[node.parameter]
        if parameter.is_supplied:
            return self._cell(parameter, self.view.supplied(parameter.id), node, env, 0)
        keys = [self.evaluate(key, env) for key in node.keys]
        valid = [v for v in parameter.values if self.reference in v.period]
        found = [v for v in valid if all(k == own or not is_known(k) for k, own in zip(keys, v.keys, strict=True))]
        if not found:
            return unknown(parameter.id, "parameter")
        unlisted = [self._unlisted(parameter, k, {v.keys[i] for v in found}) for i, k in enumerate(node.keys)]
        is_open = any(not is_known(key) for key in keys)
        return hull([v.value for v in found], reasons_of(*keys).union(*(unlisted if is_open else ())))

    def _cell(self, parameter: Parameter, table: Value, node: ir.ParameterOf, env: Env, start: int) -> Value:
        if table is None:
            return unknown(parameter.id, "parameter")
        if not isinstance(table, Mapping):
            self.view.flag_excess(parameter, table)
            return table
        place = self.view.keyed_by(parameter, table, start)
        key = self.evaluate(node.keys[place], env)
        if is_known(key):
            return self._cell(parameter, table.get(key), node, env, place + 1)
        enum = self.plan.vocabulary.enums.get(node.keys[place].type.of)
        names = [name for name in table if enum is None or name in enum.values]
        cells = [self._cell(parameter, table[name], node, env, place + 1) for name in names]
        missing = reasons_of(key) | self._unlisted(parameter, node.keys[place], set(names))
        return hull(cells or [unknown(parameter.id, "parameter")], missing)

    def _unlisted(self, parameter: Parameter, key: ir.Expr, names: set[str]) -> Reasons:
        """Return that a parameter does not list every case its key may be."""
        enum = self.plan.vocabulary.enums.get(key.type.of)
        is_whole = enum is not None and names.issuperset(enum.values)
        return NO_REASONS if is_whole else frozenset({Missing(parameter.id, "unlisted")})

    def _compare(self, node: ir.Compare, left: Value, right: Value) -> Value:
        if node.left.type.kind == "enum" and node.op not in ("==", "!="):
            rank = self.plan.vocabulary.enums[node.left.type.of].rank
            left, right = (rank(v) if is_known(v) else v for v in (left, right))
        return self.against_bound(node.op, left, right) if node.is_bound else compare(node.op, left, right)

    def _choose(self, node: ir.If, env: Env) -> Value:
        if not isinstance(node.condition, ir.ReadingIs):
            condition = self.evaluate(node.condition, env)
            if is_known(condition):
                return self.evaluate(node.then if condition else node.otherwise, env)
            return hull((self.evaluate(node.then, env), self.evaluate(node.otherwise, env)), reasons_of(condition))
        chosen = self.force.peek(node.condition.reading)
        sides = (node.then, node.otherwise) if chosen == node.condition.option else (node.otherwise, node.then)
        value, relied = self._watched(lambda: self.evaluate(sides[0], env))
        flags = set(self.force.trace.flags)
        instead, relied_instead = self._watched(lambda: self.evaluate(sides[1], env))
        agree = is_known(value) and is_known(instead) and value == instead
        is_either = (agree and self.plan.readings[node.condition.reading].is_strict) or chosen == "undetermined"
        self.force.trace.readings |= relied | (relied_instead if is_either else {})  # what could bring the other in
        condition = True if agree else self.evaluate(node.condition, env)
        if is_known(condition):
            self.force.trace.flags = flags
            return value  # where both readings agree, the answer does not rely on the choice
        return hull((value, instead), reasons_of(condition))

    def _apply(self, node: ir.Call, values: list[Value]) -> Value:
        if all(map(is_known, values)):
            try:
                return FUNCTIONS[node.function](*values)
            except ComputationError as error:
                path = next((p for p, seen in self.facts.items() if values[0] in seen), "")
                raise ComputationError([replace(d, path=f"facts.{path}") for d in error.diagnostics]) from None
        if node.function in ("whole_yuan", "share_of") and all(map(is_known, values[1:])):
            return map_ends(lambda end: FUNCTIONS[node.function](end, *values[1:]), values[0])
        if node.function in ("min", "max") and node.type.is_numeric:
            return (smallest if node.function == "min" else largest)(values)
        return Unknown(reasons_of(*values))

    def _asked_of_each(self, node: ir.Quantifier, env: Env) -> Reasons:
        """Return the facts that would be asked of each element of a list that was not given."""
        if not isinstance(node.source, ir.Var) or node.source.name not in self.plan.vocabulary.fact_lists:
            return NO_REASONS
        blank = {**env, node.variable: self.view.blank(node.source.name)}
        return reasons_of(*(self.evaluate(part, blank) for part in (node.where, node.body) if part))

    def _quantify(self, node: ir.Quantifier, source: Value, env: Env) -> Value:
        if isinstance(source, Unknown):
            missing = Unknown(source.reasons | self._asked_of_each(node, env))
            return bounds(missing) if node.kind in ("count", "sum") else missing
        inner = [{**env, node.variable: item} for item in source]
        chosen = [(True if node.where is None else self.evaluate(node.where, e), e) for e in inner]
        if node.kind == "any":  # every element is looked at: what was read must not depend on their order
            return either([w if w is False else both([w, self.evaluate(node.body, e)]) for w, e in chosen])
        if node.kind == "all":
            return both([w is False or either([invert(w), self.evaluate(node.body, e)]) for w, e in chosen])
        total: Value = 0
        for where, e in chosen:
            if where is not False:
                value = 1 if node.kind == "count" else self.evaluate(node.body, e)
                total = add(total, value if where is True else hull((0, value), reasons_of(where)))
        return total
