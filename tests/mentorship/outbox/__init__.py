"""Getting what is owed to people: once, in their manners, whatever the mail server does."""
