"""The codes of the problems that reading a file can show, with one line on each.

The one place where codes are given out, so that they stay stable and a page of them can be made from it. The codes
of the second table are written after a letter that says what was being read: "C101" in a case file.
"""

from typing import Final

SYNTAX: Final = "Y101"
EMPTY: Final = "Y102"
TAG: Final = "Y103"
ALIAS: Final = "Y104"
DUPLICATE_KEY: Final = "Y105"
MERGE_KEY: Final = "Y106"
SEVERAL_DOCUMENTS: Final = "Y107"
TOO_DEEP: Final = "Y108"
TOO_LARGE: Final = "Y109"
NOT_UTF8: Final = "Y110"
SURROGATE: Final = "Y111"
CONTROL_CHARACTER: Final = "Y112"
NUMBER: Final = "Y113"
KEY: Final = "Y114"
STOPPED: Final = "Y115"
MISSING_FILE: Final = "Y121"
FOLDER: Final = "Y122"
UNREADABLE: Final = "Y123"
TURNED_TEXT: Final = "Y131"

READING: Final[dict[str, str]] = {
    SYNTAX: "The text is not well-formed YAML or JSON.",
    EMPTY: "The file is empty, or holds only spaces and comments.",
    TAG: "Tags (words that start with !) are not accepted: a file holds plain data and can run nothing.",
    ALIAS: "Anchors and aliases (& and *) are not accepted: what a place says must stand in that place.",
    DUPLICATE_KEY: "The same key stands twice in one place, so one of its two values would be lost.",
    MERGE_KEY: "Merge keys (<<) are not accepted: what a place says must stand in that place.",
    SEVERAL_DOCUMENTS: "The file holds more than one document.",
    TOO_DEEP: "Lists and fields stand inside each other more than 40 deep.",
    TOO_LARGE: "The file is larger than 2 MB.",
    NOT_UTF8: "The file is not saved as UTF-8 text.",
    SURROGATE: "Half a character: a surrogate without its other half.",
    CONTROL_CHARACTER: "An invisible character that may not stand in a file.",
    NUMBER: "A number that cannot be used: not a number, infinite, or too large.",
    KEY: "A key (the word before the colon) that is no plain text.",
    STOPPED: "Reading stopped early because there were so many problems.",
    MISSING_FILE: "There is no such file.",
    FOLDER: "A folder was given where a file is needed.",
    UNREADABLE: "The file is there, or seems to be, but cannot be read.",
    TURNED_TEXT: "Warning: an invisible character changes the order in which text is shown.",
}

UNKNOWN_FIELD: Final = "101"
NOT_ALLOWED: Final = "102"
WRONG_TYPE: Final = "103"
MISSING_FIELD: Final = "104"
CHECK_FAILED: Final = "105"
OUT_OF_BOUNDS: Final = "106"
NO_FORM_FITS: Final = "107"

VALIDATION: Final[dict[str, str]] = {
    UNKNOWN_FIELD: "There is no field of this name here.",
    NOT_ALLOWED: "The value is not one of those allowed here.",
    WRONG_TYPE: "The value is of another kind than the one expected here.",
    MISSING_FIELD: "A field that is needed is missing.",
    CHECK_FAILED: "A check of this field, or of several together, found something wrong; the message says what.",
    OUT_OF_BOUNDS: "The value is too small, too large, too short, too long, or not written in the form expected.",
    NO_FORM_FITS: "Several forms are allowed here, and this fits none of them.",
}
