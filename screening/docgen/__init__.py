"""Pages of documentation that are written from code and data, so that they are never behind them.

``python -m screening.docgen`` writes them (``make docs``), and says with ``--check`` whether any is stale. Pages that
people write, such as how a standing comes about, are not touched.
"""

from screening.docgen.pages import check, generate

__all__ = ["check", "generate"]
