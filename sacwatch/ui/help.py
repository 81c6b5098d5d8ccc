"""Help: for each page, how the job is done, step by step in plain words."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from sacwatch.i18n import N_, _
from sacwatch.ui.notices import plain_label
from sacwatch.ui.page import PAGES

Topic = tuple[str, tuple[str, ...]]

TOPICS: dict[str, tuple[Topic, ...]] = {
    "today": (
        (
            N_("What this page is for"),
            (
                N_("It shows what wants doing. Each line leads to the place where it is done."),
                N_("Unfinished forms stand at the top: nothing you type is lost, even if the power goes."),
            ),
        ),
        (
            N_("An ordinary evening"),
            (
                N_("After the patrol, press “Log a patrol” and type the sheet in, line by line."),
                N_("If something happened, press “Record an incident”."),
                N_("Close the window when you are done. Everything is saved and a backup is made."),
            ),
        ),
    ),
    "patrols": (
        (
            N_("Log a patrol"),
            (
                N_("Press “Log a patrol” (Ctrl+N). The form has the order of the paper sheet."),
                N_("Times can be typed as 2240, 22:40 or 10:40 pm. A finish after midnight is understood."),
                N_("Type the first letters of a name and press Enter to take the member and go on."),
                N_(
                    "In the entries, Enter goes to the next line. The category is picked by one letter, such as F for graffiti; the drop-down shows them all."
                ),
                N_(
                    "A place may be an address (1620 P St), a block (1600 block of P), a crossing (16th & P), or blank."
                ),
                N_(
                    "Save with Ctrl+S. If something is not right yet, it says so beside it, and nothing is lost."
                ),
            ),
        ),
        (
            N_("Sheets to take along"),
            (
                N_(
                    "“New sheet” asks who goes when and where, and prints it with the houses whose people are away and the places where something happened again and again."
                ),
                N_(
                    "It has a number at its top right. When it comes back, press “Type in a sheet” (Ctrl+T, from any page), type the number, and go through it line by line."
                ),
                N_(
                    "On a house, type the time when it was looked at, or tick it with the space bar; Enter goes to the next one."
                ),
                N_("Blank sheets for the drawer are made there too, each with its own number."),
            ),
        ),
        (
            N_("Afterward"),
            (
                N_(
                    "An entry that is more than a note can be made an incident: choose the patrol and press “Record this as an incident”."
                ),
                N_("“Paper” shows the patrol log as a page to print or save."),
                N_("Removed one by mistake? Press Undo (Ctrl+Z), even tomorrow."),
            ),
        ),
        (
            N_("Patrols you kept in a spreadsheet"),
            (
                N_("File, “Bring in an old patrol log…”, and choose the Excel or CSV file."),
                N_(
                    "Every row is shown with what will happen to it. If a column was not understood, press “What the columns hold…”."
                ),
                N_("Nothing comes in twice, and Undo takes all of it back."),
            ),
        ),
    ),
    "shifts": (
        (
            N_("Plan who goes when"),
            (
                N_(
                    "Press “Plan a shift” (Ctrl+N): once, every week on some days, or such as each second Tuesday."
                ),
                N_("Say who comes each time, and how many are needed. Others sign up for single days."),
                N_(
                    "The form’s field for a route offers those that you drew ahead and those of past patrols. Map, Draw, A route to be patrolled makes a new one."
                ),
                N_(
                    "In the calendar the arrow keys go from day to day, Page Up and Page Down from month to month, Enter to the shifts of the day."
                ),
                N_("The marks say how each stands: ○ wants people, ● covered, ✓ logged, ? not logged."),
            ),
        ),
        (
            N_("When something changes"),
            (
                N_(
                    "Somebody cannot come: “Stand-in…” puts another in their place, “Swap…” lets two change days."
                ),
                N_(
                    "“Only this day…” changes one day, “The series” all days from the one on that you say. “Skip this day…” lets one fall out."
                ),
                N_(
                    "⚠ tells what stands in the way: on two shifts at once, vetting run out, household on vacation, left the watch."
                ),
            ),
        ),
        (
            N_("Afterward"),
            (
                N_("“Log it” opens the patrol form with all that was planned already filled in."),
                N_("Today lists what is not covered yet, and what was never logged."),
                N_(
                    "“Print” makes the month or week as a page; “Calendar file…” makes one for phones and computers."
                ),
            ),
        ),
    ),
    "incidents": (
        (
            N_("Record an incident"),
            (
                N_("If it is happening now, call 911 first."),
                N_("Say what kind it was and when. If you know only a span of time, give both ends."),
                N_("Write what happened first: what was done, in order. Vehicles and persons come after it."),
                N_(
                    "A race as described is kept only beside at least two of height, build, hair, clothing and direction."
                ),
            ),
        ),
        (
            N_("Report numbers"),
            (
                N_(
                    "Incidents reported to the police or to 311 wait for their number. Today lists them until you enter it."
                ),
                N_("If none will come, say so on the incident and it leaves the list."),
            ),
        ),
        (
            N_("What neighbors are told"),
            (
                N_(
                    "They read what it was, when, and on which block; what you wrote is for you and the police."
                ),
                N_("Words for neighbors, near the end of the form, stand on their papers in its place."),
                N_(
                    "Sexual offenses, violence at home, children, suicide and welfare checks are only counted for them: no place, no words, no day."
                ),
                N_("A tick in the form has any other incident only counted, too."),
            ),
        ),
    ),
    "concerns": (
        (
            N_("Note what neighbors raise"),
            (
                N_("If it is happening now, call 911 first."),
                N_(
                    "Press “Note a concern” (Ctrl+N): the topic, the place, and what was said, in their own words."
                ),
                N_("Who raised it is for you alone. Leave the name empty if they do not want to be named."),
                N_(
                    "“Words for neighbors” is what the handout says. Left empty, it says the topic and the block."
                ),
                N_("If the same is in the register already, the form shows it: press “Count it there”."),
            ),
        ),
        (
            N_("Until those who raised it are told"),
            (
                N_(
                    "The register shows the oldest first, and whom each waits for: you, 311, the police, others."
                ),
                N_(
                    "“Send it on…” notes to whom, and the ticket number. “What came of it…” notes the answer."
                ),
                N_("“Told back…” closes it, with how they were told. “Drop…” closes it with the reason."),
                N_("“Take up again…” opens it once more. What was done when stays below, with each day."),
                N_(
                    "“You said / we did…” makes the page for the handout. Ctrl+P makes the register as a paper."
                ),
            ),
        ),
        (
            N_("Actions"),
            (
                N_("“Actions” at the top shows who will do what by when; those due first stand at the top."),
                N_(
                    "Each returns to the agenda of the next meeting until it is done, or dropped with a reason."
                ),
            ),
        ),
    ),
    "meetings": (
        (
            N_("Plan a meeting"),
            (
                N_(
                    "Press “Plan a meeting” (Ctrl+N). Date, time and place of the last one are filled in; the agenda begins with what is usual for its kind."
                ),
                N_("In the agenda, Ctrl+Up brings an item earlier and Ctrl+Down later."),
                N_(
                    "Under “Papers” are the agenda, the sign-in sheet with printed names, the flyer, and a calendar file for phones."
                ),
                N_("The checklist of each kind, such as National Night Out, is ticked right in the list."),
                N_(
                    "“Remind by phone” and “Remind by flyer” note the day and lead to the phone tree and the flyer."
                ),
            ),
        ),
        (
            N_("The handout"),
            (
                N_(
                    "“Make the handout” tells on one sheet what happened since the last meeting, what was done, whom to call and when you meet. Print it from there."
                ),
                N_(
                    "It is for everybody: names only of those who agreed, blocks in place of houses, and of what would point to somebody a number alone."
                ),
                N_(
                    "“Arrange it…” changes the order of its sections (Ctrl+Up, Ctrl+Down), leaves some out, and adds notices and a paragraph of yours. It can be in Spanish, or in both languages."
                ),
                N_(
                    "“Newsletter” says the same in more words; “Copy as text” is for e-mail and neighbors’ sites."
                ),
                N_("It follows your records until the meeting is closed; then it is kept as it was."),
            ),
        ),
        (
            N_("While it runs"),
            (
                N_(
                    "“Begin the meeting” shows the list of names. Type a few letters and press Enter: that person is here."
                ),
                N_(
                    "A name that is not on the list is added: Enter, the block by its first letter, Enter, a phone if they like, Enter."
                ),
                N_(
                    "Ctrl+Shift+M leads to the minutes, Ctrl+I back to the list. What you type is kept by itself."
                ),
                N_(
                    "Type what was said under each item, and decisions one on each line: decisions are read by everybody, what was said only by you and the police."
                ),
                N_(
                    "“Concern…” (Ctrl+Shift+C) and “Action…” (Ctrl+Shift+A) note what comes up, without leaving the meeting."
                ),
            ),
        ),
        (
            N_("Close it"),
            (
                N_(
                    "“Close the meeting…” keeps the minutes and the handout as pages that do not change, and plans the next one. Open actions stand on its agenda."
                ),
                N_(
                    "“Action slips” prints for everybody what they said they would do, to cut apart and hand over."
                ),
                N_("Something is missing? “Open it again”; Undo (Ctrl+Z) works too."),
                N_(
                    "“Attendance” shows how many came over time, and the blocks from which nobody came to the last three meetings."
                ),
            ),
        ),
    ),
    "map": (
        (
            N_("Look around"),
            (
                N_(
                    "Drag to move, use the wheel or + and – to zoom. With the keyboard: arrows move, + and – zoom."
                ),
                N_("Each kind of incident has its own shape and color; the legend names them."),
                N_(
                    "Show, then Open concerns, puts what waits in the register on the map; papers and pages of the map show it, too."
                ),
                N_(
                    "Show, then the tick at Households, puts the homes on your map, for you only; click one to see who lives there. The tick is off each time the map is opened, and no paper, page or table of the map has the homes."
                ),
                N_("Choose dates and kinds above the map. Click a marker to read about it and open it."),
                N_("Click an empty place to record a new incident there, or to list what is near it."),
                N_(
                    "Select: draw a rectangle or a line around what you want. The list at the right then has that alone; beneath it, Print makes a map and a list of just these, Save as table a file for a spreadsheet."
                ),
                N_(
                    "More filters: status, hour of the day, day of the week. What lasted counts in every hour."
                ),
            ),
        ),
        (
            N_("Draw on the map"),
            (
                N_("Draw: the boundary of the watch, its blocks, or where a patrol went."),
                N_(
                    "A route to be patrolled is drawn ahead: give it a name, and choose it for a shift or a sheet. It stands on the sheet’s small map, and counts as walked when the patrol is logged."
                ),
                N_("Click at each corner. Step back takes the last one away; Keep it saves; Ctrl+Z undoes."),
                N_("By keys: arrows move the map, Enter sets a corner in its middle, Backspace steps back."),
                N_("Pull a corner to move it, or Tab to it and use the arrow keys; Delete takes it out."),
                N_("A GPX file of a phone brings a patrol's way in. Measure tells feet and miles."),
                N_(
                    "Streets walked and not, in the list at the right, compares the routes with your streets."
                ),
            ),
        ),
        (
            N_("Good to know"),
            (
                N_(
                    "The map is on this computer. No internet is needed, and nobody is told what you look at."
                ),
                N_(
                    "Dashed lines are drawn from general knowledge and may be off by a street's width or more."
                ),
            ),
        ),
    ),
    "people": (
        (
            N_("Keep your members"),
            (
                N_("Add each person with phone and address. Patrol forms complete their names."),
                N_("Someone who left is retired: off every list, still named in the history."),
                N_("What you keep about a person is for you alone. No paper for others shows it."),
                N_(
                    "“What others may see” is a table: one line for each fact, one column for each who may see it. Tick only what the person agreed to. Arrow keys move, Space ticks."
                ),
            ),
        ),
        (
            N_("Keep the households"),
            (
                N_(
                    "“Households” at the top shows the homes: cars, pets, who has a key, who needs help, and when nobody is there. A member’s address finds the household, or begins one."
                ),
                N_(
                    "Vacation days, keys, gas shut-offs and who needs help are for you only, whatever is ticked."
                ),
                N_("Today lists the homes that are away, with when somebody last looked."),
            ),
        ),
        (
            N_("Once a year: is your entry still right?"),
            (
                N_(
                    "“Still right?” at the top lists the homes, and the members without one, that nobody asked for a year. Print the slips, or call and read the entry at the right aloud."
                ),
                N_("Space: they said today that it is right, and the next one is chosen. Enter: change it."),
            ),
        ),
        (
            N_("Set right"),
            (
                N_(
                    "In the list twice? Choose one, press “This person is in the list twice…” at the foot of the details, choose the other, and see what will stand. Undo takes it back."
                ),
                N_(
                    "“Forget this person…” removes someone for good, from the history and the backups too. A receipt says what was removed and which places still hold an old paper, and texts that still name them are listed for you to edit."
                ),
            ),
        ),
        (
            N_("Bring people in from a phone or another program"),
            (
                N_(
                    "Save the contacts there as vCard (.vcf), CSV or Excel. Press “Bring in contacts…” and choose that file."
                ),
                N_(
                    "Each person is shown with what will happen: new, or here already and given what was missing. The space bar ticks, F2 changes the name."
                ),
                N_("Where only a phone or a name is the same, say in the box below the list who it is."),
                N_(
                    "Undo takes the whole import back. File, “Save the members for other programs…” is the way out."
                ),
            ),
        ),
    ),
    "phonetree": (
        (
            N_("Build the tree"),
            (
                N_(
                    "Enter the homes, and tick Phone-tree caller for the members who will call. Then press “Build it for me”."
                ),
                N_(
                    "Each caller gets ten to fifteen homes: of the own block first, then by language and distance."
                ),
                N_(
                    "Pull a home to another caller, or use the keys: Ctrl+↑ and Ctrl+↓ move it, Ctrl+M asks to whom, Delete takes it off."
                ),
                N_(
                    "At the right stands what is not right yet. Each line leads to the place. Ctrl+Z takes anything back."
                ),
            ),
        ),
        (
            N_("Print the callers’ pages"),
            (
                N_(
                    "Print makes a page for each caller. Choose block captains before you hand them out: then names and numbers stand there only where people agreed."
                ),
                N_("Homes that did not agree are on your own copy. You call them."),
            ),
        ),
        (
            N_("A drill, or the real thing"),
            (
                N_(
                    "Start a drill, or activate the tree when it is real. Callers report back, and you note each home."
                ),
                N_(
                    "One key does it: R reached, M message left, N no answer, W wrong number. The next home is chosen for you."
                ),
                N_(
                    "When you end it, you see how many were reached, how quickly, and which numbers to correct."
                ),
            ),
        ),
    ),
    "reports": (
        (
            N_("Make a paper"),
            (
                N_(
                    "Choose a paper by its picture, then its month or dates, and for whom it is. The page shows it as it will print."
                ),
                N_("Papers for members or the public leave out names, exact places and what was written."),
                N_(
                    "Print it, or save it as a PDF. “E-mail” opens your mail program with a message begun, and the file ready beside it; nothing is sent by itself."
                ),
                N_(
                    "Tick several papers, by their box or with the space bar, and print them in one go: the list says which patrol, month or meeting each is of. “All papers”, or Esc, leads back to the pictures."
                ),
            ),
        ),
        (
            N_("Houses to look at, and hours"),
            (
                N_(
                    "“Vacation slip” is a page on which a household asks for it. Enter its days on the People page; the address then stands on the sheets of those days alone."
                ),
                N_(
                    "“Houses to look at” tells who is away and who looked when. It is for you only and right for its day."
                ),
                N_(
                    "“Statement of hours” sums any period by person and month, quarter or year; “Thank-you page” is one member’s own, to sign and hand over."
                ),
            ),
        ),
        (
            N_("The folder of papers, and other places"),
            (
                N_("Choose a folder once. SacWatch keeps a current PDF of each patrol and each month there."),
                N_("If a PDF is open in another program, a copy with the date is saved beside it."),
                N_(
                    "“Places” holds any number of them: a stick, a shared folder, a server (WebDAV). Say for each which papers lie there and for whom."
                ),
                N_(
                    "Papers for others wait until you press “Look and release…” and have seen what changed. A stick or server that is away gets its papers when it is back."
                ),
            ),
        ),
        (
            N_("Who has the old one?"),
            (
                N_(
                    "“What went out” lists what was put somewhere, printed or saved. Tick “Only old ones that are still out there” to see whose copy is out of date."
                ),
                N_(
                    "File, “Save a list for a spreadsheet…” makes a table of any list, for you or as others may see it."
                ),
            ),
        ),
    ),
    "resources": (
        (
            N_("Whom to call for what"),
            (
                N_(
                    "911, 988, 311, 211 and 711 are there. All others are names without a number: numbers change, so call each once and enter only what worked."
                ),
                N_(
                    "Choose a line and press “Fill in” (Enter): the number, when you tried it, hours and languages."
                ),
                N_(
                    "“Called today, it works” dates it with one press. After 180 days Today asks you to call it again."
                ),
                N_(
                    "“Add a number” (Ctrl+N) is for your own, such as the key of the meeting room. What nobody needs can be left off the card."
                ),
            ),
        ),
        (
            N_("On paper"),
            (
                N_(
                    "“Print the card” (Ctrl+P) makes it for wallets, as half a page, or as a poster, also in large print."
                ),
                N_(
                    "A line without a number is printed as a blank to write on; one that was not tried, or long ago, carries a mark."
                ),
                N_(
                    "It stands on the patrol sheet, too. When you type an incident or an entry, whom to call about it stands beneath."
                ),
            ),
        ),
    ),
    "settings": (
        (
            N_("Your watch"),
            (
                N_("Name, place, blocks, numbers you have tried, and the line at the foot of each paper."),
                N_("A picture for the head of every paper is chosen under “Logo on your papers”."),
                N_("Text size and light or dark are under “How it looks”."),
            ),
        ),
        (
            N_("Keeping it safe"),
            (
                N_(
                    "A backup is made when you open and when you close. File, “Restore a backup…” shows what is in each."
                ),
                N_("File, “Passphrase…” locks the file. Without the passphrase nobody can read it."),
            ),
        ),
    ),
}


class HelpBox(QDialog):
    """How the job of a page is done; the other pages stand at the left."""

    def __init__(self, page: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Help"))
        self.resize(760, 560)
        column = QVBoxLayout(self)
        row = QHBoxLayout()
        self.list = QListWidget()
        self.list.setMaximumWidth(180)
        self.list.setAccessibleName(_("Pages"))
        # Before a line is chosen: that measures the lines, and would do so without their padding.
        self.list.ensurePolished()
        self._names = [spec.name for spec in PAGES if spec.name in TOPICS]
        for spec in PAGES:
            if spec.name in TOPICS:
                self.list.addItem(_(spec.title))
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setAccessibleName(_("Help"))
        row.addWidget(self.list)
        row.addWidget(self._area, 1)
        column.addLayout(row, 1)
        close = QPushButton(_("Close"))
        close.clicked.connect(self.accept)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        self.list.currentRowChanged.connect(self._show)
        self.list.setCurrentRow(self._names.index(page) if page in self._names else 0)

    def _show(self, row: int) -> None:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setSpacing(10)
        for title, steps in TOPICS[self._names[row]]:
            column.addWidget(plain_label(_(title), "section"))
            for number, step in enumerate(steps, 1):
                column.addWidget(plain_label(f"{number}.  {_(step)}"))
            column.addSpacing(8)
        column.addStretch(1)
        self._area.setWidget(body)
