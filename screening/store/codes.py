"""What the codes of problems with the database stand for."""

from __future__ import annotations

from typing import Final

CODES: Final[dict[str, str]] = {
    "S101": "The key does not open the database.",
    "S102": "The database is not encrypted, although a key is set.",
    "S103": "The database is encrypted, and no key was found.",
    "S104": "The folder of the database is missing, or may not be written to.",
    "S105": "The database was made by a newer version of the program.",
    "S106": "The database was made by an older version of the program and has not been upgraded.",
    "S107": "The file or the server's database holds something else.",
    "S108": "The database is in use, or somebody else was writing for too long.",
    "S109": "The address of the database cannot be used, or nobody answers there.",
    "S110": "The key, or the file with the key, cannot be used.",
    "S111": "The database is damaged, or what it holds does not fit together.",
    "S112": "The backup cannot be used.",
    "S113": "A database on a server is encrypted by the server, not by this program.",
    "S121": "The reference is in use for another case.",
    "S122": "There is no such case, or no such account in it.",
    "S123": "Two accounts of a case would have the same id.",
    "S124": "The reference cannot be one.",
    "S131": "The name of a user is taken, or there is no user or team of that name.",
    "S132": "A password that cannot be used.",
    "S133": "The user has no token of this id.",
}
