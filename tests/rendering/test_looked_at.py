"""What was looked at is handed out part by part, and comes together again in order."""

from __future__ import annotations

from briefgen.rendering.views import LookedAt


def test_what_was_looked_at_is_handed_out_once() -> None:
    looked = LookedAt()
    looked.named["meeting/a"] = None
    first = looked.taken()
    looked.named["meeting/b"] = None
    looked.missing["texts", "So"] = None
    assert [list(one.named) for one in (first, looked)] == [["meeting/a"], ["meeting/b"]]
    assert not first.missing


def test_it_comes_together_in_order() -> None:
    one, other, whole = LookedAt(), LookedAt(), LookedAt()
    one.statements.update({"a": None, "b": None})
    other.statements.update({"c": None, "a": None})
    whole.add([one, other])
    assert list(whole.statements) == ["a", "b", "c"]
