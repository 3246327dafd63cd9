// A reader's own picks: kept on this device with enough about each case to list, print, export and compare them anywhere.
{
  // What another page of this origin may have left there must not lead out of the hall.
  const isInside = pick => new URL(pick.url, hall.root).href.startsWith(hall.root.href);
  const read = () => (hall.read('picks') || []).filter(isInside);
  const textOf = (part, name) => part.querySelector(name)?.textContent.replace(/\s+/g, ' ').trim() ?? '';
  const textsOf = (part, name) => [...part.querySelectorAll(name)].map(found => found.textContent.replace(/\s+/g, ' ').trim()).join('；');
  const pathOf = address => new URL(address, location.href).href.slice(hall.root.href.length);

  const ofCard = card => {
    const [unit, brand = ''] = textOf(card, '.card__by').split(' / ');
    return {
      url: pathOf(card.querySelector('.card__title a').href), title: textOf(card, '.card__title'), unit, brand,
      year: card.dataset.year, honors: textOf(card, '.card__award'), summary: textOf(card, '.card__lead'),
    };
  };
  const ofCasePage = label => ({
    url: pathOf(location.pathname), title: textOf(document, 'h1'), unit: textsOf(label, 'dd a[href*="units/"]'), brand: textOf(label, 'a[href*="brands/"]'),
    year: textOf(label, 'a[href*="years/"]'), honors: textsOf(label, '.label__awards dd'), summary: textOf(document, '.case__lead'),
  });

  const counter = hall.make('a', { className: 'picked', href: new URL('picks/index.html', hall.root), hidden: true });
  const changed = new EventTarget();
  const keep = picks => {
    hall.keep('picks', picks);
    counter.hidden = picks.length === 0;
    counter.textContent = hall.say('picked', picks.length);
    changed.dispatchEvent(new Event('change'));
  };
  hall.each('display', tools => tools.prepend(counter));

  /** A button that puts the case that `fact` tells of among the picks, or takes it out. */
  const pickButton = (fact, className) => {
    const { url, title } = fact();
    const has = () => read().some(pick => pick.url === url);
    const button = hall.button('', () => keep(has() ? read().filter(pick => pick.url !== url) : [...read(), fact()]), { className });
    const show = () => {
      const is = has();
      button.setAttribute('aria-pressed', is);
      button.textContent = className === 'pick' ? (is ? '✓' : '+') : words[is ? 'unpick' : 'pick'];
      if (className === 'pick') button.ariaLabel = `${words.pick}：${title}`;
    };
    changed.addEventListener('change', show);
    show();
    return button;
  };
  hall.each('pick', tools => tools.append(pickButton(() => ofCasePage(tools.parentElement), 'button button--quiet')));
  // On a wall: where there is a pointer a button shows under it; fingers first say that they want to choose.
  const cards = document.querySelectorAll('.cards .card, .exhibit .card');
  cards.forEach(card => card.append(pickButton(() => ofCard(card), 'pick')));
  if (cards.length > 0) {
    const choosing = hall.button(words.choosing, () => {
      const is = choosing.ariaPressed !== 'true';
      choosing.setAttribute('aria-pressed', is);
      document.body.classList.toggle('choosing', is);
    }, { className: 'choosing__switch' });
    choosing.setAttribute('aria-pressed', false);
    cards[0].closest('.cards, .exhibit').before(choosing);
  }

  const FACTS = ['title', 'unit', 'brand', 'year', 'honors', 'summary'];
  const save = (name, type, content) => {
    const link = hall.make('a', { download: name, href: URL.createObjectURL(new Blob([content], { type })) });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };
  // A cell that begins like a formula is a text all the same.
  const cell = text => `"${String(text).replace(/^[=+\-@\t＝＋－＠]/, "'$&").replaceAll('"', '""')}"`;
  const table = picks => '\ufeff' + [FACTS.map(fact => words[fact]), ...picks.map(pick => FACTS.map(fact => pick[fact] ?? ''))].map(row => row.map(cell).join(',')).join('\r\n');
  const plain = picks => picks.map((pick, index) => `${index + 1}. ` + FACTS.map(fact => pick[fact]).filter(Boolean).join('\r\n   ')).join('\r\n\r\n');
  const linkTo = pick => hall.make('a', { textContent: pick.title, href: new URL(pick.url, hall.root) });
  const chosen = new Set();

  hall.each('picks', list => {
    const show = () => {
      const picks = read();
      if (picks.length === 0) return list.replaceChildren(hall.make('p', { className: 'empty', textContent: words.no_picks }));
      const compare = hall.button(words.compare, () => hall.go('picks/compare.html#' + encodeURIComponent([...chosen].join(','))), { className: 'button' });
      const count = () => { compare.disabled = chosen.size < 2 || chosen.size > 4; };
      count();
      const row = pick => {
        const box = hall.make('input', { type: 'checkbox', checked: chosen.has(pick.url) });
        box.addEventListener('change', () => { chosen[box.checked ? 'add' : 'delete'](pick.url); count(); });
        return hall.make('li', { className: 'picks__one' },
          hall.make('h2', {}, linkTo(pick)),
          hall.make('p', { className: 'meta', textContent: [pick.unit, pick.brand, pick.year].filter(Boolean).join('\u00a0/ ') }),
          hall.make('p', { textContent: pick.honors }), hall.make('p', { textContent: pick.summary }),
          hall.make('p', { className: 'picks__tools' }, hall.make('label', {}, box, ' ' + words.choose),
            hall.button(words.unpick, () => { chosen.delete(pick.url); keep(picks.filter(other => other !== pick)); }, { ariaLabel: `${words.unpick}：${pick.title}` })));
      };
      const tool = (word, press) => hall.button(words[word], press, { className: 'button button--quiet' });
      list.replaceChildren(
        hall.make('p', { className: 'buttons picks__tools' }, compare, tool('print', () => print()),
          tool('text', () => save(words.file + '.txt', 'text/plain;charset=utf-8', plain(picks))),
          tool('table', () => save(words.file + '.csv', 'text/csv;charset=utf-8', table(picks))), tool('clear', () => keep([]))),
        hall.make('ol', { className: 'picks__list' }, ...picks.map(row)));
    };
    changed.addEventListener('change', show);
    show();
  });

  hall.each('compare', place => {
    const wanted = decodeURIComponent(location.hash.slice(1)).split(',').filter(Boolean);
    const picks = read().filter(pick => wanted.length === 0 || wanted.includes(pick.url)).slice(0, 4);
    if (picks.length === 0) return place.replaceChildren(hall.make('p', { className: 'empty', textContent: words.no_picks }));
    const head = hall.make('tr', {}, hall.make('th', { scope: 'col', textContent: words.title }), ...picks.map(pick => hall.make('th', { scope: 'col' }, linkTo(pick))));
    const row = fact => hall.make('tr', {}, hall.make('th', { scope: 'row', textContent: words[fact] }), ...picks.map(pick => hall.make('td', { textContent: pick[fact] })));
    place.replaceChildren(hall.make('div', { className: 'table-scroll', tabIndex: 0 },
      hall.make('table', {}, hall.make('thead', {}, head), hall.make('tbody', {}, ...FACTS.slice(1).map(row)))));
  });

  keep(read());
}
