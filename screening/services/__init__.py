"""Use cases: what the command line and the web service both ask for, one module each."""
