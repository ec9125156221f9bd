"""reportlab at its best: typefaces once, QR with a fixed mask as a path, one plain page."""

import io

import segno
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from ostu_qualification.core.papers import fonts


def bare_certificate(name: str, url: str) -> bytes:
    """A page with a name, three lines of text and a QR code."""
    fonts.register()
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=landscape(A4), invariant=1, pageCompression=1)
    canvas.setFont(fonts.SERIF_BOLD, 30)
    canvas.drawCentredString(420, 340, name)
    canvas.setFont(fonts.SERIF, 12)
    for index in range(3):
        canvas.drawCentredString(
            420, 280 - index * 18, "квалификацияны жогорулатуу курсун 72 саат көлөмүндө ийгиликтүү аяктады"
        )
    canvas.setFont(fonts.SANS, 10)
    canvas.drawString(60, 60, url)
    path = canvas.beginPath()
    for y, row in enumerate(segno.make(url, error="m", mask=3, boost_error=False, micro=False).matrix):
        for x, cell in enumerate(row):
            if cell:
                path.rect(700 + x * 2, 120 - y * 2, 2, 2)
    canvas.drawPath(path, stroke=0, fill=1)
    canvas.save()
    return stream.getvalue()
