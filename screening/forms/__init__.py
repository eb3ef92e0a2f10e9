"""What people fill in or work through: checklists, their questions and answers, and training scenarios."""
