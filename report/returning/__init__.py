"""A filled report that comes back, and this year's report beside last year's."""
