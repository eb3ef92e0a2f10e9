"""What the codes of problems with a record of supervision stand for."""

from __future__ import annotations

from typing import Final

from screening.yamlsource.codes import VALIDATION

_RECORD: Final[dict[str, str]] = {f"N{number}": meaning for number, meaning in VALIDATION.items()}
"""The fields of a file with a record of supervision: each holds what it may hold, or one of these says why not."""

CODES: Final[dict[str, str]] = {
    **_RECORD,
    "U101": "A choice for the agenda names a case, or a reason of a case, that is not on it.",
    "U102": "Two of the files are about a case of the same reference.",
    "U103": "A folder holds no case file.",
    "U301": "A part of an action, an escalation or a piece of evidence is missing.",
    "U302": "A part of an action, or what was seen of it, is too vague for anybody to see it done.",
    "U303": "What should be a day is not a day.",
    "U304": "The day of an action does not lie after the supervision.",
    "U305": "A part of a record of supervision is missing.",
    "U306": "A disagreement does not have two views with a holder each.",
    "U307": "The days of an escalation cannot be: not taken yet, or a reply due before it was taken.",
    "U308": "The practitioner and the supervisor of a record are the same person.",
    "U309": "A record does not say which case it is about, or is about another one.",
    "U311": "The record to be put right was put right already.",
    "U312": "There is no such record, action or escalation.",
    "U313": "A record cannot be signed like this.",
    "U314": "What somebody was shown is not what the record says, so they did not sign it.",
    "U315": "Evidence or a reply is dated before what it is about.",
    "U321": "A file of records was changed, or does not hold together.",
    "U322": "A file of records is missing.",
    "U323": "An entry of a case's supervision cannot be read, or does not follow from what was kept before.",
    "U324": "A signature, or a record that puts another right, is of other bytes than those that were kept.",
    "U325": "The folder of records is missing or cannot be used.",
    "U326": "Somebody else is writing in the folder of records.",
    "U327": "Another record of the case was kept while this one was being written.",
}
