"""Training: sessions in which groups work through a scenario, and what is measured. It shows nothing itself."""
