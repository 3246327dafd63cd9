// Names that begin with, hold or sound like what is being typed.
(() => {
  const HallSearch = window.HallSearch;
  const NAMES_MAX = 6;
  const CASES_MAX = 4;

  /** 0 if a spelling begins with what was typed, 1 if it holds it, 2 if it sounds like it; more if none. */
  const nearness = (spellings, typed) => Math.min(...spellings.map(({ text, sounds }) => {
    const at = text.indexOf(typed);
    if (at >= 0) return at === 0 ? 0 : 1;
    return /^[a-z]{2,}$/.test(typed) && HallSearch.soundsLike(typed, sounds) ? 2 : 9;
  }));

  const plain = ({ kind, name, url }) => ({ kind, name, url });

  /** Brands, units and honors first, then cases. */
  HallSearch.Index.prototype.suggest = function suggest(text) {
    return this.steadily(async () => {
      if (HallSearch.mayBeTraditional(text)) HallSearch.learnTraditional(await this.file('traditional'));
      const typed = HallSearch.fold(text).text;
      if (!typed) return [];
      const { named } = await this.names();
      const near = named.map(one => ({ one, far: nearness(one.spellings, typed) })).filter(({ far }) => far < 9);
      near.sort((a, b) => a.far - b.far);
      const { hits } = await this.search({ text, limit: CASES_MAX, facets: [] });
      return [...near.slice(0, NAMES_MAX).map(({ one }) => plain(one)), ...hits.map(({ title, url }) => ({ kind: 'case', name: title, url }))];
    });
  };

  /** Names that share most characters with what was typed: for when nothing was found. */
  HallSearch.Index.prototype.nearest = function nearest(text) {
    return this.steadily(async () => {
      const typed = new Set(HallSearch.fold(text).text);
      const { named } = await this.names();
      const shared = ({ text: name }) => [...new Set(name)].filter(char => typed.has(char)).length / Math.max(typed.size, 2);
      const near = named.map(one => ({ one, share: Math.max(...one.spellings.map(shared)) }));
      return near.filter(({ share }) => share >= 0.5).sort((a, b) => b.share - a.share).slice(0, 3).map(({ one }) => plain(one));
    });
  };
})();
