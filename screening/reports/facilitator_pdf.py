"""A facilitator's pack as a PDF for print: A4, tagged (PDF/UA-1), the same bytes for the same pack, without network."""

from __future__ import annotations

from screening.reports.facilitator import facilitator_pack
from screening.reports.pdf import typeset
from screening.training.preparing import Prepared


def facilitator_pdf(prepared: Prepared) -> bytes:
    """The pack as a PDF."""
    return typeset("facilitator", facilitator_pack(prepared).model_dump(mode="json"))
