"""Whether what a file says can be true and whole: types, sums, units, doubles, what was left out or never happened."""
