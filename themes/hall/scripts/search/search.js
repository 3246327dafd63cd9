// Finding cases: candidates by the lists, proof and surroundings by the texts.
(() => {
  const HallSearch = window.HallSearch;
  const NOWHERE = 255;
  const BODY = 4;
  // Behind all places where the words themselves stand.
  const SOUND = 5;
  const FACETS = ['unit', 'brand', 'honor', 'level', 'year'];
  // Two Latin letters or digits stand from here as one symbol; src/search/keys.rs has the same.
  const DOUBLES = 0x1a0000;
  // More candidates than this, and a fragment's remaining keys are looked up too.
  const CANDIDATES_ENOUGH = 8;
  const SNIPPET_BEFORE = 24;
  const SNIPPET_LENGTH = 96;

  /** The terms of what was typed: a space parts them, quotation marks hold together, a minus excludes. */
  HallSearch.parse = typed => [...typed.matchAll(/([-－−]?)(?:["“”„＂「」]([^"“”„＂「」]*)["“”„＂「」]?|([^\s"“”„＂「」]+))/g)].flatMap(([, minus, quoted, word]) => {
    const text = HallSearch.fold(quoted ?? word).replaceAll('\n', '');
    return text ? [{ text, excludes: minus !== '', sounds: quoted === undefined && /^[a-z]{2,}$/.test(text) }] : [];
  });

  const codes = text => [...text].map(char => char.codePointAt(0));
  /** What to look up for a fragment: every pair of neighbours, but Latin letters and digits by three. */
  const keysOf = text => {
    const chars = [...text];
    const isTriple = at => /^[\da-z]{3}$/.test(chars.slice(at, at + 3).join(''));
    const keysAt = (second, at) => {
      if (isTriple(at)) return [[DOUBLES + parseInt(chars[at] + second, 36), ...codes(chars[at + 2])]];
      return isTriple(at - 1) ? [] : [codes(chars[at] + second)];
    };
    return chars.length > 1 ? chars.slice(1).flatMap(keysAt) : [[...codes(text), 0]];
  };

  const merged = pick => lists => lists.reduce((places, list) => places.map((place, id) => pick(place, list[id])));
  /** Of every case the worst of its places in `lists`, or nowhere if one lacks it. */
  const inAll = merged(Math.max);
  const inAny = merged(Math.min);
  const allLists = async (index, keys) => inAll(await Promise.all(keys.map(key => index.list(key))));
  const found = places => places.filter(place => place !== NOWHERE).length;

  /** Cases that may hold the fragment: keys side by side first, the keys between them if that leaves many. */
  async function fragment(index, text) {
    const keys = keysOf(text);
    const isFirst = (_, at) => at % 2 === 0 || at === keys.length - 1;
    const places = await allLists(index, keys.filter(isFirst));
    const rest = keys.filter((_, at) => !isFirst(_, at));
    return rest.length === 0 || found(places) <= CANDIDATES_ENOUGH ? places : inAll([places, await allLists(index, rest)]);
  }

  /** Cases whose title may sound like what was typed. */
  async function titlesLike(index, typed, total, syllables) {
    for (const loosely of [false, true]) {
      const parses = HallSearch.soundKeys(typed, syllables, loosely);
      const places = parses.length > 0 && inAny(await Promise.all(parses.map(keys => allLists(index, keys))));
      if (places && found(places) > 0) return places.map(place => (place === NOWHERE ? place : SOUND));
    }
    return new Uint8Array(total).fill(NOWHERE);
  }

  /** Cases whose unit, brand or honor sounds like what was typed; no text need prove these. */
  async function namesLike(index, typed, total, named) {
    const places = new Uint8Array(total).fill(NOWHERE);
    for (const [nearer, kind] of ['brand', 'honor', 'unit'].entries()) {
      const like = named.filter(one => one.kind === kind && one.spellings.some(({ sounds }) => HallSearch.soundsLike(typed, sounds)));
      const values = like.length > 0 ? await index.facet(kind) : [];
      for (const { value, ids } of values) {
        if (like.some(({ name }) => name === value)) ids.forEach(id => { places[id] = Math.min(places[id], SOUND + 1 + nearer); });
      }
    }
    return places;
  }

  async function candidatesOf(index, term, total) {
    const literal = await fragment(index, term.text);
    if (!term.sounds) return literal;
    const { named, soundsOf, syllables } = await index.named();
    const [titles, names] = await Promise.all([titlesLike(index, term.text, total, syllables), namesLike(index, term.text, total, named)]);
    Object.assign(term, { proved: names, soundsOf });
    return inAny([literal, names, titles]);
  }

  /** Where the term really stands in a case, as far as its text tells. */
  function placeIn(folded, term, id) {
    const at = folded.findIndex(text => text.includes(term.text));
    if (at >= 0 || !term.sounds) return at < 0 ? NOWHERE : at;
    return Math.min(term.proved[id], HallSearch.soundsLike(term.text, term.soundsOf(folded[0])) ? SOUND : NOWHERE);
  }

  // One key says all there is to say.
  const isExact = term => keysOf(term.text).length === 1 && !term.sounds;

  /** Everything about one question that does not depend on which results are looked at; in no order unless they are `ranked`. */
  async function ask(index, text, filters, sort, ranked) {
    const { total, yearOf } = await index.start();
    const terms = HallSearch.parse(text);
    const lists = await Promise.all(terms.map(term => candidatesOf(index, term, total)));
    // What no case holds may be written in traditional characters, of which the index has none.
    if (!index.made.has('learned') && terms.some((term, at) => /[㐀-鿿]/.test(term.text) && found(lists[at]) === 0)) {
      await index.learnTraditional();
      return ask(index, text, filters, sort, ranked);
    }
    terms.forEach((term, at) => { term.may = lists[at]; });
    const wanted = terms.filter(term => !term.excludes);
    const unwanted = terms.filter(term => term.excludes);
    let places = inAll([new Uint8Array(total).fill(wanted.length > 0 ? 0 : BODY), ...wanted.map(({ may }) => may)]);
    for (const { may } of unwanted.filter(isExact)) places = places.map((place, id) => (may[id] === NOWHERE ? place : NOWHERE));
    const whole = wanted.length > 1 ? wanted.map(term => term.text).join('') : '';
    const joined = whole && await allLists(index, wanted.slice(1).map((term, at) => [codes(wanted[at].text).at(-1), codes(term.text)[0]]));
    const passes = new Map();
    for (const [name, chosen] of Object.entries(filters)) {
      if (chosen.length === 0) continue;
      const values = (await index.facet(name)).filter(({ value }) => chosen.includes(value));
      passes.set(name, new Set(values.flatMap(({ ids }) => ids)));
    }
    const byText = wanted.length > 0 && sort === 'relevance';
    const order = ranked && !byText ? await index.places(sort === 'title' ? 'title' : 'newest') : [];
    const rank = byText
      ? (id, place, isPhrase) => ((isPhrase ? 0 : 10) + place) * 1e9 + yearOf[id] * 1e6 + id
      : id => order[id];
    const ids = [...places.keys()].filter(id => places[id] !== NOWHERE && [...passes.values()].every(pass => pass.has(id)));
    return { terms, wanted, unwanted, places, passes, rank, whole, joined, ids };
  }

  /** The case `id` as it really stands: its story, or null if its text does not hold what was asked. */
  async function prove(index, { wanted, unwanted, whole, rank }, id) {
    const story = await index.story(id);
    const { folded } = story;
    const places = wanted.map(term => placeIn(folded, term, id));
    const isRefused = places.includes(NOWHERE) || unwanted.some(term => term.may[id] !== NOWHERE && placeIn(folded, term, id) !== NOWHERE);
    const isPhrase = whole && folded.some(text => text.includes(whole));
    return isRefused ? null : { story, rank: rank(id, places.length > 0 ? Math.max(...places) : BODY, isPhrase) };
  }

  /** The first `count` results in their true order; what the texts refute is taken out of `question`. */
  async function firstResults(index, question, count) {
    const { ids, places, joined, rank } = question;
    const waiting = ids.map(id => ({ id, rank: rank(id, places[id], joined && joined[id] !== NOWHERE) })).sort((a, b) => a.rank - b.rank);
    const proved = [];
    const refuted = new Set();
    const take = async batch => {
      const stories = await Promise.all(batch.map(({ id }) => prove(index, question, id)));
      stories.forEach((one, at) => (one ? proved.push(one) : refuted.add(batch[at].id)));
    };
    // Nothing that waits can come before these.
    const settled = () => proved.filter(one => waiting.length === 0 || one.rank <= waiting[0].rank).length;
    while (waiting.length > 0 && settled() < count) await take(waiting.splice(0, count - settled()));
    proved.sort((a, b) => a.rank - b.rank);
    return { results: proved, refuted, isComplete: waiting.length === 0 };
  }

  /** How many cases each value of the facets would leave, the facet's own choice set aside. */
  async function count(index, { places, passes }, refuted, names) {
    const facets = {};
    for (const name of names) {
      const others = [...passes].filter(([other]) => other !== name).map(([, pass]) => pass);
      const counts = id => places[id] !== NOWHERE && !refuted.has(id) && others.every(pass => pass.has(id));
      facets[name] = (await index.facet(name))
        .map(({ value, group, ids }) => ({ value, group, count: ids.filter(counts).length }))
        .filter(one => one.count > 0);
    }
    return facets;
  }

  /** `text` in pieces, those that hold a term marked; only the surroundings of the first one if `isCut`. */
  function marked(text, terms, isCut) {
    const folded = HallSearch.fold(text);
    const places = HallSearch.unfold(text);
    const hits = [];
    for (const term of terms) {
      for (let at = -1; (at = folded.indexOf(term.text, at + 1)) >= 0;) hits.push([places[at][0], places[at + term.text.length - 1][1]]);
    }
    hits.sort((a, b) => a[0] - b[0]);
    let at = isCut ? Math.max(0, (hits[0]?.[0] ?? 0) - SNIPPET_BEFORE) : 0;
    const end = isCut ? at + SNIPPET_LENGTH : text.length;
    const pieces = [];
    const put = (piece, hit) => piece && pieces.push({ text: piece, hit });
    put(at > 0 && '…', false);
    for (const [first, behind] of hits) {
      if (first < at || behind > end) continue;
      put(text.slice(at, first), false);
      put(text.slice(first, behind), true);
      at = behind;
    }
    put(text.slice(at, end), false);
    put(end < text.length && '…', false);
    return pieces;
  }
  HallSearch.marked = marked;

  /** The line that holds most of what was asked; of several a sentence before a heading or a name. */
  function snippetOf({ fields, folded }, terms) {
    const lines = folded[BODY].split('\n');
    const worth = (line, at) => terms.filter(({ text }) => lines[at].includes(text)).length * 2 + /[。！？.!?]/.test(line);
    const [best] = fields[BODY].split('\n').map((line, at) => ({ line, worth: worth(line, at) })).filter(({ line }) => line.length > 4).sort((a, b) => b.worth - a.worth);
    return best ? marked(best.line, terms, true) : [];
  }

  /** Cases that hold what is asked for, best first; see docs/search.md. */
  HallSearch.Index.prototype.search = function search({ text = '', filters = {}, sort = 'relevance', offset = 0, limit = 10, facets = FACETS }) {
    return this.steadily(async () => {
      const question = await ask(this, text, filters, sort, limit > 0);
      const { terms, wanted, ids } = question;
      const { results, refuted, isComplete } = await firstResults(this, question, offset + limit);
      return {
        total: ids.length - refuted.size,
        exact: isComplete || terms.every(isExact),
        facets: await count(this, question, refuted, facets),
        hits: results.slice(offset, offset + limit).map(({ story }) => {
          const { url, year, fields: [title, brand, , units] } = story;
          return { url, title, heading: marked(title, wanted, false), unit: units.split('\n')[0], brand, year, snippet: snippetOf(story, wanted) };
        }),
      };
    });
  };
})();
