// Text as search compares it: what src/text/fold.rs does to texts, done to what a visitor types.
(() => {
  const HallSearch = window.HallSearch = {};
  const LETTER = /[\p{Alphabetic}\p{N}]/u;
  const CLUSTER = /[^]\p{M}*/uy;
  // Characters that simplified and traditional texts share, and that stand for another one in the latter.
  const SHARED = '麽後薰夥徵摺乾菸於';
  const simplified = new Map();
  let common;

  const isPlain = code => code < 0x300 || (code >= 0x2010 && code <= 0x2027) || (code >= 0x3000 && code <= 0x3029)
    || (code >= 0x4e00 && code <= 0x9fff) || (code >= 0xff01 && code <= 0xff5e);

  /** The folded text, and for each of its units where in `text` it begins and ends. Lines stay apart. */
  HallSearch.fold = text => {
    let folded = '';
    const from = [];
    const to = [];
    const put = (char, start, end) => {
      folded += char;
      for (let unit = 0; unit < char.length; unit += 1) {
        from.push(start);
        to.push(end);
      }
    };
    for (let at = 0; at < text.length;) {
      const code = text.charCodeAt(at);
      const isHan = code >= 0x4e00 && code <= 0x9fff;
      if (code === 10) {
        put('\n', at, at + 1);
        at += 1;
      } else if ((isHan || code < 0x80) && (at + 1 === text.length || isPlain(text.charCodeAt(at + 1)))) {
        const char = text[at].toLowerCase();
        if (isHan) put(simplified.get(char) ?? char, at, at + 1);
        else if (/[0-9a-z]/.test(char)) put(char, at, at + 1);
        at += 1;
      } else {
        CLUSTER.lastIndex = at;
        const [cluster] = CLUSTER.exec(text);
        for (const one of cluster.normalize('NFKC')) {
          for (const char of one.toLowerCase()) {
            if (LETTER.test(char)) put(simplified.get(char) ?? char, at, at + cluster.length);
          }
        }
        at += cluster.length;
      }
    }
    return { text: folded, from, to };
  };

  /** Whether `text` may hold traditional characters, so that their table is worth loading. */
  HallSearch.mayBeTraditional = text => {
    if (!common) {
      // GB 2312 is the set of simplified characters in common use, and every browser knows it.
      const decoder = new TextDecoder('gbk');
      common = new Set();
      for (let row = 0xb0; row <= 0xf7; row += 1) {
        for (let cell = 0xa1; cell <= 0xfe; cell += 1) common.add(decoder.decode(new Uint8Array([row, cell])));
      }
      for (const char of SHARED) common.delete(char);
    }
    return [...text.normalize('NFKC')].some(char => char >= '\u3400' && char <= '\u9fff' && !common.has(char));
  };

  /** Takes in the table: each traditional character followed by its simplified form. */
  HallSearch.learnTraditional = table => {
    for (let at = 0; at < table.length; at += 2) simplified.set(table[at], table[at + 1]);
  };
})();
