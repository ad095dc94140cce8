"""Word files, on the zip: text, tables and outline read; blanks filled, comments and an appendix added; a paper laid out from plain text."""
