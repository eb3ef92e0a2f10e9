"""From each row of learning to everything that carries it into practice, and which rows nothing carries."""
