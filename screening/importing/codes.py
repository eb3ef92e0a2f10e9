"""What the codes of problems with a file to be imported stand for."""

from __future__ import annotations

from typing import Final

CODES: Final[dict[str, str]] = {
    "M201": "The file cannot be read to its end: it is damaged, cut off, protected, or of another kind.",
    "M202": "The file is not what it was said to be: nothing in it looks like that kind of file.",
    "M203": "The file declares entities or a document type, which can do harm and which no such file needs.",
    "M204": "The file, or one part of it, is larger than is read.",
    "M205": "The file says of which year it is, and that year is not one of those that are known here.",
    "M206": "A sheet or file is none of those that are known, or has no row of headings. It was left out.",
    "M210": "There is no reference, or none that can be used. What was told under it was set aside.",
    "M211": "The reference stands in the file a second time. The second was set aside.",
    "M212": "What was told about this child or family cannot be made into a case file. It was set aside.",
    "M220": "Text stands between elements, where none belongs. It was left out.",
    "M221": "An element or column is not known here. It was left out.",
    "M222": "Something that can be said once is said twice, and differently. It was left out.",
    "M223": "A date cannot be read, or cannot be right. It was left out.",
    "M224": "A code is not one of those that can stand here. It was left out.",
    "M225": "An element or code does not belong to the layout of that year. It was read all the same.",
    "M226": "A value is not of the kind that belongs here. It was left out.",
    "M227": "A formula stands in a cell. It was not worked out, and was left out.",
    "M228": "Values contradict each other. They were left out.",
    "M230": "The file says that the child has died, which a case file cannot say.",
    "M231": "It is not clear which account a row belongs to. The row was set aside.",
    "M232": "A value is not one that this fact can have. It was left out.",
}
