"""The empty deck: a master, its layouts with their placeholders, a notes master and a theme, as a package of our own.

It is written out once in a process, from the identity and `layouts`.
"""

from __future__ import annotations

from functools import cache
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from assessment.reports.deck.layouts import FOOTER, HEIGHT, LAYOUTS, LEFT, NUMBER, RULE_Y, TITLE, WHOLE, WIDTH, Place
from assessment.reports.deck.theme import MAIN, table_styles, theme

LANGUAGE = "en-GB"
EMU = 12700
"""English metric units in a point."""

FIRST_PLACE, FOOTER_IDX, NUMBER_IDX = 10, 40, 41
"""What placeholders of a layout are called by; the n-th place is `FIRST_PLACE` + n."""

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
NAMES = f'xmlns:a="{MAIN}" xmlns:r="{_OFFICE}" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.{}+xml"
_THEME_TYPE = "application/vnd.openxmlformats-officedocument.theme+xml"
_COLOURS = " ".join(
    f'{name}="{slot}"'
    for name, slot in (
        *(("bg1", "lt1"), ("tx1", "dk1"), ("bg2", "lt2"), ("tx2", "dk2")),
        *((f"accent{n}", f"accent{n}") for n in range(1, 7)),
        *(("hlink", "hlink"), ("folHlink", "folHlink")),
    )
)
_WHOLE_TREE = (
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off x="0" '
    'y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
)
_NUMBER_FIELD = (
    '<a:p><a:fld id="{C1FF6DA9-008F-8B48-92A6-B652298478BF}" type="slidenum">'
    f'<a:rPr lang="{LANGUAGE}"/><a:t>‹#›</a:t></a:fld></a:p>'
)


@cache
def template() -> bytes:
    """A PPTX file without slides."""
    parts = _parts()
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{text}'.encode())
    return file.getvalue()


def _parts() -> dict[str, str]:
    layouts = {f"ppt/slideLayouts/slideLayout{n}.xml": name for n, name in enumerate(LAYOUTS, start=1)}
    types = {
        "ppt/presentation.xml": _TYPE.format("presentation.main"),
        "ppt/slideMasters/slideMaster1.xml": _TYPE.format("slideMaster"),
        "ppt/notesMasters/notesMaster1.xml": _TYPE.format("notesMaster"),
        "ppt/presProps.xml": _TYPE.format("presProps"),
        "ppt/viewProps.xml": _TYPE.format("viewProps"),
        "ppt/tableStyles.xml": _TYPE.format("tableStyles"),
        "ppt/theme/theme1.xml": _THEME_TYPE,
        "ppt/theme/theme2.xml": _THEME_TYPE,
        "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        **{part: _TYPE.format("slideLayout") for part in layouts},
    }
    overrides = "".join(f'<Override PartName="/{part}" ContentType="{type}"/>' for part, type in types.items())
    core = f"{_PACKAGE}/relationships/metadata/core-properties"
    to_theme = f"{_OFFICE}/theme"
    return {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        f'ContentType="application/xml"/>{overrides}</Types>',
        "_rels/.rels": _rels((f"{_OFFICE}/officeDocument", "ppt/presentation.xml"), (core, "docProps/core.xml")),
        "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"/>',
        "ppt/presentation.xml": _presentation(),
        "ppt/_rels/presentation.xml.rels": _rels(
            (f"{_OFFICE}/slideMaster", "slideMasters/slideMaster1.xml"),
            (f"{_OFFICE}/notesMaster", "notesMasters/notesMaster1.xml"),
            (to_theme, "theme/theme1.xml"),
            (f"{_OFFICE}/presProps", "presProps.xml"),
            (f"{_OFFICE}/viewProps", "viewProps.xml"),
            (f"{_OFFICE}/tableStyles", "tableStyles.xml"),
        ),
        # PowerPoint takes a file without these two for a broken one.
        "ppt/presProps.xml": f"<p:presentationPr {NAMES}/>",
        "ppt/viewProps.xml": f"<p:viewPr {NAMES}/>",
        "ppt/tableStyles.xml": table_styles(),
        "ppt/theme/theme1.xml": theme(),
        "ppt/theme/theme2.xml": theme(),
        "ppt/slideMasters/slideMaster1.xml": _master(),
        "ppt/slideMasters/_rels/slideMaster1.xml.rels": _rels(
            *((f"{_OFFICE}/slideLayout", f"../slideLayouts/{part.rpartition('/')[2]}") for part in layouts),
            (to_theme, "../theme/theme1.xml"),
        ),
        "ppt/notesMasters/notesMaster1.xml": _notes_master(),
        "ppt/notesMasters/_rels/notesMaster1.xml.rels": _rels((to_theme, "../theme/theme2.xml")),
        **{part: _layout(name) for part, name in layouts.items()},
        **{
            f"ppt/slideLayouts/_rels/{part.rpartition('/')[2]}.rels": _rels(
                (f"{_OFFICE}/slideMaster", "../slideMasters/slideMaster1.xml")
            )
            for part in layouts
        },
    }


