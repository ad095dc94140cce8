"""Speed, as ratios against the library a user would otherwise pick, in one run: `make bench`."""
