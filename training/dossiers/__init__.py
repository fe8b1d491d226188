"""Dossiers on invented subjects with labelled questions: what is learnt beside Wikipedia."""
