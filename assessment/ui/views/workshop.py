"""Workshop: create one, or lead the one behind the facilitator's link."""

from assessment.ui import access
from assessment.ui.console import create, page
from assessment.ui.console.console import open_console

key = access.facilitator_key()
console = open_console(key) if key else None
if console is None:
    create.show(gone=key is not None)
else:
    page.show(console)
