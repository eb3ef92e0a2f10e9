"""The web service as people use it: a real service, a real browser, whole journeys."""
