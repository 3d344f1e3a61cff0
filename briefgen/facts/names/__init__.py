"""Which records a text names: by whole names within sentences, and towns by any of the names that they have."""
