// Text as search compares it: what src/text/fold.rs does to texts, done to what a visitor types.
(() => {
  const HallSearch = window.HallSearch = {};
  const CLUSTER = /[^]\p{M}*/gu;
  const KEPT = /[\n\p{Alphabetic}\p{N}]/u;
  const simplified = new Map();

  /** The folded text, and for each of its units where in `text` it begins and ends. Lines stay apart. */
  HallSearch.fold = text => {
    let folded = '';
    const from = [];
    const to = [];
    for (const { 0: cluster, index } of text.matchAll(CLUSTER)) {
      // Nearly all characters are Han, and these are as they should be.
      const plain = cluster >= '\u4e00' && cluster < '\ua000' ? cluster : cluster.normalize('NFKC');
      for (const one of plain) {
        for (const char of one.toLowerCase()) {
          if (!KEPT.test(char)) continue;
          const put = simplified.get(char) ?? char;
          folded += put;
          for (let unit = 0; unit < put.length; unit += 1) {
            from.push(index);
            to.push(index + cluster.length);
          }
        }
      }
    }
    return { text: folded, from, to };
  };

  /** Takes in the table: each traditional character followed by its simplified form. */
  HallSearch.learnTraditional = table => {
    for (let at = 0; at < table.length; at += 2) simplified.set(table[at], table[at + 1]);
  };
})();
