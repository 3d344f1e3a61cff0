"""Where briefs are made: in this process, in a pool of processes, on a cluster. Tasks in, results out."""
