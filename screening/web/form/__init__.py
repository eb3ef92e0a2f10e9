"""The form pages: a case, its checklists filled in one thing at a time, checked, added to the case, and put right."""
