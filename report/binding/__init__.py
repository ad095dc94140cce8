"""What a figure means: its metric, period and scope, by the words around it and by what a person decided before."""
