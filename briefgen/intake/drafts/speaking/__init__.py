"""Who says what in a text: the claims of its sentences, and the words in which their speakers are named."""
