"""Tests of the caseload engine on Spark; heavy to set up, so they have a target of their own."""
