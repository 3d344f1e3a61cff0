"""Classes that are what their fields are: `dataclasses.dataclass` as to what they do, made in a fraction of its time.

A run makes some 130 such classes before it does anything, and the library compiles six functions for each, which took
a quarter of it. Here one is compiled, `__init__`, when the first value is made; the others are shared, or go by the
names of the fields. Whatever is asked for beyond `frozen`, `slots` and `order` is left to the library. `fields`,
`replace`, `asdict`, pickling, `match` and type checkers see no difference.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from operator import attrgetter, ge, gt, le, lt
from reprlib import recursive_repr
from types import MemberDescriptorType, SimpleNamespace
from typing import TYPE_CHECKING, Any, NoReturn

_FIELDS, _PARAMS, _SLOTS = "__dataclass_fields__", "__dataclass_params__", "__slots__"
_MISSING = dataclasses.MISSING
_FIELD = getattr(dataclasses, "_FIELD", None)  # what `dataclasses.fields` knows a field by
_SPECIAL = ("ClassVar", "InitVar", "KW_ONLY")

_Fields = dict[str, "dataclasses.Field[Any]"]

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(cls: type | None = None, /, **asked: bool) -> Any:
        """The class made one of its fields; takes what `dataclasses.dataclass` takes."""

        def made(cls: type) -> type:
            fields = _fields_of(cls) if asked in _COMMON else None
            if fields is None:
                return dataclasses.dataclass(**asked)(cls)
            if "slots" not in asked:
                return _opened(cls, fields)
            return _made(cls, fields, "frozen" in asked, "order" in asked)

        return made if cls is None else made(cls)


_COMMON = (
    {"frozen": True, "slots": True},
    {"slots": True},
    {"frozen": True},
    {"frozen": True, "slots": True, "order": True},
)


def _fields_of(cls: type) -> _Fields | None:
    """All fields of a class, those of its bases first; None where something about them is out of the common run."""
    found: _Fields = {}
    for base in cls.__mro__[-1:0:-1]:
        if _FIELDS in base.__dict__:
            if _SLOTS not in base.__dict__:
                return None
            found.update(base.__dict__[_FIELDS])
    for name, type_ in cls.__annotations__.items():
        written = cls.__dict__.get(name, _MISSING)
        one: Any = written if isinstance(written, dataclasses.Field) else dataclasses.field(default=written)
        if not isinstance(type_, str) or type_.partition("[")[0].rpartition(".")[2] in _SPECIAL:
            return None
        if not one.init or one.kw_only is True or one.hash is not None or one.default.__class__.__hash__ is None:
            return None
        one.name, one.type, one.kw_only = name, type_, False
        one._field_type = _FIELD
        found[name] = one
    return None if _FIELD is None or _SLOTS in cls.__dict__ else found


def _opened(cls: type, fields: _Fields) -> type:
    """The class itself with those methods that it does not write; its values are frozen and have room for more."""
    for name, one in fields.items():
        if name in cls.__dict__ and one.default is _MISSING:
            delattr(cls, name)
        elif one.default is not _MISSING:
            setattr(cls, name, one.default)
    compared = [name for name, one in fields.items() if one.compare]
    methods = {
        "__setattr__": _refuse,
        "__delattr__": _refuse,
        _FIELDS: fields,
        _PARAMS: _parameters(is_frozen=True, has_order=False, has_slots=False),
        "__match_args__": tuple(fields),
        "__repr__": _repr,
        "__eq__": _eq_of(compared),
        "__init__": _first_init(cls, fields, is_frozen=True),
    }
    has_own_hash = cls.__dict__.get("__hash__") is not None
    for name, value in methods.items():
        if name not in cls.__dict__:
            setattr(cls, name, value)
    if not has_own_hash:
        cls.__hash__ = _hash_of(compared)  # type: ignore[method-assign, assignment]
    return cls


def _parameters(*, is_frozen: bool, has_order: bool, has_slots: bool) -> SimpleNamespace:
    """What a class was asked to be, as the library keeps it."""
    return SimpleNamespace(
        init=True,
        repr=True,
        eq=True,
        order=has_order,
        unsafe_hash=False,
        frozen=is_frozen,
        kw_only=False,
        slots=has_slots,
    )


def _made(cls: type, fields: _Fields, is_frozen: bool, has_order: bool) -> type:
    """The class again, with slots, and with those methods that it does not write itself."""
    compared = [name for name, one in fields.items() if one.compare]
    body = {name: value for name, value in cls.__dict__.items() if name not in fields}
    for name in ("__dict__", "__weakref__"):
        body.pop(name, None)
    inherited = {name for base in cls.__mro__[1:-1] for name in base.__dict__.get(_SLOTS, ())}
    methods = {
        **(_FROZEN if is_frozen else {}),
        _SLOTS: tuple(name for name in fields if name not in inherited),
        _FIELDS: fields,
        _PARAMS: _parameters(is_frozen=is_frozen, has_order=has_order, has_slots=True),
        "__match_args__": tuple(fields),
        "__repr__": _repr,
        "__eq__": _eq_of(compared),
        "__hash__": _hash_of(compared) if is_frozen else None,
        "__doc__": None,
        **(_order_of(compared) if has_order else {}),
    }
    if "__eq__" in body and body.get("__hash__") is None:
        body.pop("__hash__", None)  # which Python puts there beside every `__eq__`
    made = type(cls)(cls.__name__, cls.__bases__, {**methods, **body})
    made.__qualname__ = cls.__qualname__
    if "__init__" not in body:
        made.__init__ = _first_init(made, fields, is_frozen)  # type: ignore[misc]
    return made


def _first_init(cls: type, fields: _Fields, is_frozen: bool) -> Callable[..., None]:
    """What stands for `__init__` until the first value is made: most classes of a run make none."""

    def __init__(self: object, *given: object, **named: object) -> None:
        init = _init_of(cls, fields, is_frozen)
        cls.__init__ = init  # type: ignore[misc]
        init(self, *given, **named)

    return __init__


def _init_of(cls: type, fields: _Fields, is_frozen: bool) -> Callable[..., None]:
    names: dict[str, Any] = {"MISSING": _MISSING}
    arguments, lines = ["self"], []
    for name, one in fields.items():
        value = name
        if one.default_factory is not _MISSING:
            names[f"_new_{name}"] = one.default_factory
            arguments.append(f"{name}=MISSING")
            value = f"_new_{name}() if {name} is MISSING else {name}"
        elif one.default is not _MISSING:
            names[f"_default_{name}"] = one.default
            arguments.append(f"{name}=_default_{name}")
        else:
            arguments.append(name)
        if not is_frozen:
            lines.append(f"self.{name} = {value}")
        elif isinstance(slot := getattr(cls, name, None), MemberDescriptorType):
            names[f"_set_{name}"] = slot.__set__  # what stands behind `object.__setattr__`
            lines.append(f"_set_{name}(self, {value})")
        else:
            names["_set"] = object.__setattr__
            lines.append(f"_set(self, {name!r}, {value})")
    if hasattr(cls, "__post_init__"):
        lines.append("self.__post_init__()")
    exec(f"def __init__({', '.join(arguments)}):\n " + "\n ".join(lines or ["pass"]), names)
    init: Callable[..., None] = names["__init__"]
    init.__qualname__ = f"{cls.__qualname__}.__init__"
    return init


def _values_of(names: list[str]) -> Callable[[object], Any]:
    if not names:
        return lambda _: ()
    return attrgetter(*names)


def _eq_of(names: list[str]) -> Callable[[object, object], bool]:
    values = _values_of(names)

    def __eq__(self: object, other: object) -> bool:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return self is other or bool(values(self) == values(other))

    return __eq__


def _order_of(names: list[str]) -> dict[str, Callable[[object, object], bool]]:
    values = _values_of(names) if len(names) > 1 else lambda self: tuple(getattr(self, name) for name in names)

    def by(compare: Callable[[Any, Any], bool]) -> Callable[[object, object], bool]:
        def compared(self: object, other: object) -> Any:
            if other.__class__ is not self.__class__:
                return NotImplemented
            return compare(values(self), values(other))

        return compared

    return {"__lt__": by(lt), "__le__": by(le), "__gt__": by(gt), "__ge__": by(ge)}


def _hash_of(names: list[str]) -> Callable[[object], int]:
    values = _values_of(names)

    def __hash__(self: object) -> int:
        return hash(values(self))

    return __hash__


@recursive_repr()
def _repr(self: Any) -> str:
    fields: _Fields = getattr(self, _FIELDS)
    said = ", ".join(f"{name}={getattr(self, name)!r}" for name, one in fields.items() if one.repr)
    return f"{self.__class__.__qualname__}({said})"


def _refuse(self: Any, name: str, *_: object) -> NoReturn:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _getstate(self: Any) -> list[object]:
    return [getattr(self, name) for name in getattr(self, _FIELDS)]


def _setstate(self: Any, state: list[object]) -> None:
    for name, value in zip(getattr(self, _FIELDS), state, strict=True):
        object.__setattr__(self, name, value)


_FROZEN: dict[str, object] = {
    "__setattr__": _refuse,
    "__delattr__": _refuse,
    "__getstate__": _getstate,
    "__setstate__": _setstate,
}
