"""Reasons to ask that hold for more than one figure: 工会开展座谈会*次，征集意见建议**条."""

from __future__ import annotations


class Lasting(str):
    """A reason that holds for the figures behind it in the sentence too: whose they are, of whom, on what, when.

    `said`: the words that say it; a metric that has them in its own wordings is not concerned. `far`: it is a plan, an event, or
    who did it, and holds behind ； too, where words of the thing that is counted hold no longer.
    """

    said: str
    far: bool

    def __new__(cls, reason: str, said: str = "", *, far: bool = False) -> Lasting:
        """A text with the words that say it."""
        made = super().__new__(cls, reason)
        made.said, made.far = said, far
        return made
