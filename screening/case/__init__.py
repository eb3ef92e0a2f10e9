"""The case file: what was told about a family, by whom and when, and the closed list of facts that can be told."""
