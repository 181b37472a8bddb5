import { linkFields } from './experiment-link';
import {
  firstShown,
  hideableNames,
  type Hideable,
  type InstrumentFields,
  type Shown,
} from './link';
import { decodePlace } from './read-place';

/** Tests have no more pictures. */
const mostPictures = 10_000_000;

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

function queryOf(text: string): URLSearchParams {
  return new URLSearchParams(text.replace(/^[#?]/, ''));
}
