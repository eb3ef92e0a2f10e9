"""Conditions: trees of tests on facts, and what they come to in a case.

``tree`` is how a rule writes a condition, ``binding`` ties it to the fact dictionary, ``evaluate`` is the meaning, and
``trace`` reads what the evaluator returns. Nothing here knows of rules, prompts or sources.
"""
