"""The theme of the deck as DrawingML: the colours and type of the identity, so that new shapes match what is there."""

from __future__ import annotations

from assessment.identity import LEVELS, LIGHT

TYPEFACE = "Source Sans 3"
"""Of the identity's families the one that programs other than browsers know."""

PANOSE = "020B0503030403020204"
"""Describes the typeface, so that a computer without it takes another plain sans-serif."""

MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"

SLOTS = {
    "dk1": LIGHT.ink,
    "lt1": LIGHT.page,
    "dk2": LIGHT.muted,
    "lt2": LIGHT.rule,
    "accent1": LIGHT.strategy,
    "accent2": LIGHT.data,
    "accent3": LIGHT.literacy,
    "accent4": LIGHT.role_clarity,
    "accent5": LIGHT.action,
    "accent6": LEVELS[0],
    "hlink": LIGHT.action,
    "folHlink": LIGHT.muted,
}
"""What each of a theme's twelve colours is for us."""

TABLE_STYLE = "{6F5C8E0A-51B7-4C1E-9A60-2D0F6C1B7A26}"
"""The id of our one table style, which new tables take too."""


def theme() -> str:
    """The theme part: flat fills and lines, no shadows, no gradients."""
    colours = "".join(f'<a:{slot}><a:srgbClr val="{colour[1:]}"/></a:{slot}>' for slot, colour in SLOTS.items())
    font = f'<a:latin typeface="{TYPEFACE}" panose="{PANOSE}"/><a:ea typeface=""/><a:cs typeface=""/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    lines = "".join(f'<a:ln w="{width}">{fill}</a:ln>' for width in (9525, 19050, 28575))
    no_effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'<a:theme xmlns:a="{MAIN}" name="AI leadership maturity"><a:themeElements>'
        f'<a:clrScheme name="AI leadership maturity">{colours}</a:clrScheme>'
        f'<a:fontScheme name="AI leadership maturity"><a:majorFont>{font}</a:majorFont>'
        f"<a:minorFont>{font}</a:minorFont></a:fontScheme>"
        f'<a:fmtScheme name="Flat"><a:fillStyleLst>{fill * 3}</a:fillStyleLst><a:lnStyleLst>{lines}</a:lnStyleLst>'
        f"<a:effectStyleLst>{no_effect * 3}</a:effectStyleLst><a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst>"
        "</a:fmtScheme></a:themeElements></a:theme>"
    )


def table_styles() -> str:
    """The table styles part: one style, a rule under every row, a stronger one under the header, no fills."""
    none = "".join(f"<a:{side}><a:ln><a:noFill/></a:ln></a:{side}>" for side in ("left", "right", "top"))
    bare = "<a:tcStyle><a:tcBdr>{}</a:tcBdr><a:fill><a:noFill/></a:fill></a:tcStyle>"
    whole = bare.format(none + _rule("bottom", 6350, "lt2") + _rule("insideH", 6350, "lt2"))
    header = bare.format(_rule("bottom", 15875, "dk1"))
    return (
        f'<a:tblStyleLst xmlns:a="{MAIN}" def="{TABLE_STYLE}"><a:tblStyle styleId="{TABLE_STYLE}" styleName="Rules">'
        f"<a:wholeTbl>{_words('dk1')}{whole}</a:wholeTbl>"
        f"<a:firstRow>{_words('dk1', bold=True)}{header}</a:firstRow></a:tblStyle></a:tblStyleLst>"
    )


def _rule(side: str, width: int, colour: str) -> str:
    stroke = f'<a:ln w="{width}"><a:solidFill><a:schemeClr val="{colour}"/></a:solidFill></a:ln>'
    return f"<a:{side}>{stroke}</a:{side}>"


def _words(colour: str, *, bold: bool = False) -> str:
    weight = ' b="on"' if bold else ""
    return f'<a:tcTxStyle{weight}><a:fontRef idx="minor"/><a:schemeClr val="{colour}"/></a:tcTxStyle>'
