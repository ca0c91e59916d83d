"""The clinical rules as a document: read, put into words, drawn, and held against their review dates.

`material` reads; `tracing` and `reach` compute; `wording` puts conditions into words; `criteria`, `asking`, `lists` and
`pictures` write the parts; `document` puts them together; `review` knows what is due. The prose is in text.yaml.
"""
