// The case wall, live: results instead of the whole wall where there is a question or a choice. The address holds all of it.
(() => {
  const { make, wall, input } = hall;
  if (!wall || !input) return;
  const facets = [...wall.querySelectorAll('[data-facet]')];
  const names = facets.map(details => details.dataset.facet);
  const words = wall.dataset;
  const { root } = words;
  const limit = Number(words.perPage);
  const [status, chips, results, more, sort, empty, missed, shown] = ['status', 'chips', 'results', 'more', 'sort', 'empty', 'missed', 'answer'].map(name => wall.querySelector(`[data-part="${name}"]`));
  const hide = (name, isHidden) => document.querySelectorAll(`[data-part="${name}"]`).forEach(part => { part.hidden = isHidden; });
  let asked = 0;

  const fill = (text, value) => text.replace(/\{\w+\}/, () => value);
  const inPieces = pieces => pieces.map(({ text, hit }) => (hit ? make('mark', {}, text) : text));

  // ── The state, and the address it is kept in ──
  const stateOf = address => {
    const params = new URLSearchParams(address);
    return {
      text: params.get('q') ?? '',
      filters: Object.fromEntries(names.map(name => [name, params.getAll(name)])),
      sort: params.get('sort') ?? '',
    };
  };
  let state = stateOf(location.search);
  /** What was chosen, each with its facet. */
  const choices = () => names.flatMap(name => state.filters[name].map(value => [name, value]));
  const change = (changed, how = 'pushState') => {
    state = { ...state, ...changed };
    const params = [['q', state.text], ['sort', state.sort]].filter(([, value]) => value);
    history[how](null, '', `${location.href.split(/[?#]/)[0]}?${new URLSearchParams([...params, ...choices()])}`.replace(/\?$/, ''));
    render();
  };
  const choose = (name, value, isChosen) => {
    const others = state.filters[name].filter(other => other !== value);
    change({ filters: { ...state.filters, [name]: isChosen ? [...others, value] : others } });
  };

  // ── What is shown ──
  const nameOf = value => value || words.levelNone;
  const showChips = () => {
    const chip = (text, press, fields) => make('li', {}, hall.button(text, press, { className: 'chip', ...fields }));
    const chosen = choices().map(([name, value]) => {
      const item = chip(nameOf(value), () => {
        choose(name, value, false);
        (chips.querySelector('button') ?? input).focus();
      });
      item.firstChild.setAttribute('aria-label', fill(words.remove, nameOf(value)));
      return item;
    });
    if (chosen.length > 1) chosen.push(chip(words.clear, () => { change({ filters: stateOf('').filters }); input.focus(); }, { className: 'chip chip--clear' }));
    chips.replaceChildren(...chosen);
  };
  const showFacet = (details, values) => {
    const name = details.dataset.facet;
    const chosen = state.filters[name];
    const gone = chosen.filter(value => !values.some(one => one.value === value)).map(value => ({ value, count: 0 }));
    let last;
    const lines = [...gone, ...values].flatMap(({ value, count, group }) => {
      const box = make('input', { type: 'checkbox', value, checked: chosen.includes(value) });
      box.addEventListener('change', () => choose(name, value, box.checked));
      const line = make('label', { className: 'filter__value' }, box, make('span', { lang: hall.langOf(nameOf(value)) }, nameOf(value)), make('span', { className: 'count' }, count));
      const heading = group && group !== last ? [make('p', { className: 'filter__group' }, group)] : [];
      last = group ?? last;
      return [...heading, line];
    });
    const box = details.querySelector('[data-part="values"]');
    const focused = box.contains(document.activeElement) && document.activeElement.value;
    box.replaceChildren(...lines);
    [...box.querySelectorAll('input')].find(one => one.value === focused)?.focus();
  };
  const resultOf = ({ url, heading, unit, brand, year, snippet }) => {
    const part = (tag, name, ...children) => {
      const made = make(tag, { className: 'result__' + name }, ...children);
      made.lang = hall.langOf(made.textContent);
      return made;
    };
    return make('li', { className: 'result' },
      part('h3', 'title', make('a', { href: root + url }, ...inPieces(heading))),
      part('p', 'by', ...[unit, brand, year].filter(Boolean).flatMap((fact, at, { length }) => [make('span', { className: 'phrase' }, fact + (at < length - 1 ? '\u00a0/' : '')), ' '])),
      part('p', 'snippet', ...inPieces(snippet)));
  };
  const showResults = ({ hits, exact, total }) => {
    const items = hits.map(resultOf);
    results.append(...items);
    more.hidden = hits.length < limit || total <= results.children.length;
    status.textContent = fill(exact ? words.found : words.foundAbout, total);
    return items[0];
  };
  const showNothing = near => {
    const links = near.map(({ name, url }) => make('li', {}, make('a', { href: root + url, lang: hall.langOf(name) }, name)));
    missed.replaceChildren(make('p', {}, fill(state.text ? words.nothing : words.nothingChosen, state.text)));
    if (links.length > 0) missed.append(make('p', {}, words.nearest), make('ul', { className: 'chips' }, ...links));
    empty.hidden = false;
  };

  const ask = (index, rest) => index.search({ ...state, ...rest });

  async function render() {
    asked += 1;
    const mine = asked;
    const isAsking = state.text || state.sort || choices().length > 0;
    const open = facets.filter(details => details.open);
    showChips();
    // Without a question nothing is nearer than another.
    sort.options[0].hidden = !state.text;
    sort.value = state.sort || (state.text ? '' : 'newest');
    hide('whole-wall', isAsking);
    shown.hidden = !isAsking;
    if (document.activeElement !== input) input.value = state.text;
    const slow = setTimeout(() => { if (mine === asked) status.textContent = words.searching; }, 300);
    try {
      if (isAsking || open.length > 0) {
        const index = await hall.index();
        const answer = await ask(index, { limit: isAsking ? limit : 0, facets: open.map(details => details.dataset.facet) });
        const near = isAsking && answer.hits.length === 0 && await index.nearest(state.text);
        if (mine !== asked) return;
        open.forEach(details => showFacet(details, answer.facets[details.dataset.facet]));
        empty.hidden = true;
        results.replaceChildren();
        showResults(answer);
        if (near) showNothing(near);
      }
      if (!isAsking) status.textContent = '';
    } catch {
      if (mine === asked) status.textContent = words.failed;
    } finally {
      clearTimeout(slow);
    }
  }

  more.addEventListener('click', async () => {
    const mine = asked;
    const answer = await ask(await hall.index(), { limit, offset: results.children.length, facets: [] });
    if (mine === asked) showResults(answer)?.querySelector('a').focus();
  });
  sort.addEventListener('change', () => change({ sort: sort.value }));
  facets.forEach(details => details.addEventListener('toggle', () => { if (details.open) render(); }));
  hall.ask = text => change({ text });
  hall.whenTyped(250, () => {
    const text = input.value.trim();
    if (text !== state.text) change({ text }, 'replaceState');
  });
  addEventListener('popstate', () => {
    state = stateOf(location.search);
    input.value = state.text;
    render();
  });
  hide('facet-pages', true);
  input.value = state.text;
  render();
})();
