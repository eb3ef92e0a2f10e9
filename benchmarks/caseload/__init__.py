"""How fast a whole caseload is screened, against other ways of doing the same; run by ``make benchmark-caseload``."""
