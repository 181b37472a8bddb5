import type { CameraPlace, ShownPlace, Subject } from '../../protocol/link-place';
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
  /** What is explained, wherever it stands: what explains it keeps it here, and heeds what is set here. */
  explained = $state.raw<Subject | undefined>();
  /** Where the camera rests; nothing while everything is in sight. */
  camera = $state.raw<CameraPlace | undefined>();
  /** A map or a filter that the camera and the keys' cursor are to go to, until they are there. */
  goesTo = $state.raw<Hover | undefined>();
  /** What the picture outlines for either; the explanation sets it. */
  marks = $state.raw<Marks>(new Map());
  /** Name of the column that was asked about (key 1..9, or a press on its heading). */
  selected = $state<string | undefined>();
  /** Groups of layers that the visitor opened or folded; the others are as the network is small or large. */
  unfolded = $state.raw<ReadonlyMap<string, boolean>>(new Map());
  /** The slab of which all maps and filters are shown, by its name. */
  whole = $state<string | undefined>();
  /** How often the maps were ordered by hand: the strongest come first then. */
  sorted = $state(0);
  /** What instruments keep in the link, by the names of its fields. */
  fields = $state.raw<Readonly<Record<string, string>>>({});
  /** What the drawer shows; nothing while it is closed. On a phone, 'draw': the pad and the answer are a sheet. */
  drawer = $state<string | undefined>(
    typeof matchMedia === 'function' && matchMedia('(min-width: 1280px)').matches
      ? 'curves'
      : undefined,
  );
  /** What the drawer goes back to when an explanation is closed. */
  private drawerBefore: string | undefined;
  /** What the drawer has shown only for as long as it was asked about. */
  private readonly passing = new Set<string>();
  /** The walk back from the loss was asked for. */
  walks = $state(false);
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
    for (const media of [dark, contrast]) media.addEventListener('change', follow);
    return () => {
      for (const media of [dark, contrast]) media.removeEventListener('change', follow);
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

  /** A network with other layers has other groups. */
  forgetNetwork(layers: readonly string[]): void {
    const groups = [...this.unfolded].filter(([group]) => layers.includes(group));
    if (groups.length < this.unfolded.size) this.unfolded = new Map(groups);
    if (this.whole !== undefined && !layers.includes(this.whole)) this.whole = undefined;
    if (this.selected !== undefined && !layers.includes(this.selected)) this.selected = undefined;
    if (this.pinned && !layers.includes(this.pinned.column)) this.pinned = undefined;
    if (this.explained && !layers.includes(this.explained.layer)) this.explained = undefined;
  }

  /** How many levels one has gone in: 0 the whole network, 1 a layer or a part of it, 2 a number. */
  get level(): number {
    if (this.pinned ?? this.explained) return 2;
    return (this.selected ?? this.camera) === undefined ? 0 : 1;
  }

  /** One level out; says whether there was one. */
  outwards(): boolean {
    const { level } = this;
    if (level === 2) this.pinned = this.explained = undefined;
    else this.selected = this.camera = undefined;
    return level > 0;
  }

  /** Where one looks on the network, as a link holds it. */
  get place(): ShownPlace {
    const { selected: layer, explained, camera, unfolded } = this;
    return {
      ...(layer === undefined ? {} : { layer }),
      ...(explained ? { explained } : {}),
      ...(camera ? { camera } : {}),
      ...(unfolded.size > 0 ? { unfolded: [...unfolded] } : {}),
    };
  }

  goTo({ layer, explained, camera, unfolded = [] }: ShownPlace): void {
    this.selected = layer;
    this.explained = explained;
    this.camera = camera;
    this.unfolded = new Map(unfolded);
  }

  unfold(group: string, open: boolean): void {
    this.unfolded = new Map([...this.unfolded, [group, open]]);
  }

  /** Shows something for as long as it is asked about, and then what was there before. */
  visitDrawer(id: string): void {
    if (this.drawer === id) return;
    this.passing.add(id);
    if (!this.passing.has(this.drawer ?? '')) this.drawerBefore = this.drawer;
    this.drawer = id;
  }

  leaveDrawer(id: string): void {
    if (this.drawer !== id) return;
    const layer = this.selected !== undefined && id !== 'layer';
    this.drawer = layer ? 'layer' : this.drawerBefore;
  }

  /** Opens the drawer with this, or closes it where it is there already. */
  toggleDrawer(id: string): void {
    this.drawer = this.drawer === id ? undefined : id;
  }

  /** All maps and filters of a slab, or the strongest again. */
  showWhole(slab: string): void {
    this.whole = this.whole === slab ? undefined : slab;
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
