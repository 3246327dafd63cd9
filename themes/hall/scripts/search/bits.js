// Bits and packed texts: what src/search/bits.rs, postings.rs, shard.rs and pack.rs write.
(() => {
  const HallSearch = window.HallSearch;
  const BITMAP = 15;

  // By code: the printable characters from ! on, without the three that a string cannot hold as they are.
  const DIGITS = [...Array(127).keys()].map(code => code - 33 - (code > 34) - (code > 60) - (code > 92));

  /** Reads numbers out of printable characters: two of them hold 13 bits. */
  class Bits {
    constructor(text) {
      // One word more, so that two can always be read at once.
      this.words = new Uint16Array(text.length / 2 + 1);
      for (let at = 0; at < text.length / 2; at += 1) this.words[at] = DIGITS[text.charCodeAt(2 * at)] * 91 + DIGITS[text.charCodeAt(2 * at + 1)];
      this.at = 0;
    }
    bit() {
      return this.bits(1);
    }
    bits(width) {
      if (width > 13) return this.bits(width - 13) * 8192 + this.bits(13);
      const { at, words } = this;
      const word = Math.trunc(at / 13);
      this.at += width;
      return ((words[word] * 8192 + words[word + 1]) >> (26 - width - (at % 13))) & (2 ** width - 1);
    }
    /** One of `bound` numbers, at least one. */
    below(bound) {
      return this.bits(32 - Math.clz32(bound - 1));
    }
    number(k) {
      let zeros = 0;
      while (zeros < 31 && !this.bit()) zeros += 1;
      return (2 ** zeros + this.bits(zeros) - 1) * 2 ** k + this.bits(k);
    }
    /** `count` numbers, each greater than the one before. */
    rising(count, k) {
      let next = -1;
      return Array.from({ length: count }, () => (next += 1 + this.number(k)));
    }
    /** Numbers of cases, in a hall of `total`. */
    ids(total) {
      const count = this.number(1);
      if (count < 2) return count ? [this.below(total)] : [];
      const k = this.bits(4);
      return k === BITMAP ? [...Array(total).keys()].filter(() => this.bit()) : this.rising(count, k);
    }
    /** The cases of each of `count` values of a facet, one by one or in runs. */
    column(count, total) {
      const isInRuns = this.bit();
      let next = 0;
      const run = () => {
        if (this.bit()) next = this.below(total);
        return Array.from({ length: this.number(2) + 1 }, () => next++);
      };
      return Array.from({ length: count }, () => (isInRuns ? Array.from({ length: this.number(0) }, run).flat() : this.ids(total)));
    }
  }
  HallSearch.Bits = Bits;

  /** The cases that hold `first` and `second` side by side, each with the best place they stand at: 0, the title, to 4, the text. */
  HallSearch.listIn = (shard, [first, second], total) => {
    const bits = new Bits(shard);
    const places = new Uint8Array(total).fill(255);
    let symbol = 0;
    for (let keys = bits.number(6); keys > 0 && symbol <= first; keys -= 1) {
      symbol += bits.number(7);
      const other = !bits.bit() ? 0 : bits.bit() ? bits.bits(21) : 0x4e00 + bits.bits(14);
      const length = bits.number(5);
      if (symbol === first && other === second) {
        const ids = bits.ids(total);
        ids.forEach(id => { places[id] = 4; });
        const named = bits.number(0);
        bits.rising(named, named && 31 - Math.clz32(ids.length / named)).forEach(at => { places[ids[at]] = bits.bits(2); });
        break;
      }
      bits.at += length;
    }
    return places;
  };

  /** The shard of the key. */
  HallSearch.shardOf = ([first, second], shards) => {
    let hash = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b);
    hash ^= hash >>> 15;
    hash = Math.imul(hash, 0x2c1b3c6d);
    return ((hash ^ (hash >>> 12)) >>> 0) % shards;
  };

  /** The text that was packed. */
  HallSearch.unpack = packed => {
    const bits = new Bits(packed);
    const steps = bits.number(10);
    // Words of one length follow each other, and begin where those that are one bit shorter end.
    const lengths = Array.from({ length: bits.bits(5) }, () => {
      const count = bits.number(2);
      return bits.rising(count, count && bits.bits(4));
    });
    const chars = [];
    for (let step = 0; step < steps; step += 1) {
      // As many bits as the longest word has; those left over are given back.
      let word = bits.bits(lengths.length);
      let left = lengths.length;
      let next = 0;
      for (const symbols of lengths) {
        left -= 1;
        const at = word >> left;
        if (at < symbols.length) {
          next = symbols[at];
          break;
        }
        word -= symbols.length << left;
      }
      bits.at -= left;
      if (next >= 0x80 && next < 0xa0) {
        const distance = bits.below(chars.length) + 1;
        for (let left = next - 0x7d; left > 0; left -= 1) chars.push(chars[chars.length - distance]);
      } else {
        chars.push(String.fromCodePoint(next));
      }
    }
    return chars.join('');
  };
})();
