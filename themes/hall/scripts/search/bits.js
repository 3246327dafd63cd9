// Bits and packed texts: what src/search/bits.rs, postings.rs, shard.rs and pack.rs write.
(() => {
  const HallSearch = window.HallSearch;
  // The place of a character among those that a string holds as they are; src/search/letters.rs has the same.
  const placeOf = code => code - (code < 0xd800 ? 0x80 : 0x880);
  // So many of them, the first ones, stand for 15 bits, the others for 16.
  const SHORT = 2176;

  /** Reads numbers out of characters. */
  class Bits {
    constructor(text) {
      // Words more than there are, so that three can always be read at once.
      this.words = new Uint16Array(text.length + 3);
      this.at = 0;
      let pending = 0;
      let count = 0;
      let filled = 0;
      for (let at = 0; at < text.length; at += 1) {
        const place = placeOf(text.charCodeAt(at));
        const width = place < SHORT ? 15 : 16;
        pending = (pending << width) | (place < SHORT ? place : place + SHORT);
        count += width;
        // A word keeps the lowest 16 bits of what it is given.
        if (count > 15) this.words[filled++] = pending >> (count -= 16);
      }
      this.words[filled] = pending << (16 - count);
    }
    /** The next 32 bits. */
    ahead() {
      const { at, words } = this;
      const word = at >> 4;
      const past = at & 15;
      return (((words[word] << 16) | words[word + 1]) << past) | (words[word + 2] >> (16 - past));
    }
    bits(width) {
      // Two steps, because none at all is as good as 32.
      const value = this.ahead() >>> 1 >>> (31 - width);
      this.at += width;
      return value;
    }
    /** One of `bound` numbers, at least one. */
    below(bound) {
      return this.bits(32 - Math.clz32(bound - 1));
    }
    /** A number about as large as 2^`k`; most are if they are even, else many are smaller or much larger. */
    number(k, isEven) {
      const zeros = Math.clz32(this.ahead());
      this.at += zeros + 1;
      return (isEven ? zeros : 2 ** zeros + this.bits(zeros) - 1) * 2 ** k + this.bits(k);
    }
    /** `count` numbers, each greater than the one before. */
    rising(count, k, areEven) {
      const numbers = [];
      for (let next = -1; numbers.length < count;) numbers.push(next += 1 + this.number(k, areEven));
      return numbers;
    }
    /** Numbers of cases, in a hall of `total`. */
    ids(total) {
      // No damaged list is read without end.
      const count = Math.min(this.number(1), total);
      return count > 1 ? this.rising(count, this.bits(4), this.bits(1)) : count ? [this.below(total)] : [];
    }
    /** The cases of each of `count` values of a facet, one by one or in runs. */
    column(count, total) {
      const isInRuns = this.bits(1);
      let next = 0;
      const run = () => {
        if (this.bits(1)) next = this.below(total);
        return Array.from({ length: this.number(2) + 1 }, () => next++);
      };
      return Array.from({ length: count }, () => (isInRuns ? Array.from({ length: this.number(0) }, run).flat() : this.ids(total)));
    }
  }
  HallSearch.Bits = Bits;

  /** The cases that hold `first` and `second` side by side, each with the best place they stand at: 0, the title, to 4, the text. */
  HallSearch.listIn = (shard, [first, second], total) => {
    const bits = new Bits(shard);
    const cases = new Map();
    let symbol = 0;
    for (let keys = bits.number(6); keys > 0 && symbol <= first; keys -= 1) {
      symbol += bits.number(7);
      const other = !bits.bits(1) ? 0 : bits.bits(1) ? bits.bits(21) : 0x4e00 + bits.bits(14);
      const length = bits.number(5);
      if (symbol === first && other === second) {
        const ids = bits.ids(total);
        for (const id of ids) cases.set(id, 4);
        const named = bits.number(0);
        for (const at of bits.rising(named, named && 31 - Math.clz32(ids.length / named))) cases.set(ids[at], bits.bits(2));
      } else bits.at += length;
    }
    return cases;
  };

  /** The shard of the key. */
  HallSearch.shardOf = ([first, second], shards) => (first * 7919 + second) % shards;

  /** The text that was packed. */
  HallSearch.unpack = packed => {
    const bits = new Bits(packed);
    const steps = bits.number(10);
    const longest = bits.bits(5);
    // Words of one length follow each other, and begin where those that are one bit shorter end.
    const ends = [];
    const words = [];
    for (let left = longest - 1, begin = 0; left >= 0; left -= 1) {
      const count = bits.number(2);
      if (count === 0) continue;
      const symbols = bits.rising(count, bits.bits(4));
      words.push({ symbols, begin, left });
      ends.push(begin += count << left);
    }
    const chars = [];
    for (let step = 0; step < steps; step += 1) {
      // As many bits as the longest word has; those left over are given back.
      const word = bits.bits(longest);
      let length = 0;
      while (word >= ends[length]) length += 1;
      const { symbols, begin, left } = words[length];
      const next = symbols[(word - begin) >> left];
      bits.at -= left;
      if (next >= 0x80 && next < 0xa0) {
        const distance = bits.below(chars.length) + 1;
        for (let more = next - 0x7d; more > 0; more -= 1) chars.push(chars[chars.length - distance]);
      } else {
        chars.push(String.fromCodePoint(next));
      }
    }
    return chars.join('');
  };
})();
