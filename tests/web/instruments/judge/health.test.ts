import type { HealthReport, Histogram } from 'receptive';
import { describe, expect, it } from 'vitest';
import { histogramBins } from '../../../../web/instruments/judge/protocol';
import { HistogramRecord } from '../../../../web/instruments/judge/worker/health-record';
import { warningsOf, type Look } from '../../../../web/instruments/judge/worker/warnings';
import { engine } from '../../worker/watched-engine';

const { layers } = engine.describe({
  input: [1, 4, 4],
  layers: [
    { type: 'conv2d', filters: 6, kernelSize: 3, padding: 'same' },
    { type: 'relu' },
    { type: 'flatten' },
    { type: 'dense', units: 2 },
  ],
});

/** Of a net in good health; what is named is otherwise. */
function look(change: Partial<Look> = {}, report: Partial<HealthReport> = {}): Look {
  return {
    step: 100,
    loss: 0.5,
    lowestLoss: 0.45,
    guessLoss: 0.693,
    accuracy: 0.7,
    learningRate: 0.01,
    alike: false,
    report: {
      loss: 0.5,
      accuracy: 0.7,
      examples: 128,
      layers: [
        { layer: 'conv2d', units: 6, weights: { weights: 0.3, gradients: 0.02, update: 3e-4 } },
        { layer: 'relu', units: 6, dead: 1 },
        { layer: 'flatten', units: 96 },
        { layer: 'dense', units: 2, weights: { weights: 0.1, gradients: 0.01, update: 1e-4 } },
      ],
      ...report,
    },
    ...change,
  };
}

/** The same with other weights of the first layer. */
function withFirst(weights: { weights: number; gradients: number; update: number }): Look {
  const healthy = look();
  healthy.report.layers[0]!.weights = weights;
  return healthy;
}

const kinds = (one: Look) => warningsOf(one, layers).map(({ kind }) => kind);

