"""For programs: REST under ``/api/v1``, CDS Hooks under ``/cds-services``, FHIR Questionnaires under ``/fhir``.

A program acts for a user, with a token that allows a few things only; what the user may not see, it does not see. It
says no more than the pages do, and nothing is worked out here: a screening is the same document as everywhere.
"""
