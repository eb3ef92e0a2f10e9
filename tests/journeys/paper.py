"""What a PDF says, read back."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest


def words_of(pdf: Path) -> str:
    """The words of a PDF, on one line; the test is skipped where nothing can read them."""
    if shutil.which("pdftotext") is None:
        pytest.skip("there is no pdftotext here (Debian: apt-get install poppler-utils)")
    said = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, check=True).stdout
    return " ".join(said.decode().split())
