// Text as search compares it: what src/text/fold.rs does to texts, done to what a visitor types.
(() => {
  const HallSearch = window.HallSearch = {};
  const CLUSTER = /[^]\p{M}*/gu;
  // Nearly all characters are as they should be: Han, unless they are traditional, small Latin letters and digits.
  const OTHER = /[^\n\da-z\u4e00-\u9fff]\p{M}*|[\da-z\u4e00-\u9fff]\p{M}+/gu;
  const KEPT = /[\n\p{Alphabetic}\p{N}]/u;
  const simplified = new Map();
  // Clusters that were met, each with what became of it.
  const met = new Map();

  const foldedCluster = cluster => {
    if (!met.has(cluster)) met.set(cluster, [...cluster.normalize('NFKC').toLowerCase()].filter(char => KEPT.test(char)).map(char => simplified.get(char) ?? char).join(''));
    return met.get(cluster);
  };

  /** The folded text. Lines stay apart. */
  HallSearch.fold = text => text.replace(simplified.size > 0 ? CLUSTER : OTHER, foldedCluster);

  /** For each unit of the folded text where in `text` it begins and ends. */
  HallSearch.unfold = text => [...text.matchAll(CLUSTER)]
    .flatMap(({ 0: cluster, index }) => Array(foldedCluster(cluster).length).fill([index, index + cluster.length]));

  /** Takes in the table: each traditional character followed by its simplified form. */
  HallSearch.learnTraditional = table => {
    met.clear();
    for (let at = 0; at < table.length; at += 2) simplified.set(table[at], table[at + 1]);
  };
})();
