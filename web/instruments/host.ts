import type { Preset } from 'receptive';
import { context } from '../client/context';
import type { Hover } from '../client/paint/hover';
import type { Marks } from '../client/paint/marks';
import type { DataSetId } from '../protocol/data-sets';
import type { Experiment } from '../protocol/experiment';
import type { Subject } from '../protocol/link-place';
import type { EngineInfo, Frame, PictureChoice, SetUp } from '../protocol/messages';

/** The run that is looked at, and what an instrument may do with it. */
export interface LookedAt {
  /** Its number; 0 before the first. */
  readonly run: number;
  readonly engine: EngineInfo | undefined;
  readonly setUp: SetUp | undefined;
  /** What the controls show; while another run is being built, already that one's. */
  readonly experiment: Experiment | undefined;
  readonly frame: Frame | undefined;
  readonly running: boolean;
  readonly building: boolean;
  /** One step for every picture. */
  readonly slow: boolean;
  readonly picture: PictureChoice;
  /** The test picture to go back to from a drawing. */
  readonly testIndex: number;
  onFrame(listener: (frame: Frame) => void): void;
  /** Another run in its place; says whether there is one. */
  build(experiment: Experiment): Promise<boolean>;
  toggle(): Promise<void>;
  toggleSlow(): Promise<void>;
  showTest(index: number): void;
  showDrawing(): void;
  showLastTest(): void;
  /** Its weights were changed: what is shown is drawn anew. */
  refresh(): void;
  /** Whether a run has given way to another: its complaints are of no interest. */
  isOver(run: number): boolean;
  /** Says on the page's line what went wrong. */
  report(error: unknown): void;
}

/** What the page shows of it. */
export interface PageView {
  readonly shade: 'light' | 'dark';
  /** The tab in the middle: the network, or an instrument by its id. */
  stage: string;
  mode: 'values' | 'gradients';
  filterKind: 'weights' | 'gradients' | 'updates';
  readonly hover: Hover | undefined;
  /** The square that was pressed. */
  pinned: Hover | undefined;
  /** What is explained, which a link may ask for as well. */
  explained: Subject | undefined;
  /** Outlines in the network's picture. */
  marks: Marks;
  /** The layer that is looked at closely. */
  selected: string | undefined;
  /** The walk back from the loss was asked for. */
  walks: boolean;
  /** Shows something in the drawer for as long as it is asked about, and then what was there before. */
  visitDrawer(id: string): void;
  leaveDrawer(id: string): void;
  /** What the instruments keep in the link, by the names of its fields. */
  fields: Readonly<Record<string, string>>;
}

/** What the page gives to an instrument. */
export interface Host<Api> {
  /** The instrument's own commands in the worker. */
  readonly api: Api;
  readonly session: LookedAt;
  readonly view: PageView;
  /** The visitor's drawing. */
  readonly pad: { readonly empty: boolean; readonly answer: object | undefined };
  readonly data: {
    readonly busy: boolean;
    /** Networks that can be trained on a set. */
    presets(id: DataSetId): Preset[];
    /** Trains on another set; says whether it does. */
    choose(id: DataSetId): Promise<boolean>;
  };
}

/** Makes the host of one instrument, by its id. */
export type Hosts = (instrument: string) => Host<unknown>;

const [provideHosts, useHosts] = context<Hosts>('instruments');

export { provideHosts };

/** What the views of one instrument call to reach their host: `const useMap = hostOf<MapApi>('map')`. */
export function hostOf<Api>(instrument: string): () => Host<Api> {
  return () => useHosts()(instrument) as Host<Api>;
}
