"""A book: the folder that holds one company's record and its agreement, and everything that can be asked of it."""

from oarlock.book._book import Book, init, open

__all__ = ["Book", "init", "open"]
