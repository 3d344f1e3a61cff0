"""briefgen: cited briefings from validated facts."""

__version__ = "0.1.0"
