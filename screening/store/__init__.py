"""Where cases, users and the log are kept: one embedded file, or a PostgreSQL server for a team.

``place`` says which database, ``database`` opens it; the other modules each keep one thing, given a session. Nothing
here knows rules, checklists or pages.
"""
