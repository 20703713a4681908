"""The hash tree against the vectors that implementations of RFC 6962 and 9162 share, against the definition in the RFC,
and against proofs with one thing changed."""

from __future__ import annotations

import random
from hashlib import sha256

import pytest
from guiju.engine.record.tree import EMPTY, Tree, leaf_hash
from hypothesis import given, settings
from hypothesis import strategies as st

from .hash_proofs import continued, included

ENTRIES = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
INCLUSION = [  # leaf (from 0), size, path
    (0, 1, []),
    (
        0,
        8,
        [
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ],
    ),
    (
        5,
        8,
        [
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
    ),
    (2, 3, ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]),
    (
        1,
        5,
        [
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        ],
    ),
]
CONSISTENCY = [  # old size, size, path
    (1, 1, []),
    (
        1,
        8,
        [
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ],
    ),
    (
        6,
        8,
        [
            "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
    ),
    (
        2,
        5,
        [
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        ],
    ),
]


def tree_of(entries: list[bytes]) -> Tree:
    return Tree(leaf_hash(e) for e in entries)


def defined_root(entries: list[bytes]) -> bytes:
    """MTH of section 2.1.1, word for word."""
    if not entries:
        return sha256(b"").digest()
    if len(entries) == 1:
        return sha256(b"\x00" + entries[0]).digest()
    k = 1
    while k * 2 < len(entries):
        k *= 2
    return sha256(b"\x01" + defined_root(entries[:k]) + defined_root(entries[k:])).digest()


def defined_path(m: int, entries: list[bytes]) -> list[bytes]:
    """PATH of section 2.1.3.1."""
    if len(entries) == 1:
        return []
    k = 1
    while k * 2 < len(entries):
        k *= 2
    if m < k:
        return [*defined_path(m, entries[:k]), defined_root(entries[k:])]
    return [*defined_path(m - k, entries[k:]), defined_root(entries[:k])]


def defined_proof(m: int, entries: list[bytes], known: bool = True) -> list[bytes]:
    """SUBPROOF of section 2.1.4.1."""
    if m == len(entries):
        return [] if known else [defined_root(entries)]
    k = 1
    while k * 2 < len(entries):
        k *= 2
    if m <= k:
        return [*defined_proof(m, entries[:k], known), defined_root(entries[k:])]
    return [*defined_proof(m - k, entries[k:], False), defined_root(entries[:k])]


def test_roots_of_the_shared_vectors() -> None:
    tree = tree_of(ENTRIES)
    assert [tree.root(n).hex() for n in range(9)] == ROOTS
    assert [tree_of(ENTRIES[:n]).root().hex() for n in range(9)] == ROOTS
    assert EMPTY.hex() == ROOTS[0]


@pytest.mark.parametrize(("leaf", "size", "path"), INCLUSION)
def test_inclusion_proofs_of_the_shared_vectors(leaf: int, size: int, path: list[str]) -> None:
    assert [h.hex() for h in tree_of(ENTRIES).inclusion(leaf, size)] == path
    hashes = [bytes.fromhex(h) for h in path]
    assert included(ENTRIES[leaf], leaf, size, hashes, bytes.fromhex(ROOTS[size]))


@pytest.mark.parametrize(("old", "size", "path"), CONSISTENCY)
def test_consistency_proofs_of_the_shared_vectors(old: int, size: int, path: list[str]) -> None:
    assert [h.hex() for h in tree_of(ENTRIES).consistency(old, size)] == path
    hashes = [bytes.fromhex(h) for h in path]
    assert continued(old, size, bytes.fromhex(ROOTS[old]), bytes.fromhex(ROOTS[size]), hashes)


def test_trees_up_to_70_leaves_are_as_the_rfc_defines_them() -> None:
    entries = [str(n).encode() for n in range(70)]
    tree = tree_of(entries)
    for size in range(1, 71):
        part = entries[:size]
        root = defined_root(part)
        assert tree.root(size) == root
        for n in {0, 1, size // 3, size // 2, size - 1} & set(range(size)):
            path = tree.inclusion(n, size)
            assert path == defined_path(n, part)
            assert included(entries[n], n, size, path, root)
        for old in {1, 2, 3, size // 2, size - 1, size} & set(range(1, size + 1)):
            proof = tree.consistency(old, size)
            assert proof == defined_proof(old, part)
            assert continued(old, size, tree.root(old), root, proof)


def test_sizes_that_never_were_are_refused() -> None:
    tree = tree_of(ENTRIES)
    for call in (
        lambda: tree.root(9),
        lambda: tree.inclusion(8),
        lambda: tree.inclusion(3, 3),
        lambda: tree.consistency(0),
        lambda: tree.consistency(5, 4),
    ):
        with pytest.raises(ValueError, match="tree of"):
            call()


def _changed(path: list[bytes], rng: random.Random) -> list[bytes]:
    """The path with one thing wrong: a bit, a hash too many, one too few, two in each other's place."""
    other = list(path)
    kind = rng.choice(["bit", "more", "fewer", "swap"]) if path else "more"
    at = rng.randrange(len(path)) if path else 0
    match kind:
        case "bit":
            spoilt = bytearray(other[at])
            spoilt[rng.randrange(32)] ^= 1 << rng.randrange(8)
            other[at] = bytes(spoilt)
        case "more":
            other.insert(at, rng.randbytes(32))
        case "fewer":
            del other[at]
        case "swap":
            other[at], other[-1] = other[-1], other[at]
    return other


@settings(max_examples=150, deadline=None)
@given(st.integers(1, 70), st.randoms(use_true_random=False), st.data())
def test_a_proof_with_anything_changed_is_refused(size: int, rng: random.Random, data: st.DataObject) -> None:
    entries = [bytes([n]) * (n % 5) + bytes([n]) for n in range(size)]
    tree = tree_of(entries)
    root = tree.root()
    leaf = data.draw(st.integers(0, size - 1))
    path = tree.inclusion(leaf)
    assert included(entries[leaf], leaf, size, path, root)
    changed = _changed(path, rng)
    if changed != path:
        assert not included(entries[leaf], leaf, size, changed, root)
    assert not included(entries[leaf] + b"x", leaf, size, path, root)
    for wrong in (leaf - 1, leaf + 1):
        assert not included(entries[leaf], wrong, size, path, root)
    old = data.draw(st.integers(1, size))
    proof = tree.consistency(old)
    old_root = tree.root(old)
    assert continued(old, size, old_root, root, proof)
    changed = _changed(proof, rng)
    if changed != proof:
        assert not continued(old, size, old_root, root, changed)
    if old != size:
        assert not continued(old, size, old_root, old_root, proof)
        assert not continued(old, size, root, root, proof)
