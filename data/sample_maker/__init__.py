"""Makers of the invented sample files, one module a group of sources."""