describe('warnings', () => {
  it('has nothing to say of a healthy net, nor of one that was not trained', () => {
    expect(kinds(look())).toEqual([]);
    const broken = look({ step: 0 });
    broken.report.layers[1]!.dead = 6;
    expect(kinds(broken)).toEqual([]);
  });

  it('names dead maps with their number, the layer and what to do', () => {
    const sick = look();
    sick.report.layers[1]!.dead = 3;
    const [warning] = warningsOf(sick, layers);
    expect(warning).toMatchObject({ kind: 'dead', layer: 'relu' });
    expect(warning!.text).toMatch(/^3 of the 6 maps of relu are dead: 0 for all 128 test pictures/);
    expect(warning!.advice).toMatch(/leakyRelu/);
  });

  it('names saturated units', () => {
    const sick = look();
    sick.report.layers[1] = { layer: 'relu', units: 6, saturated: 5 };
    expect(warningsOf(sick, layers)[0]).toMatchObject({ kind: 'saturated', layer: 'relu' });
  });

  it('names vanishing and exploding gradients by the ratio of first and last layer', () => {
    const vanishing = withFirst({ weights: 0.3, gradients: 2e-6, update: 3e-4 });
    expect(kinds(vanishing)).toEqual(['vanishing']);
    expect(warningsOf(vanishing, layers)[0]!.text).toMatch(/5,000 times/);
    expect(kinds(withFirst({ weights: 0.3, gradients: 50, update: 3e-4 }))).toEqual(['exploding']);
    // No gradient comes through a layer that is dead as a whole: one trouble, not two.
    const dead = withFirst({ weights: 0.3, gradients: 0, update: 3e-4 });
    dead.report.layers[1]!.dead = 6;
    expect(kinds(dead)).toEqual(['dead']);
    // Once nearly all is right, small gradients are no trouble.
    expect(kinds({ ...vanishing, accuracy: 0.97 })).toEqual([]);
  });

  it('names steps that are too long or too short', () => {
    const long = withFirst({ weights: 0.3, gradients: 0.02, update: 0.06 });
    const [warning] = warningsOf(long, layers);
    expect(warning).toMatchObject({ kind: 'largeUpdates', layer: 'conv2d' });
    expect(warning!.text).toMatch(/by 20 %/);
    const short = withFirst({ weights: 0.3, gradients: 0.02, update: 1e-9 });
    expect(kinds(short)).toEqual([]); // the other layer still moves
    short.report.layers[3]!.weights!.update = 1e-9;
    expect(kinds(short)).toEqual(['smallUpdates']);
    expect(kinds({ ...long, step: 8 })).toEqual([]); // weights that begin at 0
    const jump = withFirst({ weights: 1e-30, gradients: 0.02, update: 1 });
    expect(warningsOf(jump, layers)[0]!.text).toMatch(/by more than ten times their size;/);
  });

  it('says that the learning rate is 0, and not to raise it tenfold', () => {
    const still = withFirst({ weights: 0.3, gradients: 0.02, update: 0 });
    still.report.layers[3]!.weights!.update = 0;
    const [warning] = warningsOf({ ...still, learningRate: 0 }, layers);
    expect(warning!.text).toMatch(/^The learning rate is 0/);
    expect(warning!.advice).toBe('Set a learning rate above 0.');
    expect(warningsOf(still, layers)[0]!.advice).toBe('Raise the learning rate tenfold.');
  });

  it('says of pictures that are all the same that they are, and calls no unit dead', () => {
    const black = look({ alike: true });
    black.report.layers[1] = { layer: 'relu', units: 6, dead: 6 };
    black.report.layers[3] = { layer: 'dense', units: 2, saturated: 2 };
    expect(kinds(black)).toEqual(['alike']);
    expect(warningsOf(black, layers)[0]!.text).toMatch(/^All 128 test pictures .* are the same/);
  });

  it('advises nothing that the page cannot do', () => {
    const saturated = withFirst({ weights: 0.3, gradients: 2e-6, update: 3e-4 });
    saturated.report.layers[1] = { layer: 'relu', units: 6, saturated: 6 };
    const dead = look();
    dead.report.layers[1]!.dead = 6;
    const still = withFirst({ weights: 0.3, gradients: 0.02, update: 0 });
    still.report.layers[3]!.weights!.update = 0;
    const all = [
      saturated,
      dead,
      still,
      { ...still, learningRate: 0 },
      withFirst({ weights: 0.3, gradients: 50, update: 3e-4 }),
      withFirst({ weights: 0.3, gradients: 2e-6, update: 3e-4 }),
      withFirst({ weights: 0.3, gradients: 0.02, update: 0.06 }),
      look({ loss: 0.9, lowestLoss: 0.45 }),
      look({ alike: true }),
    ];
    const found = all.flatMap((one) => warningsOf(one, layers));
    expect(new Set(found.map(({ kind }) => kind)).size).toBe(8);
    for (const { advice } of found) {
      expect(advice).not.toMatch(/clip|starting weights|initial/i);
      expect(advice).toMatch(/learning rate|in Build|Browse data/i);
    }
  });

  it('writes no figure that is no number', () => {
    const lost = look({ loss: NaN });
    expect(warningsOf(lost, layers)[0]!.text).toBe(
      'The loss on training pictures is no longer finite; it was 0.45 before.',
    );
    const all = [
      lost,
      look({ loss: Infinity, lowestLoss: Infinity, guessLoss: Infinity }),
      withFirst({ weights: 0.3, gradients: NaN, update: NaN }),
      withFirst({ weights: 0, gradients: Infinity, update: 1 }),
      withFirst({ weights: Infinity, gradients: 0, update: Infinity }),
    ];
    for (const { text } of all.flatMap((one) => warningsOf(one, layers))) {
      expect(text).not.toMatch(/NaN|Infinity/);
    }
  });

  it('names a loss that rises, but not the noise of a low one', () => {
    expect(kinds(look({ loss: 0.9, lowestLoss: 0.45 }))).toEqual(['risingLoss']);
    expect(kinds(look({ loss: 0.6, lowestLoss: 0.45 }))).toEqual([]);
    expect(kinds(look({ loss: 0.1, lowestLoss: 0.03 }))).toEqual([]);
    const guessing = look({ loss: 2.3, lowestLoss: Infinity });
    expect(warningsOf(guessing, layers)[0]!.text).toMatch(/is 2\.3; guessing costs 0\.69/);
    expect(kinds(look({ loss: 80, lowestLoss: Infinity, guessLoss: Infinity }))).toEqual([]);
  });
});

function histogram(bin: number): Histogram {
  const counts = new Array<number>(histogramBins).fill(0);
  counts[bin] = 3;
  return {
    exponent: -1,
    counts,
    zeros: 1,
    notFinite: 0,
    outside: 0,
    smallest: -0.2,
    largest: 0.3,
    mean: 0.1,
    rootMeanSquare: 0.2,
  };
}

function report(bin: number): HealthReport {
  const { report: plain } = look();
  plain.layers[0]!.weights!.weightHistogram = histogram(bin);
  plain.layers[0]!.weights!.gradientHistogram = histogram(bin);
  plain.layers[3]!.activations = histogram(bin);
  return plain;
}

