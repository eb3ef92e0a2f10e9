"""The second channel's side of a screening: the same conditions, compiled to comparisons that durable-rules decides.

What it shares with the evaluator, and therefore does not check: reading the case and folding accounts, derived facts,
what counts as within a date window's ends, and the tests about who told a fact. What it decides for itself: every test
on a value, every ``all``, ``any`` and ``not``, every ``where``, and the counting of lists.
"""
