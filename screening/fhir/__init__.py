"""Checklists for health record systems: a FHIR Questionnaire out, a QuestionnaireResponse in.

``outline`` arranges a checklist as a Questionnaire has it, ``questionnaire`` writes it down, ``response`` reads answers
against the same outline, and ``importing`` makes accounts of them. Putting those into a case is left to whoever asks.
"""
