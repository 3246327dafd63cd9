// The list of a reader's picks, to print, export and choose from, and the comparison of those chosen.
{
  const { read, keep, changed } = hall.picks;
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

  /** `element`, marked if what it says is in another language than this page. */
  const told = element => {
    const lang = hall.langOf(element.textContent);
    if (lang !== document.documentElement.lang) element.lang = lang;
    return element;
  };
  const linkTo = pick => {
    const pieces = (pick.phrases ?? []).map(phrase => hall.make('span', { className: 'phrase', textContent: phrase }));
    return told(hall.make('a', { href: new URL(pick.url, hall.root) }, ...pieces.length > 0 ? pieces : [pick.title]));
  };
  const honorsOf = pick => told(hall.make('ul', { className: 'picks__honors' }, ...(pick.awards ?? []).map(({ look, level, name, more }) =>
    hall.make('li', {}, ...level ? [hall.make('span', { className: look, textContent: level })] : [],
      hall.make('span', {}, name, ...more ? [' ', hall.make('small', { textContent: more })] : [])))));
  /** Shows `parts`; where there are none, what is missing and where to go on. */
  const fill = (place, parts) => {
    place.nextElementSibling.hidden = parts.length > 0;
    place.replaceChildren(...parts.length > 0 ? parts : [hall.make('p', { className: 'empty', textContent: words.no_picks })]);
  };
  const chosen = new Set();

  hall.each('picks', list => {
    const show = () => {
      const picks = read();
      document.querySelector('[data-part="compare"]').hidden = picks.length < 2;
      if (picks.length === 0) return fill(list, []);
      const compare = hall.button(words.compare, () => hall.go('picks/compare.html#' + encodeURIComponent([...chosen].join(','))), { className: 'button' });
      const count = () => { compare.disabled = chosen.size < 2 || chosen.size > 4; };
      count();
      const row = pick => {
        const box = hall.make('input', { type: 'checkbox', checked: chosen.has(pick.url) });
        box.addEventListener('change', () => { chosen[box.checked ? 'add' : 'delete'](pick.url); count(); });
        return hall.make('li', { className: 'picks__one' },
          hall.make('h2', {}, linkTo(pick)),
          told(hall.make('p', { className: 'meta', textContent: [pick.unit, pick.brand, pick.year].filter(Boolean).join('\u00a0/ ') })),
          honorsOf(pick), told(hall.make('p', { textContent: pick.summary })),
          hall.make('p', { className: 'picks__tools' }, hall.make('label', {}, box, ' ' + words.choose),
            hall.button(words.unpick, () => { chosen.delete(pick.url); keep(picks.filter(other => other !== pick)); }, { ariaLabel: `${words.unpick}：${pick.title}` })));
      };
      const tool = (word, press) => hall.button(words[word], press, { className: 'button button--quiet' });
      fill(list, [
        hall.make('p', { className: 'buttons picks__tools' }, compare, tool('print', () => print()),
          tool('text', () => save(words.file + '.txt', 'text/plain;charset=utf-8', plain(picks))),
          tool('table', () => save(words.file + '.csv', 'text/csv;charset=utf-8', table(picks))),
          hall.button(words.clear, () => keep([]), { className: 'picks__clear' })),
        hall.make('ol', { className: 'picks__list' }, ...picks.map(row))]);
    };
    changed.addEventListener('change', show);
    show();
  });

  hall.each('compare', place => {
    const wanted = decodeURIComponent(location.hash.slice(1)).split(',').filter(Boolean);
    const picks = read().filter(pick => wanted.length === 0 || wanted.includes(pick.url)).slice(0, 4);
    if (picks.length === 0) return fill(place, []);
    const head = hall.make('tr', {}, hall.make('th', { scope: 'col', textContent: words.title }), ...picks.map(pick => hall.make('th', { scope: 'col' }, linkTo(pick))));
    const cellOf = (pick, fact) => fact === 'honors' && pick.awards?.length > 0 ? hall.make('td', {}, honorsOf(pick)) : told(hall.make('td', { textContent: pick[fact] || '—' }));
    const row = fact => hall.make('tr', {}, hall.make('th', { scope: 'row', textContent: words[fact] }), ...picks.map(pick => cellOf(pick, fact)));
    fill(place, [hall.make('div', { className: 'table-scroll', tabIndex: 0 },
      hall.make('table', {}, hall.make('thead', {}, head), hall.make('tbody', {}, ...FACTS.slice(1).map(row))))]);
  });
}
