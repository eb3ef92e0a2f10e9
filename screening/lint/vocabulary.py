"""Words that do not belong in what practitioners read, and what to say instead.

Each pattern is matched whatever its capitals. The lists are ours; they are short on purpose, since a lint that is
often wrong is soon ignored. How they are looked for is left to ``wording``.
"""

from __future__ import annotations

from typing import Final

BLAME: Final[dict[str, str]] = {
    r"fail(s|ed|ing|ure|ures)?": "did not",
    r"refus(al|ing|e|es|ed) to (engage|work with|co-?operate)": "did not take up, and what was in the way",
    r"non-?complian(t|ce)|uncooperative|non-?engag(ing|ement)": "what was offered and what was taken up",
    r"dna|dna['’]?d|dnas|did not attend (his|her|their) (medical|check)": "was not brought",
    r"hard-to-(reach|engage)|hard to (reach|engage) (famil|parent|mother|father|group)\w*|"
    r"(famil(y|ies)|parents?|mothers?|fathers?|they|she|he) (is|are|was|were) hard to (reach|engage)":
        "what the service has not yet tried",
    r"manipulat(ive|ing)|attention[ -]seeking|feckless|hysterical|chaotic|dysfunctional": "what was seen or said",
    r"toxic": "what happened, and between whom",
    r"lied|lying to|liars?|caught out": "said something that others do not bear out",
    r"admit(s|ted)? (to )?(that|using|drinking|having|taking|hitting|leaving)": "said",
    r"problem famil(y|ies)|bad (parent|mother|father)s?|broken homes?": "what the family faces",
    r"(drug|alcohol) abusers?|addicts?|junkies?|alcoholics?": "a person who uses drugs or drinks",
    r"committ?(ed|ing|s)? suicide": "died by suicide",
    r"should have (known|noticed|seen|realised|acted|asked)|could and should": "what was known then, and what was done",
    r"(?<!nobody )(?<!nobody else )(?<!not )(is|are|was|were) (to blame|blamed|at fault|culpable)|negligent|"
    r"incompetent|careless": "what happened",
    r"missed opportunit(y|ies)|ignored|turned a blind eye": "what was not asked, seen or passed on",
}  # fmt: skip

SCORE: Final[dict[str, str]] = {
    r"(risk|danger)[ -](score|level|rating|category|matrix)s?": "what was found, in words",
    r"(very )?(high|higher|low|lower|medium|moderate)[ -]risk": "what may happen, and to whom",
    r"red[ -]flags?|warning lights?|traffic[ -]lights?|rag[ -]rat(ed|ing)|amber|green light":
        "a sign that asks for a closer look",
    r"all[ -]clear|in the clear|clear(ed|s)? of (suspicion|concern|risk|abuse)": "what was looked at, and by whom",
    r"scor(e|es|ed|ing)|rankings?": "what was found, in words",
    r"pass(es|ed)? the (check|test|screen|screening|assessment)": "what the check found",
    r"no (further )?(concerns?|worr(y|ies)) (at all|remain|remains|here)|nothing to worry about|"
    r"(there is|is at|are at|poses?) no risk":
        "nothing recorded so far",
}  # fmt: skip

AMERICAN: Final[dict[str, str]] = {
    r"behaviors?|behavioral": "behaviour",
    r"neighbors?|neighborhoods?": "neighbour",
    r"favor(s|ed|ite|able)?|honors?|honored|labors?|colors?|colored|rumors?|humor|harbors?|endeavors?": "-our",
    r"centers?|centered|liters?|meters|fibers?|theaters?": "-re",
    r"organiz\w+|recogniz\w+|prioritiz\w+|minimiz\w+|hospitaliz\w+|mobiliz\w+|emphasiz\w+|apologiz\w+|summariz\w+|"
    r"analyz\w+|normaliz\w+|stabiliz\w+|immuniz\w+|traumatiz\w+|victimiz\w+|criticiz\w+|realiz\w+|specializ\w+|"
    r"finaliz\w+|generaliz\w+|categoriz\w+|socializ\w+|utiliz\w+|visualiz\w+|formaliz\w+|authoriz\w+": "-ise",
    r"pediatric\w*": "paediatric",
    r"hemorrhag\w*|hematoma\w*|anesthe\w+|anemi\w+|edema|diarrhea|fetus|fetal|orthopedic\w*|gynecolog\w+": "ae or oe",
    r"moms?|mommy": "mother",
    r"diapers?": "nappy",
    r"pacifiers?": "dummy",
    r"strollers?": "buggy or pushchair",
    r"cribs?": "cot",
    r"programs?": "programme",
    r"defense|offenses?|licensed practice|pretense": "-ce",
    r"counselors?|counseling|labeled|labeling|canceled|canceling|traveled|traveling|modeled|signaled|signaling|"
    r"fulfill|fulfills|enroll|enrolls|enrollment|skillful|willful|installment": "British doubling of l",
    r"practic(ed|ing)": "practise",
    r"gotten|gray|pajamas|math|vacations?|sidewalks?|kindergartens?|jewelry|skeptic\w*|judgment": "the British word",
}

JARGON: Final[tuple[str, ...]] = (
    r"disguised compliance", r"professional curiosity", r"lived experiences?", r"genograms?", r"eco-?maps?",
    r"triangulat\w+", r"trauma-informed", r"attachment (style|disorder)s?", r"dysregulat\w+", r"signpost\w*",
    r"holistic(ally)?", r"robust(ly)?", r"stakeholders?", r"co-?produc\w+", r"operationali[sz]\w+", r"synergy",
    r"step(ped)?[ -]down", r"stepping down", r"presenting (issue|problem|need)s?", r"perplexing presentations?",
    r"fabricated or induced illness", r"contextual safeguarding", r"think family", r"rule of optimism",
    r"start again syndrome", r"silo(s|ed)?", r"wrap-?around", r"hypervigilan\w+", r"neonates?", r"neonatal",
    r"antenatal", r"perinatal", r"postnatal", r"primiparous", r"haemato\w+", r"retinal", r"subdural", r"metaphyseal",
    r"petechia\w*", r"cannula\w*", r"coagul\w+", r"aetiolog\w+", r"differential diagnos\w+", r"frenulum",
    r"non-accidental injur(y|ies)", r"intra-?familial", r"extra-?familial", r"coercive control",
    r"section (17|20|31|47)", r"public law outline", r"interim care orders?", r"pathway plans?",
)  # fmt: skip
"""Terms that a nursery worker may not know. They are fine where the same text says what they mean."""

KNOWN_ABBREVIATIONS: Final = frozenset({"GP", "GPS", "UK", "NHS", "OK", "ID", "TV", "AND", "OR", "NOT", "A", "I"})
