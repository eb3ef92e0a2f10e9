"""The engine: from a case file and a pack to a screening, one frozen document that everything else is made from."""
