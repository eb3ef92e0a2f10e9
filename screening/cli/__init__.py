"""The command line. It reads words and options, calls one service, and prints what comes back; nothing else.

Exit codes: 0 done; 1 the content has mistakes, or a check found something; 2 wrong use of a command; 3 the two channels
of a screening disagree; 130 stopped with Ctrl-C; 141 the reader of a pipe went away.
"""

from screening.cli.running import main

__all__ = ["main"]
