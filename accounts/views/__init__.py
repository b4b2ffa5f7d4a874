"""The pages of a person's own account, one module per noun."""
