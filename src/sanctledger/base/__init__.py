"""What every room may use: errors, findings, answers, words for messages, graphs.

Nothing here knows of amounts, records or files of ledgers. A helper belongs here if rooms on several floors need it;
otherwise it belongs beside the code that needs it.
"""
