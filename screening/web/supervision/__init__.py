"""Supervision in the browser: an agenda, a case in depth, the record that both sign, what a team's cases lack."""
