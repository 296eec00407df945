"""Rule cases: native inputs with the verdicts that a rule must give on them."""
