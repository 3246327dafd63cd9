// The lobby: a screen that strangers touch. No way out of the hall, always a way home, and back to the exhibition when they leave.
hall.each('lobby', body => {
  /** The QR code whose modules are written in hexadecimal digits, with the four empty ones around it that the standard asks for. */
  const codeOf = written => {
    const [side, digits] = written.split('.');
    let path = '';
    for (let at = 0; at < side * side; at += 1) {
      if (parseInt(digits[at >> 2], 16) >> (3 - at % 4) & 1) path += `M${at % side} ${Math.floor(at / side)}h1v1h-1z`;
    }
    const draw = (tag, fields) => {
      const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
      for (const [name, value] of Object.entries(fields)) element.setAttribute(name, value);
      return element;
    };
    const svg = draw('svg', { class: 'code', viewBox: `-4 -4 ${+side + 8} ${+side + 8}`, 'shape-rendering': 'crispEdges', 'aria-hidden': true });
    svg.append(draw('path', { fill: '#fff', d: 'M-4-4h999v999h-999z' }), draw('path', { fill: '#000', d: path }));
    return svg;
  };

  if (location.hash.startsWith('#lobby')) {
    hall.choose('lobby', location.hash === '#lobby=off' ? '' : 'on');
    history.replaceState(null, '', location.pathname + location.search);
  }
  if (!hall.data.lobby) return;

  const isOwnPage = link => link.href.startsWith(hall.root.href) && link.pathname.endsWith('.html') && !link.hasAttribute('download');
  // Pictures of a story open over the page and lead nowhere.
  const leadsAway = link => !isOwnPage(link) && !link.closest('[data-behaviour="story"]');
  const codes = document.querySelector('[data-part="outside"]');
  const places = [...codes?.children ?? []];
  for (const link of [...document.links].filter(leadsAway)) {
    const text = hall.make('span', { className: 'lobby__text', textContent: link.textContent });
    const at = places.findIndex(place => new URL(place.dataset.address).href === link.href);
    // A file of ours has nowhere to be kept here; an address elsewhere is taken along by its code, or written down.
    if (at >= 0) text.append(hall.make('sup', { textContent: at + 1 }));
    else if (!link.href.startsWith(hall.root.href)) text.append(hall.make('small', { textContent: ' ' + link.href }));
    link.replaceWith(text);
  }
  for (const place of places) place.append(codeOf(place.dataset.code), hall.make('small', { textContent: place.dataset.address }));
  if (places.length > 0) {
    codes.before(hall.make('h2', { className: 'outside__head', textContent: codes.dataset.title }));
    codes.hidden = false;
  }
  addEventListener('click', event => {
    const link = event.target.closest('a[href]');
    if (link && !isOwnPage(link)) event.preventDefault();
  }, true);
  addEventListener('contextmenu', event => event.preventDefault());

  const walk = body.dataset.walk;
  const bar = hall.make('nav', { className: 'lobby', ariaLabel: words.lobby },
    hall.button(words.home, () => hall.go('index.html')),
    ...(walk ? [hall.button(words.exhibitions, () => hall.go('exhibitions/index.html'))] : []),
    hall.button(words.cases, () => hall.go('cases/index.html')),
    hall.button(words.back, () => history.back()),
    hall.button(words.large, () => hall.choose('type', hall.data.type ? '' : 'large')));
  const countdown = hall.make('p', { className: 'lobby__countdown', role: 'timer', hidden: true });
  body.append(bar, countdown);

  let left = Number(body.dataset.idle);
  const stay = () => { left = Number(body.dataset.idle); countdown.hidden = true; };
  for (const sign of ['pointerdown', 'pointermove', 'keydown', 'scroll']) addEventListener(sign, stay, { passive: true });
  if (location.hash !== '#attract') {
    setInterval(() => {
      left -= 1;
      countdown.hidden = left > 10;
      countdown.textContent = hall.say('idle', left);
      if (left === 0) hall.go(walk ? walk + '#attract' : 'index.html');
    }, 1000);
  }

  let held;
  addEventListener('keydown', event => {
    if (event.key === 'Escape' && !event.repeat) held = setTimeout(() => { hall.choose('lobby', ''); location.reload(); }, 2000);
  });
  addEventListener('keyup', () => clearTimeout(held));
});
