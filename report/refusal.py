"""What is said of a file that cannot be read or written."""


class DocumentError(Exception):
    """A document that cannot be read, filled or written; its text is one Chinese sentence that says what to do."""
