// The search box of every page: `/` leads to it, names and cases are suggested while typing. The engine is fetched with the first key.
(() => {
  const loaded = new Map();
  /** Loads a script of the theme once. */
  window.hallLoad = address => {
    if (!loaded.has(address)) {
      loaded.set(address, new Promise((resolve, reject) => {
        const script = document.createElement('script');
        script.src = address;
        script.onload = resolve;
        script.onerror = () => { loaded.delete(address); reject(new Error(address)); };
        document.head.append(script);
      }));
    }
    return loaded.get(address);
  };
  const wall = document.querySelector('[data-behaviour="wall"]');
  if (wall) window.hallLoad(wall.dataset.script);

  const form = document.querySelector('[data-behaviour="search-box"]');
  if (!form) return;
  const input = form.querySelector('input');
  const list = form.querySelector('[role="listbox"]');
  const { root, engine } = form.dataset;
  let chosen = -1;
  let asked = 0;
  let timer;

  const index = () => window.hallLoad(engine).then(() => window.HallSearch.open(root));
  window.hallIndex = index;

  const close = () => {
    asked += 1;
    chosen = -1;
    list.hidden = true;
    list.replaceChildren();
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  };
  const choose = at => {
    const options = [...list.children];
    if (options.length === 0) return;
    chosen = (at + options.length + 1) % (options.length + 1);
    options.forEach((option, place) => option.setAttribute('aria-selected', String(place === chosen)));
    const option = options[chosen];
    if (option) {
      input.setAttribute('aria-activedescendant', option.id);
      option.scrollIntoView({ block: 'nearest' });
    } else {
      chosen = -1;
      input.removeAttribute('aria-activedescendant');
    }
  };
  const show = suggestions => {
    list.replaceChildren(...suggestions.map(({ kind, name, url }, at) => {
      const option = document.createElement('li');
      option.id = `search-option-${at}`;
      option.setAttribute('role', 'option');
      option.setAttribute('aria-selected', 'false');
      const link = document.createElement('a');
      link.href = root + url;
      link.tabIndex = -1;
      const label = document.createElement('span');
      label.className = 'search__kind';
      label.textContent = list.dataset[kind];
      link.append(name, label);
      option.append(link);
      return option;
    }));
    list.hidden = suggestions.length === 0;
    input.setAttribute('aria-expanded', String(suggestions.length > 0));
    chosen = -1;
    input.removeAttribute('aria-activedescendant');
  };
  const suggest = async () => {
    const text = input.value.trim();
    asked += 1;
    const mine = asked;
    if (!text) { close(); return; }
    try {
      const suggestions = await (await index()).suggest(text);
      if (mine === asked) show(wall ? suggestions.filter(({ kind }) => kind !== 'case') : suggestions);
    } catch {
      close();
    }
  };

  input.addEventListener('focus', () => { index().then(opened => opened.start()).catch(() => {}); });
  input.addEventListener('input', event => {
    if (event.isComposing) return;
    clearTimeout(timer);
    timer = setTimeout(suggest, 120);
  });
  input.addEventListener('compositionend', () => {
    clearTimeout(timer);
    timer = setTimeout(suggest, 120);
  });
  input.addEventListener('keydown', event => {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (list.hidden) return;
      event.preventDefault();
      choose(event.key === 'ArrowDown' ? chosen + 1 : chosen < 0 ? list.children.length - 1 : chosen - 1);
    } else if (event.key === 'Escape' && !list.hidden) {
      event.preventDefault();
      close();
    } else if (event.key === 'Enter' && chosen >= 0) {
      event.preventDefault();
      list.children[chosen].firstChild.click();
    }
  });
  form.addEventListener('focusout', event => { if (!form.contains(event.relatedTarget)) setTimeout(close, 150); });
  // A page opened from a folder may not send a form to another file, but it may follow a link.
  form.addEventListener('submit', event => {
    event.preventDefault();
    clearTimeout(timer);
    close();
    const text = input.value.trim();
    if (wall) wall.dispatchEvent(new CustomEvent('hall-search', { detail: text }));
    else if (text) location.href = `${form.getAttribute('action')}?q=${encodeURIComponent(text)}`;
  });
  document.addEventListener('keydown', event => {
    const isTyping = event.target.closest?.('input, textarea, select, [contenteditable]');
    if (event.key === '/' && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      input.focus();
      input.select();
    }
  });
})();
