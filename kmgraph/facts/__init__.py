"""What sentences assert: goals, results, tasks, projects and commitments with their evidence, and the links between them."""
