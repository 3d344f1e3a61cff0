"""Names that are one find each other, and nobody is taken for somebody else.

`names_unseen.json` was made from one half of lists of names, cities and companies (Faker, MIT) by ten systems of
transliteration (iuliia, MIT); the rules were found on the other half. It holds pairs of one name, and lists of twenty.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from briefgen.language.same_name import Namesakes, namesakes, same_name

OTHERS = json.loads(Path(__file__).with_name("names_of_languages.json").read_text("utf-8"))
NEWS = json.loads(Path(__file__).with_name("names_in_the_news.json").read_text("utf-8"))
UNSEEN = json.loads(Path(__file__).with_name("names_unseen.json").read_text("utf-8"))


def test_nearly_all_pairs_of_one_name_are_found() -> None:
    pairs = UNSEEN["pairs"]
    found = [p for p in pairs if namesakes([("a", p[0]), ("b", p[1])], of_person=p[2])]
    assert len(pairs) > 400
    assert len(found) >= 0.95 * len(pairs)


def test_names_of_arabic_chinese_spanish_and_turkish_and_short_forms_find_each_other() -> None:
    """The last 56 pairs were written before the rules met them: 50 were found then, and two false ones in 80."""
    found = [p for p in OTHERS["pairs"] if namesakes([("a", p[0]), ("b", p[1])])]
    assert len(OTHERS["pairs"]) == 196
    assert len(found) >= 0.95 * len(OTHERS["pairs"])


def test_few_of_their_records_are_taken_for_others() -> None:
    told = [namesakes([(str(n), name) for n, name in enumerate(names)]) for names in OTHERS["lists"]]
    assert sum(map(len, told)) <= len(told) // 2


def test_names_as_the_news_of_many_languages_write_them_find_each_other() -> None:
    """Persons, bodies and towns in the public eye, in pairs of one, and in pairs of two that are easily confused."""
    found = [p for p in NEWS["pairs"] if namesakes([("a", p[0]), ("b", p[1])], of_person=p[2])]
    assert len(NEWS["pairs"]) == 229
    assert len(found) >= 0.95 * len(NEWS["pairs"])
    told = [p for p in NEWS["others"] if namesakes([("a", p[0]), ("b", p[1])], of_person=p[2])]
    assert len(told) <= len(NEWS["others"]) / 20


def test_at_most_one_of_twenty_records_is_taken_for_another() -> None:
    lists = UNSEEN["lists"]
    told = [namesakes([(str(n), name) for n, name in enumerate(names)], of_person=people) for people, names in lists]
    assert sum(map(len, told)) <= len(lists)


@pytest.mark.parametrize(
    ("name", "other", "why"),
    [
        ("Нагиев", "Naghiyev", "the same name in other letters"),
        ("Naghiyev", "Nagiyev", "the same name in another spelling"),
        ("Ali Nagiyev", "Нагиев Али", "the same name in other letters and in another order"),
        ("Əli Nağıyev", "Ali Nagiyev", "the same name in another spelling"),
        ("Qasım-Jomart Toqayev", "Kassym-Jomart Tokayev", "the same name in another spelling"),
        ("Cavad Həsənov", "Javad Hasanov", "the same name in another spelling"),
        ("Садыр Жапаров", "Sadyr Japarov", "the same name in other letters"),
        ("Юсуф Раджабов", "Yusuf Rajabov", "the same name in other letters"),
        ("Alexander Lukashenko", "Alyaksandr Lukashenka", "the same name in another spelling"),
        ("Andrzej Duda", "Анджей Дуда", "the same name in other letters"),
        ("Xi Jinping", "Си Цзиньпин", "the same name in other letters"),
        ("Wang Xiaohong", "Ван Сяохун", "the same name in other letters"),
        ("Xurshid Rasulov", "Хуршид Расулов", "the same name in other letters"),
        ("Նիկոլ Փաշինյան", "Nikol Pashinyan", "the same name in other letters"),
        ("D. Peskov", "Dmitry Peskov", "the same name in another spelling and with initials"),
        ("Ali Nagiyev", "Ali Mammad Nagiyev", "the same name in another spelling and with a name left out"),
        ("Gen Ana Sample", "Ana Sample", "the same name in another spelling"),
        ("Ana Sample", "Ana Sample", "the same name"),
        ("محمود عباس", "Mahmoud Abbas", "the same name in other letters"),
        ("温家宝", "Wen Jiabao", "the same name in other letters"),
        ("Peggy Sample", "Margaret Sample", "the same name in another spelling"),
        ("Anatol Șalaru", "Анатол Шалару", "the same name in other letters"),
        ("Азай Гулиев", "Azay Quliyev", "the same name in other letters"),
        ("Ursula von der Leyen", "Урсула фон дер Ляйен", "the same name in other letters"),
        ("Хорхе Фернандес", "Jorge Fernández", "the same name in other letters"),
        ("Jacques Krabal", "Жак Крабаль", "the same name in other letters"),
        ("Шушан Петросян", "Շուշան Պետրոսյան", "the same name in other letters"),
        ("Chen Chi-mai", "陳其邁", "the same name in other letters"),
        ("Robert Ghanem", "Robert H. Ghanem", "the same name in another spelling and with a name left out"),
        ("Essa Al Kandari", "عيسى أحمد محمد حسن الكندري", "the same name in other letters and with a name left out"),
        ("בנימין נתניהו", "Binyamin Netanyahu", "the same name in other letters"),
    ],
)
def test_why_two_names_may_be_one(name: str, other: str, why: str) -> None:
    assert same_name(name, other) == why
    assert same_name(other, name) == why


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Ivan Petrov", "Ivana Petrova"),
        ("Ivan Petrov", "Igor Petrov"),
        ("Murat Aliev", "Marat Aliev"),
        ("Karimov", "Rahimov"),
        ("Kim Jong-un", "Kim Jong-il"),
        ("Peskov", "Dmitry Peskov"),
        ("George H. Sample", "George W. H. Sample"),
        ("Alexander Novak", "Alexandra Novak"),
        ("Kadir Sample", "Kadri Sample"),
        ("Ivan Petrovich Sample", "Ivan Olegovich Sample"),
        ("Paul Sample II", "Paul Sample III"),
        ("Paul Sample V", "Paul Sample X"),
        ("", "Ana"),
        ("…", "…!"),
    ],
)
def test_two_people_are_two(name: str, other: str) -> None:
    assert same_name(name, other) == ""


def test_a_family_name_alone_is_enough_where_a_text_names_somebody_again() -> None:
    assert same_name("Песков", "Dmitry Peskov", alone=True)
    assert not same_name("Peskov", "Dmitry Laskov", alone=True)


@pytest.mark.parametrize(
    ("name", "other", "holds"),
    [
        ("Shanghai Cooperation Organisation", "SCO", True),
        ("Shanghai Cooperation Organization", "Shanghai Cooperation Organisation", True),
        ("CIS Anti-Terrorist Center", "CIS Anti-Terrorist Centre", True),
        ("Example Ports Ltd", "EXAMPLE PORTS", True),
        ("Samarqand", "Самарканд", True),
        ("Ministry of Defence of Exampleland", "Ministry of Defence of Sampleland", False),
        ("State Security Service", "State Border Service", False),
        ("Committee 1", "Committee 2", False),
        ("Port Example", "Port Sample", False),
        ("Minsk", "Omsk", False),
        ("Ministry of Defence of Belarus", "Министерство обороны Беларуси", True),
        ("FSB", "ФСБ России", True),
        ("Shanghai Cooperation Organisation", "ШОС", True),
        ("Federal Security Service of Russia", "Federal Security Service", True),
        ("Ministry of Defence of Belarus", "Ministry of Defence", False),
        ("Sample Solutions (France)", "Sample Solutions (Germany)", False),
        ("Beijing", "Пекин", True),
        ("Rostov", "Rostock", False),
        ("Niger", "Nigeria", False),
        ("Нигер", "Нигерия", False),
        ("Ministry of Finance of Niger", "Ministry of Finance of Nigeria", False),
        ("Air Niger", "Air Nigeria", False),
        ("Dominica", "Dominican Republic", False),
        ("Kazakhstan", "Казахстан", True),
    ],
)
def test_bodies_and_places(name: str, other: str, holds: bool) -> None:
    assert bool(same_name(name, other, of_person=False)) is holds


def test_towns_in_scripts_without_vowels_are_found_too() -> None:
    names = [("a", "بغداد"), ("b", "Baghdad"), ("c", "Basra"), ("d", "北京"), ("e", "Beijing")]
    assert [(one.first, one.second) for one in namesakes(names, of_person=False)] == [("a", "b"), ("d", "e")]


def test_each_pair_of_records_is_told_once_by_the_names_that_come_nearest() -> None:
    names = [
        ("a", "Ali Nagiyev"),
        ("a", "Али Нагиев"),
        ("b", "Naghiyev Ali"),
        ("b", "Ali Nagiyev"),
        ("c", "Ana Sample"),
    ]
    assert namesakes(names) == [Namesakes("a", "b", "Ali Nagiyev", "Ali Nagiyev", "the same name")]
