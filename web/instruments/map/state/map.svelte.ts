import type { DrawingPlace, FeatureMap, Unfolding } from '../protocol';
import type { LookedAt } from '../../host';
import type { MapApi } from '../commands';

/** Between two maps while the network trains: this, and four times as long as the last one took. */
const leastWait = 900;
/** Work of the worker between two pictures of the unfolding, in milliseconds. */
const unfoldPiece = 12;
/** Where the unfolding rests by itself. */
export const unfoldSteps = 1000;

export type MapKind = 'axes' | 'unfolded';

/** The map of the present run, kept up to date while the view is open. */
export class MapState {
  map = $state.raw<FeatureMap | undefined>();
  unfolding = $state.raw<Unfolding | undefined>();
  drawing = $state.raw<DrawingPlace | undefined>();
  kind = $state<MapKind>('axes');
  busy = $state(false);
  /** The unfolding is going on. */
  running = $state(false);
  problem = $state<string | undefined>();
  /** Classes that the legend has switched off. */
  hidden = $state.raw<ReadonlySet<number>>(new Set());
  /** The point that is looked at. */
  cursor = $state<number | undefined>();
  /** Pictures by their place in the test set. */
  pixels = $state.raw<ReadonlyMap<number, Uint8Array>>(new Map());

  private made = -Infinity;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private open = true;
  private placing = false;
  private placeAgain = false;

  constructor(
    private readonly api: MapApi,
    private readonly session: LookedAt,
  ) {}

  readonly places = $derived(
    this.kind === 'unfolded' && this.unfolding?.places ? this.unfolding.places : this.map?.places,
  );
  /** The network has been trained on since. */
  get outdated(): boolean {
    const { map, session } = this;
    return (
      map !== undefined && (map.run !== session.run || map.step !== (session.frame?.step ?? 0))
    );
  }

  /** The network may have changed: a new map when it is time. */
  follow(): void {
    const { run } = this.session;
    if (this.map && this.map.run !== run) this.forget();
    if (!this.open || !this.session.setUp || this.busy || this.problem) return;
    if (this.map && (!this.outdated || this.kind === 'unfolded')) return;
    const wait = this.map ? Math.max(leastWait, 4 * this.map.milliseconds) : 0;
    const due = this.made + wait - performance.now();
    if (due <= 0) void this.read();
    else this.timer ??= setTimeout(() => this.later(), due);
  }

  /** A map of the network as it is now. */
  async read(): Promise<void> {
    if (this.busy || !this.session.setUp) return;
    const { run } = this.session;
    this.busy = true;
    this.problem = undefined;
    try {
      const map = await this.api.featureMap(run);
      if (run !== this.session.run || !this.open) return;
      this.map = map;
      this.made = performance.now();
      this.unfolding = undefined;
      void this.place();
    } catch (error) {
      if (!this.session.isOver(run)) this.problem = messageOf(error);
    } finally {
      this.busy = false;
    }
    if (this.open && this.kind === 'unfolded' && !this.running) void this.unfold();
  }

  showAxes(): void {
    this.running = false;
    this.kind = 'axes';
    this.follow();
  }

  /** t-SNE from where it stands; from the beginning when there is nothing yet. */
  async unfold(): Promise<void> {
    this.kind = 'unfolded';
    if (this.running || !this.map) return;
    this.running = true;
    const { run } = this.session;
    const until = (this.unfolding?.steps ?? 0) + unfoldSteps;
    try {
      while (this.running && this.open && this.map && run === this.session.run) {
        const anew = this.unfolding === undefined;
        const made: FeatureMap = this.map;
        const next: Unfolding = await this.api.unfoldMap(run, unfoldPiece, anew);
        if (made !== this.map) break;
        this.unfolding = { ...this.unfolding, ...next };
        if (this.drawing && next.places) void this.place();
        if (next.steps >= until) break;
      }
    } catch (error) {
      if (!this.session.isOver(run)) this.problem = messageOf(error);
    } finally {
      this.running = false;
    }
  }

  stop(): void {
    this.running = false;
  }

  /** The map and the unfolding of the network as it is now. */
  async anew(): Promise<void> {
    this.running = false;
    await this.read();
  }

  toggle(label: number): void {
    const next = new Set(this.hidden);
    if (!next.delete(label)) next.add(label);
    this.hidden = next;
    const { cursor, map } = this;
    if (cursor !== undefined && map && next.has(map.labels[cursor]!)) this.cursor = undefined;
  }

  shown(point: number): boolean {
    return !this.hidden.has(this.map?.labels[point] ?? -1);
  }

  look(point: number | undefined): void {
    this.cursor = point;
    const index = point === undefined ? undefined : this.map?.indices[point];
    if (index === undefined) return;
    const { run } = this.session;
    this.fetchPixels([index]).catch((error: unknown) => {
      if (!this.session.isOver(run)) this.problem = messageOf(error);
    });
  }

  /** Where the drawing lies; asked again when it has changed meanwhile. */
  async place(): Promise<void> {
    if (this.placing) {
      this.placeAgain = true;
      return;
    }
    if (!this.map) return;
    const { run } = this.session;
    this.placing = true;
    try {
      const found = await this.api.placeDrawing(run);
      if (run !== this.session.run) return;
      this.drawing = found;
      const { map } = this;
      if (found && map) {
        await this.fetchPixels(found.neighbours.map(({ point }) => map.indices[point]!));
      }
    } catch (error) {
      if (!this.session.isOver(run)) this.problem = messageOf(error);
    } finally {
      this.placing = false;
    }
    if (this.placeAgain) {
      this.placeAgain = false;
      await this.place();
    }
  }

  forgetDrawing(): void {
    this.drawing = undefined;
  }

  /** The view is closed. */
  close(): void {
    this.open = false;
    this.running = false;
    clearTimeout(this.timer);
  }

  private later(): void {
    this.timer = undefined;
    this.follow();
  }

  /** Another run: nothing of the one before is shown any more. */
  private forget(): void {
    this.map = undefined;
    this.unfolding = undefined;
    this.drawing = undefined;
    this.cursor = undefined;
    this.problem = undefined;
    this.running = false;
    this.kind = 'axes';
    this.hidden = new Set();
    this.pixels = new Map();
    this.made = -Infinity;
  }

  private async fetchPixels(indices: number[]): Promise<void> {
    const wanted = indices.filter((index) => !this.pixels.has(index));
    if (wanted.length === 0) return;
    const { run } = this.session;
    const found = await this.api.testPixels(run, wanted);
    if (run !== this.session.run) return;
    const next = new Map(this.pixels);
    wanted.forEach((index, i) => next.set(index, found[i]!));
    this.pixels = next;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
