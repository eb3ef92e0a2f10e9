"""The pages of a training session: the trainer's, which need the role, and those of groups, which need a seat."""
