import { encodeEngine, type EngineChoice } from './engine';
import type { Experiment } from './experiment';
import { encodeExperiment, linkFields } from './experiment-link';
import { decodePlace, encodePlace, type ShownPlace } from './link-place';

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

/** Tests have no more pictures. */
const mostPictures = 10_000_000;

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

/**
 * Reads what `encodeLink` wrote, experiment and engine apart. Never throws.
 *
 * @param stages The tabs that there are.
 * @param instruments What the instruments keep.
 */
export function decodeShown(
  text: string,
  stages: readonly string[],
  instruments: InstrumentFields,
): {
  shown: Shown;
  hidden: Hideable[];
  problems: string[];
} {
  const query = queryOf(text);
  const problems: string[] = [];
  const shown: Shown = { ...firstShown };

  const stage = query.get('view');
  if (stage !== null) {
    if (stages.includes(stage)) shown.stage = stage;
    else problems.push('The link names a view that this page does not have.');
  }
  const mode = query.get('show');
  if (mode === 'values' || mode === 'gradients') shown.mode = mode;
  else if (mode !== null) problems.push('In the link: show must be values or gradients.');

  const picture = query.get('picture');
  if (picture !== null) {
    const index = Number(picture);
    if (/^\d{1,8}$/.test(picture) && index < mostPictures) shown.picture = index;
    else problems.push('In the link: picture must be the number of a test picture.');
  }
  const place = decodePlace(query, problems);
  if (Object.keys(place).length > 0) shown.place = place;
  for (const [name, values] of Object.entries(instruments)) {
    const value = query.get(name);
    if (value === null) continue;
    if (values.includes(value)) shown.fields = { ...shown.fields, [name]: value };
    else problems.push(`In the link: ${name} must be ${values.join(' or ')}.`);
  }
  const named = (query.get('hide') ?? '').split('_').filter((name) => name !== '');
  const hidden = hideableNames.filter((name) => named.includes(name));
  if (new Set(named).size > hidden.length) {
    problems.push('The link hides something that this page does not have.');
  }
  return { shown, hidden, problems };
}

const known = [
  ...linkFields,
  ...['view', 'show', 'picture', 'hide', 'engine', 'threads'],
  ...['layer', 'explain', 'near', 'open', 'fold'],
];

/**
 * What is said of fields that nobody here reads: the rest of the link holds all the same.
 *
 * @param instruments Names of the fields that instruments read.
 */
export function unknownFields(text: string, instruments: readonly string[]): string | undefined {
  const read = [...known, ...instruments];
  const others = [...new Set(queryOf(text).keys())].filter((name) => !read.includes(name));
  if (others.length === 0) return undefined;
  const named = others
    .slice(0, 3)
    .map((name) => (name.length > 20 ? `${name.slice(0, 20)}…` : name));
  const more = others.length > 3 ? ', …' : '';
  return `The link holds something that this page does not know: ${named.join(', ')}${more}.`;
}

/** Whether an address says what to show at all. */
export function saysExperiment(text: string): boolean {
  const query = queryOf(text);
  return ['data', 'network', 'layers', 'optimizer', 'rate', 'seed'].some((name) => query.has(name));
}

function queryOf(text: string): URLSearchParams {
  return new URLSearchParams(text.replace(/^[#?]/, ''));
}
