// The case wall, live: results instead of the whole wall where there is a question or a choice. The address holds all of it.
(() => {
  const wall = document.querySelector('[data-behaviour="wall"]');
  if (!wall || !window.hallIndex) return;
  const FACETS = ['unit', 'brand', 'honor', 'level', 'year'];
  const part = name => wall.querySelector(`[data-part="${name}"]`);
  const words = wall.dataset;
  const root = words.root;
  const pageSize = Number(words.perPage);
  const input = document.querySelector('[data-behaviour="search-box"] input');
  const [status, chips, results, more, sort, empty] = ['status', 'chips', 'results', 'more', 'sort', 'empty'].map(part);
  let asked = 0;
  let timer;

  const make = (tag, properties, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };
  const fill = (text, values) => Object.entries(values).reduce((out, [key, value]) => out.replace(`{${key}}`, value), text);
  const inPieces = pieces => pieces.map(({ text, hit }) => (hit ? make('mark', {}, text) : text));

  // ── The state, and the address it is kept in ──
  const stateOf = address => {
    const params = new URLSearchParams(address);
    const filters = Object.fromEntries(FACETS.map(name => [name, params.getAll(name)]));
    return { text: params.get('q') ?? '', filters, sort: params.get('sort') ?? '' };
  };
  let state = stateOf(location.search);
  const isAsking = () => Boolean(state.text || state.sort) || FACETS.some(name => state.filters[name].length > 0);
  const keep = how => {
    const params = new URLSearchParams();
    if (state.text) params.set('q', state.text);
    for (const name of FACETS) for (const value of state.filters[name]) params.append(name, value);
    if (state.sort) params.set('sort', state.sort);
    const query = params.toString();
    history[how](null, '', location.href.split(/[?#]/)[0] + (query ? `?${query}` : ''));
  };
  const change = (changed, how = 'pushState') => {
    state = { ...state, ...changed };
    keep(how);
    render();
  };
  const withValue = (name, value, isChosen) => {
    const others = state.filters[name].filter(other => other !== value);
    return { filters: { ...state.filters, [name]: isChosen ? [...others, value] : others } };
  };

  // ── What is shown ──
  const nameOf = (facet, value) => value || (facet === 'level' ? words.levelNone : value);
  const showChips = () => {
    const chosen = FACETS.flatMap(name => state.filters[name].map(value => ({ name, value })));
    chips.replaceChildren(...chosen.map(({ name, value }) => {
      const remove = make('button', { type: 'button', className: 'chip' }, nameOf(name, value));
      remove.setAttribute('aria-label', fill(words.remove, { name: nameOf(name, value) }));
      remove.addEventListener('click', () => {
        change(withValue(name, value, false));
        (chips.querySelector('button') ?? input).focus();
      });
      return make('li', {}, remove);
    }));
    if (chosen.length > 1) {
      const clear = make('button', { type: 'button', className: 'chip chip--clear' }, words.clear);
      clear.addEventListener('click', () => { change({ filters: stateOf('').filters }); input.focus(); });
      chips.append(make('li', {}, clear));
    }
  };
  const showFacet = (details, values) => {
    const name = details.dataset.facet;
    const gone = state.filters[name].filter(value => !values.some(one => one.value === value)).map(value => ({ value, count: 0 }));
    let group;
    const lines = [...gone, ...values].flatMap(({ value, count, group: itsGroup }) => {
      const box = make('input', { type: 'checkbox', value, checked: state.filters[name].includes(value) });
      box.addEventListener('change', () => change(withValue(name, value, box.checked)));
      const line = make('label', { className: 'filter__value' }, box, make('span', {}, nameOf(name, value)), make('span', { className: 'count' }, String(count)));
      const heading = itsGroup && itsGroup !== group ? [make('p', { className: 'filter__group' }, itsGroup)] : [];
      group = itsGroup ?? group;
      return [...heading, line];
    });
    const box = details.querySelector('[data-part="values"]');
    const focused = box.contains(document.activeElement) ? document.activeElement.value : null;
    box.replaceChildren(...lines);
    if (focused !== null) [...box.querySelectorAll('input')].find(one => one.value === focused)?.focus();
  };
  const resultOf = ({ url, heading, unit, brand, year, snippet }) => make('li', { className: 'result' },
    make('h3', { className: 'result__title' }, make('a', { href: root + url }, ...inPieces(heading))),
    make('p', { className: 'result__by' }, [unit, brand, year].filter(Boolean).join(' · ')),
    make('p', { className: 'result__snippet' }, ...inPieces(snippet)));
  const showNothing = async opened => {
    const near = await opened.nearest(state.text);
    const links = near.map(({ name, url }) => make('li', {}, make('a', { href: root + url }, name)));
    empty.replaceChildren(make('p', {}, fill(state.text ? words.nothing : words.nothingChosen, { q: state.text })));
    if (links.length > 0) empty.append(make('p', {}, words.nearest), make('ul', { className: 'chips' }, ...links));
    empty.hidden = false;
  };

  const openFacets = () => [...wall.querySelectorAll('[data-facet][open]')];
  const ask = (offset, facets) => window.hallIndex().then(opened => opened.search({ ...state, sort: state.sort || undefined, offset, limit: pageSize, facets }).then(answer => ({ opened, answer })));

  async function render() {
    asked += 1;
    const mine = asked;
    const asking = isAsking();
    showChips();
    sort.value = state.sort;
    document.querySelectorAll('[data-part="whole-wall"]').forEach(whole => { whole.hidden = asking; });
    part('answer').hidden = !asking;
    if (input.value.trim() !== state.text && document.activeElement !== input) input.value = state.text;
    const facets = openFacets();
    if (!asking && facets.length === 0) { status.textContent = ''; return; }
    const slow = setTimeout(() => { if (mine === asked) status.textContent = words.searching; }, 300);
    try {
      const { opened, answer } = await ask(0, facets.map(details => details.dataset.facet));
      if (mine !== asked) return;
      facets.forEach(details => showFacet(details, answer.facets[details.dataset.facet]));
      if (!asking) { status.textContent = ''; return; }
      empty.hidden = true;
      results.replaceChildren(...answer.hits.map(resultOf));
      more.hidden = answer.hits.length < pageSize || answer.total <= answer.hits.length;
      status.textContent = fill(answer.exact ? words.found : words.foundAbout, { n: answer.total });
      if (answer.hits.length === 0) await showNothing(opened);
    } catch {
      if (mine === asked) status.textContent = words.failed;
    } finally {
      clearTimeout(slow);
    }
  }

  more.addEventListener('click', async () => {
    const mine = asked;
    const offset = results.children.length;
    const { answer } = await ask(offset, []);
    if (mine !== asked) return;
    const added = answer.hits.map(resultOf);
    results.append(...added);
    more.hidden = added.length < pageSize;
    status.textContent = fill(answer.exact ? words.found : words.foundAbout, { n: answer.total });
    added[0]?.querySelector('a').focus();
  });
  sort.addEventListener('change', () => change({ sort: sort.value }));
  wall.querySelectorAll('[data-facet]').forEach(details => details.addEventListener('toggle', () => { if (details.open) render(); }));
  wall.addEventListener('hall-search', ({ detail }) => change({ text: detail }));
  const typed = event => {
    if (event.isComposing) return;
    clearTimeout(timer);
    timer = setTimeout(() => { if (input.value.trim() !== state.text) change({ text: input.value.trim() }, 'replaceState'); }, 250);
  };
  input.addEventListener('input', typed);
  input.addEventListener('compositionend', () => typed({}));
  addEventListener('popstate', () => {
    state = stateOf(location.search);
    input.value = state.text;
    render();
  });
  document.querySelectorAll('[data-part="facet-pages"]').forEach(links => { links.hidden = true; });
  input.value = state.text;
  render();
})();
