"""10.5 `cosine_similarity`: criteria, known mistakes, other right answers."""

import math

import numpy as np

from autograder.content import alternative, assert_close, assert_same, assert_unchanged, criterion, mistakes_of, raises
from solutions.s10_covariance_attention import correlation, cosine_similarity

# Criteria


@criterion(core=True)
def test_is_the_cosine_of_the_angle(cosine_similarity, reference, rng):
    for size in (2, 5, 64):
        a, b = rng.normal(1, 2, size=size), rng.normal(-1, 3, size=size)
        expected = reference.cosine_similarity(a, b)
        assert_close(cosine_similarity(a, b), expected)
        assert_close(cosine_similarity(b.tolist(), a.tolist()), expected)


@criterion()
def test_of_known_angles(cosine_similarity):
    assert_close(cosine_similarity([3, 4], [6, 8]), 1.0)
    assert_close(cosine_similarity([3, 4], [-4, 3]), 0.0)
    assert_close(cosine_similarity([2, 0], [-5, 0]), -1.0)
    assert_close(cosine_similarity([1, 0], [1, 1]), math.sqrt(0.5))
    assert_close(cosine_similarity([1, -1], [3, 1]), 1 / math.sqrt(5))


@criterion()
def test_of_a_zero_vector_is_zero(cosine_similarity):
    for a, b in (([0, 0], [6, 8]), ([6, 8], [0.0, -0.0]), ([0.0, 0.0], [0.0, 0.0])):
        assert_close(cosine_similarity(a, b), 0.0)


@criterion()
def test_does_not_mind_lengths(cosine_similarity, reference, rng):
    a, b = rng.normal(size=4), rng.normal(size=4)
    expected = reference.cosine_similarity(a, b)
    for p, q in ((1e200, 1e200), (1e-200, 1.0), (1e-200, 1e200), (5.0, 0.01)):
        assert_close(cosine_similarity(p * a, q * b), expected)


@criterion()
def test_is_never_outside_by_rounding(cosine_similarity, rng):
    for _ in range(6):
        a = rng.normal(size=5)
        cosine = cosine_similarity(a, float(rng.uniform(0.1, 3)) * a)
        assert_close(cosine, 1.0)
        assert_same(bool(cosine <= 1.0), True)


@criterion()
def test_of_one_number_is_its_sign(cosine_similarity):
    assert_close(cosine_similarity([3.0], [-2.0]), -1.0)


@criterion()
def test_refuses_what_are_no_two_vectors(cosine_similarity):
    for a, b in (([1, 2], [1, 2, 3]), ([[1, 2]], [[1, 2]]), (1.0, 2.0), ([1.0], [1.0, 2.0])):
        with raises(ValueError):
            cosine_similarity(a, b)


@criterion()
def test_takes_single_precision_and_leaves_its_arguments_unchanged(cosine_similarity, rng):
    a = np.array([3, 4], dtype=np.float32)
    assert_close(cosine_similarity(a, np.array([4, 3], dtype=np.float32)), 0.96, rtol=1e-6)
    assert_unchanged(cosine_similarity, rng.normal(size=4), rng.normal(size=4))


# Known mistakes

A, B = (1.0, 2.0, 2.0), (4.0, 0.0, 3.0)
COSINE = "np.clip(np.sum(a * b) / np.sqrt(np.sum(a * a)) / np.sqrt(np.sum(b * b)), -1.0, 1.0)"
SCALED = "a, b = a / np.abs(a).max(), b / np.abs(b).max()"

mistake = mistakes_of(cosine_similarity, example=(A, B))


def _parts(a, b):
    """The dot product and both lengths, after the reference's checks; huge numbers may overflow."""
    cosine_similarity(a, b)
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    with np.errstate(all="ignore"):
        return float(a @ b), float(np.sqrt(a @ a)) or 1.0, float(np.sqrt(b @ b)) or 1.0


cosine_similarity_without_roots = mistake.change(
    COSINE,
    "np.clip(np.sum(a * b) / (np.sum(a * a) * np.sum(b * b)), -1.0, 1.0)",
    "The roots are missing: this divides by the squares of both lengths. Divide by the lengths.",
)


@mistake("This divides by one length only. Divide by both.")
def cosine_similarity_with_one_length(a, b):
    dot, first, _ = _parts(a, b)
    return dot / first


@mistake("This divides by the squared lengths. Divide by the lengths, their roots.")
def cosine_similarity_with_squared_lengths(a, b):
    dot, first, second = _parts(a, b)
    with np.errstate(all="ignore"):
        return float(np.float64(dot) / np.float64(first) ** 2 / np.float64(second) ** 2)


@mistake("This is the plain dot product. Divide by both lengths.")
def cosine_similarity_as_a_dot_product(a, b):
    return _parts(a, b)[0]


@mistake("This is the cosine distance, 1 minus the cosine.")
def cosine_similarity_as_a_distance(a, b):
    return 1.0 - cosine_similarity(a, b)


@mistake("This is the angle. Its cosine is wanted.")
def cosine_similarity_as_an_angle(a, b):
    return math.acos(cosine_similarity(a, b))


