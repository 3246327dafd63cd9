// Photographs one by one: arrow keys and two buttons move along the row, a click or Enter opens the full screen.
// Without this script they stand one under the other and every picture leads to its largest print.
(() => {
  for (const story of document.querySelectorAll('[data-behaviour="story"]')) tell(story);

  function tell(story) {
    const row = story.querySelector('ol');
    const slides = [...row.children];
    const links = slides.map(slide => slide.querySelector('a'));
    const screen = screenOf(story, index => links[index], links.length);
    const place = () => Math.round(row.scrollLeft / (slides[0].offsetWidth || 1));
    const go = step => slides[clamp(place() + step, slides.length)].scrollIntoView({ block: 'nearest', inline: 'start' });

    row.addEventListener('keydown', event => {
      if (event.target.closest('.story__pan')) return;
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      go(step);
    });
    if (slides.length > 1) {
      const steps = [button('←', story.dataset.previous, () => go(-1)), button('→', story.dataset.next, () => go(1))];
      const show = () => steps.forEach((step, end) => { step.ariaDisabled = place() === end * (slides.length - 1); });
      row.addEventListener('scroll', show, { passive: true });
      show();
      const bar = make('p', { className: 'story__steps' });
      bar.append(...steps);
      row.after(bar);
    }
    links.forEach((link, index) => link.addEventListener('click', event => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      screen.open(index);
    }));
  }

  /** A dialog over the whole screen that shows the pictures behind `linkAt(0 … count - 1)`. */
  function screenOf(story, linkAt, count) {
    const { close, previous, next } = story.dataset;
    const dialog = make('dialog', { className: 'screen', ariaLabel: story.getAttribute('aria-label') });
    const picture = make('img', { className: 'screen__picture', draggable: false });
    const words = make('p', { ariaLive: 'polite' });
    const bar = make('div', { className: 'screen__bar' });
    bar.append(button('←', previous, () => show(at - 1)), words, button('→', next, () => show(at + 1)), button('×', close, () => dialog.close()));
    dialog.append(picture, bar);
    let at = 0;
    let touched = null;

    dialog.addEventListener('keydown', event => {
      const target = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: count - 1 }[event.key];
      if (target !== undefined) show(target);
    });
    picture.addEventListener('pointerdown', event => { touched = event.clientX; });
    picture.addEventListener('pointerup', event => {
      const way = event.clientX - (touched ?? event.clientX);
      touched = null;
      if (Math.abs(way) > 40) show(at + (way < 0 ? 1 : -1));
    });
    dialog.addEventListener('close', () => {
      dialog.remove();
      linkAt(at).closest('li').scrollIntoView({ block: 'nearest', inline: 'start' });
      linkAt(at).focus({ preventScroll: true });
    });

    function show(index) {
      at = clamp(index, count);
      const link = linkAt(at);
      picture.src = link.href;
      picture.alt = link.querySelector('img').alt;
      words.textContent = link.closest('figure').querySelector('figcaption').textContent;
    }
    return {
      open(index) {
        document.body.append(dialog);
        show(index);
        dialog.showModal();
      },
    };
  }

  function button(sign, label, act) {
    const element = make('button', { type: 'button', textContent: sign, ariaLabel: label, title: label });
    element.addEventListener('click', act);
    return element;
  }

  function make(name, properties) {
    return Object.assign(document.createElement(name), properties);
  }

  function clamp(index, count) {
    return Math.max(0, Math.min(count - 1, index));
  }
})();
