// Display: large type, light or dark, and the lobby. What is chosen is remembered on this device.
hall.each('display', tools => {
  const panel = hall.make('div', { className: 'display__panel' });
  const box = hall.make('details', { className: 'display' }, hall.make('summary', { textContent: words.display }), panel);
  const isDark = () => hall.data.scheme ? hall.data.scheme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;

  const toggle = (text, isOn, press) => {
    const button = hall.button(text, () => { press(); show(); });
    const show = () => button.setAttribute('aria-pressed', isOn());
    show();
    panel.append(button);
  };
  toggle(words.large, () => hall.data.type === 'large', () => hall.choose('type', hall.data.type ? '' : 'large'));
  toggle(words.dark, isDark, () => hall.choose('scheme', isDark() ? 'light' : 'dark'));
  toggle(words.lobby, () => Boolean(hall.data.lobby), () => {
    location.hash = hall.data.lobby ? 'lobby=off' : 'lobby';
    location.reload();
  });

  box.addEventListener('keydown', event => {
    if (event.key !== 'Escape' || !box.open) return;
    box.open = false;
    box.firstChild.focus();
  });
  document.addEventListener('click', event => { if (!box.contains(event.target)) box.open = false; });
  tools.append(box);
});
