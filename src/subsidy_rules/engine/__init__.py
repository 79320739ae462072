"""The façade: load the law, compile it, decide requests."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from subsidy_rules.core.errors import Diagnostic, PolicyError, RequestError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from subsidy_rules.backends.base import Runner
    from subsidy_rules.backends.columnar.batch import Batch
    from subsidy_rules.backends.columnar.intake import Given
    from subsidy_rules.engine.decider import Decider
    from subsidy_rules.ir.plan import Plan
    from subsidy_rules.model.decision import Decision
    from subsidy_rules.model.quick import QuickReader
    from subsidy_rules.model.request import Request

Location = str | Path


class Engine:
    """Decides requests by one compiled body of law; holds no other state and may be shared by threads (引擎)."""

    def __init__(self, plan: Plan, runner: Runner | None = None) -> None:
        """Decide by a compiled plan: by generated code where it can tell, else, or with ``runner``, by that runner."""
        self.plan = plan
        self._runner = runner

    @classmethod
    def load(
        cls,
        overlays: Location | Sequence[Location] = (),
        policies: Location | Sequence[Location] | None = None,
        rules: Location | Sequence[Location] | None = None,
        bundle: Location | None = None,
    ) -> Engine:
        """Load and compile the law; without arguments, the law that ships with the package (加载).

        ``bundle`` names a file that keeps what was compiled: as long as no source file changes, the next load reads
        it instead of compiling again. It must lie where nobody else may write, like the program itself.

        Raises:
            PolicyError: with everything that is wrong in any file.
        """
        from subsidy_rules.engine.bundle import compiled

        with _no_collection():
            return cls(compiled(policies, rules, overlays, Path(bundle) if bundle else None))

    @cached_property
    def _decider(self) -> Decider:
        from subsidy_rules import __version__
        from subsidy_rules.backends.interpreter import Interpreter
        from subsidy_rules.engine.decider import Decider

        if self._runner:
            return Decider(self.plan, self._runner, __version__)
        from subsidy_rules.backends.scalar.runner import ScalarRunner

        return Decider(self.plan, Interpreter(), __version__, ScalarRunner(self.plan))

    @cached_property
    def _quick_reader(self) -> QuickReader:
        from subsidy_rules.model.quick import QuickReader

        return QuickReader(self.plan)

    def read(self, data: Mapping[str, Any]) -> Request:
        """Return the request a mapping states, checked against the vocabulary (读取请求).

        Raises:
            RequestError: with everything that is wrong, each with its path.
        """
        from subsidy_rules.model.reader import read_request

        return read_request(data, plan=self.plan)

    def decide(self, request: Request | Mapping[str, Any]) -> Decision:
        """Decide one request (决定).

        Raises:
            RequestError: where the request cannot be read.
            ComputationError: where dates or money leave their range.
        """
        return self._decider.one(self._checked(request))

    def decide_many(
        self, requests: Iterable[Request | Mapping[str, Any]], *, share_history: bool = False
    ) -> Iterator[Decision]:
        """Decide requests, yielding decisions in the order of the requests (批量决定).

        With ``share_history``, requests of one ``person_id`` are decided in the order of their application dates
        (ties by request id), each knowing what was granted before it; without a ``person_id`` a request stands alone.

        Raises:
            RequestError: where a request cannot be read.
        """
        if not share_history:
            return map(self.decide, requests)
        return self._decider.in_sequence([self._checked(request) for request in requests])

    def code_of(self, question: str, region: str, on: date) -> str:
        """Return the generated Python that answers a question in a region on a day, for people to review (生成代码).

        Raises:
            LookupError: where there is no such question.
            UnsupportedError: where the question is left to the definition.
        """
        from subsidy_rules.backends.scalar.runner import ScalarRunner

        rules = self.plan.rules[question]
        rule = next((rule for rule in rules if on in rule.effective), rules[-1])
        return ScalarRunner(self.plan).source(rule, region, on)

    def decide_frame(  # noqa: PLR0913  # what is asked, of what, under what
        self,
        claims: Given,
        *,
        question: str,
        history: Given | Mapping[str, Given] | None = None,
        parameters: Mapping[str, Any] | None = None,
        readings: Mapping[str, str] | None = None,
        share_history: bool = False,
    ) -> Given:
        """Decide a frame of claims, a row a claim; the same outcome and sums as ``decide`` of every row (成批决定).

        ``claims`` is a Polars frame, an Arrow table, or the path of a Parquet or CSV file, with columns such as
        ``request_id``, ``person_id``, ``region``, ``on`` and ``certificate.level``; ``history`` is such a frame of the
        awards of all people, or one for each part of the history. Needs the extra ``batch``.

        Raises:
            RequestError: where a column or a row cannot be read.
        """
        return self._batch(claims, question, history, parameters, readings, share_history=share_history).decide()

    def explain_row(  # noqa: PLR0913  # as for decide_frame
        self,
        claims: Given,
        row: int,
        *,
        question: str,
        history: Given | Mapping[str, Given] | None = None,
        parameters: Mapping[str, Any] | None = None,
        readings: Mapping[str, str] | None = None,
        share_history: bool = False,
    ) -> Decision:
        """Return the decision of one row of a frame with all its findings and clauses (单行说明)."""
        return self._batch(claims, question, history, parameters, readings, share_history=share_history).explained(row)

    def _batch(  # noqa: PLR0913  # see above
        self,
        claims: Given,
        question: str,
        history: Given | Mapping[str, Given] | None,
        parameters: Mapping[str, Any] | None,
        readings: Mapping[str, str] | None,
        *,
        share_history: bool,
    ) -> Batch:
        from subsidy_rules.backends.columnar.batch import Desk, batch_of

        desk = Desk(self._checked, self.decide_many)
        return batch_of(
            self.plan, desk, question, claims, history, parameters or {}, readings or {}, share_history=share_history
        )

    def _checked(self, request: Request | Mapping[str, Any]) -> Request:
        from subsidy_rules.model.request import Request

        return request if isinstance(request, Request) else self._quick_reader.request(request) or self.read(request)


def check_sources(
    policies: Location | Sequence[Location] | None = None,
    rules: Location | Sequence[Location] | None = None,
    overlays: Location | Sequence[Location] = (),
    sources_dir: Path | None = None,
) -> list[Diagnostic]:
    """Compile the law and return everything that is wrong; with a folder of official texts, check every quote too."""
    from subsidy_rules.compiler.passes import examine
    from subsidy_rules.sources.library import fingerprint, load_sources
    from subsidy_rules.sources.quotes import check_quotes

    try:
        sources = load_sources(policies, rules, overlays)
    except PolicyError as error:
        return list(error.diagnostics)
    _, found = examine(sources, fingerprint(sources))
    return found + (check_quotes(sources, sources_dir) if sources_dir else [])


def read_request_text(text: str, *, is_yaml: bool, name: str) -> Mapping[str, Any]:
    """Return the mapping a request file states, from YAML or JSON (读取请求文件).

    Raises:
        RequestError: where the text is neither, or no mapping.
    """
    if not is_yaml:
        from subsidy_rules.model.reader import read_json

        return read_json(text)
    from subsidy_rules.sources.yaml_reader import read_yaml

    try:
        data = read_yaml(text, name).data
    except PolicyError as error:
        raise RequestError(error.diagnostics) from None
    if not isinstance(data, dict):
        raise RequestError([Diagnostic("not-a-record", {"value": str(data)[:40]}, path=name)])
    return data


@contextmanager
def _no_collection() -> Iterator[None]:
    """Pause the garbage collector: everything that is compiled stays, so that looking for garbage is wasted time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
