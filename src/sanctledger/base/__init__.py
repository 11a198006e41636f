"""What every room may use: errors, findings, answers, words for messages, graphs.

Nothing here knows amounts, records or files of ledgers. A helper belongs here if rooms on several floors need it.
Otherwise it belongs next to the code that needs it.
"""
