"""Has coroutines, which nothing calls.

Deserves: all points
"""

import asyncio
import math


async def fetch(url):
    await asyncio.sleep(1)
    return url


async def perplexities(batches):
    async for batch in batches:
        yield perplexity(batch)
