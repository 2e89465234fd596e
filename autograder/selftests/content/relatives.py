"""What an unlisted mistake is named as: its exercise, the beginning of its message, the beginnings of those named.

Whoever makes the mistake reads the named messages. A pair belongs to the relatives if that would help: the same idea in
another form, or a part of it.
"""

RELATIVES = {
    ("normalize", "This is a softmax, which is for scores. ", "This is a softmax, made safe by subtract"),
    (
        "normalize",
        "Nothing is checked, so that bad weights ",
        "If all weights are 0, 0/0 is nan. Nothin",
        "A negative weight is accepted and gives ",
        "A weight that is nan passes, because `na",
    ),
    ("union_probability", "Whether the three numbers fit together i", "The result can be a little below 0, as t"),
    ("union_probability", "Nothing is checked, so numbers that cont", "Whether the three numbers fit together i"),
    (
        "joint_probability",
        "The arguments are not checked. Raise Val",
        "Only the product is checked, and two bad",
        "nan passes the check: `p < 0 or p > 1` i",
    ),
    (
        "conditional_distribution",
        "The columns are normalised, which gives ",
        "The columns are normalised, and columns ",
    ),
    ("sequence_log_prob", "This is the mean, a log-probability per ", "The sum is divided by the number of toke"),
    (
        "layer_norm",
        "gamma and beta are not used. Scale the n",
        "beta is not used. Add it after the scali",
        "gamma is not used, which shows nowhere w",
    ),
    ("layer_norm", "eps is not used: small activations are b", "eps is not passed on, and standardize ta"),
    ("layer_norm", "eps is not passed on, and standardize ta", "eps is not used: small activations are b"),
    ("entropy", "nansum removes 0 log 0, but also the nan", "A certain outcome gives -0.0, which prin"),
    ("gaussian_mle", "The variance divides by n - 1. That make", "From two observations on, the variance d"),
    ("gaussian_mle", "From two observations on, the variance d", "The variance divides by n - 1. That make"),
    ("bigram_probs", "The columns are normalised, and those wi", "The columns are normalised: that answers"),
    ("bigram_probs", "The sums of the rows lack keepdims=True,", "Sums of 0 are taken care of, but the sum"),
    ("bigram_probs", "Sums of 0 are taken care of, but the sum", "The sums of the rows lack keepdims=True,"),
    ("add_k_probs", "k is added to the probabilities, so it n", "k is added to the probabilities, (p + k)"),
    ("add_k_probs", "k is added to the probabilities, (p + k)", "k is added to the probabilities, so it n"),
    (
        "posterior_from_logs",
        "You leave log space at once and use Baye",
        "The exponential comes first, and underfl",
        "The largest log-likelihood is subtracted",
    ),
    (
        "interval_probability",
        "Mean and standard deviation are ignored.",
        "The mean is ignored. Pass it on.",
        "The standard deviation is ignored. Pass ",
    ),
    (
        "attention_head",
        "Queries and keys are swapped.",
        "Keys serve as queries. Queries are x @ W",
        "Queries serve as keys. Keys are x @ W_k.",
    ),
    ("grad_accumulate", "This is the mean of the means, as if all", "The means of micro-batches are averaged "),
    ("grad_accumulate", "The means of micro-batches are averaged ", "This is the mean of the means, as if all"),
}
"""Judged by reading both: the named message is true of the mistake, or nearly so."""

MISTAKEN = {
    (
        "scaled_dot_product_attention",
        "The scores themselves are the weights he",
        "Scores are returned in the place of the ",
        "The mask is applied after softmax, so th",
    ),
    (
        "marginal",
        "This sums over the other axis. As in num",
        "`axis` is ignored, and the rows are alwa",
        "`axis` is ignored, and the columns are a",
    ),
    ("sample_categorical", "Rounding leaves the cumulative sum below", "Only the sum is checked, and a negative "),
    ("sample_categorical", "Only the sum is checked, and a negative ", "Rounding leaves the cumulative sum below"),
    (
        "sample_top_p",
        "The most probable word is taken always, ",
        "The probabilities are added up from the ",
        "The word that crosses the line cannot be",
    ),
    (
        "gumbel_max",
        "The smallest sum wins. Take argmax.",
        "The noise is added to probabilities. Add",
        "The noise is that of 1 - u. It has the s",
    ),
}
"""Judged to be something else: what few words or indices come out agrees by chance."""

THIRDS = {
    (
        "layer_norm",
        "gamma and beta are not used. Scale the n",
        "beta is not used. Add it after the scali",
        "gamma is not used, which shows nowhere w",
    ),
    (
        "dirichlet_posterior_predictive",
        "The prior is ignored: these are the rela",
        "The pseudo-count is always 1 (Laplace). ",
        "This is the mode of the posterior, with ",
    ),
    (
        "interval_probability",
        "Mean and standard deviation are ignored.",
        "The mean is ignored. Pass it on.",
        "The standard deviation is ignored. Pass ",
    ),
    (
        "scaled_dot_product_attention",
        "The scores themselves are the weights he",
        "The mask is applied after softmax, so th",
        "Scores are returned in the place of the ",
    ),
    (
        "attention_head",
        "Queries and keys are swapped.",
        "Keys serve as queries. Queries are x @ W",
        "Queries serve as keys. Keys are x @ W_k.",
    ),
}
"""Two mistakes at once that come to a third: the exercise, what is named, the two."""
