"""What runs programs over NATS and Redis. Needs the extra `platform`; nothing of the core imports it."""
