import { on } from 'svelte/events';
import type { Hover } from '../paint/hover';
import type { Marks } from '../paint/marks';
import { context } from '../context';

/** 'contrast' is the system's light or dark with stronger lines and text. */
export type Theme = 'auto' | 'light' | 'dark' | 'contrast';
/** What the filters are drawn with. */
export type FilterKind = 'weights' | 'gradients' | 'updates';
const themeKey = 'receptive.theme';

/** What the page merely shows; nothing here changes a run. */
export class View {
  stage = $state('network');
  filterKind = $state<FilterKind>('weights');
  mode = $state<'values' | 'gradients'>('values');
  /** One scale for all pictures of a kind, or each layer its own. */
  scale = $state<'shared' | 'layer'>('layer');
  hover = $state.raw<Hover | undefined>();
  /** The square that was pressed: its explanation stays until another is pressed, or Escape. */
  pinned = $state.raw<Hover | undefined>();
  /** What the picture outlines for either; the explanation sets it. */
  marks = $state.raw<Marks>(new Map());
  /** Name of the column that was asked about (key 1..9, or a press on its heading). */
  selected = $state<string | undefined>();
  /** What instruments keep in the link, by the names of its fields. */
  fields = $state.raw<Readonly<Record<string, string>>>({});
  helpOpen = $state(false);
  theme = $state<Theme>('auto');
  private systemDark = $state(false);
  private systemContrast = $state(false);
  readonly shade = $derived<'light' | 'dark'>(
    this.theme === 'light' || this.theme === 'dark'
      ? this.theme
      : this.systemDark
        ? 'dark'
        : 'light',
  );
  /** Stronger lines and text; in every theme where the system asks for it. */
  readonly contrast = $derived(this.theme === 'contrast' || this.systemContrast);

  /** Follows the system's theme and restores what the visitor chose. Returns the undoing. */
  watchTheme(): () => void {
    const kept = readKept(themeKey);
    if (kept === 'light' || kept === 'dark' || kept === 'contrast') this.theme = kept;
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const contrast = matchMedia('(prefers-contrast: more)');
    const follow = (): void => {
      this.systemDark = dark.matches;
      this.systemContrast = contrast.matches;
    };
    follow();
    const undo = [dark, contrast].map((media) => on(media, 'change', follow));
    return () => {
      for (const one of undo) one();
    };
  }

  nextTheme(): void {
    const order: Theme[] = ['auto', 'light', 'dark', 'contrast'];
    this.theme = order[(order.indexOf(this.theme) + 1) % order.length]!;
    try {
      localStorage.setItem(themeKey, this.theme);
    } catch {
      // Storage may be switched off; the choice then lasts as long as the page.
    }
  }

  switchMode(): void {
    this.mode = this.mode === 'values' ? 'gradients' : 'values';
  }
}

export const [provideView, useView] = context<View>('view');

function readKept(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
