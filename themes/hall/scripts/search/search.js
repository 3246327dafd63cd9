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
  // A hall has fewer cases.
  const CASES_MAX = 1e6;
  // So many characters of a fragment leave few cases; what is more of it is proved by their texts.
  const CHARS_ENOUGH = 13;
  const SNIPPET_BEFORE = 24;
  const SNIPPET_LENGTH = 96;

  /** The terms of what was typed: a space parts them, quotation marks hold together, a minus excludes. */
  HallSearch.parse = typed => [...typed.matchAll(/([-－−]?)(?:["“”„＂「」]([^"“”„＂「」]*).?|([^\s"“”„＂「」]+))/g)].flatMap(([, minus, quoted, word]) => {
    const text = HallSearch.fold(quoted ?? word).replaceAll('\n', '');
    return text ? [{ text, excludes: minus !== '', sounds: !quoted && /^[a-z]{2,}$/.test(text) }] : [];
  });

  const codes = text => [...text].map(char => char.codePointAt(0));
  /** What to look up for a fragment: every pair of neighbours, but Latin letters and digits by three; each with what follows. */
  const keysOf = text => {
    const chars = [...text].slice(0, CHARS_ENOUGH);
    const isTriple = at => /^[\da-z]{3}/.test(chars.slice(at).join(''));
    const keysAt = (second, at) => {
      const key = codes(chars.slice(at));
      if (isTriple(at)) return [[DOUBLES + parseInt(chars[at] + second, 36), ...key.slice(2)]];
      return isTriple(at - 1) ? [] : [key];
    };
    return chars.length > 1 ? chars.slice(1).flatMap(keysAt) : [[...codes(text), 0]];
  };

  // Cases are kept by number, each with its place: only those that are asked about, which mostly are a few of the hall's.
  /** The cases to which `placeOf` gives a place. */
  const placed = (cases, placeOf) => {
    const kept = new Map();
    for (const [id, before] of cases) {
      const place = placeOf(id, before);
      if (place < NOWHERE) kept.set(id, place);
    }
    return kept;
  };
  /** The cases in all `lists`, each at the worst of its places; what a list lacks has no number for one. */
  const inAll = lists => lists.reduce((all, list) => placed(all, (id, place) => Math.max(place, list.get(id))));
  /** The cases in any of `lists`, each at the best of its places. */
  const inAny = lists => {
    const any = new Map();
    for (const [id, place] of lists.flatMap(list => [...list])) any.set(id, Math.min(place, any.get(id) ?? NOWHERE));
    return any;
  };
  /** The cases in the lists of all keys. The shortest are read first, and no more when one case is left: its text proves it as well. */
  const allLists = async (index, keys) => {
    const lists = await Promise.all(keys.map(key => index.list(key)));
    let cases;
    for (const list of lists.sort((a, b) => a.length - b.length)) {
      if (cases?.size < 2) break;
      const [ids, placeOf] = list.read();
      cases = placed(cases ?? new Map(ids.map(id => [id, 0])), (id, place) => Math.max(place, placeOf(id)));
    }
    return cases;
  };

  /** Cases whose title may sound like what was typed. */
  async function titlesLike(index, typed, syllables) {
    for (const loosely of [false, true]) {
      const parses = HallSearch.soundKeys(typed, syllables, loosely);
      const cases = inAny(await Promise.all(parses.map(keys => allLists(index, keys))));
      if (cases.size > 0 || loosely) return placed(cases, () => SOUND);
    }
  }

  /** Cases whose unit, brand or honor sounds like what was typed; no text need prove these. */
  async function namesLike(index, typed, named) {
    const lists = await Promise.all(['brand', 'honor', 'unit'].map(async (kind, nearer) => {
      const like = named.filter(one => one.kind === kind && one.spellings.some(({ sounds }) => HallSearch.soundsLike(typed, sounds)));
      const values = like.length > 0 ? await index.facet(kind) : [];
      return values.filter(({ value }) => like.some(({ name }) => name === value)).flatMap(({ ids }) => ids.map(id => [id, SOUND + 1 + nearer]));
    }));
    return inAny(lists);
  }

  async function candidatesOf(index, term) {
    const literal = await allLists(index, keysOf(term.text));
    if (!term.sounds) return literal;
    const { named, soundsOf, syllables } = await index.named();
    const [titles, names] = await Promise.all([titlesLike(index, term.text, syllables), namesLike(index, term.text, named)]);
    Object.assign(term, { proved: names, soundsOf });
    return inAny([literal, names, titles]);
  }

  /** Where the term really stands in a case, as far as its text tells. */
  function placeIn(folded, term, id) {
    const at = folded.findIndex(text => text.includes(term.text));
    if (at >= 0) return at;
    return !term.sounds ? NOWHERE : Math.min(term.proved.get(id) ?? NOWHERE, HallSearch.soundsLike(term.text, term.soundsOf(folded[0])) ? SOUND : NOWHERE);
  }

  // One key says all there is to say.
  const isExact = term => keysOf(term.text).length === 1 && !term.sounds;

  /** Everything about one question that does not depend on which results are looked at; in no order unless they are `ranked`. */
  async function ask(index, text, filters, sort, ranked) {
    const { yearOf } = await index.start();
    const terms = HallSearch.parse(text);
    await Promise.all(terms.map(async term => { term.may = await candidatesOf(index, term); }));
    // What no case holds may be written in traditional characters, of which the index has none.
    if (!index.made.learned && terms.some(({ text: term, may }) => /[㐀-鿿]/.test(term) && may.size === 0)) {
      await index.learnTraditional();
      return ask(index, text, filters, sort, ranked);
    }
    const wanted = terms.filter(term => !term.excludes);
    const unwanted = terms.filter(term => term.excludes);
    let cases = wanted.length > 0 ? inAll(wanted.map(({ may }) => may)) : new Map(yearOf.map((_, id) => [id, BODY]));
    for (const { may } of unwanted.filter(isExact)) cases = placed(cases, (id, place) => (may.has(id) ? NOWHERE : place));
    const whole = wanted.length > 1 && wanted.map(term => term.text).join('');
    const joined = whole && await allLists(index, wanted.slice(1).map((term, at) => [codes(wanted[at].text).at(-1), ...codes(term.text)]));
    const passes = new Map();
    for (const [name, chosen] of Object.entries(filters)) {
      if (chosen.length === 0) continue;
      const values = (await index.facet(name)).filter(({ value }) => chosen.includes(value));
      passes.set(name, new Set(values.flatMap(({ ids }) => ids)));
    }
    const byText = wanted.length > 0 && (!sort || sort === 'relevance');
    const order = ranked && !byText ? await index.places(sort === 'title' ? 'title' : 'newest') : [];
    const rank = (id, place, isPhrase) => (byText ? ((isPhrase ? 0 : 10) + place) * 1e3 + yearOf[id] : order[id]) * CASES_MAX + id;
    const ids = [...cases.keys()].filter(id => [...passes.values()].every(pass => pass.has(id)));
    return { terms, wanted, unwanted, cases, passes, rank, whole, joined, ids };
  }

  /** The case `id` as it really stands: its story, or null if its text does not hold what was asked. */
  async function prove(index, { wanted, unwanted, whole, rank }, id) {
    const story = await index.story(id);
    const { folded } = story;
    const places = wanted.map(term => placeIn(folded, term, id));
    const isRefused = places.includes(NOWHERE) || unwanted.some(term => term.may.has(id) && placeIn(folded, term, id) !== NOWHERE);
    const isPhrase = whole && folded.some(text => text.includes(whole));
    return isRefused ? null : { story, rank: rank(id, Math.max(...places), isPhrase) };
  }

  /** The first `count` results in their true order; what the texts refute is taken out of the cases. */
  async function firstResults(index, question, count) {
    const { ids, cases, joined, rank } = question;
    // Each with its case's number at the end: numbers are sorted without being compared by a script.
    const waiting = Float64Array.from(ids, id => rank(id, cases.get(id), joined && joined.has(id))).sort();
    let next = 0;
    const proved = [];
    // Nothing that waits, if anything does, can come before these.
    const settled = () => proved.filter(one => !(one.rank > waiting[next])).length;
    while (next < waiting.length && settled() < count) {
      const batch = [...waiting.slice(next, next + count - settled())].map(ranked => ranked % CASES_MAX);
      next += batch.length;
      const stories = await Promise.all(batch.map(id => prove(index, question, id)));
      stories.forEach((one, at) => (one ? proved.push(one) : cases.delete(batch[at])));
    }
    proved.sort((a, b) => a.rank - b.rank);
    return { results: proved, isComplete: next === waiting.length };
  }

  /** How many cases each value of the facets would leave, the facet's own choice set aside. */
  async function count(index, { cases, passes }, names) {
    const facets = {};
    for (const name of names) {
      const others = [...passes].filter(([other]) => other !== name).map(([, pass]) => pass);
      const counts = id => cases.has(id) && others.every(pass => pass.has(id));
      facets[name] = (await index.facet(name))
        .map(({ value, group, ids }) => ({ value, group, count: ids.filter(counts).length }))
        .filter(one => one.count > 0);
    }
    return facets;
  }

  /** `text` in pieces, those that hold a term marked; only the surroundings of the first one if `isCut`. */
  function marked(text, terms, isCut) {
    const folded = HallSearch.fold(text);
    let places;
    const hits = [];
    for (const { text: term } of terms) {
      for (let at = -1; (at = folded.indexOf(term, at + 1)) >= 0;) {
        places ??= HallSearch.unfold(text);
        hits.push([places[at][0], places[at + term.length - 1][1]]);
      }
    }
    hits.sort((a, b) => a[0] - b[0]);
    let at = isCut ? Math.max(0, (hits[0]?.[0] ?? 0) - SNIPPET_BEFORE) : 0;
    const end = isCut ? at + SNIPPET_LENGTH : text.length;
    const pieces = [];
    const put = (piece, hit = false) => piece && pieces.push({ text: piece, hit });
    put(at > 0 && '…');
    for (const [first, behind] of hits) {
      if (first < at || behind > end) continue;
      put(text.slice(at, first));
      put(text.slice(first, behind), true);
      at = behind;
    }
    put(text.slice(at, end));
    put(end < text.length && '…');
    return pieces;
  }
  HallSearch.marked = marked;

  /** The line that holds most of what was asked; of several a sentence before a heading or a name. */
  function snippetOf({ fields, folded }, terms) {
    const lines = folded[BODY].split('\n');
    const worth = (line, at) => terms.filter(({ text }) => lines[at].includes(text)).length * 2 + /[。！？.!?]/.test(line);
    const [best] = fields[BODY].split('\n').map((line, at) => ({ line, worth: worth(line, at) })).filter(({ line }) => line.length > 4).sort((a, b) => b.worth - a.worth);
    return marked(best?.line ?? '', terms, true);
  }

  Object.assign(HallSearch.Index.prototype, {
    /** Loads what will be needed when all of a question is typed that begins with `text`: names and lists. */
    expect(text) {
      // The list of a single character is of no use to a longer word.
      const keys = HallSearch.parse(text).flatMap(term => keysOf(term.text)).filter(([, second]) => second);
      return Promise.all([this.named(), ...keys.map(key => this.shard(key))]);
    },

    /** Cases that hold what is asked for, best first; see docs/search.md. */
    search({ text = '', filters = {}, sort, offset = 0, limit = 10, facets = FACETS }) {
      return this.steadily(async () => {
        const question = await ask(this, text, filters, sort, limit > 0);
        const { terms, wanted, ids, cases } = question;
        const { results, isComplete } = await firstResults(this, question, offset + limit);
        return {
          total: ids.filter(id => cases.has(id)).length,
          exact: isComplete || terms.every(isExact),
          facets: await count(this, question, facets),
          hits: results.slice(offset, offset + limit).map(({ story }) => {
            const { url, year, fields: [title, brand, , units] } = story;
            return { url, title, heading: marked(title, wanted, false), unit: units.split('\n')[0], brand, year, snippet: snippetOf(story, wanted) };
          }),
        };
      });
    },
  });
})();
