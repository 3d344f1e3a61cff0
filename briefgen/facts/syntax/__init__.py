"""From the characters of a YAML file to what it holds: in the plainest form line by line, else as libyaml says."""
