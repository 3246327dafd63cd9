// What the other parts share: where the hall stands, what this device remembers of it, and makers of elements.
const hall = {
  data: document.documentElement.dataset,
  root: new URL('./' + document.documentElement.dataset.root, location.href),

  /** What was kept under `part`; nothing where the browser keeps nothing. */
  read(part) {
    try { return JSON.parse(localStorage.getItem('zhanguan:' + hall.root.pathname + part)); } catch { return null; }
  },
  keep(part, value) {
    try { localStorage.setItem('zhanguan:' + hall.root.pathname + part, JSON.stringify(value)); } catch { /* As above. */ }
  },
  /** Sets or, without a value, takes back one of the visitor's choices. */
  choose(name, value) {
    const chosen = hall.read('') || {};
    if (value) hall.data[name] = chosen[name] = value;
    else { delete hall.data[name]; delete chosen[name]; }
    hall.keep('', chosen);
  },
  go(path) { location.href = new URL(path, hall.root); },
  /** Starts `start` on every element with this behaviour. */
  each(behaviour, start) { document.querySelectorAll(`[data-behaviour="${behaviour}"]`).forEach(start); },
  make(tag, fields, ...children) {
    const element = Object.assign(document.createElement(tag), fields);
    element.append(...children);
    return element;
  },
  button(text, press, fields) {
    const button = hall.make('button', { type: 'button', textContent: text, ...fields });
    button.addEventListener('click', press);
    return button;
  },
  /** The language of what an author wrote, which may not be the page's; a number is read alike in both. */
  langOf: text => (/\p{Script=Han}/u.test(text) ? 'zh-CN' : /\p{L}/u.test(text) ? 'en' : document.documentElement.lang),
  /** The string `key` with `n` in its place. */
  say: (key, n) => words[key].replace('{n}', n),
};
