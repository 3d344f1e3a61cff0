"""Classes that are what their fields are: `dataclasses.dataclass` as to what they do, made in a twentieth of its time.

A run makes some 140 such classes before it does anything, and the library compiles six functions for each: with it, a
brief after one changed sentence takes a fifth more processor time. So here

1. the class is made again with a slot for each field (`_made`), as the library does for `slots`, and with functions
   that all classes share or that go by the names of the fields: to be shown, compared, hashed, pickled, never changed;
2. the one function that is worth compiling, `__init__`, is compiled when some values have been made (`_init_of`): of
   two classes in three a run makes no more than the few that are set field by field (`_is_set`), which takes less;
3. `dataclasses.fields`, `replace` and `asdict` see no difference: when they ask for the fields in the library's own
   form, the library makes them of a class that has these fields and nothing else (`_LibraryFields`). `replace` here
   does not ask.

What is asked for beyond `frozen`, `slots` and `eq`, and fields out of the common run, are left to the library.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from operator import attrgetter
from reprlib import recursive_repr
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, NoReturn

_MISSING = dataclasses.MISSING
_OWN, _LIBRARY_S = "__own_fields__", "__dataclass_fields__"
_SPECIAL = ("ClassVar", "InitVar", "KW_ONLY")

_Fields = Mapping[str, Any]
"""What a class writes behind each field: a default, `field(…)`, or `MISSING`."""

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
    from dataclasses import replace as replace
else:

    def replace(one: object, /, **changes: object) -> object:
        """The value with other fields; takes what `dataclasses.replace` takes."""
        own = one.__class__.__dict__.get(_OWN)
        if own is None:
            return dataclasses.replace(one, **changes)
        return one.__class__(**{name: getattr(one, name) for name in own} | changes)

    def dataclass(cls: type | None = None, /, **asked: bool) -> Any:
        """The class made one of its fields; takes what `dataclasses.dataclass` takes."""

        def made(cls: type) -> type:
            fields = _fields_of(cls) if asked.keys() <= {"frozen", "slots", "eq"} else None
            return dataclasses.dataclass(**asked)(cls) if fields is None else _made(cls, fields, **asked)

        return made if cls is None else made(cls)


def _fields_of(cls: type) -> _Fields | None:
    """All fields of a class, those of its bases first; None where something about them is out of the common run."""
    found: dict[str, Any] = {}
    for base in cls.__mro__[-1:0:-1]:
        if _OWN in base.__dict__:
            found.update(base.__dict__[_OWN])
        elif _LIBRARY_S in base.__dict__:
            return None
    for name, type_ in cls.__annotations__.items():
        written = found[name] = cls.__dict__.get(name, _MISSING)
        if not isinstance(type_, str) or type_.partition("[")[0].rpartition(".")[2] in _SPECIAL:
            return None
        if isinstance(written, dataclasses.Field) and (not written.init or written.kw_only is True or written.hash):
            return None
        if _default(written).__class__.__hash__ is None:  # which the library refuses
            return None
    return None if "__slots__" in cls.__dict__ else found


def _default(written: Any) -> Any:
    return written.default if isinstance(written, dataclasses.Field) else written


def _has(written: Any, property_: str) -> bool:
    """Whether a field is one to be compared or shown, as all are of which nothing else is written."""
    return not isinstance(written, dataclasses.Field) or getattr(written, property_)


def _made(cls: type, fields: _Fields, frozen: bool = False, slots: bool = False, eq: bool = True) -> type:
    """The class again, its fields in slots, and with those methods that it does not write itself.

    Without `slots` there is room for more than the fields, such as what was worked out once.
    """
    compared = [name for name, written in fields.items() if _has(written, "compare")]
    body = {n: value for n, value in cls.__dict__.items() if n not in fields and n not in ("__dict__", "__weakref__")}
    inherited = {name for base in cls.__mro__[1:-1] for name in base.__dict__.get("__slots__", ())}
    room = () if slots or any(base.__dictoffset__ for base in cls.__bases__) else ("__dict__", "__weakref__")
    few = FEW

    def __init__(self: object, *given: object, **named: object) -> None:
        nonlocal few
        few -= 1
        if few < 0 or not _is_set(self, made, fields, given, named):  # the compiled one says what is wrong
            init = _init_of(made, fields, frozen)
            made.__init__ = init  # type: ignore[misc]
            init(self, *given, **named)
        elif hasattr(made, "__post_init__"):
            self.__post_init__()  # type: ignore[attr-defined]

    methods = {
        **({**_FROZEN, "__reduce__": _reduce_of([*fields])} if frozen else {}),
        **({"__eq__": _eq_of(compared), "__hash__": _hash_of(compared) if frozen else None} if eq else {}),
        "__slots__": (*(name for name in fields if name not in inherited), *room),
        _OWN: fields,
        _LIBRARY_S: _LIBRARY_FIELDS,
        "__dataclass_params__": SimpleNamespace(frozen=frozen),
        "__match_args__": tuple(fields),
        "__init__": __init__,
        "__repr__": _repr,
        "__doc__": None,
    }
    if "__eq__" in body and body.get("__hash__") is None:
        body.pop("__hash__", None)  # which Python puts there beside every `__eq__`
    made = type(cls)(cls.__name__, cls.__bases__, {**methods, **body})
    made.__qualname__ = cls.__qualname__
    return made


class _LibraryFields:
    """The fields of a class as the library makes them of the same class without methods, once somebody asks."""

    def __get__(self, one: object, cls: type) -> dict[str, dataclasses.Field[Any]]:
        own: _Fields = getattr(cls, _OWN)
        types: dict[str, Any] = {}
        for base in reversed(cls.__mro__):
            types.update(getattr(base, "__annotations__", {}))
        written = {name: value for name, value in own.items() if value is not _MISSING}
        about = {"__module__": cls.__module__, "__doc__": "a text, or the library would write one, which takes long"}
        body = {"__annotations__": {name: types[name] for name in own}, **about, **written}
        like: type = dataclasses.dataclass(init=False, repr=False, eq=False, match_args=False)(
            type(cls.__name__, (), body)
        )
        found: dict[str, dataclasses.Field[Any]] = getattr(like, _LIBRARY_S)
        setattr(cls, _LIBRARY_S, found)
        return found


_LIBRARY_FIELDS = _LibraryFields()


FEW = 16
"""How many values of a class are set field by field."""
_CLASS: Any = object.__dict__["__class__"]
_MANY = 8
"""Of so many fields a value is, while they are set, of a class like it that is not frozen: it takes half as long."""


def _is_set(self: object, cls: type, fields: _Fields, given: Sequence[object], named: Mapping[str, object]) -> bool:
    """Whether each field could be set to what was given for it, or to its default."""
    left = len(named)
    if len(given) > len(fields):
        return False
    for at, (name, written) in enumerate(fields.items()):
        if at < len(given):
            value = given[at]
        elif name in named:
            value, left = named[name], left - 1
        elif isinstance(written, dataclasses.Field) and written.default_factory is not _MISSING:
            value = written.default_factory()
        elif (value := _default(written)) is _MISSING:
            return False
        getattr(cls, name).__set__(self, value)  # of the slot: what stands behind `object.__setattr__`
    return left == 0


def _init_of(cls: type, fields: _Fields, is_frozen: bool) -> Callable[..., None]:
    names: dict[str, Any] = {"MISSING": _MISSING}
    arguments, lines, opened = ["self"], [], ["_turn(self, _open)"]
    for name, written in fields.items():
        value = name
        if isinstance(written, dataclasses.Field) and written.default_factory is not _MISSING:
            names[f"_new_{name}"] = written.default_factory
            arguments.append(f"{name}=MISSING")
            value = f"_new_{name}() if {name} is MISSING else {name}"
        elif (default := _default(written)) is not _MISSING:
            names[f"_default_{name}"] = default
            arguments.append(f"{name}=_default_{name}")
        else:
            arguments.append(name)
        if is_frozen:
            names[f"_set_{name}"] = getattr(cls, name).__set__
            lines.append(f"_set_{name}(self, {value})")
            opened.append(f"self.{name} = {value}")
        else:
            lines.append(f"self.{name} = {value}")
    if is_frozen and len(fields) >= _MANY and cls.__bases__ == (object,) and not cls.__dictoffset__:
        names |= {"_turn": _CLASS.__set__, "_open": type(cls.__name__, (), {"__slots__": tuple(fields)}), "_own": cls}
        inner = " {}".format
        opened.append("self.__class__ = _own")
        lines = ["if self.__class__ is _own:", *map(inner, opened), "else:", *map(inner, lines)]
    if hasattr(cls, "__post_init__"):
        lines.append("self.__post_init__()")
    exec(f"def __init__({', '.join(arguments)}):\n " + "\n ".join(lines or ["pass"]), names)
    init: Callable[..., None] = names["__init__"]
    init.__qualname__ = f"{cls.__qualname__}.__init__"
    return init


def _values_of(names: list[str]) -> Callable[[object], Any]:
    return attrgetter(*names) if names else lambda _: ()


def _eq_of(names: list[str]) -> Callable[[object, object], bool]:
    values = _values_of(names)

    def __eq__(self: object, other: object) -> bool:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return self is other or bool(values(self) == values(other))

    return __eq__


def _hash_of(names: list[str]) -> Callable[[object], int]:
    values = _values_of(names)

    def __hash__(self: object) -> int:
        return hash(values(self))

    return __hash__


def _reduce_of(names: list[str]) -> Callable[[object], tuple[type, tuple[object, ...]]]:
    """By what a value is pickled and copied."""
    values = _values_of(names)

    def __reduce__(self: object) -> tuple[type, tuple[object, ...]]:
        return self.__class__, values(self) if len(names) != 1 else (values(self),)

    return __reduce__


@recursive_repr()
def _repr(self: Any) -> str:
    own: _Fields = getattr(self, _OWN)
    said = ", ".join(f"{name}={getattr(self, name)!r}" for name, one in own.items() if _has(one, "repr"))
    return f"{self.__class__.__qualname__}({said})"


def _refuse(self: Any, name: str, *_: object) -> NoReturn:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


_FROZEN: dict[str, object] = {
    "__setattr__": _refuse,
    "__delattr__": _refuse,
}
