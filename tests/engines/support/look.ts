/** How a person or a screen reader knows an element; or, where it has no name, a selector. */
export type Wanted = { role: Role; name: string } | { css: string };
export type Role = 'button' | 'combobox' | 'dialog' | 'img' | 'spinbutton' | 'tab' | 'table';

export interface Seen {
  text: string;
  value: string;
  enabled: boolean;
  pressed: boolean;
  /** Its place in the window, after it was scrolled into view. */
  box: { x: number; y: number; width: number; height: number };
  /** Whether what lies in front at its middle is itself. */
  inFront: boolean;
}

/** Runs in the page: the first visible element that is wanted, scrolled into view. */
export function look(wanted: Wanted): Seen | null {
  const selectors = {
    button: 'button, [role=button]',
    combobox: 'select, [role=combobox]',
    dialog: 'dialog, [role=dialog]',
    img: 'img, [role=img]',
    spinbutton: 'input[type=number], [role=spinbutton]',
    tab: '[role=tab]',
    table: 'table',
  };
  const words = (element: Element | null | undefined): string =>
    (element?.textContent ?? '').replace(/\s+/g, ' ').trim();
  const nameOf = (element: Element): string => {
    const by = element.getAttribute('aria-labelledby');
    if (by)
      return by
        .split(' ')
        .map((id) => words(document.getElementById(id)))
        .join(' ');
    const label = element.getAttribute('aria-label');
    if (label) return label;
    if (element instanceof HTMLTableElement) return words(element.caption);
    const own = (element as Partial<HTMLInputElement>).labels?.[0]?.cloneNode(true);
    if (!(own instanceof Element)) return words(element);
    for (const field of own.querySelectorAll('select')) field.remove();
    return words(own);
  };
  const isWanted = (element: Element): boolean =>
    element.checkVisibility({ visibilityProperty: true }) &&
    ('css' in wanted || nameOf(element) === wanted.name);
  const selector = 'css' in wanted ? wanted.css : selectors[wanted.role];
  const element = [...document.querySelectorAll<HTMLElement>(selector)].find(isWanted);
  if (!element) return null;
  element.scrollIntoView({ block: 'center', behavior: 'instant' });
  const { x, y, width, height } = element.getBoundingClientRect();
  const front = document.elementFromPoint(x + width / 2, y + height / 2);
  return {
    text: words(element),
    value: (element as HTMLInputElement).value ?? '',
    enabled: !element.matches(':disabled, [aria-disabled=true]'),
    pressed: element.getAttribute('aria-pressed') === 'true',
    box: { x, y, width, height },
    inFront: element.contains(front),
  };
}

/** Runs in the page: chooses an option of a `<select>` as its list would; false where it has none. */
export function select(label: string, value: string): boolean {
  const field = [...document.querySelectorAll('select')].find(({ labels }) =>
    labels[0]?.textContent?.trim().startsWith(label),
  );
  if (!field || field.disabled || ![...field.options].some((one) => one.value === value)) {
    return false;
  }
  field.value = value;
  for (const kind of ['input', 'change']) field.dispatchEvent(new Event(kind, { bubbles: true }));
  return true;
}
