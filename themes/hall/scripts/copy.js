// A button that copies the text beside it. Without this script the text is selected by one click.
(() => {
  if (!navigator.clipboard) return;
  for (const place of document.querySelectorAll('[data-behaviour="copy"]')) {
    const button = Object.assign(document.createElement('button'), { type: 'button', textContent: place.dataset.copy });
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(place.querySelector('cite').textContent);
      button.textContent = place.dataset.copied;
    });
    place.append(button);
  }
})();