describe('HistogramRecord', () => {
  it('has rows for weights, gradients and what comes out, but none for what only passes on', () => {
    const { rows } = new HistogramRecord(layers);
    expect(rows.map(({ layer, kind }) => `${layer} ${kind}`)).toEqual([
      'conv2d weights',
      'conv2d gradients',
      'conv2d activations',
      'relu activations',
      'dense weights',
      'dense gradients',
      'dense activations',
    ]);
  });

  it('keeps counts as shares of the fullest bin, and the figures', () => {
    const record = new HistogramRecord(layers);
    record.add(5, report(40));
    const [sample] = record.since(0, -1);
    expect(sample!.step).toBe(5);
    expect(sample!.counts[40]).toBe(255);
    expect(sample!.counts.filter((count) => count > 0).length).toBe(3);
    expect([...sample!.figures.subarray(0, 2)]).toEqual([-1, 0.25]);
  });

  it('gives only what is new, and copies', () => {
    const record = new HistogramRecord(layers);
    record.add(1, report(1));
    record.add(2, report(2));
    record.add(3, report(3));
    const news = record.since(record.version, 1);
    expect(news.map(({ step }) => step)).toEqual([2, 3]);
    news[0]!.counts.fill(7);
    expect(record.since(record.version, 1)[0]!.counts[2]).toBe(255);
  });

  it('stays small in a long run, keeps its beginning and always has the newest', () => {
    const record = new HistogramRecord(layers);
    const { version } = record;
    for (let step = 1; step <= 5000; ++step) record.add(step, report(step % histogramBins));
    expect(record.version).toBeGreaterThan(version);
    const steps = record.since(version, 4000).map(({ step }) => step);
    expect(steps.length).toBeLessThanOrEqual(161);
    expect(steps.length).toBeGreaterThanOrEqual(70);
    expect(steps[0]).toBe(1);
    expect(steps.at(-1)).toBe(5000);
    const gaps = steps.slice(1, -1).map((step, i) => step - steps[i]!);
    expect(new Set(gaps).size).toBe(1);
  });

  it('is even over the steps though its looks are not', () => {
    const record = new HistogramRecord(layers);
    // Close together at first, then ever further apart, as looks by the clock may come.
    for (let step = 1, i = 0; step < 1e6; step += 1 + Math.floor(i++ / 3))
      record.add(step, report(1));
    const steps = record.since(0, -1).map(({ step }) => step);
    expect(steps.length).toBeLessThanOrEqual(161);
    const gaps = steps.slice(1).map((step, i) => step - steps[i]!);
    expect(Math.max(...gaps)).toBeLessThan(1e6 / 30);
    expect(steps.filter((step) => step < 1e5).length).toBeLessThan(30);
  });

  it('a look at the same step replaces the one before', () => {
    const record = new HistogramRecord(layers);
    record.add(0, report(1));
    record.add(0, report(2));
    const samples = record.since(0, -1);
    expect(samples.length).toBe(1);
    expect(samples[0]!.counts[2]).toBe(255);
  });

  it('goes on from what was kept, with the distance of its samples', () => {
    const record = new HistogramRecord(layers);
    for (let step = 1; step <= 400; ++step) record.add(step, report(step % histogramBins));
    const next = new HistogramRecord(layers);
    const { version } = next;
    next.restore(structuredClone(record.state()));
    expect(next.version).toBeGreaterThan(version);
    expect(next.since(0, -1)).toEqual(record.since(0, -1));
    for (let step = 401; step <= 900; ++step) {
      record.add(step, report(step % histogramBins));
      next.add(step, report(step % histogramBins));
    }
    expect(next.since(0, -1)).toEqual(record.since(0, -1));
  });

  it('is empty where what was kept is of another network, or damaged', () => {
    const record = new HistogramRecord(layers);
    record.add(1, report(1));
    const { rows, samples } = record.state();
    for (const kept of [
      {},
      { rows: rows.slice(1), gap: 1, samples },
      { rows, gap: NaN, samples },
      { rows, gap: 1, samples: [{ ...samples[0]!, counts: new Uint8Array(3) }] },
      { rows, gap: 1, samples: 5 },
      { rows, gap: 1, samples: [null] },
      null,
    ]) {
      const next = new HistogramRecord(layers);
      next.restore(kept);
      expect(next.since(0, -1)).toEqual([]);
    }
  });
});
