"""A slide deck, from findings to placeholders.

`opening`, `standing`, `topics`, `capabilities`, `facts` and `closing` say what is on each slide, as the plain data of
`model`, with charts from `figures`. `fill` puts that into the `template`, with `text`, `table` and `charts`, at sizes
that fit the places of `layouts`.
"""
