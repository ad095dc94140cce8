"""What a number means, and the only place where it is measured."""
