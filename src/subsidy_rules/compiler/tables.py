"""Tables of cases, written out as nested choices after their rows are proven disjoint and complete."""

from __future__ import annotations

from itertools import combinations, product
from typing import TYPE_CHECKING

from subsidy_rules.compiler.fitting import WrongError, stands
from subsidy_rules.compiler.typing_rules import Typer
from subsidy_rules.core.errors import Diagnostic, nearest
from subsidy_rules.ir.nodes import Const, Expr, If, In, ListOf, Logic
from subsidy_rules.ir.types import BOOLEAN, NUMBER, Type, list_of

if TYPE_CHECKING:
    import ast
    from collections.abc import Iterator, Sequence

    from subsidy_rules.compiler.scope import Scope, Table, TableRow
    from subsidy_rules.compiler.syntax import Written

MAX_CASES = 20_000


def write_out(table: Table, scope: Scope) -> Expr:
    """Return the table as one expression: the first row that fits, else what stands under ``otherwise``.

    Raises:
        WrongError: where an input is no enum, a cell is none of its values, two rows of a `unique` table fit the same
            case, or a case fits no row.
    """
    inputs = [Typer(written, scope).check(tree) for written, tree in table.inputs]
    for (written, tree), found in zip(table.inputs, inputs, strict=True):
        if found.type.kind != "enum":
            raise WrongError(written.diagnostic("type-mismatch", tree, expected="enum", found=str(found.type)))
    columns = [tuple(scope.vocabulary.enums[i.type.of].values) for i in inputs]
    _check_cells(table, inputs, columns)
    _check_rows(table, columns)
    cells = [(row.written, row.then) for row in table.rows] + ([table.otherwise] if table.otherwise else [])
    results = _of_one_type(cells, scope)
    tail = results.pop() if table.otherwise else None
    found = tail or results[-1]
    rows = table.rows if tail else table.rows[:-1]
    for row, result in reversed(list(zip(rows, results, strict=False))):
        found = If(_fits(row, inputs), result, found, result.type, row.written.span)
    return found


def _fits(row: TableRow, inputs: list[Expr]) -> Expr:
    tests: list[Expr] = []
    for cell, found in zip(row.cells, inputs, strict=True):
        if cell is not None:
            items = tuple(Const(value, found.type) for value in sorted(cell))
            tests.append(In(found, ListOf(items, list_of(found.type)), BOOLEAN, row.written.span))
    return tests[0] if len(tests) == 1 else Logic("and", tuple(tests), Type("boolean"), row.written.span)


def _of_one_type(cells: Sequence[tuple[Written, ast.expr]], scope: Scope) -> list[Expr]:
    """Return the results; all are of the type of the first that has a unit."""
    results = [Typer(written, scope).check(tree) for written, tree in cells]
    type_ = next((result.type for result in results if result.type != NUMBER), NUMBER)
    for (written, tree), result in zip(cells, results, strict=True):
        if not stands(result, type_):
            raise WrongError(written.diagnostic("type-mismatch", tree, expected=str(type_), found=str(result.type)))
    return results


def _check_cells(table: Table, inputs: Sequence[Expr], columns: Sequence[tuple[str, ...]]) -> None:
    for row in table.rows:
        for cell, found, values, span in zip(row.cells, inputs, columns, row.spans, strict=True):
            if unknown := sorted((cell or frozenset()) - set(values)):
                near = nearest(unknown[0], values)
                words = {"enum": found.type.of, "name": unknown[0], "near": near}
                raise WrongError(Diagnostic("unknown-enum-value", words, span))


def _check_rows(table: Table, columns: list[tuple[str, ...]]) -> None:
    if table.is_unique:
        for (i, one), (j, other) in combinations(enumerate(table.rows, start=1), 2):
            if all(a is None or b is None or a & b for a, b in zip(one.cells, other.cells, strict=True)):
                found = {"first": str(i), "second": str(j), "table": table.name}
                raise WrongError(other.written.diagnostic("rows-overlap", None, **found))
    if table.otherwise is None and (open_case := next(_uncovered(table, columns), None)):
        example = ", ".join(open_case)
        raise WrongError(table.written.diagnostic("rows-incomplete", None, table=table.name, example=example))


def _uncovered(table: Table, columns: list[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Yield the cases that no row fits, looking only at the values that make a difference."""
    named = [frozenset().union(*(row.cells[i] or () for row in table.rows)) for i in range(len(columns))]
    telling = [
        [v for v in values if v in named[i]] + [v for v in values if v not in named[i]][:1]
        for i, values in enumerate(columns)
    ]
    for count, case in enumerate(product(*telling)):
        if count > MAX_CASES:
            return
        if not any(all(c is None or v in c for c, v in zip(row.cells, case, strict=True)) for row in table.rows):
            yield case
