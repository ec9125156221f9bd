"""Deputies: a role lent to somebody from one day until another, who then acts on behalf of whoever holds it."""
