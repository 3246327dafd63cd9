// Keeps a page of the preview up to date, shows what is wrong with the files, and helps whoever is writing.
//
// The server tells the number of its latest reading; the page asks what that means for it. Nothing here is in a published page.
(() => {
  'use strict';

  const OWN = '/__zhanguan/';
  const PLACE = 'zhanguan-place';
  const DISMISSED = 'zhanguan-dismissed';
  const OPEN = 'zhanguan-open';
  const WORDS = {
    'zh-CN': {
      errors: n => `${n} 处错误`, warnings: n => `${n} 处提醒`, advice: n => `${n} 条建议`, length: '字',
      kept: '下面仍是改动前的样子，改好保存后自动更新', unkept: '有错的部分没有展出，其余照常', more: n => `另有 ${n} 处，见终端`,
      remedy: '建议：', close: '收起（Esc）', panel: '写作助手', trouble: '预览遇到了麻烦', draft: '草稿',
      call: title => `征集《${title}》`, state: { kept: '合格', broken: '不合' }, broken: n => `征集要求 ${n} 项不合`,
    },
    en: {
      errors: n => `${n} ${n === 1 ? 'error' : 'errors'}`, warnings: n => `${n} ${n === 1 ? 'warning' : 'warnings'}`,
      advice: n => `${n} ${n === 1 ? 'hint' : 'hints'}`, length: 'characters',
      kept: 'below is the site as it was; it follows when they are mended', unkept: 'what has errors is left out, the rest is shown',
      more: n => `${n} more, see the terminal`, remedy: 'Help: ', close: 'Close (Esc)', panel: 'Writing aid',
      trouble: 'The preview is in trouble', draft: 'Draft',
      call: title => `Call “${title}”`, state: { kept: 'ok', broken: 'not ok' }, broken: n => `${n} not as the call wants`,
    },
  };

  // ── Following ─────────────────────────────────────────────────────────────────────────────

  // What the page before the reader is; empty for a page that stands in for another.
  const shown = document.currentScript.dataset.page;
  let source = '';
  let first = null;
  let asking = false;
  let asksAgain = false;

  async function ask() {
    if (asking) {
      asksAgain = true;
      return;
    }
    asking = true;
    do {
      asksAgain = false;
      const question = `page=${encodeURIComponent(location.pathname)}&source=${encodeURIComponent(source)}`;
      try {
        const answer = await fetch(`${OWN}state?${question}`, { cache: 'no-store' });
        if (answer.ok) follow(await answer.json());
      } catch {
        // The preview was stopped; the stream of events tells when it is back.
      }
    } while (asksAgain);
    asking = false;
  }

  function follow(state) {
    source = state.source ?? source;
    first ??= state.generation;
    if (state.moved) return leave(() => location.replace(state.moved), state.moved);
    const isAnother = state.page === null ? state.gone : state.page !== shown;
    const standsIn = shown === '';
    if (standsIn ? state.page !== null || state.generation !== first : isAnother) {
      return leave(() => location.reload(), location.pathname);
    }
    state.styles.forEach(changeStyle);
    show(state);
  }

  let stream = null;
  function listen() {
    if (stream) return;
    stream = new EventSource(`${OWN}events`);
    stream.addEventListener('generation', ask);
  }
  // A browser keeps few connections to one host: pages that nobody sees give theirs back.
  function hush() {
    stream?.close();
    stream = null;
  }
  const attend = () => (document.visibilityState === 'hidden' ? hush() : listen());
  document.addEventListener('visibilitychange', attend);
  addEventListener('pagehide', hush);
  addEventListener('pageshow', attend);

  // ── Changing the page ─────────────────────────────────────────────────────────────────────

  let isLeaving = false;
  function leave(go, path) {
    if (isLeaving) return;
    isLeaving = true;
    sessionStorage.setItem(PLACE, JSON.stringify({ path, x: scrollX, y: scrollY }));
    go();
  }

  function returnToPlace() {
    const place = JSON.parse(sessionStorage.getItem(PLACE) ?? 'null');
    sessionStorage.removeItem(PLACE);
    if (place?.path !== location.pathname) return;
    const go = () => scrollTo({ left: place.x, top: place.y, behavior: 'instant' });
    go();
    // Pictures without a size of their own push the page down when they come.
    if (document.readyState !== 'complete') addEventListener('load', go, { once: true });
  }

  function changeStyle(path) {
    // A sheet keeps its name when it changes; what stands behind the last hyphen tells its content.
    const named = address => address.slice(0, address.lastIndexOf('-') + 1);
    const links = [...document.querySelectorAll('link[rel="stylesheet"]')];
    const old = links.findLast(link => named(new URL(link.href).pathname) === named(path));
    if (!old || new URL(old.href).pathname === path) return;
    const fresh = old.cloneNode();
    fresh.href = path;
    // The old style goes when the new one has come, so that the page is never bare.
    fresh.addEventListener('load', () => old.remove(), { once: true });
    fresh.addEventListener('error', () => fresh.remove(), { once: true });
    old.after(fresh);
  }

  // ── Showing ───────────────────────────────────────────────────────────────────────────────

  const make = (name, attributes, ...content) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...content.filter(part => part !== null));
    return element;
  };

  const host = make('zhanguan-preview', {});
  const room = host.attachShadow({ mode: 'open' });
  const overlay = make('section', { class: 'overlay', role: 'alert', hidden: '' });
  // Long panels scroll, by keyboard too.
  const panel = make('section', { class: 'panel', id: 'panel', tabindex: '0', hidden: '' });
  const badge = make('button', { class: 'badge', type: 'button', 'aria-controls': 'panel', hidden: '' });
  room.append(make('link', { rel: 'stylesheet', href: `${OWN}live.css` }), overlay, panel, badge);

  let words = WORDS['zh-CN'];
  let signature = '';

  function show(state) {
    words = WORDS[state.lang] ?? words;
    host.lang = state.lang;
    showOverlay(state);
    showPanel(state);
    if (!host.isConnected) document.body.append(host);
  }

  function showOverlay(state) {
    const errors = state.faults.filter(fault => fault.severity === 'error');
    const next = JSON.stringify([state.trouble, errors]);
    if (next === signature) return;
    signature = next;
    if (!state.trouble && errors.length === 0) {
      sessionStorage.removeItem(DISMISSED);
      overlay.hidden = true;
      overlay.replaceChildren();
      return;
    }
    const close = make('button', { type: 'button', class: 'close', 'aria-label': words.close }, '×');
    close.addEventListener('click', dismiss);
    overlay.replaceChildren(
      make('div', { class: 'head' },
        make('h2', {}, state.trouble ? words.trouble : words.errors(state.errors)),
        make('p', {}, state.trouble ?? (state.kept ? words.kept : words.unkept)),
        close),
      make('ol', {}, ...errors.map(faultItem)),
      state.errors > errors.length ? make('p', { class: 'more' }, words.more(state.errors - errors.length)) : '');
    overlay.hidden = sessionStorage.getItem(DISMISSED) === signature;
  }

  function dismiss() {
    sessionStorage.setItem(DISMISSED, signature);
    overlay.hidden = true;
  }

  function faultItem(fault) {
    return make('li', { class: fault.severity },
      make('p', { class: 'place' }, `${fault.file}:${fault.line}:${fault.column} `, make('code', {}, fault.code)),
      make('p', { class: 'says' }, fault.says),
      fault.text === null ? null : sourceLine(fault),
      fault.remedy === null ? null : make('p', { class: 'remedy' }, words.remedy, fault.remedy));
  }

  function sourceLine({ line, text, column, width }) {
    const letters = [...text];
    const meant = letters.slice(column - 1, column - 1 + width).join('');
    return make('pre', {},
      make('span', { class: 'number', 'aria-hidden': 'true' }, `${line} `),
      letters.slice(0, column - 1).join(''), make('mark', {}, meant), letters.slice(column - 1 + width).join(''));
  }

  function showPanel(state) {
    const warnings = state.faults.filter(fault => fault.severity === 'warning');
    const of = kind => state.aid.filter(line => line.kind === kind);
    const length = of('length').map(line => line.says);
    const parts = [
      state.errors > 0 ? words.errors(state.errors) : null,
      of('hidden').length > 0 ? words.draft : null,
      ...length,
      of('broken').length > 0 ? words.broken(of('broken').length) : null,
      of('advice').length > 0 ? words.advice(of('advice').length) : null,
      state.warnings > 0 ? words.warnings(state.warnings) : null,
    ].filter(part => part !== null);
    badge.textContent = parts.join(' · ');
    badge.classList.toggle('badge--error', state.errors > 0);
    badge.hidden = parts.length === 0;
    panel.setAttribute('aria-label', words.panel);
    panel.replaceChildren(
      make('ul', {}, ...['hidden', 'length', 'advice', 'fact'].flatMap(of).map(line => make('li', { class: line.kind }, line.says))),
      ...countsByCall(state.aid),
      make('ol', {}, ...warnings.map(faultItem)));
    open(parts.length > 0 && localStorage.getItem(OPEN) === 'yes');
  }

  // The lines of one call stand together.
  function countsByCall(aid) {
    const counts = aid.filter(line => line.kind === 'kept' || line.kind === 'broken');
    return [...new Set(counts.map(line => line.call))].flatMap(call => [
      make('p', { class: 'call' }, words.call(call)),
      make('ul', {}, ...counts.filter(line => line.call === call)
        .map(line => make('li', { class: line.kind }, `${words.state[line.kind]} ${line.says}`)))]);
  }

  function open(isOpen) {
    panel.hidden = !isOpen || panel.textContent === '';
    badge.setAttribute('aria-expanded', String(!panel.hidden));
  }

  badge.addEventListener('click', () => {
    if (overlay.hidden && overlay.hasChildNodes()) {
      sessionStorage.removeItem(DISMISSED);
      overlay.hidden = false;
      return;
    }
    localStorage.setItem(OPEN, panel.hidden ? 'yes' : 'no');
    open(panel.hidden);
  });

  addEventListener('keydown', event => {
    if (event.key !== 'Escape') return;
    if (!overlay.hidden) return dismiss();
    localStorage.setItem(OPEN, 'no');
    open(false);
  });

  returnToPlace();
  attend();
})();
