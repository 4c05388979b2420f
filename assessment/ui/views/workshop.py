"""Workshop: create one, or lead the one behind the facilitator's link."""

from assessment.ui import access, sign_in
from assessment.ui.console import create, page
from assessment.ui.console.console import open_console

sign_in.stop_who_may_not_lead()
key = access.facilitator_key()
console = open_console(key) if key else None
if console is None:
    create.show(gone=key is not None)
else:
    page.show(console)
