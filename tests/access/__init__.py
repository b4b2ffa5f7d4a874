"""Who may do what: the policy, written by hand, and the tests that hold the site against it."""
