"""Rules drawn from published reviews, evaluated against what is known about a child. It prompts; people decide."""

__version__ = "0.1.0"
