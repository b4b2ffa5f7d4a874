"""The mails of the heart, a letter book for each stretch of the way; see settings.LETTER_BOOKS."""
