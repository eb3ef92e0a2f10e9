"""Supervision: the agenda, one case in depth, the record and what a team's cases lack. It shows nothing itself."""
