"""YAML and JSON read into plain values, with a line and a column for every part.

The need: a mistake in a case file or a rule is to be shown where it stands, all mistakes at once, and no text, however
odd or hostile, may harm the reader. What the values mean is left to the models; `validated` puts the two together.
"""

from screening.yamlsource.document import Document, Path
from screening.yamlsource.dumping import dump
from screening.yamlsource.lines import Position
from screening.yamlsource.reading import read_path, read_text
from screening.yamlsource.validation import validated

__all__ = ["Document", "Path", "Position", "dump", "read_path", "read_text", "validated"]
