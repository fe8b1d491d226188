"""Answers written by a language model from the evidence found, and checked before they leave.

`endpoint` speaks to a model's server, `reading` reads what it writes while it comes, `judging` looks at each statement
beside the sentences that it cites, `answerer` puts together what passes. docs/generation.md tells the whole.
"""
