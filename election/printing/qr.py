"""QR codes as drawings, for what is printed."""

_QUIET = 4  # modules around a code, ISO/IEC 18004


def qr_svg(text: str) -> str:
    """Return the QR code of `text` as SVG, level Q, with its quiet zone.

    The mask is a given one: trying all eight takes five times as long, and what is printed as a
    code is random enough by itself.
    """
    import segno  # a tenth as long as the whole start, in which no slip is printed

    rows = [bytes(row) for row in segno.make_qr(text, error="q", mask=2, boost_error=False).matrix]
    path = []
    for y, row in enumerate(rows):
        begin = row.find(1)
        while begin >= 0:
            end = row.find(0, begin)
            end = len(row) if end < 0 else end
            path.append(f"M{begin + _QUIET} {y + _QUIET}h{end - begin}v1h{begin - end}z")
            begin = row.find(1, end)
    side = len(rows) + 2 * _QUIET
    box = f'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}"'
    return f'<svg {box}><path d="{"".join(path)}"/></svg>'