@mistake("The vectors were centred: this is the correlation.")
def cosine_similarity_centred(a, b):
    cosine = cosine_similarity(a, b)
    try:
        return correlation(a, b)
    except ValueError:
        return cosine


@mistake("The sign is lost. Opposite vectors have the cosine -1.", example=((1.0, 2.0), (-2.0, -4.0)))
def cosine_similarity_without_a_sign(a, b):
    return abs(cosine_similarity(a, b))


@mistake("This is moved to [0, 1]. The cosine itself is wanted, from -1 to 1.")
def cosine_similarity_from_zero_to_one(a, b):
    return (1 + cosine_similarity(a, b)) / 2


@mistake("This divides by the lengths added up. Multiply them.")
def cosine_similarity_with_added_lengths(a, b):
    dot, first, second = _parts(a, b)
    return dot / (first + second)


@mistake("The lengths are sums of absolute values. Take roots of sums of squares.")
def cosine_similarity_with_absolute_lengths(a, b):
    dot, _, _ = _parts(a, b)
    with np.errstate(all="ignore"):
        return float(np.float64(dot) / (np.sum(np.abs(a)) or 1.0) / (np.sum(np.abs(b)) or 1.0))


cosine_similarity_of_nan = mistake.change(
    "        return 0.0",
    "        return math.nan",
    "A zero vector gives nan, 0 / 0. It has no direction, and the result is 0.0.",
    example=((0.0, 0.0), (6.0, 8.0)),
)
cosine_similarity_of_a_zero_vector_refused = mistake.change(
    "        return 0.0",
    '        raise ValueError("a zero vector")',
    "A zero vector is an error here. The result is 0.0.",
    example=((0.0, 0.0), (6.0, 8.0)),
)
cosine_similarity_of_two_zero_vectors = mistake.change(
    "        return 0.0",
    "        return float(not a.any() and not b.any())",
    "Two zero vectors count as equal here. The result is 0.0.",
    example=((0.0, 0.0), (0.0, 0.0)),
)
cosine_similarity_that_overflows = mistake.change(
    SCALED,
    "a, b = a * 1.0, b * 1.0",
    "Squares of huge or tiny numbers leave the range of floats. Divide each vector by its largest absolute value first.",
    example=((3e200, 4e200), (3.0, 4.0)),
)
cosine_similarity_with_an_epsilon = mistake.change(
    "np.sqrt(np.sum(b * b)), -1.0, 1.0)",
    "(np.sqrt(np.sum(b * b)) + 1e-8), -1.0, 1.0)",
    "An epsilon is added to a length, and the digits from the eighth on are wrong. Look for zero vectors instead.",
)
cosine_similarity_of_any_shapes = mistake.change(
    "if a.ndim != 1 or a.shape != b.shape:",
    "if a.shape[-1:] != b.shape[-1:]:",
    "Tables are accepted, and all their numbers added up. Raise ValueError unless both are vectors.",
    example=(((1.0, 2.0),), ((1.0, 2.0),)),
)


@mistake("The result is right, but the caller's vector was scaled in place.", example=(np.array(A), np.array(B)))
def cosine_similarity_in_place(a, b):
    result = cosine_similarity(a, b)
    for vector in (a, b):
        if isinstance(vector, np.ndarray) and vector.dtype == float and vector.any():
            vector /= np.abs(vector).max()
    return result


cosine_similarity_never_negative = mistake.change(
    COSINE,
    COSINE.replace("-1.0, 1.0", "0.0, 1.0"),
    "A negative cosine is raised to 0. It goes down to -1.",
    example=((1.0, 2.0), (-2.0, -4.0)),
)
cosine_similarity_of_tiny_vectors = mistake.change(
    "if not a.any() or not b.any():",
    "if np.abs(a).max() < 1e-12 or np.abs(b).max() < 1e-12:",
    "A small vector is taken for the zero vector. Only a vector whose entries are all 0 has the cosine 0.",
    example=((1e-200, 0.0), (1e-200, 1e-200)),
)
cosine_similarity_of_vectors_that_sum_to_zero = mistake.change(
    "if not a.any() or not b.any():",
    "if a.sum() == 0 or b.sum() == 0:",
    "A vector whose entries cancel is taken for the zero vector. Ask whether any entry is not 0.",
    example=((1.0, -1.0), (3.0, 1.0)),
)
cosine_similarity_of_vectors_with_a_zero = mistake.change(
    "if not a.any() or not b.any():",
    "if not a.all() or not b.all():",
    "One entry of 0 makes the result 0. Only a vector of zeros alone does.",
)
cosine_similarity_squared = mistake.change(COSINE, f"{COSINE} ** 2", "The cosine is squared. Leave it as it is.")
cosine_similarity_as_an_angle_in_degrees = mistake.change(
    COSINE, f"np.degrees(np.arccos({COSINE}))", "These are degrees. The cosine of the angle is wanted."
)
cosine_similarity_as_a_share_of_the_angle = mistake.change(
    COSINE,
    f"1.0 - np.arccos({COSINE}) / np.pi",
    "This is 1 minus the angle's share of a half turn. The cosine itself is wanted.",
)
cosine_similarity_scaled_by_the_largest = mistake.change(
    COSINE,
    "np.sum(a * b)",
    "The vectors are divided by their largest entries only. Divide the product by both lengths, too.",
)
cosine_similarity_by_the_longer = mistake.change(
    COSINE,
    "np.sum(a * b) / max(np.sum(a * a), np.sum(b * b))",
    "The longer of the lengths is taken twice. Divide by each once.",
)
cosine_similarity_over_the_dimension = mistake.change(
    COSINE, f"{COSINE} / len(a)", "The products are averaged. Add them up, then divide by both lengths."
)
cosine_similarity_of_unsigned_entries = mistake.change(
    COSINE,
    COSINE.replace("np.sum(a * b)", "np.sum(np.abs(a * b))"),
    "The signs of the products are lost before they are added. Some are negative.",
    example=((1.0, 2.0), (3.0, -1.0)),
)
cosine_similarity_as_a_sine = mistake.change(
    COSINE, f"np.sqrt(1.0 - {COSINE} ** 2)", "This is the sine of the angle. The cosine is wanted."
)


