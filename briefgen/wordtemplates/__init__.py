"""Templates made in Word: an ordinary document with `{{ … }}` and `{% … %}` in it becomes a Document like any other.

`reading` turns the Word file into one Jinja text, the tape, in which private-use characters stand for paragraphs,
tables and the like (`marks`); the same sandbox renders it as any template; `play` turns what came out into blocks
and inlines with their citations. `places` knows where in Word each line of the tape stands, so that whatever
is wrong is told in words that an editor finds in the document.
"""
