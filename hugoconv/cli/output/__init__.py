"""What a terminal, a report or a program gets to see.

Read on in ``terminal``, through which all that a person sees goes.
"""
