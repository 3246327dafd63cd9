// Names that begin with, hold or sound like what is being typed.
(() => {
  const HallSearch = window.HallSearch;
  const NAMES_MAX = 6;
  const CASES_MAX = 4;

  /** 0 if a spelling begins with what was typed, 1 if it holds it, 2 if it sounds like it; 3 if none. */
  const nearness = (spellings, typed) => Math.min(...spellings.map(({ text, sounds }) => {
    const at = text.indexOf(typed);
    return at >= 0 ? Math.min(at, 1) : /^[a-z]{2,}$/.test(typed) && HallSearch.soundsLike(typed, sounds) ? 2 : 3;
  }));

  /** The first `most` of the names that are not too far, the nearest first. */
  const nearest = (named, farOf, far, most) => named
    .map(({ spellings, ...found }) => ({ far: farOf(spellings), found }))
    .filter(one => one.far < far)
    .sort((a, b) => a.far - b.far)
    .slice(0, most)
    .map(({ found }) => found);

  Object.assign(HallSearch.Index.prototype, {
    /** Brands, units and honors first, then cases. */
    suggest(text) {
      return this.steadily(async () => {
        if (HallSearch.parse(text).length === 0) return [];
        const [{ hits }, { named }] = await Promise.all([this.search({ text, limit: CASES_MAX, facets: [] }), this.named()]);
        const typed = HallSearch.fold(text);
        const cases = hits.map(({ title, url }) => ({ kind: 'case', name: title, url }));
        return [...nearest(named, spellings => nearness(spellings, typed), 3, NAMES_MAX), ...cases];
      });
    },

    /** Names that share most characters with what was typed: for when nothing was found. */
    nearest(text) {
      return this.steadily(async () => {
        const typed = new Set(HallSearch.fold(text));
        const { named } = await this.named();
        const missed = ({ text: name }) => 1 - [...typed].filter(char => name.includes(char)).length / Math.max(typed.size, 2);
        return nearest(named, spellings => Math.min(...spellings.map(missed)), 0.51, 3);
      });
    },
  });
})();
