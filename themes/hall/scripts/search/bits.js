// Bits and packed texts: what src/search/bits.rs, postings.rs, shard.rs and pack.rs write.
(() => {
  const HallSearch = window.HallSearch;
  // A string holds all characters as they are but so many: those below 0x80, and halves of characters. And so many of the rest,
  // the first ones, stand for 15 bits, the others for 16; src/search/letters.rs has the same.
  const SHORT = 0x880;

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
        const code = text.charCodeAt(at);
        const place = code - (code < 0xd800 ? 0x80 : SHORT);
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
      this.at += zeros;
      return isEven ? (zeros - 1 << k) + this.bits(k + 1) : this.bits(zeros + k + 1) - (1 << k);
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
      return this.rising(count, this.bits(4), this.bits(1));
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

  /**
   * The list of cases that hold `first` and `second` side by side, and `next` behind them as far as it tells: its length, and what reads it.
   * That gives the numbers of its cases, ascending, and for numbers, ascending, the place where the key stands in that case: 0, the title, to 4,
   * the text; no number if it does not.
   */
  HallSearch.listIn = (shard, [first, second, next], total) => {
    const bits = new Bits(shard);
    let symbol = 0;
    for (let keys = bits.number(6); keys > 0 && symbol <= first; keys -= 1) {
      symbol += bits.number(7);
      const other = bits.number(13) ^ 0x4e00;
      const length = bits.number(5);
      if (symbol === first && other === second) {
        const read = () => {
          const ids = bits.ids(total);
          const named = bits.number(0);
          const places = new Map(bits.rising(named, 31 - Math.clz32(ids.length / named)).map(at => [at, bits.bits(2)]));
          const nexts = bits.at;
          let at = 0;
          const placeOf = id => {
            while (ids[at] < id) at += 1;
            bits.at = nexts + at * 3;
            // In a case of another class, unless it is 7, the key never stands before `next`.
            if (ids[at] === id && (!next || [next % 7, 7].includes(bits.bits(3)))) return places.get(at) ?? 4;
          };
          return [ids, placeOf];
        };
        return { length, read };
      }
      bits.at += length;
    }
    return { length: 0, read: () => [[]] };
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
      // 0x80 to 0x9f: what stood before, once more.
      if (next >> 5 === 4) {
        const distance = bits.below(chars.length) + 1;
        for (let more = next - 0x7d; more > 0; more -= 1) chars.push(chars[chars.length - distance]);
      } else {
        chars.push(String.fromCodePoint(next));
      }
    }
    return chars.join('');
  };
})();
