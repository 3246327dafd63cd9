// The lobby: a screen that strangers touch. No way out of the hall, always a way home, and back to the exhibition when they leave.
hall.each('lobby', body => {
  if (location.hash.startsWith('#lobby')) {
    hall.choose('lobby', location.hash === '#lobby=off' ? '' : 'on');
    history.replaceState(null, '', location.pathname + location.search);
  }
  if (!hall.data.lobby) return;

  const isOwnPage = link => link.href.startsWith(hall.root.href) && link.pathname.endsWith('.html') && !link.hasAttribute('download');
  // Pictures of a story open over the page and lead nowhere.
  const leadsAway = link => !isOwnPage(link) && !link.closest('[data-behaviour="story"]');
  for (const link of [...document.links].filter(leadsAway)) {
    const text = hall.make('span', { className: 'lobby__text', textContent: link.textContent });
    // An address elsewhere can be written down; a file of ours has nowhere to be kept here.
    if (!link.href.startsWith(hall.root.href)) text.append(hall.make('small', { textContent: ' ' + link.href }));
    link.replaceWith(text);
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
