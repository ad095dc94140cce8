"""What a file is: where its tables stand, which source each is, its months, units and sender."""
