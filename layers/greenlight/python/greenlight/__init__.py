"""The shared vocabulary of Greenlight: what two capabilities or more must agree on, and nothing else."""
