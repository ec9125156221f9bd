"""The texts of orders: templates, the acts that they cite, how they are filled."""
