// Finding cases: candidates by the lists, proof and surroundings by the texts.
(() => {
  const HallSearch = window.HallSearch;
  const NOWHERE = 255;
  const BODY = 4;
  // Behind all places where the words themselves stand.
  const SOUND = 5;
  const FACETS = ['unit', 'brand', 'honor', 'level', 'year'];
  // More candidates than this, and a fragment's remaining pairs are looked up too.
  const CANDIDATES_ENOUGH = 8;
  const SNIPPET_BEFORE = 24;
  const SNIPPET_LENGTH = 96;

  /** The terms of what was typed: a space parts them, quotation marks hold together, a minus excludes. */
  HallSearch.parse = typed => [...typed.matchAll(/([-－−]?)(?:["“”„＂「」]([^"“”„＂「」]*)["“”„＂「」]?|([^\s"“”„＂「」]+))/g)].flatMap(([, minus, quoted, word]) => {
    const { text } = HallSearch.fold(quoted ?? word);
    return text ? [{ text: text.replaceAll('\n', ''), excludes: Boolean(minus), sounds: quoted === undefined && /^[a-z]{2,}$/.test(text) }] : [];
  });

  const codes = text => [...text].map(char => char.codePointAt(0));
  const pairsOf = text => {
    const symbols = codes(text);
    return symbols.length === 1 ? [[symbols[0], 0]] : symbols.slice(1).map((second, at) => [symbols[at], second]);
  };

  /** Of every case the worst of its places in `lists`, or nowhere if one lacks it. */
  const inAll = lists => lists.reduce((places, list) => places.map((place, id) => Math.max(place, list[id])));
  const inAny = lists => lists.reduce((places, list) => places.map((place, id) => Math.min(place, list[id])));
  const allLists = async (index, keys) => inAll(await Promise.all(keys.map(key => index.list(key))));
  const found = places => places.reduce((count, place) => count + (place !== NOWHERE), 0);

  /** Cases that may hold the fragment: pairs side by side first, the pairs between them if that leaves many. */
  async function fragment(index, text) {
    const pairs = pairsOf(text);
    const first = pairs.filter((_, at) => at % 2 === 0 || at === pairs.length - 1);
    const places = await allLists(index, first);
    const rest = pairs.filter(pair => !first.includes(pair));
    if (rest.length === 0 || found(places) <= CANDIDATES_ENOUGH) return places;
    return inAll([places, await allLists(index, rest)]);
  }

  /** Cases whose title may sound like what was typed. */
  async function titlesLike(index, typed, total) {
    for (const loosely of [false, true]) {
      const parses = HallSearch.soundKeys(typed, loosely);
      if (parses.length === 0) continue;
      const places = inAny(await Promise.all(parses.map(keys => allLists(index, keys))));
      if (found(places) > 0) return places.map(place => (place === NOWHERE ? place : SOUND));
    }
    return new Uint8Array(total).fill(NOWHERE);
  }

  /** Cases whose unit, brand or honor sounds like what was typed; no text need prove these. */
  async function namesLike(index, typed, total) {
    const places = new Uint8Array(total).fill(NOWHERE);
    const { named } = await index.names();
    const like = named.filter(({ spellings }) => spellings.some(({ sounds }) => HallSearch.soundsLike(typed, sounds)));
    for (const [nearer, kind] of ['brand', 'honor', 'unit'].entries()) {
      const names = new Set(like.filter(one => one.kind === kind).map(({ name }) => name));
      if (names.size === 0) continue;
      for (const { value, ids } of await index.facet(kind)) {
        if (names.has(value)) ids.forEach(id => { places[id] = Math.min(places[id], SOUND + 1 + nearer); });
      }
    }
    return places;
  }

  async function candidatesOf(index, term, total) {
    const literal = await fragment(index, term.text);
    if (!term.sounds) return literal;
    const [titles, names] = await Promise.all([titlesLike(index, term.text, total), namesLike(index, term.text, total)]);
    term.proved = names;
    term.soundsOf = (await index.names()).soundsOf;
    return inAny([literal, names, titles]);
  }

  /** Where the term really stands in a case, as far as its text tells. */
  function placeIn(folded, term, id) {
    const at = folded.findIndex(text => text.includes(term.text));
    const places = [at < 0 ? NOWHERE : at];
    if (term.sounds) places.push(term.proved[id], HallSearch.soundsLike(term.text, term.soundsOf(folded[0])) ? SOUND : NOWHERE);
    return Math.min(...places);
  }

  const isExact = term => codes(term.text).length <= 2 && !term.sounds;

  /** Everything about one question that does not depend on which results are looked at. */
  async function ask(index, { text, filters = {}, sort = 'relevance' }) {
    const { total, yearOf } = await index.start();
    if (HallSearch.mayBeTraditional(text)) HallSearch.learnTraditional(await index.file('traditional'));
    const terms = HallSearch.parse(text);
    const wanted = terms.filter(term => !term.excludes);
    const unwanted = terms.filter(term => term.excludes);
    let places = new Uint8Array(total).fill(BODY);
    if (wanted.length > 0) places = inAll(await Promise.all(wanted.map(term => candidatesOf(index, term, total))));
    for (const term of unwanted) {
      const list = await candidatesOf(index, term, total);
      term.may = list;
      if (isExact(term)) places = places.map((place, id) => (list[id] === NOWHERE ? place : NOWHERE));
    }
    const whole = wanted.length > 1 ? wanted.map(term => term.text).join('') : '';
    const joined = whole && await allLists(index, wanted.slice(1).map((term, at) => [codes(wanted[at].text).at(-1), codes(term.text)[0]]));
    const chosen = Object.entries(filters).filter(([, values]) => values.length > 0);
    const passes = new Map();
    for (const [name, values] of chosen) {
      const pass = new Uint8Array(total);
      for (const { value, ids } of await index.facet(name)) if (values.includes(value)) ids.forEach(id => { pass[id] = 1; });
      passes.set(name, pass);
    }
    const byText = wanted.length > 0 && sort === 'relevance';
    const order = byText ? null : await index.places(sort === 'title' ? 'title' : 'newest');
    const rank = byText
      ? (id, place, isPhrase) => ((isPhrase ? 0 : 10) + place) * 1e9 + yearOf[id] * 1e6 + id
      : id => order[id];
    const ids = [...places.keys()].filter(id => places[id] !== NOWHERE && [...passes.values()].every(pass => pass[id]));
    return { wanted, unwanted, places, passes, rank, whole, joined, ids };
  }

  /** The case `id` as it really stands: its story, or null if its text does not hold what was asked. */
  async function prove(index, question, id) {
    const { wanted, unwanted, whole, rank } = question;
    const story = await index.story(id);
    const folded = story.fields.map(field => HallSearch.fold(field).text);
    const places = wanted.map(term => placeIn(folded, term, id));
    const isRefused = places.includes(NOWHERE) || unwanted.some(term => term.may[id] !== NOWHERE && placeIn(folded, term, id) !== NOWHERE);
    if (isRefused) return null;
    const isPhrase = Boolean(whole) && folded.some(text => text.includes(whole));
    return { id, story, rank: rank(id, places.length > 0 ? Math.max(...places) : BODY, isPhrase) };
  }

  /** The first `count` results in their true order; what the texts refute is taken out of `question`. */
  async function firstResults(index, question, count) {
    const { ids, places, joined, rank } = question;
    const best = id => rank(id, places[id], joined ? joined[id] !== NOWHERE : false);
    const waiting = ids.map(id => ({ id, rank: best(id) })).sort((a, b) => a.rank - b.rank);
    const proved = [];
    const refuted = new Set();
    let at = 0;
    const settled = () => {
      const next = at < waiting.length ? waiting[at].rank : Infinity;
      return proved.filter(one => one.rank <= next).length;
    };
    const take = async batch => {
      const stories = await Promise.all(batch.map(({ id }) => prove(index, question, id)));
      stories.forEach((one, place) => (one ? proved.push(one) : refuted.add(batch[place].id)));
    };
    while (at < waiting.length && settled() < count) {
      const batch = waiting.slice(at, at + Math.max(1, count - settled()));
      at += batch.length;
      await take(batch);
    }
    // Texts that are here already cost nothing, and make the count truer.
    const here = waiting.slice(at).filter(({ id }) => index.hasStory(id));
    await take(here);
    proved.sort((a, b) => a.rank - b.rank);
    return { results: proved, refuted, isComplete: at + here.length === waiting.length };
  }

  /** How many cases each value of the facets would leave, the facet's own choice set aside. */
  async function count(index, { places, passes }, refuted, names) {
    const facets = {};
    for (const name of names) {
      const others = [...passes].filter(([other]) => other !== name).map(([, pass]) => pass);
      const counts = id => places[id] !== NOWHERE && !refuted.has(id) && others.every(pass => pass[id]);
      facets[name] = (await index.facet(name))
        .map(({ value, group, ids }) => ({ value, group, count: ids.filter(counts).length }))
        .filter(one => one.count > 0);
    }
    return facets;
  }

  /** `text` in pieces, those that hold a term marked; only the surroundings of the first one if `isCut`. */
  function marked(text, terms, isCut) {
    const { text: folded, from, to } = HallSearch.fold(text);
    const hits = terms.flatMap(term => {
      const places = [];
      for (let at = folded.indexOf(term.text); at >= 0; at = folded.indexOf(term.text, at + term.text.length)) places.push([from[at], to[at + term.text.length - 1]]);
      return places;
    }).sort((a, b) => a[0] - b[0]);
    const start = isCut ? Math.max(0, (hits[0]?.[0] ?? 0) - SNIPPET_BEFORE) : 0;
    const end = isCut ? Math.min(text.length, start + SNIPPET_LENGTH) : text.length;
    const pieces = [];
    let at = start;
    for (const [first, behind] of hits) {
      if (first < at || behind > end) continue;
      pieces.push({ text: text.slice(at, first), hit: false }, { text: text.slice(first, behind), hit: true });
      at = behind;
    }
    pieces.push({ text: text.slice(at, end), hit: false });
    if (start > 0) pieces.unshift({ text: '…', hit: false });
    if (end < text.length) pieces.push({ text: '…', hit: false });
    return pieces.filter(piece => piece.text);
  }

  HallSearch.marked = marked;

  /** The line that holds most of what was asked, or the first one. */
  function snippetOf(story, terms) {
    const lines = story.rest.split('\n').filter(line => line.length > 4);
    const holds = line => { const { text } = HallSearch.fold(line); return terms.filter(term => text.includes(term.text)).length; };
    const best = lines.map(line => ({ line, holds: holds(line) })).reduce((a, b) => (b.holds > a.holds ? b : a), { line: lines[0] ?? '', holds: 0 });
    return marked(best.line, terms, true);
  }

  /** Cases that hold what is asked for, best first; see docs/search.md. */
  HallSearch.Index.prototype.search = function search(asked) {
    const { text = '', filters, sort, offset = 0, limit = 10, facets = FACETS } = asked;
    return this.steadily(async () => {
      const question = await ask(this, { text, filters, sort });
      const { results, refuted, isComplete } = await firstResults(this, question, offset + limit);
      const isSure = isComplete || [...question.wanted, ...question.unwanted].every(isExact);
      return {
        total: question.ids.length - refuted.size,
        exact: isSure,
        facets: await count(this, question, refuted, facets),
        hits: results.slice(offset, offset + limit).map(({ story }) => ({
          url: story.url,
          title: story.title,
          heading: marked(story.title, question.wanted, false),
          unit: story.unit,
          brand: story.brand,
          year: story.year,
          snippet: snippetOf(story, question.wanted),
        })),
      };
    });
  };
})();
