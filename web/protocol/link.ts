import { encodeEngine, type EngineChoice } from './engine';
import type { Experiment } from './experiment';
import { encodeExperiment } from './experiment-link';
import { encodePlace, type ShownPlace } from './link-place';

/** What the page shows of a run; it changes nothing of how the run turns out. */
export interface Shown {
  /** The tab in the middle: the network, or an instrument by the id of its manifest. */
  stage: string;
  mode: 'values' | 'gradients';
  /** Which test picture; left out, the first of the first class. */
  picture?: number;
  /** Where one looks on the network; left out, everything is in sight. */
  place?: ShownPlace;
  /** What an instrument keeps in the link, where it is not as usual. */
  fields?: Record<string, string>;
}

/** Fields of the link that only an instrument knows: what each may be, first as it usually is. */
export type InstrumentFields = Readonly<Record<string, readonly [string, ...string[]]>>;

/** What a teacher may take off the page. */
export const hideableNames = [
  'data',
  'network',
  'recipe',
  'curves',
  'pad',
  'tabs',
  'build',
  'keep',
] as const;

export type Hideable = (typeof hideableNames)[number];

/** All that the part of an address behind '#' says. */
export interface PageLink {
  experiment: Experiment;
  engine: EngineChoice;
  shown: Shown;
  hidden: readonly Hideable[];
}

export const firstShown: Shown = { stage: 'network', mode: 'values' };

/** What is as usual is left out, but for the experiment. */
export function encodeLink({ experiment, engine, shown, hidden }: PageLink): string {
  const query = new URLSearchParams();
  if (shown.stage !== firstShown.stage) query.set('view', shown.stage);
  if (shown.mode !== firstShown.mode) query.set('show', shown.mode);
  if (shown.picture !== undefined) query.set('picture', String(shown.picture));
  if (shown.place) encodePlace(query, shown.place);
  for (const [name, value] of Object.entries(shown.fields ?? {})) query.set(name, value);
  if (hidden.length > 0) query.set('hide', hidden.join('_'));
  const rest = query.size > 0 ? `&${query}` : '';
  return `${encodeExperiment(experiment)}${rest}${encodeEngine(engine)}`;
}

/** Whether an address says what to show at all. */
export function saysExperiment(text: string): boolean {
  const query = new URLSearchParams(text.replace(/^[#?]/, ''));
  return ['data', 'network', 'layers', 'optimizer', 'rate', 'seed'].some((name) => query.has(name));
}
