"""The language: a probabilistic automaton that tells short stories of an animal.

A state holds all that the rest of a story depends on, and `step(state)` says which words may follow, how probably, and
which state each leads to. One part of the state is never said: the mood of the story, which colours many words.

    once a cat called mia lived by the river . she found an old key . the rain fell . mia lost the key .
    at night she slept on the mat and dreamed of the key . <eos>
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import NamedTuple, TypeVar

EOS = "<eos>"
MOODS = {"merry": 0.6, "gloomy": 0.4}


class Animal(NamedTuple):
    pronoun: str
    preposition: str
    bed: str


ANIMALS = {
    "cat": Animal("she", "on", "mat"),
    "dog": Animal("he", "on", "rug"),
    "bird": Animal("she", "in", "nest"),
    "mouse": Animal("he", "in", "hole"),
    "fox": Animal("he", "in", "den"),
    "hen": Animal("she", "in", "coop"),
    "owl": Animal("she", "in", "tree"),
    "pig": Animal("he", "in", "sty"),
}
NAMES = {"she": ("mia", "lena", "ada", "rose"), "he": ("tom", "max", "otto", "finn")}
PLACES = {
    "garden": ("in",),
    "kitchen": ("in",),
    "barn": ("in", "by"),
    "wood": ("in", "by"),
    "river": ("by",),
    "hill": ("on", "by"),
    "road": ("on", "by"),
    "field": ("in",),
}
THINGS = ("ball", "bone", "fish", "egg", "leaf", "stone", "apple", "shoe", "key", "feather")

# What the mood colours.
ADJECTIVES = {
    "merry": {"red": 0.3, "shiny": 0.3, "new": 0.2, "old": 0.1, "cold": 0.05, "broken": 0.05},
    "gloomy": {"red": 0.1, "shiny": 0.05, "new": 0.05, "old": 0.3, "cold": 0.25, "broken": 0.25},
}
FEELINGS = {
    "merry": {"happy": 0.4, "glad": 0.25, "proud": 0.2, "tired": 0.09, "sad": 0.03, "afraid": 0.03},
    "gloomy": {"happy": 0.05, "glad": 0.03, "proud": 0.02, "tired": 0.3, "sad": 0.35, "afraid": 0.25},
}
MOVES = {
    "merry": {"ran": 0.3, "walked": 0.2, "jumped": 0.25, "danced": 0.2, "crept": 0.05},
    "gloomy": {"ran": 0.25, "walked": 0.3, "jumped": 0.05, "danced": 0.02, "crept": 0.38},
}
SOUNDS = {"merry": {"sang": 0.9, "cried": 0.1}, "gloomy": {"sang": 0.15, "cried": 0.85}}
HANDLINGS = {
    "merry": {"took": 0.45, "liked": 0.35, "hid": 0.1, "lost": 0.1},
    "gloomy": {"took": 0.25, "liked": 0.05, "hid": 0.3, "lost": 0.4},
}
WEATHER = {"merry": {"sun": 0.75, "wind": 0.15, "rain": 0.1}, "gloomy": {"sun": 0.1, "wind": 0.35, "rain": 0.55}}
RUNS_AWAY = {"merry": 0.1, "gloomy": 0.5}

WEATHER_VERBS = {"sun": "shone", "wind": "blew", "rain": "fell"}
ENDS_AFTER = (0.0, 0.1, 0.4, 1.0)  # probability that night falls after so many sentences of the middle


GRAMMAR_WORDS = (
    *(".", "a", "an", "and", "at", "away", "by", "called", "dreamed", "found", "in", "lived", "night", "of", "on"),
    *("once", "sat", "saw", "slept", "small", "the", "then", "to", "was", "young"),
)


class State(NamedTuple):
    """All that the rest of a story depends on."""

    point: str  # where in the grammar: the name of a rule
    mood: str  # never said
    animal: str = ""
    name: str = ""
    thing: str = ""  # the thing seen last
    sentences: int = 0  # finished in the middle of the story
    memory: tuple[str, ...] = ()  # words of the sentence that its next word depends on


Choices = dict[str, tuple[float, State | None]]
Joint = dict[tuple[str, str], float]
Rule = Callable[[State], Choices]
Key = TypeVar("Key")
RULES: dict[str, Rule] = {}


def step(state: State) -> Choices:
    """The words that may follow in `state`: for each its probability (> 0, in sum 1) and the next state.

    The next state after ``<eos>`` is None: another story begins, in a mood of its own.

    Example:
        >>> step(State("night", mood="merry"))["night"][0]
        1.0
    """
    return RULES[state.point](state)


def start_states() -> dict[State, float]:
    """The states in which a story begins, one a mood, with their probabilities."""
    return {State("opening", mood): probability for mood, probability in MOODS.items()}


def reachable_states() -> set[State]:
    """Every state that some story passes through."""
    seen, waiting = set(start_states()), list(start_states())
    while waiting:
        following = {state for _, state in step(waiting.pop()).values() if state is not None} - seen
        seen |= following
        waiting += following
    return seen


@cache
def vocabulary() -> tuple[str, ...]:
    """Every word of the language: ``<eos>`` first, so that its id is 0, then in the order of the alphabet."""
    beds = [animal.bed for animal in ANIMALS.values()]
    tables = (ANIMALS, *NAMES.values(), NAMES, PLACES, beds, THINGS, WEATHER_VERBS, WEATHER_VERBS.values())
    coloured = (table["merry"] for table in (ADJECTIVES, FEELINGS, MOVES, SOUNDS, HANDLINGS))
    return (EOS, *sorted({*GRAMMAR_WORDS, *(word for table in (*tables, *coloured) for word in table)}))


# Helpers of the rules.


def rule(function: Rule) -> Rule:
    RULES[function.__name__] = function
    return function


def uniform(words: tuple[str, ...]) -> dict[str, float]:
    return {word: 1 / len(words) for word in words}


def scaled(weights: Mapping[Key, float], total: float = 1.0) -> dict[Key, float]:
    """`weights` in the same proportions, without zeros, with the sum `total`."""
    present = sum(weights.values())
    return {key: weight * total / present for key, weight in weights.items() if weight > 0}


def marginal(joint: Joint) -> dict[str, float]:
    """Distribution of the first of two words."""
    sums: dict[str, float] = {}
    for (first, _), probability in joint.items():
        sums[first] = sums.get(first, 0.0) + probability
    return sums


def conditional(joint: Joint, given: str) -> dict[str, float]:
    """Distribution of the second of two words, the first being `given`."""
    return scaled({second: probability for (first, second), probability in joint.items() if first == given})


def with_articles(words: Mapping[str, float]) -> Joint:
    """An article and the word after it: "an" before a vowel."""
    return {("an" if word[0] in "aeiou" else "a", word): probability for word, probability in words.items()}


def choose(probabilities: Mapping[str, float], follow: Callable[[str], State]) -> Choices:
    return {word: (probability, follow(word)) for word, probability in probabilities.items()}


def say(word: str, state: State, point: str) -> Choices:
    """`word` for certain, and on to `point`."""
    return {word: (1.0, state._replace(point=point))}


# The opening: "once a young cat called mia lived in the barn ." or "the cat sat on the mat . she was called mia ."

SOME_ANIMAL = {"small": 0.15, "young": 0.15, "old": 0.1, **scaled(dict.fromkeys(ANIMALS, 1.0), 0.6)}


@rule
def opening(s: State) -> Choices:
    once, the = s._replace(point="once"), s._replace(point="animal", memory=("sat",))
    return {"once": (0.75, once), "the": (0.25, the)}


@rule
def once(s: State) -> Choices:
    articles = marginal(with_articles(SOME_ANIMAL))
    return choose(articles, lambda article: s._replace(point="animal", memory=("lived", article)))


@rule
def animal(s: State) -> Choices:
    article = s.memory[1:]
    words = conditional(with_articles(SOME_ANIMAL), article[0]) if article else SOME_ANIMAL
    return choose(words, lambda word: meet(word, s) if word in ANIMALS else s._replace(point="animal_noun"))


@rule
def animal_noun(s: State) -> Choices:
    return choose(uniform(tuple(ANIMALS)), lambda word: meet(word, s))


def meet(animal: str, s: State) -> State:
    activity = s.memory[0]
    point = "called" if activity == "lived" else "sat"
    return s._replace(point=point, animal=animal, memory=(activity,))


@rule
def called(s: State) -> Choices:
    return say("called", s, "name")


@rule
def name(s: State) -> Choices:
    names = uniform(NAMES[ANIMALS[s.animal].pronoun])
    return choose(names, lambda word: s._replace(point="lived" if s.memory else "full_stop", name=word))


@rule
def lived(s: State) -> Choices:
    return say("lived", s, "where")


@rule
def sat(s: State) -> Choices:
    return say("sat", s, "where")


@rule
def naming(s: State) -> Choices:
    return say(ANIMALS[s.animal].pronoun, s, "naming_was")


@rule
def naming_was(s: State) -> Choices:
    return say("was", s, "called")


# Where: "in the garden", "to the river", "on the mat". The memory says what is done there.


def locations(s: State) -> Joint:
    """Preposition and place together."""
    around = {(prep, place): 1 / len(PLACES) / len(preps) for place, preps in PLACES.items() for prep in preps}
    if s.memory[0] == "sat":
        _, preposition, bed = ANIMALS[s.animal]
        return {**scaled(around, 0.5), (preposition, bed): 0.5}
    if s.memory[0] == "moved":
        return {**scaled(around, 0.5), **{("to", place): 0.5 / len(PLACES) for place in PLACES}}
    return around


@rule
def where(s: State) -> Choices:
    return choose(marginal(locations(s)), lambda word: s._replace(point="where_the", memory=(s.memory[0], word)))


@rule
def where_the(s: State) -> Choices:
    return say("the", s, "place")


@rule
def place(s: State) -> Choices:
    places = conditional(locations(s), s.memory[1])
    return choose(places, lambda _: s._replace(point="full_stop", memory=()))


@rule
def full_stop(s: State) -> Choices:
    if not s.name:
        return say(".", s, "naming")
    return say(".", s, "sentence")


# The middle: sentences whose subject is the animal, or the weather.


@rule
def sentence(s: State) -> Choices:
    ends = ENDS_AFTER[s.sentences]
    pronoun = ANIMALS[s.animal].pronoun
    subjects = scaled({pronoun: 0.45, s.name: 0.2, "the": 0.25, "then": 0.1}, 1 - ends) if ends < 1 else {}
    night = {"at": ends} if ends > 0 else {}
    points = {"the": "subject_noun", "then": "subject", "at": "night"}
    counts = {"at": 0}  # of no more use
    return choose(
        {**subjects, **night},
        lambda word: s._replace(point=points.get(word, "verb"), sentences=counts.get(word, s.sentences + 1)),
    )


@rule
def subject(s: State) -> Choices:
    return choose({ANIMALS[s.animal].pronoun: 0.7, s.name: 0.3}, lambda _: s._replace(point="verb"))


@rule
def subject_noun(s: State) -> Choices:
    nouns = {s.animal: 0.6, **scaled(WEATHER[s.mood], 0.4)}
    return choose(
        nouns, lambda word: s._replace(point="verb") if word in ANIMALS else s._replace(point="weather", memory=(word,))
    )


@rule
def weather(s: State) -> Choices:
    return say(WEATHER_VERBS[s.memory[0]], s._replace(memory=()), "full_stop")


@rule
def verb(s: State) -> Choices:
    handles = 0.25 if s.thing else 0.0
    weights = {
        "sat": 0.1,
        "was": 0.22,
        **scaled(MOVES[s.mood], 0.25),
        **scaled(SOUNDS[s.mood], 0.08),
        **scaled({"saw": 0.6, "found": 0.4}, 0.1 if s.thing else 0.35),
        **{word: handles * weight for word, weight in HANDLINGS[s.mood].items()},
    }
    return choose(scaled(weights), lambda word: after_verb(word, s))


def after_verb(word: str, s: State) -> State:
    if word == "sat":
        return s._replace(point="where", memory=("sat",))
    if word == "was":
        return s._replace(point="feeling")
    if word == "ran":
        return s._replace(point="ran", memory=("moved",))
    if word in MOVES[s.mood]:
        return s._replace(point="where", memory=("moved",))
    if word in SOUNDS[s.mood]:
        return s._replace(point="full_stop")
    if word in HANDLINGS[s.mood]:
        return s._replace(point="known_the")
    return s._replace(point="seen")


@rule
def ran(s: State) -> Choices:
    away = RUNS_AWAY[s.mood]
    gone = s._replace(point="full_stop", memory=())
    return {"away": (away, gone), **{word: (p * (1 - away), state) for word, (p, state) in where(s).items()}}


@rule
def feeling(s: State) -> Choices:
    return choose(FEELINGS[s.mood], lambda word: s._replace(point="feeling_end", memory=(word,)))


@rule
def feeling_end(s: State) -> Choices:
    return {
        ".": (0.75, s._replace(point="sentence", memory=())),
        "and": (0.25, s._replace(point="feeling_more")),
    }


@rule
def feeling_more(s: State) -> Choices:
    others = {word: probability for word, probability in FEELINGS[s.mood].items() if word != s.memory[0]}
    return choose(scaled(others), lambda _: s._replace(point="full_stop", memory=()))


def some_thing(mood: str) -> Joint:
    """An article and the first word of "a red ball", "an apple"."""
    return with_articles({**scaled(ADJECTIVES[mood], 0.6), **scaled(dict.fromkeys(THINGS, 1.0), 0.4)})


@rule
def seen(s: State) -> Choices:
    return choose(marginal(some_thing(s.mood)), lambda article: s._replace(point="thing", memory=(article,)))


@rule
def thing(s: State) -> Choices:
    return choose(
        conditional(some_thing(s.mood), s.memory[0]),
        lambda word: notice(word, s) if word in THINGS else s._replace(point="thing_noun", memory=()),
    )


@rule
def thing_noun(s: State) -> Choices:
    return choose(uniform(THINGS), lambda word: notice(word, s))


def notice(thing: str, s: State) -> State:
    return s._replace(point="seen_where", thing=thing, memory=("seen",))


@rule
def seen_where(s: State) -> Choices:
    stop = s._replace(point="sentence", memory=())
    return {".": (0.6, stop), **{word: (0.4 * p, state) for word, (p, state) in where(s).items()}}


@rule
def known_the(s: State) -> Choices:
    return say("the", s, "known_thing")


@rule
def known_thing(s: State) -> Choices:
    return say(s.thing, s, "full_stop")


# The end: "at night she slept on the mat and dreamed of the ball . <eos>"


@rule
def night(s: State) -> Choices:
    return say("night", s, "sleeper")


@rule
def sleeper(s: State) -> Choices:
    return choose({ANIMALS[s.animal].pronoun: 0.8, s.name: 0.2}, lambda _: s._replace(point="slept"))


@rule
def slept(s: State) -> Choices:
    return say("slept", s, "bed_preposition")


@rule
def bed_preposition(s: State) -> Choices:
    return say(ANIMALS[s.animal].preposition, s, "bed_the")


@rule
def bed_the(s: State) -> Choices:
    return say("the", s, "bed")


@rule
def bed(s: State) -> Choices:
    return say(ANIMALS[s.animal].bed, s, "dream" if s.thing else "last_stop")


@rule
def dream(s: State) -> Choices:
    return {".": (0.5, s._replace(point="end")), "and": (0.5, s._replace(point="dreamed"))}


@rule
def dreamed(s: State) -> Choices:
    return say("dreamed", s, "dreamed_of")


@rule
def dreamed_of(s: State) -> Choices:
    return say("of", s, "dreamed_the")


@rule
def dreamed_the(s: State) -> Choices:
    return say("the", s, "dreamed_thing")


@rule
def dreamed_thing(s: State) -> Choices:
    return say(s.thing, s, "last_stop")


@rule
def last_stop(s: State) -> Choices:
    return say(".", s, "end")


@rule
def end(s: State) -> Choices:
    return {EOS: (1.0, None)}
