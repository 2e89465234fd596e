"""The best predictor that there can be: the true next-token distribution, by a Bayesian filter over the mood.

Whoever reads a story knows all of its state but the mood. Before the first word the moods have their prior; every word
multiplies the belief in a mood by the probability of that word in it (Bayes' theorem); and the next word's distribution
is the mean of the moods' distributions under that belief.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from autograder.world.automaton import EOS, MOODS, State, start_states, vocabulary
from autograder.world.corpus import cached_step

Belief = dict[State, float]


def update(belief: Belief, word: str) -> tuple[Belief, float]:
    """The belief after `word`, and the probability that this word had.

    Raises:
        ValueError: the word cannot come here.
    """
    joint: Belief = {}
    for state, probability in belief.items():
        if word in (choices := cached_step(state)):
            word_probability, following = choices[word]
            for next_state, share in (start_states() if following is None else {following: 1.0}).items():
                joint[next_state] = joint.get(next_state, 0.0) + probability * word_probability * share
    evidence = sum(joint.values())
    if not joint:
        raise ValueError(f"{word!r} cannot come here: the language has {' '.join(sorted(next_words(belief)))}")
    return {state: probability / evidence for state, probability in joint.items()}, evidence


def next_words(belief: Belief) -> dict[str, float]:
    """Every word that may come, with its probability."""
    words: dict[str, float] = {}
    for state, probability in belief.items():
        for word, (word_probability, _) in cached_step(state).items():
            words[word] = words.get(word, 0.0) + probability * word_probability
    return words


def belief_after(context: Sequence[str]) -> Belief:
    """Belief over the states after the words of `context`; a story begins at its start and after every ``<eos>``.

    Raises:
        ValueError: a word cannot come where it stands.
    """
    belief = start_states()
    for word in context:
        # A text may begin with the <eos> of a story before it.
        belief = start_states() if word == EOS and belief == start_states() else update(belief, word)[0]
    return belief


def mood_belief(context: Sequence[str]) -> dict[str, float]:
    """Posterior probability of each mood after the words of `context`.

    Example:
        >>> round(mood_belief("once a cat called mia lived in the wood . she was happy".split())["merry"], 3)
        0.923
    """
    moods: dict[str, float] = {}
    for state, probability in belief_after(context).items():
        moods[state.mood] = moods.get(state.mood, 0.0) + probability
    return moods


def true_distribution(context: Sequence[str]) -> NDArray[np.float64]:
    """The true distribution of the next word.

    Args:
        context: the words so far; none at the start of a story. What stands before an ``<eos>`` has no influence.

    Returns:
        float64 array of shape (V,), in the order of `vocabulary()`; it sums to 1.

    Raises:
        ValueError: a word cannot come where it stands.

    Example:
        >>> bed = true_distribution("the cat sat on the".split())
        >>> vocabulary()[int(bed.argmax())], round(float(bed.max()), 3)
        ('mat', 0.889)
    """
    return in_order(next_words(belief_after(context)))


def true_distributions(story: Sequence[str]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The true distribution of every word of a story given those before it: in each mood, and with the mood unknown.

    Args:
        story: the T words of one story; its ``<eos>`` may be the last.

    Returns:
        float64 arrays of shapes (T, moods, V) and (T, V), the moods in the order of `MOODS`. Row t is about
        ``story[t]``. The second is the mean of the first under the belief in the moods that the words before t leave.

    Raises:
        ValueError: a word cannot come where it stands.
    """
    belief, in_each_mood, mixed = start_states(), [], []
    for word in story:
        by_mood = [next_words({state: 1.0 for state in belief if state.mood == mood}) for mood in MOODS]
        in_each_mood.append([in_order(words) for words in by_mood])
        mixed.append(in_order(next_words(belief)))
        belief, _ = update(belief, word)
    return np.array(in_each_mood), np.array(mixed)


def in_order(words: Mapping[str, float]) -> NDArray[np.float64]:
    """The probabilities of words as an array, in the order of `vocabulary()`."""
    return np.array([words.get(word, 0.0) for word in vocabulary()])


def true_nlls(words: Sequence[str]) -> NDArray[np.float64]:
    """The loss of the best predictor: -log p of every word given all before it, in nats.

    Args:
        words: stories one after another, each with its ``<eos>``; the last may be unfinished.

    Raises:
        ValueError: a word cannot come where it stands.
    """
    belief, nlls = start_states(), []
    for word in words:
        belief, probability = update(belief, word)
        nlls.append(-np.log(probability))
    return np.array(nlls)
