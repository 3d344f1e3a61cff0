"""Two names are compared: what makes them one, and what tells them apart."""

from __future__ import annotations

import pytest

from briefgen.language.same_name import same_name


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
        ("Mykola Sampelko", "Nikolai Sampelko", "the same name in another spelling"),
        ("Marekas Sampelas", "Marek Sampel", "the same name in another spelling"),
        ("Džeimss Sampels", "James Sampel", "the same name in another spelling"),
        ("Ri Yong-Sam", "Li Yong-Sam", "the same name in another spelling"),
        ("Schukria Sampel", "Sukria Sampel", "the same name in another spelling"),
        ("Dżemajel Sampel", "Gemayel Sampel", "the same name in another spelling"),
        ("Kenny Sampel", "Kenneth Sampel", "the same name in another spelling"),
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
        ("Майкл Шоу", "Michael Shaw", "the same name in other letters"),
        ("ケビン・ラッド", "Kevin Rudd", "the same name in other letters"),
        ("约翰·霍华德", "John Howard", "the same name in other letters"),
        ("헬무트 슈미트", "Helmut Schmidt", "the same name in other letters"),
        ("मलालई जोया", "Malalai Joya", "the same name in other letters"),
        ("เควิน รัดด์", "Kevin Rudd", "the same name in other letters"),
        ("جان کیری", "John Kerry", "the same name in other letters"),
        ("Ann Sample", "Anne Sample", "the same name in another spelling"),
        ("Edvards Hīts", "Edward Heath", "the same name in another spelling"),
        ("Teds Kenedijs", "Ted Kennedy", "the same name in another spelling"),
        ("Nedżmi Ali", "Nedzhmi Ali", "the same name in another spelling"),
        ("Nancy Pelosiová", "Nancy Pelosi", "the same name in another spelling"),
        ("Ana Sample, Baroness Sample of Port Example", "Ana Sample", "the same name"),
        ("Abdorreza Sample", "Abdul Reza Sample", "the same name in another spelling"),
        ("Aboubakir Sample", "Abu Bakr Sample", "the same name in another spelling"),
        ("Ayatollah Seyyed Ali Sample", "Ali Sample", "the same name in another spelling"),
        ("Самплов Мурат Амирович", "Самплов Мурат Амирұлы", "the same name in another spelling"),
        ("이샘플", "LEE SAEMPEUL", "the same name in other letters"),
        ("Abdur Rauf Sample", "Abdul Rauf Sample", "the same name in another spelling"),
        ("Олена Миколаївна Сампленко", "Елена Николаевна Сампленко", "the same name in another spelling"),
        ("Ihar Ivanavich Sampelka", "Igor Ivanovich Sampelko", "the same name in another spelling"),
        ("Alina Siarhieeuna Samplouskaya", "Alina Sergeevna Samplovskaya", "the same name in another spelling"),
        ("Dzmitry Uladzimiravich Sampel", "Dmitry Vladimirovich Sampel", "the same name in another spelling"),
        ("Sample Hamid Reza", "Hamidreza Sample", "the same name in another spelling and in another order"),
        ("Jo Chun Sample", "Cho Jun Sample", "the same name in another spelling"),
        ("وليد المثال", "وليد مثال", "the same name in another spelling"),
    ],
)
def test_why_two_names_may_be_one(name: str, other: str, why: str) -> None:
    assert same_name(name, other) == why
    assert same_name(other, name) == why


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Ivan Petrov", "Ivana Petrova"),
        ("Spencer Sample", "S. B. Dissanayake"),
        ("Andrés Vargas", "Andrea Vargas"),
        ("Джордж Аллен", "George Galloway"),
        ("Ivan Petrov", "Igor Petrov"),
        ("Murat Aliev", "Marat Aliev"),
        ("Karimov", "Rahimov"),
        ("Kim Jong-un", "Kim Jong-il"),
        ("Peskov", "Dmitry Peskov"),
        ("George H. Sample", "George W. H. Sample"),
        ("Alexander Novak", "Alexandra Novak"),
        ("Simon Sample", "Simone Sample"),
        ("Michelle Sample", "Michel Sample"),
        ("Kadir Sample", "Kadri Sample"),
        ("Ivan Petrovich Sample", "Ivan Olegovich Sample"),
        ("Murat Petrovich Sample", "Marat Petrovich Sample"),
        ("Abdul Rahman", "Abdurrahman Sample"),
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
        ("United Nations Relief and Works Agency for Palestine Refugees", "UNRWA", True),
        ("Nordic Environment Finance Corporation", "NEFCO", True),
        ("European Union Drugs Agency", "EU Drugs Agency", True),
        ("EADB", "IADB", False),
        ("Damascus", "دمشق", True),
        ("Al Kharj", "الخرج", True),
        ("Niger", "Nigeria", False),
        ("Нигер", "Нигерия", False),
        ("Ministry of Finance of Niger", "Ministry of Finance of Nigeria", False),
        ("Air Niger", "Air Nigeria", False),
        ("Dominica", "Dominican Republic", False),
        ("Kazakhstan", "Казахстан", True),
        ("Самаркандская область", "Samarqand viloyati", True),
        ("Мирзаабадский район", "Mirzaobod tumani", True),
        ("As Sulubiyah", "الصلبية", True),
        ("Красноармейск", "Красногорск", False),
        ("Coffee Board [Kenya]", "Tea Company [Kenya]", False),
        ("Agency for Sample Forests of the United States", "ASF", True),
        ("Ministry of Samples, Coffee and Deserts", "SCD", True),
        ("Национален статистически институт (България)", "НСИ", True),
        ("Anti-Terrorism Sampling Center of the CIS", "CIS ATSC", True),
        ("UN Office of Counter-Sampling", "UNOCS", True),
        ("Department of Sample Affairs", "DSA", True),
        ("Sampel Machine-Building Plant, CJSC", "ЗАО «Сампельский машиностроительный завод»", True),
        ("JSC NPO Sampel", "Акционерное общество «Научно-производственное объединение «Сампель»", True),
        ("NPP Sampel named after A. I. Beispiel", "NPP Sampel", True),
        ("NPP Sampel", "Научно-производственное предприятие «Бейшпиль»", False),
        ("Sampel Coffee Movement", "Sampel Revolutionary Coffee Movement", False),
        ("Sampel Coffee Union", "Sampel Coffee Research Union", True),
        ("Şāmpīţ", "Сампит", True),
    ],
)
def test_bodies_and_places(name: str, other: str, holds: bool) -> None:
    assert bool(same_name(name, other, of_person=False)) is holds
