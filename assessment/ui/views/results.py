"""Results of one's own answers."""

from assessment.ui import access, result_view
from assessment.ui.open_sheet import open_sheet

key = access.current_key()
opened = open_sheet(key) if key else None
if opened is None:
    result_view.show_nothing()
elif opened.sheet.submitted:
    result_view.show(opened)
else:
    result_view.show_not_submitted()
