"""What the rules are made of: rules and concepts, the sources they learn from, policies, localities, and the pack."""
