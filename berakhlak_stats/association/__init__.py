"""What several rooms share: answers to items, their covariances and correlations."""
