"""What stands in a text: blanks, stated figures, tables, counted headings, with their units and places."""
