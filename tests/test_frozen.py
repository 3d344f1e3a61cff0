"""A class made by `briefgen.frozen` is, as far as anyone can see, what the library would have made of it."""

from __future__ import annotations

import copy
import dataclasses
import pickle
import subprocess
import sys
import weakref
from collections.abc import Callable
from dataclasses import FrozenInstanceError, asdict, field, fields, is_dataclass, replace
from functools import cached_property
from typing import Any, ClassVar, Generic, TypeVar

import pytest

from briefgen import frozen

T = TypeVar("T")
Maker = Callable[..., Any]


def compiled(**asked: bool) -> Maker:
    """As `frozen.dataclass`, but for the function that sets the fields: the first value has that of the many."""

    def made(cls: type) -> Any:
        before, frozen.FEW = frozen.FEW, 0
        try:
            return frozen.dataclass(**asked)(cls)
        finally:
            frozen.FEW = before

    return made


MAKERS: dict[str, Maker] = {"library": dataclasses.dataclass, "own": frozen.dataclass, "compiled": compiled}


def classes(maker: Maker) -> dict[str, Any]:
    """The same classes, each made by one of the two."""

    @maker(frozen=True, slots=True)
    class Plain:
        """Words."""

        a: int
        b: str = "x"
        c: list[int] = field(default_factory=list)
        d: object = field(default=None, compare=False, repr=False)

        @property
        def twice(self) -> int:
            return 2 * self.a

    @maker(frozen=True, slots=True)
    class Further(Plain):
        b: str = "z"
        e: int = 7

    @maker(frozen=True, slots=True)
    class Checked:
        n: int

        def __post_init__(self) -> None:
            object.__setattr__(self, "n", abs(self.n))

        def __repr__(self) -> str:
            return "own"

        def __eq__(self, other: object) -> bool:
            return isinstance(other, Checked) and self.n % 7 == other.n % 7

    @maker(slots=True)
    class Changing:
        items: dict[str, int] = field(default_factory=dict)
        n: int = 0

    @maker(frozen=True, slots=True)
    class Empty:
        pass

    @maker(frozen=True, slots=True)
    class Of(Generic[T]):
        one: T

    @maker(frozen=True, slots=True)
    class Special:
        kinds: ClassVar[int] = 3
        a: int = 1

    @maker(frozen=True)
    class Roomy:
        a: int

        @cached_property
        def twice(self) -> int:
            return 2 * self.a

    @maker(eq=False)
    class Itself:
        n: int = 1

    found = [Plain, Further, Checked, Changing, Empty, Of, Special, Roomy, Itself]
    return {one.__name__: one for one in found}


@pytest.fixture(params=list(MAKERS))
def made(request: pytest.FixtureRequest) -> dict[str, Any]:
    return classes(MAKERS[request.param])


def test_values_are_given_by_place_and_by_name(made: dict[str, Any]) -> None:
    one = made["Plain"](1, c=[2])
    assert (one.a, one.b, one.c, one.d, one.twice) == (1, "x", [2], None, 2)
    assert made["Plain"](1).c is not made["Plain"](1).c
    assert made["Further"](1).e == 7
    assert made["Further"](1).b == "z"
    with pytest.raises(TypeError, match=r"__init__\(\) missing 1 required positional argument: 'a'"):
        made["Plain"]()
    for more in ([2, 3, 4, 5], []):
        with pytest.raises(TypeError, match=r"unexpected keyword argument 'x'|takes from 2 to 5 positional"):
            made["Plain"](1, *more, **({} if more else {"x": 2}))
    with pytest.raises(TypeError, match="multiple values for argument 'a'"):
        made["Plain"](1, a=2)


def test_it_is_shown_compared_and_counted_by_its_fields(made: dict[str, Any]) -> None:
    plain, further, of = made["Plain"], made["Further"], made["Of"]
    assert repr(plain(1)).endswith("Plain(a=1, b='x', c=[])")
    assert plain(1, d=1) == plain(1, d=2) != plain(2)
    assert plain(1) != further(1)
    assert plain(1).__eq__(1) is NotImplemented
    assert len({plain(1, c=()), plain(1, c=(), d=5), plain(2, c=())}) == 2
    assert len({of(1), of(1), of("1")}) == 2
    assert made["Empty"]() == made["Empty"]()
    assert hash(made["Empty"]()) == hash(made["Empty"]())
    assert repr(made["Empty"]()).endswith("Empty()")
    with pytest.raises(TypeError, match="unhashable"):
        hash(made["Changing"]())


def test_what_it_writes_itself_stays(made: dict[str, Any]) -> None:
    checked = made["Checked"]
    assert repr(checked(-3)) == "own"
    assert checked(-3).n == 3
    assert checked(3) == checked(10)
    assert hash(checked(3)) == hash(checked(3))
    assert made["Plain"].__doc__ == "Words."
    assert made["Special"].kinds == 3
    assert [one.name for one in fields(made["Special"])] == ["a"]


def test_what_is_frozen_never_changes(made: dict[str, Any]) -> None:
    one = made["Plain"](1)
    for name in ("a", "other"):
        with pytest.raises((FrozenInstanceError, TypeError)):
            setattr(one, name, 2)
    with pytest.raises(FrozenInstanceError):
        del one.a
    assert one.a == 1
    assert not hasattr(one, "__dict__")
    changing = made["Changing"]()
    changing.n = 5
    assert changing == made["Changing"](n=5)
    with pytest.raises(AttributeError):
        changing.other = 1


