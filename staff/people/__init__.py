"""People: who they are, their posts and roles, who may see and change them."""
