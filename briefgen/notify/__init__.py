"""Who is told of a build, by which way, and what each was told before."""
