"""The frame of every page: lists, forms, menu, badges, pages of acts."""
