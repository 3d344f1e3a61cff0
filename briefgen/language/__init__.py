"""The words of a language that no fact carries: names of months and countries, lists, ordinals, set phrases."""
