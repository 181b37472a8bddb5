import { makesOutputs } from '../../protocol/layer-kinds';
import type { Engine } from 'receptive';
import type { DataSetInfo, KeptSet } from '../../protocol/data-sets';
import { dataOfPresets } from '../../protocol/fitting-presets';
import { fittedSpec } from '../../protocol/fitted-spec';
import type { SetRecord } from '../storage/set-record';

/** Names of the presets that can be built for these pictures and classes. */
export function networksFor(
  engine: Pick<Engine, 'presets' | 'specProblem'>,
  {
    channels,
    height,
    width,
    classNames,
  }: Pick<DataSetInfo, 'channels' | 'height' | 'width' | 'classNames'>,
): string[] {
  const digitSize = channels === 1 && height === 28 && width === 28;
  const wanted: readonly string[] = digitSize ? ['mnist'] : dataOfPresets;
  const classes = classNames.length;
  const fits = engine.presets().filter(({ data, spec }) => {
    if (!data.some((name) => wanted.includes(name))) return false;
    // Only a dense layer can be given other outputs; presets are written for X and O or for digits.
    const last = spec.layers.at(-1);
    const ends = (last && makesOutputs(last)) || classes === (data.includes('mnist') ? 10 : 2);
    const input: [number, number, number] = [channels, height, width];
    return ends && engine.specProblem(fittedSpec(spec, input, classes)) === '';
  });
  return fits.map(({ name }) => name);
}

/** What a set lacks to be trained, in a sentence; undefined when it lacks nothing. */
export function lacking({ classNames, trainCounts, testCounts }: SetRecord): string | undefined {
  const shown = trainCounts.filter((count) => count > 0).length;
  const sum = (counts: number[]) => counts.reduce((total, count) => total + count, 0);
  if (classNames.length < 2)
    return 'It has one class: a network learns to tell at least two apart.';
  if (shown < 2) {
    const found = shown === 0 ? 'there are none yet' : 'there are some of one class only';
    return `It needs pictures of at least two classes to learn from; ${found}.`;
  }
  const unseen = testCounts.findIndex((count, label) => count > 0 && trainCounts[label] === 0);
  if (unseen >= 0) {
    return `It has pictures of “${classNames[unseen]}” for testing, and none to learn from.`;
  }
  if (sum(testCounts) === 0) {
    return 'It has no picture for testing yet: the fifth of each class becomes one.';
  }
  return undefined;
}

export function keptInfo(record: SetRecord, networks: string[], note?: string): KeptSet {
  const { id, title, origin, channels, height, width, classNames, trainCounts, testCounts, paint } =
    record;
  const sum = (counts: number[]) => counts.reduce((total, count) => total + count, 0);
  const [trainCount, testCount] = [sum(trainCounts), sum(testCounts)];
  const lacks = lacking(record);
  return {
    id,
    title,
    origin,
    channels,
    height,
    width,
    classNames,
    trainCount,
    testCount,
    range: [0, 1],
    ...(paint && { paint }),
    bytes: (trainCount + testCount) * (channels * height * width + 1),
    networks,
    ...(lacks === undefined ? {} : { lacks }),
    ...(note === undefined ? {} : { note }),
  };
}
