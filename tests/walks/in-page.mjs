// Runs inside the page that is walked over: what there is to do in it, and what must hold of it.
// Installed before the page's own scripts, by walk.mjs, as one function.

/** @param {{ heavy: string[] }} options networks that take too long for a short walk */
export function installWalk({ heavy }) {
  const selectors = {
    press:
      'button, [role=button], [role=tab], [role=option], [role=menuitem], summary, input[type=checkbox], input[type=radio]',
    choose: 'select',
    type: 'input[type=number], input[type=text], input:not([type]), input[type=search], textarea',
    slide: 'input[type=range]',
    point: 'canvas, svg[role=img], [role=grid]',
    draw: '[aria-label^="Drawing pad"], [aria-label="Pad for new pictures"]',
    control: 'header .controls button',
  };

  /** @param {Element} element */
  const enabled = (element) =>
    !element.matches(':disabled, [aria-disabled=true], :disabled *') &&
    element.checkVisibility({ visibilityProperty: true, opacityProperty: false });

  /** @param {Element} element */
  const nameOf = (element) => {
    const labels = /** @type {HTMLInputElement} */ (element).labels;
    const text =
      element.getAttribute('aria-label') ||
      (labels && labels.length > 0 && labels[0]?.textContent) ||
      (element.matches('select') ? element.getAttribute('name') : element.textContent) ||
      element.getAttribute('title') ||
      `${element.tagName.toLowerCase()} ${element.className}`;
    return text.replace(/\s+/g, ' ').trim().slice(0, 60);
  };

  /** Whether it reaches out of the window to the right, and nothing around it cuts it off. */
  const reachesOut = (/** @type {Element} */ element) => {
    if (element.getBoundingClientRect().right <= innerWidth + 1) return false;
    for (let around = element.parentElement; around; around = around.parentElement) {
      if (around !== document.body && getComputedStyle(around).overflowX !== 'visible')
        return false;
    }
    return true;
  };

  /**
   * A control that can be reached, where it is now; undefined where there is none.
   * @param {keyof typeof selectors} kind
   * @param {number} which
   * @param {number} value
   */
  function reach(kind, which, value) {
    const open = [...document.querySelectorAll('dialog[open]')].at(-1);
    const scope = open?.matches(':modal') ? open : document;
    const all = [...scope.querySelectorAll(selectors[kind])].filter(enabled);
    for (let i = 0; i < Math.min(all.length, 8); ++i) {
      const element = /** @type {HTMLElement} */ (all[(which + i) % all.length]);
      element.scrollIntoView({ block: 'nearest', inline: 'nearest' });
      const box = element.getBoundingClientRect();
      const inner = kind === 'point' || kind === 'draw';
      const x = box.left + box.width * (inner ? ((value * 37) % 97) / 97 : 0.5);
      const y = box.top + box.height * (inner ? ((value * 59) % 89) / 89 : 0.5);
      const hit = document.elementFromPoint(x, y);
      const label = element.closest('label');
      if (hit && (element.contains(hit) || label?.contains(hit))) {
        const { left, top, width, height } = box;
        return { element, name: nameOf(element), x, y, left, top, width, height };
      }
    }
    return undefined;
  }

  /** @param {EventTarget} target */
  const tell = (target) => {
    target.dispatchEvent(new Event('input', { bubbles: true }));
    target.dispatchEvent(new Event('change', { bubbles: true }));
  };

  const walk = {
    /** As `reach`, without the element, which stays here. */
    find(
      /** @type {keyof typeof selectors} */ kind,
      /** @type {number} */ which,
      /** @type {number} */ value,
    ) {
      const { element: _, ...place } = reach(kind, which, value) ?? {};
      return 'x' in place ? place : undefined;
    },

    /** Presses without a pointer, as programs that help people do; answers in words. */
    press(/** @type {'press' | 'control'} */ kind, /** @type {number} */ which) {
      const found = reach(kind, which, 0);
      if (!found) return undefined;
      found.element.click();
      return `press "${found.name}"`;
    },

    /** Presses one after the other before the page has drawn; answers in words. */
    hurry(/** @type {number} */ which, /** @type {number} */ value) {
      const pressed = [
        this.press(value % 2 === 0 ? 'press' : 'control', which),
        value % 5 === 0 ? this.choose(value, which) : this.press('control', value),
        this.press('control', which + value),
      ];
      const words = pressed.filter((one) => one !== undefined);
      return words.length > 0 ? `at once: ${words.join(', ')}` : undefined;
    },

    /** Chooses an option; answers in words. */
    choose(/** @type {number} */ which, /** @type {number} */ value) {
      const found = reach('choose', which, value);
      if (!found) return undefined;
      const select = /** @type {HTMLSelectElement} */ (found.element);
      const options = [...select.options].filter(
        (option) => !option.disabled && !heavy.includes(option.value),
      );
      const option = options[value % options.length];
      if (!option) return undefined;
      select.focus();
      select.value = option.value;
      tell(select);
      return `choose "${found.name}" = "${option.text}"`;
    },

    /** Moves a slider; answers in words. */
    slide(/** @type {number} */ which, /** @type {number} */ value) {
      const found = reach('slide', which, value);
      if (!found) return undefined;
      const range = /** @type {HTMLInputElement} */ (found.element);
      const [least, most] = [Number(range.min || 0), Number(range.max || 100)];
      range.focus();
      range.valueAsNumber = least + ((most - least) * (value % 11)) / 10;
      tell(range);
      return `slide "${found.name}" to ${range.value}`;
    },

    /**
     * Makes a field ready to be typed into; answers with its name. What is typed as a name or a title
     * the page repeats in its own words, so that nothing may be typed there that would be a mistake.
     */
    field(/** @type {number} */ which) {
      const found = reach('type', which, 0);
      if (!found) return undefined;
      const field = /** @type {HTMLInputElement} */ (found.element);
      field.focus();
      field.select();
      return { name: found.name, repeated: field.role !== 'spinbutton' && field.type === 'text' };
    },

    /** As if the visitor went to another tab and came back. */
    async hide() {
      for (const state of ['hidden', 'visible']) {
        Object.defineProperty(document, 'visibilityState', { configurable: true, value: state });
        Object.defineProperty(document, 'hidden', {
          configurable: true,
          value: state === 'hidden',
        });
        document.dispatchEvent(new Event('visibilitychange'));
        await new Promise((done) => setTimeout(done));
      }
    },

    /** Once the browser has drawn: what is wrong with the page, in sentences. */
    async wrong() {
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
      const wrong = [];
      const bad = /\bNaN\b|\bundefined\b|Infinity\b|\[object/;
      // Why a run has stopped is said in the core's words, and Judge says what they mean.
      const diverged =
        /training stopped at step [\d,]+: expected [^;.]*|\(NaN(, “not a number”, or infinity)?\)/gi;
      const say = (/** @type {string} */ where, /** @type {string} */ text) => {
        const found = bad.exec(text.replace(diverged, ''));
        if (!found) return;
        const around = text.slice(Math.max(0, found.index - 60), found.index + 60);
        wrong.push(`"${found[0]}" in ${where}: ${around.replace(/\s+/g, ' ')}`);
      };
      // What the visitor typed is not the page's word.
      say('the text', document.body.innerText);
      for (const element of document.querySelectorAll('[aria-label], [title], [aria-valuetext]')) {
        for (const attribute of ['aria-label', 'title', 'aria-valuetext']) {
          say(attribute, element.getAttribute(attribute) ?? '');
        }
      }
      const { scrollWidth } = document.documentElement;
      if (scrollWidth > innerWidth) {
        const wide = [...document.querySelectorAll('body *')].filter(reachesOut).map(nameOf);
        const which = wide.slice(0, 3).join(' | ');
        wrong.push(`the page is ${scrollWidth} wide in a window of ${innerWidth}: ${which}`);
      }
      // A field says beside itself what is wrong with what is written in it.
      const alerts = [...document.querySelectorAll('[role=alert]:not([id$=-problem], .reason)')];
      const modal = [...document.querySelectorAll('dialog:modal')].at(-1);
      const seen = alerts.filter(
        (alert) =>
          alert.checkVisibility() &&
          /\S/.test(alert.textContent ?? '') &&
          (modal?.contains(alert) ?? true),
      );
      if (seen.length > 1) {
        const words = seen.map(({ textContent }) => textContent?.replace(/\s+/g, ' '));
        wrong.push(`${seen.length} alerts at once: ${words.join(' | ')}`);
      }
      const step = document.querySelector('[data-testid=step]')?.textContent ?? '';
      if (!/^[\d,]+$/.test(step.trim())) wrong.push(`the step is "${step}"`);
      for (const id of [
        'loss',
        'epoch',
        'train-accuracy',
        'test-accuracy',
        'examples-per-second',
      ]) {
        const text = document.querySelector(`[data-testid=${id}]`)?.textContent?.trim();
        if (!text) wrong.push(`no figure "${id}"`);
      }
      return wrong;
    },

    /** Takes a step, where the page offers it. */
    step() {
      const buttons = [...document.querySelectorAll('header .controls button')];
      const step = buttons.find((button) => button.textContent?.trim() === 'Step');
      if (step instanceof HTMLButtonElement) step.click();
    },

    /** How the run stands; `said`: why no step may follow. */
    state() {
      const controls = /** @type {HTMLButtonElement[]} */ ([
        ...document.querySelectorAll('header .controls button'),
      ]);
      const text = (/** @type {string} */ id) =>
        document.querySelector(`[data-testid=${id}]`)?.textContent?.trim() ?? '';
      return {
        ready: controls.length > 0 && controls.every((button) => !button.disabled),
        running: controls.some((button) => button.textContent?.trim() === 'Pause'),
        step: text('step'),
        said:
          /training stopped (at step|by itself)/i.test(document.body.textContent ?? '') ||
          [...document.querySelectorAll('[role=alert]')].some((one) =>
            /\S/.test(one.textContent ?? ''),
          ),
        dialogs: document.querySelectorAll('dialog[open]').length,
      };
    },
  };
  Object.assign(window, { walk });
}
