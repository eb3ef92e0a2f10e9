"""The second channel: plain boolean formulas decided by durable-rules in a process of its own.

It knows nothing about cases, rules or standings. ``formula`` is what can be asked, ``rulesets`` packs questions for the
C engine, ``process`` asks them. Only ``worker`` ever loads the C engine, and only in the child process.
"""
