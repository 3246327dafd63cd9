// Before the first paint: what the visitor chose earlier, whether there are picks to make room for, the lobby, and days of
// mourning in the hall's own time zone.
((data, hash) => {
  data.script = '';
  try {
    const place = 'zhanguan:' + new URL('./' + data.root, location).pathname;
    const chosen = JSON.parse(localStorage.getItem(place)) || {};
    if ((localStorage.getItem(place + 'picks') || '[]') !== '[]') data.picks = '';
    for (const name of ['scheme', 'type', 'lobby']) if (chosen[name]) data[name] = chosen[name];
  } catch { /* A browser that keeps nothing shows the hall as it comes. */ }
  if (hash === '#lobby') data.lobby = 'on';
  if (hash === '#lobby=off') delete data.lobby;
  if (!data.greyDays) return;
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: data.zone }).format();
  if (data.greyDays.split(' ').some(day => today.endsWith(day))) data.grey = '';
})(document.documentElement.dataset, location.hash);
