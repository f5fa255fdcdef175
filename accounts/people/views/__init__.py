"""Views of the register: agencies, posts, and tenures with the handover."""
