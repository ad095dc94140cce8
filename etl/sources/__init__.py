"""One module a source, named by its stem, with the rules that only this source has."""