def _plain(a, b):
    """The dot product and both squared lengths, after the reference's checks."""
    cosine_similarity(a, b)
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    with np.errstate(all="ignore"):
        return np.sum(a * b), np.sum(a * a), np.sum(b * b)


@mistake(
    "This is the share of what both have in common: dot / (a a + b b - dot). Divide by the product of both lengths."
)
def cosine_similarity_as_tanimoto(a, b):
    dot, first, second = _plain(a, b)
    with np.errstate(all="ignore"):
        return float(dot / (first + second - dot)) if first + second else 0.0


@mistake("This is twice the dot product over the sum of both squared lengths. Divide the product by both lengths.")
def cosine_similarity_as_dice(a, b):
    dot, first, second = _plain(a, b)
    with np.errstate(all="ignore"):
        return float(2 * dot / (first + second)) if first + second else 0.0


@mistake("This is the distance between the ends of the vectors. The cosine of their angle is wanted.")
def cosine_similarity_as_a_euclidean_distance(a, b):
    cosine_similarity(a, b)
    with np.errstate(all="ignore"):
        return float(np.sqrt(np.sum((np.asarray(a, dtype=float) - np.asarray(b, dtype=float)) ** 2)))


@mistake(
    "1e-8 is added to the product of both lengths, which outweighs small vectors. Ask for zero vectors first.",
    example=((1e-3, 2e-3), (3e-3, 1e-3)),
)
def cosine_similarity_with_an_epsilon_below(a, b):
    dot, first, second = _plain(a, b)
    with np.errstate(all="ignore"):
        return float(dot / (np.sqrt(first) * np.sqrt(second) + 1e-8))


@mistake(
    "The product of both lengths is kept above 1e-8, as PyTorch does, and small vectors get cosines near 0. Lengths do not matter.",
    example=((1e-5, 2e-5), (3e-5, 1e-5)),
)
def cosine_similarity_kept_above(a, b):
    dot, first, second = _plain(a, b)
    with np.errstate(all="ignore"):
        return float(dot / max(np.sqrt(first) * np.sqrt(second), 1e-8))


@mistake("This divides by how many numbers there are. The length of a vector is the root of its sum of squares.")
def cosine_similarity_by_the_number_of_entries(a, b):
    cosine_similarity(a, b)
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    return float(np.sum(a * b) / (len(a) * len(b)))


# Other right answers


@alternative
def cosine_similarity_with_hypot(a, b):
    if np.ndim(a) != 1 or np.shape(a) != np.shape(b):
        raise ValueError("vectors")
    a, b = [float(x) for x in a], [float(x) for x in b]
    first, second = math.hypot(*a), math.hypot(*b)
    if first == 0 or second == 0:
        return 0.0
    cosine = math.fsum((x / first) * (y / second) for x, y in zip(a, b, strict=True))
    return max(-1.0, min(1.0, cosine))


@alternative
def cosine_similarity_of_unit_vectors(a, b):
    a, b = np.array(a, dtype=float), np.array(b, dtype=float)
    if a.ndim != 1 or b.ndim != 1 or len(a) != len(b):
        raise ValueError("vectors")
    units = []
    for vector in (a, b):
        largest = np.max(np.abs(vector))
        if largest == 0:
            return 0.0
        vector = vector / largest
        units.append(vector / np.linalg.norm(vector))
    return float(np.clip(np.dot(*units), -1, 1))


@alternative
def cosine_similarity_from_the_distance(a, b):
    a, b = np.array(a, dtype=float), np.array(b, dtype=float)
    if a.ndim != 1 or a.shape != b.shape:
        raise ValueError("vectors")
    if not np.any(a) or not np.any(b):
        return 0.0
    a, b = a / np.max(np.abs(a)), b / np.max(np.abs(b))
    a, b = a / np.sqrt(a @ a), b / np.sqrt(b @ b)
    plus, minus = np.sum((a + b) ** 2), np.sum((a - b) ** 2)
    return float(min(1.0, max(-1.0, (plus - minus) / 4)))
