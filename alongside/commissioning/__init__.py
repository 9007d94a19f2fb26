"""What is bought or arranged. Main words: service line, suspension, respite, unpaid care, emergency card.

What is owed back after a change recorded late is told here and paid elsewhere: it knows no provider's books yet.
"""
