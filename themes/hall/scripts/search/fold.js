// Text as search compares it: what src/text/fold.rs does to texts, done to what a visitor types.
(() => {
  const HallSearch = window.HallSearch = {};
  const CLUSTER = /[^]\p{M}*/gu;
  // Nearly all characters are Han, and these are as they should be, unless they are traditional.
  const OTHER = /[^\n\u4e00-\u9fff]\p{M}*|[\u4e00-\u9fff]\p{M}+/gu;
  const KEPT = /[\n\p{Alphabetic}\p{N}]/u;
  const simplified = new Map();

  const foldedCluster = cluster => [...cluster.normalize('NFKC').toLowerCase()].filter(char => KEPT.test(char)).map(char => simplified.get(char) ?? char).join('');

  /** The folded text. Lines stay apart. */
  HallSearch.fold = text => text.replace(simplified.size > 0 ? CLUSTER : OTHER, foldedCluster);

  /** For each unit of the folded text where in `text` it begins and ends. */
  HallSearch.unfold = text => [...text.matchAll(CLUSTER)]
    .flatMap(({ 0: cluster, index }) => Array(foldedCluster(cluster).length).fill([index, index + cluster.length]));

  /** Takes in the table: each traditional character followed by its simplified form. */
  HallSearch.learnTraditional = table => {
    for (let at = 0; at < table.length; at += 2) simplified.set(table[at], table[at + 1]);
  };
})();
