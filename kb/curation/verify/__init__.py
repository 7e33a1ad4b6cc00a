"""Blind second entry: a second reader reads the numbers of a record again, without seeing them.

Arithmetic cannot see a swapped arm in a row of adverse events; a second reader can. What agrees is
sealed (`schema.seals`); what differs is for a person to correct in the record, never done here.
"""
