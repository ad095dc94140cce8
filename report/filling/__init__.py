"""The filled report and the evidence behind each number, also those on somebody's word."""