def _rels(*targets: tuple[str, str]) -> str:
    """Relationships rId1, rId2 … to parts, given as type and target."""
    found = "".join(
        f'<Relationship Id="rId{n}" Type="{type}" Target="{target}"/>' for n, (type, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{found}</Relationships>'


def _presentation() -> str:
    return (
        f'<p:presentation {NAMES}><p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="rId1"/></p:sldMasterIdLst>'
        '<p:notesMasterIdLst><p:notesMasterId r:id="rId2"/></p:notesMasterIdLst>'
        f'<p:sldSz cx="{WIDTH * EMU}" cy="{HEIGHT * EMU}"/><p:notesSz cx="6858000" cy="9144000"/><p:defaultTextStyle>'
        f'<a:defPPr><a:defRPr lang="{LANGUAGE}"/></a:defPPr>{_level(1, 16)}</p:defaultTextStyle></p:presentation>'
    )


def _master() -> str:
    rule = (
        '<p:cxnSp><p:nvCxnSpPr><p:cNvPr id="9" name="Rule"/><p:cNvCxnSpPr/><p:nvPr userDrawn="1"/></p:nvCxnSpPr>'
        f'<p:spPr>{_frame(Place("body", LEFT, RULE_Y, WHOLE, 0))}<a:prstGeom prst="line"><a:avLst/></a:prstGeom>'
        '<a:ln w="9525"><a:solidFill><a:schemeClr val="bg2"/></a:solidFill></a:ln></p:spPr></p:cxnSp>'
    )
    body = Place("body", LEFT, 100, WHOLE, 392)
    ids = "".join(f'<p:sldLayoutId id="{2147483649 + n}" r:id="rId{n + 1}"/>' for n in range(len(LAYOUTS)))
    shapes = (
        _sp(2, "Title", 'type="title"', TITLE, _words("Title"), anchor="b")
        + _sp(3, "Text", 'type="body" idx="1"', body, _words("Text") + _words("Entry of a list", level=1))
        + _sp(4, "Footer", 'type="ftr" sz="quarter" idx="3"', FOOTER, "<a:p/>", style=_level(1, FOOTER.size, "tx2"))
        + _sp(
            5,
            "Slide number",
            'type="sldNum" sz="quarter" idx="4"',
            NUMBER,
            _NUMBER_FIELD,
            style=_level(1, NUMBER.size, "tx2", align="r"),
        )
    )
    return (
        f'<p:sldMaster {NAMES}><p:cSld><p:bg><p:bgPr><a:solidFill><a:schemeClr val="bg1"/></a:solidFill><a:effectLst/>'
        f"</p:bgPr></p:bg><p:spTree>{_WHOLE_TREE}{shapes}{rule}</p:spTree></p:cSld><p:clrMap {_COLOURS}/>"
        f"<p:sldLayoutIdLst>{ids}</p:sldLayoutIdLst><p:txStyles><p:titleStyle>{_level(1, TITLE.size, bold=True)}"
        f"</p:titleStyle><p:bodyStyle>{_levels(16)}</p:bodyStyle><p:otherStyle>{_level(1, 16)}</p:otherStyle>"
        "</p:txStyles></p:sldMaster>"
    )


def _layout(name: str) -> str:
    layout = LAYOUTS[name]
    title = _sp(
        2,
        "Title",
        f'type="{layout.title.kind}" hasCustomPrompt="1"',
        layout.title,
        _words("A sentence that says what to see"),
        style=_level(1, layout.title.size, bold=True),
        anchor="b",
    )
    places = "".join(
        _sp(
            n + 3,
            known,
            f'type="{p.kind}" idx="{FIRST_PLACE + n}" hasCustomPrompt="1"',
            p,
            _words(known.capitalize()),
            style=_levels(p.size),
        )
        for n, (known, p) in enumerate(layout.places.items())
    )
    return (
        f'<p:sldLayout {NAMES} preserve="1" userDrawn="1"><p:cSld name="{name}"><p:spTree>{_WHOLE_TREE}{title}{places}'
        f"{bottom(len(layout.places) + 3)}</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr>"
        "</p:sldLayout>"
    )


def bottom(id: int) -> str:
    """Footer and slide number, as shapes with this id and the next; the footer is empty."""
    return _sp(id, "Footer", f'type="ftr" sz="quarter" idx="{FOOTER_IDX}"', None, "<a:p/>") + _sp(
        id + 1, "Slide number", f'type="sldNum" sz="quarter" idx="{NUMBER_IDX}"', None, _NUMBER_FIELD
    )


def _notes_master() -> str:
    picture, text = Place("body", 60, 54, 420, 236.25), Place("body", 54, 316, 432, 350)
    shapes = _sp(2, "Slide image", 'type="sldImg" idx="2"', picture, "") + _sp(
        3, "Notes", 'type="body" sz="quarter" idx="3"', text, _words("Notes")
    )
    return (
        f"<p:notesMaster {NAMES}><p:cSld><p:spTree>{_WHOLE_TREE}{shapes}</p:spTree></p:cSld><p:clrMap {_COLOURS}/>"
        f"<p:notesStyle>{_level(1, 12)}</p:notesStyle></p:notesMaster>"
    )


def _sp(
    id: int, name: str, placeholder: str, place: Place | None, words: str, style: str = "", anchor: str = "t"
) -> str:
    """A placeholder shape; without a `place` it is where the master has it. Without words it takes no text at all."""
    frame = f'{_frame(place)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>' if place else ""
    body = (
        f'<a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="{anchor}"><a:normAutofit/></a:bodyPr>'
        if place
        else "<a:bodyPr/>"
    )
    text = f"<p:txBody>{body}<a:lstStyle>{style}</a:lstStyle>{words}</p:txBody>" if words else ""
    locks = '<a:spLocks noGrp="1"/>'
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{id}" name="{name}"/><p:cNvSpPr>{locks}</p:cNvSpPr><p:nvPr>'
        f"<p:ph {placeholder}/></p:nvPr></p:nvSpPr><p:spPr>{frame}</p:spPr>{text}</p:sp>"
    )


def _frame(place: Place) -> str:
    x, y, width, height = (round(EMU * length) for length in (place.x, place.y, place.width, place.height))
    return f'<a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'


def _words(text: str, level: int = 0) -> str:
    return f'<a:p><a:pPr lvl="{level}"/><a:r><a:rPr lang="{LANGUAGE}"/><a:t>{text}</a:t></a:r></a:p>'


def _levels(size: float) -> str:
    """Two levels of text of one size: paragraphs, and entries of a list."""
    return _level(1, size) + _level(2, size, bullet=True)


def _level(
    number: int, size: float, colour: str = "tx1", *, align: str = "l", bold: bool = False, bullet: bool = False
) -> str:
    indent = 'marL="171450" indent="-171450"' if bullet else 'marL="0" indent="0"'
    mark = '<a:buFont typeface="Arial"/><a:buChar char="•"/>' if bullet else "<a:buNone/>"
    return (
        f'<a:lvl{number}pPr {indent} algn="{align}"><a:spcBef><a:spcPct val="{0 if bold else 25000}"/></a:spcBef>{mark}'
        f'<a:defRPr lang="{LANGUAGE}" sz="{round(100 * size)}" b="{int(bold)}">'
        f'<a:solidFill><a:schemeClr val="{colour}"/></a:solidFill><a:latin typeface="+mn-lt"/>'
        f'<a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/></a:defRPr></a:lvl{number}pPr>'
    )
