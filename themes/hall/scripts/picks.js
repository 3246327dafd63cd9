// A reader's own picks: kept on this device with enough about each case to list, print, export and compare them anywhere.
hall.picks = (() => {
  // What another page of this origin may have left there must not lead out of the hall.
  const isInside = pick => new URL(pick.url, hall.root).href.startsWith(hall.root.href);
  const read = () => (hall.read('picks') || []).filter(isInside);
  const textOf = (part, name) => part.querySelector(name)?.textContent.replace(/\s+/g, ' ').trim() ?? '';
  const textsOf = (part, name) => [...part.querySelectorAll(name)].map(found => found.textContent.replace(/\s+/g, ' ').trim()).join('；');
  const phrasesOf = title => [...title.querySelectorAll('.phrase')].map(phrase => phrase.textContent);
  const awardsOf = (part, name) => [...part.querySelectorAll(name)].map(award => {
    const level = award.querySelector('.level');
    const more = textOf(award, 'small');
    const text = award.textContent.replace(/\s+/g, ' ').trim();
    const name = text.slice(level?.textContent.length ?? 0, text.length - more.length).trim();
    return { look: level?.className ?? '', level: level?.textContent ?? '', name, more };
  });
  const pathOf = address => new URL(address, location.href).href.slice(hall.root.href.length);

  const ofCard = card => {
    return {
      url: pathOf(card.querySelector('.card__title a').href), title: textOf(card, '.card__title'), unit: textOf(card, '.card__unit'), brand: textOf(card, '.card__brand'),
      year: card.dataset.year, honors: textOf(card, '.card__award'), summary: textOf(card, '.card__lead'),
      phrases: phrasesOf(card), awards: awardsOf(card, '.card__award'),
    };
  };
  const ofCasePage = label => ({
    url: pathOf(location.pathname), title: textOf(document, 'h1'), unit: textsOf(label, 'dd a[href*="units/"]'), brand: textOf(label, 'a[href*="brands/"]'),
    year: textOf(label, 'a[href*="years/"]'), honors: textsOf(label, '.label__awards dd'), summary: textOf(document, '.case__lead'),
    phrases: phrasesOf(document.querySelector('h1')), awards: awardsOf(label, '.label__awards dd'),
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

  keep(read());
  return { read, keep, changed };
})();
