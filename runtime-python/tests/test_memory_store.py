"""The store in memory."""

from __future__ import annotations

import pytest
from store_cases import StoreCases, pack

from lambdakube.memory_store import MemoryStore
from lambdakube.store import Store


class TestMemoryStore(StoreCases):
    @pytest.fixture
    def made(self) -> Store:
        return MemoryStore(pack)
