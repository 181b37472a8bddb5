// Imported before everything else: until the page is there nobody else can say what went wrong.

let started = false;

/** From now on the page says by itself what goes wrong. */
export function pageStarted(): void {
  started = true;
}

function say(problem: string): void {
  const page = document.getElementById('page');
  if (started || !page) return;
  const words = document.createElement('p');
  words.setAttribute('role', 'alert');
  words.style.cssText = 'max-width: 36em; margin: 3em auto; padding: 0 1em; font: 1rem system-ui';
  words.textContent =
    `Receptive could not start: ${problem.replace(/\.$/, '')}. Reload the page; if it does not ` +
    'help, another browser may. What this browser keeps of you stays.';
  page.replaceChildren(words);
}

window.addEventListener('error', ({ message }) => say(message || 'a file could not be loaded'));
window.addEventListener('unhandledrejection', ({ reason }) => {
  say(reason instanceof Error ? reason.message : String(reason));
});
