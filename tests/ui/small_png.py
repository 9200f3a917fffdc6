"""Pictures in few bytes: a screenshot with a palette of 256 colours, which is all that a page of ours needs.

The browser reads its own screenshots; what is written here is a PNG of one byte a pixel.
"""

from __future__ import annotations

import base64
import struct
import zlib
from typing import Any

import numpy as np
from playwright.sync_api import Page

MOST_COLOURS = 256
_READ = """async (png) => {
    const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob());
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const drawn = canvas.getContext("2d");
    drawn.drawImage(bitmap, 0, 0);
    const pixels = drawn.getImageData(0, 0, bitmap.width, bitmap.height).data;
    const bytes = await new Promise((resolve) => {
        const reader = new FileReader();
        reader.onload = () => resolve(reader.result.split(",")[1]);
        reader.readAsDataURL(new Blob([pixels]));
    });
    return [bitmap.width, bitmap.height, bytes];
}"""


def smaller(reader: Page, png: bytes) -> bytes:
    """The same picture with a palette; `reader` is an empty page."""
    width, height, pixels = reader.evaluate(_READ, base64.b64encode(png).decode())
    rgb = np.frombuffer(base64.b64decode(pixels), np.uint8).reshape(height, width, 4)[:, :, :3]
    palette, places = _palette(rgb.reshape(-1, 3))
    return _png(palette, places.reshape(height, width))


def _palette(pixels: Any) -> tuple[Any, Any]:
    """The colours that are kept, and for each pixel the place of the nearest: those that are there most often, of shades that
    hardly differ only one, so that a small mark in red keeps its red."""
    packed = pixels.astype(np.uint32) @ np.array([1 << 16, 1 << 8, 1], np.uint32)
    colours, inverse, counts = np.unique(packed, return_inverse=True, return_counts=True)
    shades = np.stack([colours >> 16 & 255, colours >> 8 & 255, colours & 255], axis=1).astype(np.int32)
    often = np.argsort(-counts, kind="stable")
    _, first = np.unique((shades[often] >> 4) @ np.array([256, 16, 1]), return_index=True)
    distinct = often[np.sort(first)][:MOST_COLOURS]
    others = [n for n in often if n not in set(distinct.tolist())][: MOST_COLOURS - len(distinct)]
    kept = shades[np.concatenate([distinct, np.array(others, dtype=distinct.dtype)])]
    distances = ((shades[:, None, :] - kept[None, :, :]) ** 2).sum(axis=2)
    return kept.astype(np.uint8), distances.argmin(axis=1).astype(np.uint8)[inverse.ravel()]


def _png(palette: Any, places: Any) -> bytes:
    height, width = places.shape
    rows = np.concatenate([np.zeros((height, 1), np.uint8), places], axis=1).tobytes()
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    parts = [(b"IHDR", header), (b"PLTE", palette.tobytes()), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in parts
    )
