"""What the codes of problems stand for, where the module that gives a code out has no table of its own.

Modules above this one, such as the command line, cannot be asked; the others may take their table over. A test finds
every code in the source that no table has.
"""

from __future__ import annotations

from typing import Final

PACK: Final[dict[str, str]] = {
    "R301": "The folder holds no pack: there is no pack.yaml in it.",
    "R302": "Two rules have the same id.",
    "R303": "A file that every pack has is missing.",
    "R304": "There is no rule of this id.",
    "R305": "There is no source or row of learning of this id.",
    "R306": "Two concepts, sources or localities have the same id.",
    "R307": "A file lies at a place that the pack does not read.",
    "R401": "The changelog of the pack is missing or cannot be read.",
    "R402": "A heading or an entry of the changelog is not written in its form.",
    "R403": "A rule decides something else than its locked version did, and the version was not raised.",
    "R404": "The version of a rule went down.",
    "R405": "The changelog has no entry on a version of a rule.",
    "R406": "The id of a rule that is gone is used again.",
    "R407": "A rule that was locked is no longer there, and the changelog does not say why.",
    "R408": "The rule that is to stand for one that is gone is not there.",
    "R409": "The changelog has no heading for the version of the pack.",
    "R410": "The window of accounts has changed, and the pack's version or its changelog does not show it.",
    "R411": "The lock is missing, or is not what the pack and its changelog now give.",
}

PLACES: Final[dict[str, str]] = {
    "P201": "There is no policy of this id or name.",
    "P202": "There is no locality of this id.",
    "P203": "There is no role of this id.",
    "P204": "Localities extend each other in a circle.",
    "P205": "A locality speaks of a role, definition or word that the one it extends does not have.",
    "P206": "A locality gives further ids to a role; only the one that it extends can.",
}

FORMS: Final[dict[str, str]] = {
    "K201": "A question, or the list of a section, names a fact that is not in the dictionary.",
    "K202": "A section is to be repeated for the entries of a fact that is no list.",
    "K203": "Two checklists have the same name.",
    "K301": "There is no checklist of this name.",
    "K302": "The file to be added to is no case file.",
    "K303": "The draft on file is no draft of this checklist.",
    "F203": "Two scenarios have the same name.",
    "F301": "There is no scenario of this name.",
}

ASKING: Final[dict[str, str]] = {
    "V101": "There is no fact at this path.",
    "V102": "The fact is worked out from others; suppose those.",
    "V103": "The value cannot be supposed for this fact.",
    "V104": "No account of the case is from this agency or known to it.",
}

OUTSIDE: Final[dict[str, str]] = {
    "D101": "The folder named is not there.",
    "D102": "Rules or checklists that belong to the product are missing.",
    "D201": "A file cannot be written.",
    "D202": "A file is there already and was left as it is.",
    "D203": "The folder for built pages holds something else, or is no folder.",
    "D204": "The folder for everything about a case is not empty, or is no folder.",
}

SERVING: Final[dict[str, str]] = {
    "W101": "The public address of the web service cannot be used.",
    "W102": "Case data would travel without encryption.",
    "W103": "Sign-in by OpenID Connect is set up in part.",
    "W104": "The address of the sign-in service is not encrypted.",
    "W110": "A file that the web service's pages need is missing.",
    "W120": "There is no such port.",
    "W121": "Others could reach the web service, and it is not set up for that.",
    "W122": "Nobody could sign in to the web service.",
    "W123": "The port or address cannot be listened on.",
    "A101": "A field of a request to the programming interface is wrong.",
    "A102": "A card cannot be responded to.",
}

QUESTIONNAIRES: Final[dict[str, str]] = {
    "H101": "The answers are no FHIR QuestionnaireResponse.",
    "H102": "The answers are not finished.",
    "H103": "The answers are to no questionnaire of ours.",
    "H104": "The questionnaire has no such question.",
    "H105": "An answer is of another type than its question, or stands where none belongs.",
    "H106": "There are two answers, entries or items where there can be one.",
    "H107": "The value is no answer that the question offers.",
    "H108": "Answers do not go together, or a value cannot be read.",
    "H109": "The answers do not say whom they are about, or when they were told.",
    "H110": "What was answered is not asked, given the other answers, and was left out.",
    "H111": "The answers are to another version of the questionnaire.",
    "H112": "Nothing in the answers tells anything.",
    "H201": "An entry of a Bundle is no resource that FHIR takes. It was left out.",
    "H202": "The id of a patient is missing or is an NHS number, so the case got a name of its own.",
    "H204": "A resource of a Bundle is about no patient in it. It was left out.",
    "H205": "The agency named is no word that a case file takes.",
}
