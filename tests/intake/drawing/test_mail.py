"""What stands in a mail around its own words is proposed as page furniture, and no word is left out."""

from __future__ import annotations

import pytest

from briefgen.intake.drawing.mail import draw_mail

HEAD = "From: Ana Sample <ana@example.org>\nSubject: The forum\nContent-Type: text/plain; charset=utf-8\n\n"
OWN = "Dear Ben,\n\nthe forum met on 6 March 2031:\n\nthree states came."


@pytest.mark.parametrize(
    ("behind", "around"),
    [
        ("", []),
        ("\n\n-- \nAna Sample\nMinistry of Ports\n\nPort Example", ["-- Ana Sample Ministry of Ports", "Port Example"]),
        ("\n\nSent from my telephone", ["Sent from my telephone"]),
        ("\n\nOn 5 March, Ben Beispiel wrote:\n\n> Who\n> came?", ["On 5 March, Ben Beispiel wrote: > Who > came?"]),
        ("\n> Who came?\n\nNobody else.", ["> Who came?"]),
        (
            "\n\n-----Original Message-----\nFrom: Ben\n\nWho came?",
            ["-----Original Message----- From: Ben", "Who came?"],
        ),
        ("\n\n---------- Forwarded message ---------\nFrom: Ben\n\nThree came.", []),
    ],
)
def test_signatures_and_mails_that_are_answered_are_furniture(behind: str, around: list[str]) -> None:
    drawn = draw_mail((HEAD + OWN + behind).encode())
    assert [line.lstrip("> ") for line in around] == list(drawn.furniture)
    assert "".join(drawn.text.split()).endswith("".join((OWN + behind).split()))
