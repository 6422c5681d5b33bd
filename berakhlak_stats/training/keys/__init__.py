"""Keys and facts of the tasks, one module per notebook: functions of a trainee's material.

Nothing here is a stored answer: a key is what the package computes from the trainee's own data.
"""
