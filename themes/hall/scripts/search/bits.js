// Bits and packed texts: what src/search/bits.rs, postings.rs, shard.rs and pack.rs write.
(() => {
  const HallSearch = window.HallSearch;
  const DIGITS = new Map([...Array(95).keys()].map(code => String.fromCharCode(code + 32)).filter(char => !' "\\<'.includes(char)).map((char, digit) => [char, digit]));
  const BITMAP = 15;
  const INITIALS = 0x110000;
  const SYLLABLES = 0x120000;

  HallSearch.widthOf = bound => (bound > 1 ? 32 - Math.clz32(bound - 1) : 0);

  /** Reads numbers out of printable characters. */
  class Bits {
    constructor(text) {
      this.pairs = Uint16Array.from({ length: text.length / 2 }, (_, at) => DIGITS.get(text[2 * at]) * 91 + DIGITS.get(text[2 * at + 1]));
      this.at = 0;
    }
    bits(width) {
      let value = 0;
      while (width > 0) {
        const inside = this.at % 13;
        const taken = Math.min(width, 13 - inside);
        value = value * 2 ** taken + ((this.pairs[(this.at - inside) / 13] >> (13 - inside - taken)) & ((1 << taken) - 1));
        this.at += taken;
        width -= taken;
      }
      return value;
    }
    number(k) {
      let zeros = 0;
      while (zeros < 31 && this.at < this.pairs.length * 13 && !this.bits(1)) zeros += 1;
      return (2 ** zeros + this.bits(zeros) - 1) * 2 ** k + this.bits(k);
    }
    /** Numbers of cases, in a hall of `total`. */
    ids(total) {
      const count = this.number(1);
      if (count < 2) return count ? [this.bits(HallSearch.widthOf(total))] : [];
      const k = this.bits(4);
      const ids = [];
      if (k === BITMAP) {
        for (let id = 0; id < total; id += 1) if (this.bits(1)) ids.push(id);
        return ids;
      }
      for (let next = 0; ids.length < count; next += 1) {
        next += this.number(k);
        ids.push(next);
      }
      return ids;
    }
    /** The cases of each of `count` values of a facet, one by one or in runs. */
    column(count, total) {
      const isInRuns = this.bits(1);
      let next = 0;
      return Array.from({ length: count }, () => {
        if (!isInRuns) return this.ids(total);
        const ids = [];
        for (let runs = this.number(0); runs > 0; runs -= 1) {
          if (this.bits(1)) next = this.bits(HallSearch.widthOf(total));
          for (let left = this.number(2); left >= 0; left -= 1, next += 1) ids.push(next);
        }
        return ids;
      });
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
      const other = !bits.bits(1) ? 0 : bits.bits(1) ? bits.bits(21) : 0x4e00 + bits.bits(14);
      const length = bits.number(5);
      if (symbol === first && other === second) {
        const ids = bits.ids(total);
        ids.forEach(id => { places[id] = 4; });
        const named = bits.number(0);
        const k = named ? 31 - Math.clz32(ids.length / named) : 0;
        for (let next = 0, left = named; left > 0; left -= 1, next += 1) {
          next += bits.number(k);
          places[ids[next]] = bits.bits(2);
        }
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
  HallSearch.initial = sound => INITIALS + sound.charCodeAt(0);
  HallSearch.syllable = sound => {
    let hash = 0;
    for (const char of sound) hash = (Math.imul(hash, 31) + char.charCodeAt(0)) >>> 0;
    return SYLLABLES + (((hash ^ (hash >>> 17)) >>> 0) % 0x80000);
  };

  /** The text that was packed. */
  HallSearch.unpack = packed => {
    const bits = new Bits(packed);
    const steps = bits.number(10);
    const lengths = [];
    let word = 0;
    for (let left = bits.bits(5); left > 0; left -= 1) {
      const symbols = [];
      const count = bits.number(2);
      const k = count ? bits.bits(4) : 0;
      for (let next = 0; symbols.length < count; next += 1) {
        next += bits.number(k);
        symbols.push(next);
      }
      word *= 2;
      lengths.push({ first: word, symbols });
      word += count;
    }
    const chars = [];
    for (let step = 0; step < steps; step += 1) {
      let symbol;
      word = 0;
      for (const { first, symbols } of lengths) {
        word = word * 2 + bits.bits(1);
        symbol = symbols[word - first];
        if (symbol !== undefined) break;
      }
      if (symbol >= 0x80 && symbol < 0xa0) {
        const distance = bits.bits(HallSearch.widthOf(chars.length)) + 1;
        for (let left = symbol - 0x7d; left > 0; left -= 1) chars.push(chars[chars.length - distance]);
      } else {
        chars.push(String.fromCodePoint(symbol));
      }
    }
    return chars.join('');
  };
})();
