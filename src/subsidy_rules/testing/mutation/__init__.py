"""Mutation over the law: change one thing in ``policies/`` or ``rules/``, and some worked case must notice.

``python -m subsidy_rules.testing.mutation``, or ``make mutants``.
"""
