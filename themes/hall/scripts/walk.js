// The walk a visitor is on: of the exhibitions that show a case, the one they came through stays at hand.
{
  const kept = 'zhanguan:walk';
  const begin = path => { try { sessionStorage.setItem(kept, path); } catch { /* Then every walk is shown alike. */ } };
  hall.each('exhibition', () => begin(location.pathname));
  let current = null;
  try { current = sessionStorage.getItem(kept); } catch { /* As above. */ }
  hall.each('walk', walk => {
    const exhibition = walk.querySelector('.walk__where a').pathname;
    walk.classList.toggle('walk--here', exhibition === current);
    walk.addEventListener('click', () => begin(exhibition));
  });
}
