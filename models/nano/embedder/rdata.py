"""Reads the values of an R data file (xz, XDR): pairs, lists, texts and numbers, no more."""
import lzma
import struct


class RData:
    def __init__(self, compressed):
        self.bytes, self.at, self.symbols = lzma.decompress(compressed), 19, []
        if self.bytes[:7] != b'RDX2\nX\n':
            raise SystemExit('not an R data file of version 2')

    def number(self):
        self.at += 4
        return struct.unpack_from('>i', self.bytes, self.at - 4)[0]

    def item(self):
        flags = self.number()
        kind, attributes, tag = flags & 255, flags >> 9 & 1, flags >> 10 & 1
        if kind == 254:
            return None
        if kind == 255:
            return self.symbols[(flags >> 8) - 1]
        if kind == 1:
            self.symbols.append(self.item())
            return self.symbols[-1]
        if kind == 2:
            if attributes:
                self.item()
            name = self.item() if tag else None
            return [(name, self.item()), *(self.item() or [])]
        return self.vector(kind, attributes)

    def vector(self, kind, attributes):
        count = self.number()
        if kind == 9:
            self.at += max(count, 0)
            return self.bytes[self.at - count:self.at].decode('utf8', 'replace') if count >= 0 else None
        if kind in (16, 19):
            values = [self.item() for _ in range(count)]
        else:
            width, code = (8, 'd') if kind == 14 else (4, 'i')
            values = list(struct.unpack_from(f'>{count}{code}', self.bytes, self.at))
            self.at += width * count
        described = dict(self.item()) if attributes else {}
        return dict(zip(described['names'], values)) if kind == 19 and 'names' in described else values
