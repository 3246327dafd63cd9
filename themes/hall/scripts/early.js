// Before the first paint: what the visitor chose earlier, the lobby, and days of mourning in the hall's own time zone.
((data, hash) => {
  data.script = '';
  try {
    const chosen = JSON.parse(localStorage.getItem('zhanguan:' + new URL('./' + data.root, location).pathname)) || {};
    for (const name of ['scheme', 'type', 'lobby']) if (chosen[name]) data[name] = chosen[name];
  } catch { /* A browser that keeps nothing shows the hall as it comes. */ }
  if (hash === '#lobby') data.lobby = 'on';
  if (hash === '#lobby=off') delete data.lobby;
  if (!data.greyDays) return;
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: data.zone }).format();
  if (data.greyDays.split(' ').some(day => today.endsWith(day))) data.grey = '';
})(document.documentElement.dataset, location.hash);
