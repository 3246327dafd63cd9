// An exhibition as slides, at #deck: one exhibit a slide, for a launch; and by itself, at #attract, for a lobby.
hall.each('exhibition', exhibition => {
  const text = (part, name) => part.querySelector(name)?.textContent.trim() ?? '';
  // A title keeps its phrases, which go to the next line as a whole.
  const titleSlide = () => ({
    title: exhibition.querySelector('h1'), lead: text(exhibition, '.page-head__lead'), by: text(exhibition, '.meta'), notes: '',
  });
  const slideOf = exhibit => ({
    cover: exhibit.querySelector('.cover'),
    title: exhibit.querySelector('.card__title a'),
    by: [text(exhibit, '.card__unit'), text(exhibit, '.card__brand'), exhibit.querySelector('.card')?.dataset.year].filter(Boolean).join(' · '),
    lead: text(exhibit, '.card__lead'),
    award: exhibit.querySelector('.card__award'),
    notes: text(exhibit, '.guide__words'),
  });

  const open = isAlone => {
    const slides = [titleSlide(), ...[...exhibition.querySelectorAll('.exhibit')].map(slideOf)];
    const others = [...document.body.children];
    const stage = hall.make('div', { className: 'deck__slide', tabIndex: -1 });
    const notes = hall.make('aside', { className: 'deck__notes', hidden: true, ariaLabel: words.notes });
    const place = hall.make('span', { className: 'deck__place' });
    const clock = hall.make('span', { className: 'deck__clock', role: 'timer' });
    const began = Date.now();
    let at = 0;

    const show = to => {
      at = isAlone ? to % slides.length : Math.max(0, Math.min(to, slides.length - 1));
      const slide = slides[at];
      const words_ = hall.make('div', { className: 'deck__words' },
        hall.make('h1', {}, ...slide.title.cloneNode(true).childNodes), hall.make('p', { className: 'deck__by', textContent: slide.by }),
        hall.make('p', { className: 'deck__lead', textContent: slide.lead }));
      if (slide.award) words_.append(slide.award.cloneNode(true));
      stage.replaceChildren(words_);
      if (slide.cover) {
        const cover = slide.cover.cloneNode(true);
        cover.querySelectorAll('img').forEach(picture => { picture.loading = 'eager'; });
        stage.prepend(cover);
      }
      stage.classList.toggle('deck__slide--title', !slide.cover);
      notes.textContent = slide.notes || words.no_notes;
      place.textContent = `${at + 1} / ${slides.length}`;
    };
    const tick = () => {
      const seconds = Math.floor((Date.now() - began) / 1000);
      clock.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
    };
    const toggleNotes = () => { notes.hidden = !notes.hidden; };
    const toggleFull = () => { document.fullscreenElement ? document.exitFullscreen() : deck.requestFullscreen?.(); };

    const deck = hall.make('div', { className: isAlone ? 'deck deck--alone' : 'deck', role: 'dialog', ariaModal: 'true', ariaLabel: text(exhibition, 'h1') }, stage);
    const keys = {
      ArrowRight: () => show(at + 1), PageDown: () => show(at + 1), ' ': () => show(at + 1),
      ArrowLeft: () => show(at - 1), PageUp: () => show(at - 1), Home: () => show(0), End: () => show(slides.length - 1),
      n: toggleNotes, f: toggleFull, Escape: () => close(),
    };
    const press = event => {
      if (isAlone) return hall.go('index.html');
      if (event.key === ' ' && event.target.closest('button')) return;
      if (event.ctrlKey || event.altKey || event.metaKey || !keys[event.key]) return;
      event.preventDefault();
      keys[event.key]();
    };
    const beat = setInterval(isAlone ? () => show(at + 1) : tick, isAlone ? 8000 : 1000);
    const close = () => {
      clearInterval(beat);
      removeEventListener('keydown', press);
      if (document.fullscreenElement) document.exitFullscreen();
      others.forEach(other => { other.inert = false; });
      deck.remove();
      history.replaceState(null, '', location.pathname);
      exhibition.querySelector('.exhibition__deck').focus();
    };

    if (isAlone) {
      deck.append(hall.make('p', { className: 'deck__touch', textContent: words.attract }));
      // On the window: while one page fades into the next, a touch reaches no element of either.
      addEventListener('pointerdown', press);
    } else {
      tick();
      deck.append(notes, hall.make('div', { className: 'deck__bar' },
        hall.button('←', keys.ArrowLeft, { ariaLabel: words.previous }), place,
        hall.button('→', keys.ArrowRight, { ariaLabel: words.next }), clock,
        hall.button(words.notes, toggleNotes), hall.button(words.full, toggleFull), hall.button(words.leave, () => close())));
    }
    others.forEach(other => { other.inert = true; });
    document.body.append(deck);
    addEventListener('keydown', press);
    show(0);
    stage.focus();
  };

  const look = () => {
    if (document.querySelector('.deck')) return;
    if (location.hash === '#deck') open(false);
    if (location.hash === '#attract') open(true);
  };
  addEventListener('hashchange', look);
  look();
});
