"""The little world: a small language whose true next-token distribution is known exactly, and a transformer of it.

`automaton` is the language, `truth` the best predictor that there can be, `corpus` draws stories, `ngrams` counts them,
`transformer` is the model in plain numpy, `data` reads what was trained. All of these need numpy alone; `train`, which
made the data, needs JAX and optax.
"""
