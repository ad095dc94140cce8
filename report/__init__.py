"""A document: read, find blanks and claims, bind, check, fill, prove."""
