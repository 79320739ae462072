"""Reading policy, rule, vocabulary and overlay files."""
