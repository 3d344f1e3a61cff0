"""Making briefs into files of a workspace, safely and without doing work twice."""
