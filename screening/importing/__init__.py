"""Case files from the files that authorities already have: each mapping is data, with its gaps written down."""
