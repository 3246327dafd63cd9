// The search box of every page: `/` leads to it, names and cases are suggested while typing. The engine is fetched with the first key.
(() => {
  const loaded = {};
  /** Loads a script of the theme once. */
  hall.load = address => (loaded[address] ??= new Promise((onload, reject) => {
    const onerror = () => { delete loaded[address]; reject(); };
    document.head.append(hall.make('script', { src: address, onload, onerror }));
  }));
  const wall = hall.wall = document.querySelector('[data-behaviour="wall"]');
  if (wall) hall.load(wall.dataset.script);

  const form = document.querySelector('[data-behaviour="search-box"]');
  if (!form) return;
  const input = hall.input = form.querySelector('input');
  const list = form.querySelector('[role="listbox"]');
  const { root, engine } = form.dataset;
  let chosen;
  let asked = 0;

  /** The index of this hall. */
  hall.index = () => hall.load(engine).then(() => window.HallSearch.open(root));

  /** Calls `act` with every key, but never while characters are being composed. */
  const withKeys = act => ['input', 'compositionend'].forEach(name => input.addEventListener(name, ({ isComposing }) => isComposing || act()));
  /** Calls `act` when typing has paused. Gives what stops a call that is due. */
  hall.whenTyped = (pause_ms, act) => {
    let timer;
    withKeys(() => {
      clearTimeout(timer);
      timer = setTimeout(act, pause_ms);
    });
    return () => clearTimeout(timer);
  };

  /** Marks the option at `at`; none at -1. */
  const choose = at => {
    chosen = at;
    [...list.children].forEach((option, place) => option.setAttribute('aria-selected', place === at));
    const option = list.children[at];
    option?.scrollIntoView({ block: 'nearest' });
    input.setAttribute('aria-activedescendant', option?.id ?? '');
  };
  const show = suggestions => {
    list.replaceChildren(...suggestions.map(({ kind, name, url }, at) => {
      const label = hall.make('span', { className: 'search__kind' }, list.dataset[kind]);
      const link = hall.make('a', { href: root + url, tabIndex: -1 }, hall.make('span', { lang: hall.langOf(name) }, name), label);
      const option = hall.make('li', { id: `search-option-${at}` }, link);
      option.setAttribute('role', 'option');
      return option;
    }));
    list.hidden = suggestions.length === 0;
    input.setAttribute('aria-expanded', !list.hidden);
    choose(-1);
  };
  const close = () => {
    asked += 1;
    show([]);
  };
  const suggest = async () => {
    asked += 1;
    const mine = asked;
    const suggestions = await hall.index().then(index => index.suggest(input.value)).catch(() => []);
    if (mine === asked) show(suggestions.filter(({ kind }) => !wall || kind !== 'case'));
  };
  const stop = hall.whenTyped(120, suggest);

  // What a pause in typing will ask for is loaded before.
  const prepare = () => hall.index().then(index => index.expect(input.value)).catch(() => {});
  input.addEventListener('focus', prepare);
  withKeys(prepare);
  input.addEventListener('keydown', event => {
    if (event.isComposing || event.keyCode === 229 || list.hidden) return;
    const places = list.children.length + 1;
    const act = {
      ArrowDown: () => choose((chosen + 2) % places - 1),
      ArrowUp: () => choose((chosen + places) % places - 1),
      Escape: close,
      Enter: chosen >= 0 && (() => list.children[chosen].firstChild.click()),
    }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  form.addEventListener('focusout', event => { if (!form.contains(event.relatedTarget)) setTimeout(close, 150); });
  // A page opened from a folder may not send a form to another file, but it may follow a link.
  form.addEventListener('submit', event => {
    event.preventDefault();
    stop();
    close();
    const text = input.value.trim();
    if (hall.ask) hall.ask(text);
    else if (text) location.href = `${form.getAttribute('action')}?q=${encodeURIComponent(text)}`;
  });
  document.addEventListener('keydown', event => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.('input, textarea, select, [contenteditable]')) return;
    event.preventDefault();
    input.focus();
    input.select();
  });
})();
