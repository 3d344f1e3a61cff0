"""Work that a template steers, in a child process within limits of time and memory."""
