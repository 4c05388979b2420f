"""The facilitator's console: creating a workshop, and leading it from the lobby to the report."""
