"""A whole caseload at once: its tables, and the pack's conditions as column expressions over them."""
