"""Question sets in; figures, reports, comparisons and a gate out.

Speaks HTTP only, so that it measures any service of the contract; but for the reader alone, which no service shows.
"""
