import type { FeatureMap } from '../protocol';

/**
 * Colours of classes, apart in hue and lightness for colour-blind eyes as well (after Tol's "muted"
 * scheme); every class also has its name on the map.
 */
export const classColours = {
  light: [
    '#332288',
    '#4a9fd0',
    '#2c9080',
    '#117733',
    '#87871c',
    '#b8952a',
    '#cc6677',
    '#882255',
    '#aa4499',
    '#5f636b',
  ],
  dark: [
    '#9d95f2',
    '#88ccee',
    '#4fc9b2',
    '#62b862',
    '#c4c455',
    '#f0dc90',
    '#f2909e',
    '#dd5f97',
    '#dd92d3',
    '#b9bbc0',
  ],
} as const;

export interface ClassRow {
  label: number;
  pictures: number;
  /** Of its pictures on the map, those that are taken for another class. */
  mistakes: number;
  nearest: number;
  distance: number;
  within: number;
}

/** For each class that has pictures: the class whose middle is nearest. */
export function classRows(map: FeatureMap): ClassRow[] {
  const classes = map.within.length;
  const rows: ClassRow[] = [];
  for (let label = 0; label < classes; ++label) {
    const own = [...map.labels.keys()].filter((point) => map.labels[point] === label);
    if (own.length === 0) continue;
    let nearest = -1;
    let distance = Infinity;
    for (let other = 0; other < classes; ++other) {
      const apart = map.between[label * classes + other]!;
      if (other !== label && apart < distance) [nearest, distance] = [other, apart];
    }
    rows.push({
      label,
      pictures: own.length,
      mistakes: own.filter((point) => map.predicted[point] !== label).length,
      nearest,
      distance,
      within: map.within[label]!,
    });
  }
  return rows;
}

/** Which classes lie closest, in a sentence. */
export function closestWords(rows: readonly ClassRow[], names: readonly string[]): string {
  const closest = rows.reduce<ClassRow | undefined>(
    (best, row) => (row.nearest >= 0 && (!best || row.distance < best.distance) ? row : best),
    undefined,
  );
  if (!closest) return 'There is only one class on the map.';
  const other = rows.find(({ label }) => label === closest.nearest);
  const within = other ? (closest.within + other.within) / 2 : closest.within;
  const [first, second] = [closest.label, closest.nearest].sort((a, b) => a - b);
  const pair = `${names[first!]} and ${names[second!]}`;
  const measure = `their middles are ${figure(closest.distance)} apart, their pictures ${figure(within)} from them`;
  if (rows.length === 2) {
    return closest.distance > within
      ? `${pair} lie apart: ${measure}.`
      : `${pair} lie in each other: ${measure}.`;
  }
  return closest.distance > within
    ? `${pair} lie closest: ${measure}.`
    : `${pair} lie closest, one in the other: ${measure}.`;
}

/** A distance in three figures. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return '–';
  if (value === 0) return '0';
  return Math.abs(value) >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
}
