"""What the exercises of section 4 share."""

import math

NOT_PARTNERS_OF_A_FAIR_COIN = (
    (0.5, 0.6),
    (0.5, 0.50001),
    (0.5, 0.499995),
    (1.5, -0.5),
    (2, 6),
    (math.nan, 1),
    (1.0,),
    (0.25, 0.25, 0.25, 0.25),
)