def test_without_slots_there_is_room_for_more(made: dict[str, Any]) -> None:
    roomy, itself = made["Roomy"], made["Itself"]
    one = roomy(3)
    assert (one.twice, one.twice, one == roomy(3), hash(one) == hash(roomy(3))) == (6, 6, True, True)
    with pytest.raises(FrozenInstanceError):
        one.a = 4
    other = itself(2)
    other.more = 5
    assert (other.n, other.more, other == itself(2), len({other, itself(2)})) == (2, 5, False, 2)
    assert weakref.ref(other)() is other


def test_the_library_takes_it_for_its_own(made: dict[str, Any]) -> None:
    further: Any = made["Further"]
    as_library: Any = classes(dataclasses.dataclass)["Further"]
    assert is_dataclass(made["Further"])
    assert [(f.name, f.type) for f in fields(further)] == [(f.name, f.type) for f in fields(as_library)]
    assert replace(further(1), e=2) == further(1, e=2)
    assert asdict(further(1)) == {"a": 1, "b": "z", "c": [], "d": None, "e": 2 + 5}
    assert copy.copy(further(1, c=[4])) == further(1, c=[4])
    assert further.__match_args__ == ("a", "b", "c", "d", "e")


def test_a_value_with_other_fields_is_made_as_the_library_makes_it(made: dict[str, Any]) -> None:
    further = made["Further"]
    one = further(1, c=[4])
    other = frozen.replace(one, e=2)
    assert (other, other.c is one.c, type(other)) == (further(1, c=[4], e=2), True, further)
    assert frozen.replace(made["Checked"](1), n=-3).n == 3
    with pytest.raises(TypeError, match="unexpected keyword argument 'x'"):
        frozen.replace(one, x=1)


def test_either_may_be_built_on_the_other() -> None:
    base: Any = classes(frozen.dataclass)["Plain"]

    @dataclasses.dataclass(frozen=True, slots=True)
    class Theirs(base):  # type: ignore[misc]
        f: int = 1

    @dataclasses.dataclass(frozen=True)
    class Open:
        a: int = 1

    @frozen.dataclass(frozen=True, slots=True)
    class Ours(Open):
        b: int = 2

    assert Theirs(1, f=3) == Theirs(1, f=3) != Theirs(1)
    assert repr(Ours(5)).endswith("Ours(a=5, b=2)")
    theirs: Any = Theirs(1, f=3)
    assert (frozen.replace(theirs, a=2), frozen.replace(Ours(5), b=1)) == (Theirs(2, f=3), Ours(5, 1))
    with pytest.raises(FrozenInstanceError):
        Ours(1).b = 3  # type: ignore[misc]


@frozen.dataclass(frozen=True, slots=True)
class Kept:
    a: int
    b: tuple[int, ...] = ()


def test_it_survives_being_pickled() -> None:
    assert pickle.loads(pickle.dumps(Kept(1, (2,)))) == Kept(1, (2,))


def test_a_value_that_holds_itself_can_be_shown() -> None:
    ring = classes(frozen.dataclass)["Plain"](1)
    ring.c.append(ring)
    assert "..." in repr(ring)


def test_whatever_else_is_asked_for_is_left_to_the_library() -> None:
    @frozen.dataclass(order=True)
    class Ordered:
        n: int = 1

    assert vars(Ordered()) == {"n": 1}
    assert Ordered(1) < Ordered(2)
    with pytest.raises(ValueError, match="mutable default"):

        @frozen.dataclass(slots=True)
        class _Bad:
            n: list[int] = []  # noqa: RUF012


def test_it_needs_no_more_compiling_than_one_function_of_a_class_that_is_used_often() -> None:
    program = (
        "import builtins; import briefgen.frozen; calls = []; known = builtins.exec\n"
        "builtins.exec = lambda *a: (calls.append(a), known(*a))[1]\n"
        "names = {'__name__': 'x'}; begin = 'from __future__ import annotations\\n'\n"
        "begin += 'from briefgen.frozen import dataclass\\n'\n"
        "known(begin + '@dataclass(frozen=True, slots=True)\\nclass A:\\n n: int = 1\\n', names); print(len(calls))\n"
        "few = [names['A'](n) for n in range(briefgen.frozen.FEW)]; print(len(calls))\n"
        "assert [one.n for one in few] == list(range(len(few))) and names['A'](3) == names['A'](3); print(len(calls))"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout == "0\n0\n1\n"


@frozen.dataclass(frozen=True, slots=True)
class Many:
    a: int
    b: int
    c: int
    d: int
    e: int = 5
    f: int = 6
    g: int = 7
    h: list[int] = field(default_factory=list)


class Another(Many):
    """One with room for more."""


@pytest.mark.parametrize("of", [Many, Another])
def test_what_has_many_fields_is_frozen_as_soon_as_they_are_set(of: type[Many]) -> None:
    one = of(1, 2, 3, d=4)
    assert type(one) is of
    assert [getattr(one, name) for name in "abcdefgh"] == [*range(1, 8), []]
    with pytest.raises(FrozenInstanceError):
        one.a = 2  # type: ignore[misc]
    assert replace(one, a=9) == of(9, 2, 3, 4)
