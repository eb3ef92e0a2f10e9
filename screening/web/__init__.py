"""The web service: pages for people and an interface for programs, on this machine or on a team's server.

Start at ``app`` (what it is put together from), ``dependencies`` (what a page asks for) and ``pages`` (how a page is
shown). What is kept and who may see it is decided in ``store``; what a case comes to in ``engine``.
"""
