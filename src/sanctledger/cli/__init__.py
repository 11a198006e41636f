"""From answers to pages: the command line.

A file is named after its command. Commands whose answers are lists are made by `question_commands`; the other files
hold hand-made tables. Nothing imports this room.
"""
