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


def people_dialog(window: Any, *, cards: bool = False) -> Any:
    """Open a file of contacts, or of vCards one of which is cut off, and give the dialog."""
    from sacwatch.ui.bringing import contacts
    from tests.ui import kit

    with window.desk.store.reading(now=kit.NOW) as work:
        known = work.members.find(MemberQuery(limit=1)).lines[0]
    name = ",".join(known.name.rsplit(" ", 1))
    told = _CARDS if cards else _PEOPLE.format(name=name, mail=known.email or "new@example.org")
    return _opened(window, contacts.BringContacts.look_over, "phone.vcf" if cards else "Neighbors.csv", told)


def patrols_dialog(window: Any) -> Any:
    """Open an old patrol log and give the dialog."""
    from sacwatch.ui.bringing import patrols

    return _opened(window, patrols.BringPatrols.look_over, "Patrols 2019.csv", _LOG)


def _opened(window: Any, look_over: Any, name: str, told: str) -> Any:
    from tests.ui import kit

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_text(told, encoding="utf-8")
        look_over(window.session, path)
        dialog = kit.until(kit.dialog, "the file is shown")
        kit.until(lambda: dialog.shows.count() > 0, "its lines are shown")
    window.settle()
    return dialog


def beyond(dialog: Any, button: Any) -> Any:
    """Press a button that opens a dialog on a dialog, and give that."""
    from tests.ui import kit

    button.click()
    return kit.until(lambda: kit.dialog() is not dialog and kit.dialog(), "the next one opens")


def bring_contacts(studio: Any) -> None:
    """Take the people of a file, the columns of it, and what could not be read of another."""
    studio.window.show("people")
    dialog = people_dialog(studio.window)
    studio.take("bring-contacts")
    beyond(dialog, dialog.columns_button)
    studio.take("bring-columns")
    studio.shut_dialogs()
    dialog = people_dialog(studio.window, cards=True)
    beyond(dialog, dialog.unread_button)
    studio.take("bring-unread")
    studio.shut_dialogs()


def bring_patrols(studio: Any) -> None:
    """Take the patrols of an old log."""
    studio.window.show("patrols")
    patrols_dialog(studio.window)
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
    studio.window.shell.wants.emit("save_list")
    kit.until(kit.dialog, "it is asked")
    studio.take("save-list")
    studio.shut_dialogs()
