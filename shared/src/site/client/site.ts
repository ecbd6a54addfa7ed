// What every page of the site does in the browser; without it everything can still be read. It stands in the head, so
// that a page never appears in the wrong colours first.
{
  const stored = 'eventbook-theme';
  const root = document.documentElement;
  const remembered = (): string | null => {
    try {
      return localStorage.getItem(stored);
    } catch {
      return null;
    }
  };
  const chosen = remembered();
  if (chosen === 'dark' || chosen === 'light') root.dataset['theme'] = chosen;

  const isDark = (): boolean =>
    (root.dataset['theme'] ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) ===
    'dark';

  const offerTheme = (): void => {
    const button = document.getElementById('theme');
    if (button === null) return;
    button.hidden = false;
    button.setAttribute('aria-pressed', String(isDark()));
    button.addEventListener('click', () => {
      const theme = isDark() ? 'light' : 'dark';
      root.dataset['theme'] = theme;
      button.setAttribute('aria-pressed', String(theme === 'dark'));
      try {
        localStorage.setItem(stored, theme);
      } catch {
        // Then it holds for this page.
      }
    });
  };

  /** `/` leads to the search, as in many places. */
  const listenForSlash = (): void => {
    document.addEventListener('keydown', (event) => {
      const at = event.target instanceof HTMLElement ? event.target : document.body;
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
      if (at.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/u.test(at.tagName)) return;
      const input = document.getElementById('words') ?? document.getElementById('find');
      if (!(input instanceof HTMLInputElement)) return;
      event.preventDefault();
      input.focus();
      input.select();
    });
  };

  const offerCopies = (): void => {
    for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-copy]')) {
      // Clipboards are for pages that came over https, or from the machine itself.
      if (!isSecureContext) continue;
      button.hidden = false;
      button.addEventListener('click', () => {
        const text = document.getElementById(button.dataset['copy'] ?? '')?.textContent ?? '';
        void navigator.clipboard.writeText(text).then(() => {
          button.textContent = 'Copied';
          setTimeout(() => (button.textContent = 'Copy'), 1500);
        });
      });
    }
  };

  /** A link into something folded opens it; a print shows everything. */
  const unfold = (): void => {
    const target = location.hash === '' ? null : document.getElementById(location.hash.slice(1));
    for (let place = target; place !== null; place = place.parentElement) {
      if (place instanceof HTMLDetailsElement) place.open = true;
    }
  };
  const unfoldAll = (): void => {
    for (const details of document.querySelectorAll('details')) details.open = true;
  };

  document.addEventListener('DOMContentLoaded', () => {
    offerTheme();
    listenForSlash();
    offerCopies();
    unfold();
    addEventListener('hashchange', unfold);
    addEventListener('beforeprint', unfoldAll);
  });
}
