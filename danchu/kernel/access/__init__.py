"""Access: who may do what where. Rights follow the post, never the account."""
