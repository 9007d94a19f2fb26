"""Messages: letters and e-mail to people. Main words: letter, message, outbox, gate, release, print queue, order.

A message is written in the transaction of what causes it and delivered by the worker, once. Before it goes the
safe-address gate is asked, and it opens only if everything it asks about is known to be good.
"""
