"""Pure decisions about messages: may it go, in which form, what does it say."""
