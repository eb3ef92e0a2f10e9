"""What is shown: terminal, page, Markdown and JSON, each made from a frozen document of the engine and nothing else."""
