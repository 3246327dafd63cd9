"""Small valid PNG and JPEG files without a picture library.

The benchmark has to run on a bare Python, yet a generator that reads picture
headers or makes variants must be given files it can really decode.
"""
import struct
import zlib


def png(width, height, rng):
    """An RGB colour ramp."""
    base = [rng.randrange(256) for _ in range(3)]
    rows = b"".join(
        b"\0" + bytes((base[k] + (x * (k + 1) + y * 2) // 3) & 255 for x in range(width) for k in range(3))
        for y in range(height))

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows, 6)) + chunk(b"IEND", b""))


def jpeg(width, height, rng):
    """A baseline greyscale picture, sides multiples of 8.

    Each 8x8 block has a mean brightness and nothing else, which keeps the
    encoder to one Huffman table for the means and one symbol (end of block).
    """
    code_counts = [0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0]
    codes = huffman_codes(code_counts)
    bits = BitWriter()
    previous, base = 0, rng.randrange(-60, 60)
    for y in range(height // 8):
        for x in range(width // 8):
            mean = max(-100, min(100, base + (x * 3 - y * 2) % 41 - 20))
            difference, previous = mean - previous, mean
            size = abs(difference).bit_length()
            bits.put(*codes[size])
            if size:
                bits.put(difference if difference > 0 else difference + (1 << size) - 1, size)
            bits.put(0, 1)

    def segment(marker, data):
        return bytes((255, marker)) + struct.pack(">H", len(data) + 2) + data

    return (b"\xff\xd8" + segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0") + segment(0xDB, b"\0" + bytes([8] * 64)) +
            segment(0xC0, struct.pack(">BHHBBBB", 8, height, width, 1, 1, 0x11, 0)) +
            segment(0xC4, b"\0" + bytes(code_counts) + bytes(range(12))) +
            segment(0xC4, b"\x10" + bytes([1] + [0] * 15) + b"\0") +
            segment(0xDA, b"\1\1\0\0\x3f\0") + bits.finish() + b"\xff\xd9")


def huffman_codes(counts):
    """counts[i] codes of length i + 1 -> {symbol: (code, length)}, the canonical order of JPEG."""
    codes, code, symbol = {}, 0, 0
    for length, count in enumerate(counts, 1):
        for _ in range(count):
            codes[symbol] = (code, length)
            code, symbol = code + 1, symbol + 1
        code <<= 1
    return codes


class BitWriter:
    """Bits, highest first, with the zero byte JPEG wants after each 0xFF."""

    def __init__(self):
        self.data, self.pending, self.count = bytearray(), 0, 0

    def put(self, value, length):
        self.pending, self.count = (self.pending << length) | value, self.count + length
        while self.count >= 8:
            byte = (self.pending >> (self.count - 8)) & 255
            self.data.append(byte)
            if byte == 255:
                self.data.append(0)
            self.count -= 8
        self.pending &= (1 << self.count) - 1

    def finish(self):
        if self.count:
            self.put((1 << (8 - self.count)) - 1, 8 - self.count)
        return bytes(self.data)
