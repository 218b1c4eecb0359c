"""What a terminal, a report or a program gets to see."""
