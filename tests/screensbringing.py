"""Pictures of how contacts and old patrol logs are brought in, from files made for them."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from sacwatch.domain.listing import MemberQuery

_PEOPLE = """\
First Name,Last Name,Mobile Phone,Home Phone,E-mail Address,Home Street,Home City,Home State,Home Zip,Notes
{name},916-555-0191,,{mail},1622 P St,Sacramento,CA,95814,
Imani,Whitcombe,916-555-0192,916-555-0193,imani@example.org,1626 P St,Sacramento,CA,95814,Has a ladder
Theo,Whitcombe,916-555-0192,,theo@example.org,1626 P St,Sacramento,CA,95814,
,,,,unit4@example.org,1630 P St,Sacramento,CA,95814,
Saoirse,Lindgren,512-555-0109,,,88 Lakeside Dr,Austin,TX,78701,
Imani,Whitcombe,,,imani@example.org,,,,,
Ben,Okonkwo,,(916) 555-0194,ben@example.org,1700 P St,Sacramento,CA,95814,
"""
_CARDS = """\
BEGIN:VCARD
VERSION:3.0
FN:Imani Whitcombe
TEL:916-555-0192
END:VCARD
BEGIN:VCARD
FN:Cut off here
"""
_LOG = """\
Old patrol log,,,,,,
Date,Start,Finish,Patrollers,Start odometer,End odometer,Area,Notes
9/14/2019,8:30,10:00,Imani Whitcombe & Theo Whitcombe,48211.4,48219.9,Boulevard Park,8:45 pm all quiet
9/15/2019,8:30,10:15,"Theo Whitcombe, Ben Okonkwo",,,P St,Light out at 16th
9/21,8:30,10:00,Imani Whitcombe,,,P St,
9/22/2019,,,Ben Okonkwo,,,,
9/28/2019,9:00,11:00,Ben Okonkwo,48230,48228,,
"""


def bring_contacts(studio: Any) -> None:
    """Take the people of a file, the columns of it, and what could not be read of another."""
    from sacwatch.ui.bringing import contacts
    from tests.ui import kit

    window = studio.window
    window.show("people")
    with window.desk.store.reading(now=kit.NOW) as work:
        known = work.members.find(MemberQuery(limit=1)).lines[0]
    name = ",".join(known.name.rsplit(" ", 1))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "Neighbors.csv"
        path.write_text(_PEOPLE.format(name=name, mail=known.email or "new@example.org"), encoding="utf-8")
        contacts.look_over(window.session, path)
        dialog = kit.until(kit.dialog, "the people are shown")
        kit.until(lambda: dialog.shows.count() > 0, "they are matched")
        dialog.table.choose(0)
        studio.take("bring-contacts")
        dialog.columns_button.click()
        kit.until(lambda: kit.dialog() is not dialog, "the columns are shown")
        studio.take("bring-columns")
        studio.shut_dialogs()
        cards = Path(folder) / "phone.vcf"
        cards.write_text(_CARDS, encoding="utf-8")
        contacts.look_over(window.session, cards)
        dialog = kit.until(kit.dialog, "the cards are shown")
        kit.until(lambda: dialog.shows.count() > 0, "they are matched")
        dialog.unread_button.click()
        kit.until(lambda: kit.dialog() is not dialog, "what could not be read is shown")
        studio.take("bring-unread")
        studio.shut_dialogs()


def bring_patrols(studio: Any) -> None:
    """Take the patrols of an old log."""
    from sacwatch.ui.bringing import patrols
    from tests.ui import kit

    window = studio.window
    window.show("patrols")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "Patrols 2019.csv"
        path.write_text(_LOG, encoding="utf-8")
        patrols.look_over(window.session, path)
        dialog = kit.until(kit.dialog, "the patrols are shown")
        kit.until(lambda: dialog.shows.count() > 0, "they are read")
        studio.take("bring-patrols")
        studio.shut_dialogs()


def save_members(studio: Any) -> None:
    """Take the question for whom the members are saved."""
    from tests.ui import kit

    studio.window.show("people")
    studio.window.shell.wants.emit("save_members")
    kit.until(kit.dialog, "it is asked")
    studio.take("save-members")
    studio.shut_dialogs()
