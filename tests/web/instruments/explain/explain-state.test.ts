import { beforeEach, describe, expect, it } from 'vitest';
import {
  Explain,
  type ExplainedRun,
} from '../../../../web/instruments/explain/state/explain.svelte';
import { LiveQuestion } from '../../../../web/client/ui/liveQuestion.svelte';
import {
  squareOf,
  subjectAt,
  subjectWords,
} from '../../../../web/instruments/explain/state/subject';
import { Walk } from '../../../../web/instruments/explain/state/walk.svelte';
import { describeColumns } from '../../../../web/client/paint/columns';
import type { Hover, PictureKind } from '../../../../web/client/paint/hover';
import { experimentOf } from '../../../../web/protocol/experiment';
import type { Frame, PictureChoice, SetUp } from '../../../../web/protocol/messages';
import { ExplainDouble, settled, TestClock } from './explain-double';
import { frameOf, presets, setUpOf } from '../../client/worker-double';

class RunDouble implements ExplainedRun {
  run = 1;
  setUp: SetUp | undefined = setUpOf(1, experimentOf(presets[0]!, 'xo'));
  frame: Frame | undefined = withMaps(frameOf(1, 0, false));
  picture: PictureChoice = { kind: 'test', index: 2 };
  isOver(run: number): boolean {
    return run !== this.run;
  }
}

/** The frame's convolution with its maps in another order than the layer has them. */
function withMaps(frame: Frame): Frame {
  const maps = { total: 3, indices: [2, 0, 1], height: 7, width: 7, values: new Float32Array(147) };
  const filters = {
    total: 3,
    indices: [2, 0, 1],
    depth: 1,
    totalDepth: 1,
    height: 3,
    width: 3,
    values: new Float32Array(27),
    gradients: new Float32Array(27),
    biases: new Float32Array(3),
  };
  const limits = { values: 1, gradients: 1, weights: 1, weightGradients: 1 };
  const votes = { total: 2, indices: [0, 1], height: 1, width: 1, values: Float32Array.of(1, 2) };
  return {
    ...frame,
    probabilities: Float32Array.of(0.25, 0.75),
    layers: [
      { name: 'conv2d', maps, filters, limits },
      { name: 'dense', maps: votes, limits },
    ],
  };
}

let api: ExplainDouble;
let session: RunDouble;
let view: { hover: Hover | undefined; pinned: Hover | undefined };
let clock: TestClock;
let explain: Explain;

function square(tile: number, row: number, column: number, kind: PictureKind = 'maps'): Hover {
  const width = kind === 'maps' || kind === 'mapGradients' ? 7 : 3;
  return {
    column: 'conv2d',
    kind,
    place: { tile, part: 0, row, column, index: row * width + column },
  };
}

beforeEach(() => {
  api = new ExplainDouble();
  session = new RunDouble();
  view = { hover: undefined, pinned: undefined };
  clock = new TestClock();
  explain = new Explain(api, session, view, (interval) => new LiveQuestion(interval, clock));
});

/** As the panel does when the picture's square is pressed. */
async function press(pinned: Hover | undefined): Promise<void> {
  view.pinned = pinned;
  explain.follow(pinned);
  explain.refresh();
  await settled();
}

describe('a square', () => {
  const network = () => ({ setUp: session.setUp!, columns: describeColumns(session.setUp!) });

  it('is the number of the map that is drawn there, whatever the order', () => {
    const unit = subjectAt(square(0, 1, 2), network(), session.frame);
    expect(unit).toEqual({ kind: 'unit', layer: 'conv2d', place: 2 * 49 + 7 + 2 });
    expect(subjectWords(unit!, network())).toBe('convolution · map 3 of 3 · row 2, column 3');
    const weight = subjectAt(square(1, 2, 0, 'filters'), network(), session.frame);
    expect(weight).toEqual({
      kind: 'weight',
      layer: 'conv2d',
      parameter: 'conv2d.weight',
      place: 6,
    });
    expect(subjectWords(weight!, network())).toBe('convolution · filter 1 of 3 · row 3, column 1');
  });

  it('of a picture in colour is called by its channel', () => {
    const setUp = { ...session.setUp!, data: { ...session.setUp!.data, channels: 3 } };
    const inColour = { setUp, columns: describeColumns(setUp) };
    const [{ height, width }] = [setUp.data];
    const unit = { kind: 'unit', layer: 'input', place: height * width + 2 } as const;
    expect(subjectWords(unit, inColour)).toBe('input · green · row 1, column 3');
    const place = { tile: 0, part: 0, row: 0, column: 2, index: 2 };
    expect(subjectAt({ column: 'input', kind: 'picture', place }, inColour, undefined)).toEqual({
      ...unit,
      place: 2,
    });
  });

  it('is found again', () => {
    for (const hover of [square(2, 6, 6), square(0, 0, 0, 'filters')]) {
      const subject = subjectAt(hover, network(), session.frame)!;
      expect(squareOf(subject, network(), session.frame)).toEqual(hover);
    }
    const vector: Hover = {
      column: 'dense',
      kind: 'maps',
      place: { tile: 0, part: 0, row: 1, column: 0, index: 1 },
    };
    const unit = subjectAt(vector, network(), session.frame)!;
    expect(unit).toEqual({ kind: 'unit', layer: 'dense', place: 1 });
    expect(subjectWords(unit, network())).toBe('dense · class O');
    expect(squareOf(unit, network(), session.frame)).toEqual(vector);
  });
});

describe('what was pressed', () => {
  it('is explained forwards, a gradient backwards, a weight as a weight', async () => {
    await press(square(1, 0, 0));
    expect(explain.unit.answer?.unit.place).toBe(0);
    await press(square(1, 0, 1, 'mapGradients'));
    expect(explain.direction).toBe('backwards');
    expect(explain.gradient.answer?.gradient.place).toBe(1);
    await press(square(1, 0, 0, 'filters'));
    expect(explain.weight.answer?.weight.parameter).toBe('conv2d.weight');
    await press(undefined);
    expect(explain.subject).toBeUndefined();
    expect(explain.weight.answer).toBeUndefined();
  });

  it('looks through a layer that only rearranges', async () => {
    await press(square(1, 0, 3, 'mapGradients'));
    expect(api.asked).toEqual(['gradient #2 conv2d 3', 'gradient #2 flatten 3']);
    const seen = explain.gradient.answer!;
    expect(seen.through).toEqual(['flatten']);
    expect(seen.parts.map(({ layer }) => layer)).toEqual(['dense']);
    expect(seen.gradient.layer).toBe('conv2d');
  });

  it('is asked anew with each frame, at most eight times a second', async () => {
    await press(square(1, 0, 0));
    for (let frame = 0; frame < 60; ++frame) {
      explain.refresh();
      await clock.pass(1000 / 60);
    }
    expect(api.asked.length).toBeGreaterThan(6);
    expect(api.asked.length).toBeLessThanOrEqual(9);
  });

  it('waits for one answer before it asks again, and drops one that comes too late', async () => {
    api.held = [];
    await press(square(1, 0, 0));
    await press(square(1, 0, 1));
    await press(square(1, 0, 2));
    await clock.pass(1000);
    expect(api.asked).toEqual(['unit #2 conv2d 0']);
    api.held.splice(0).forEach((done) => done());
    await settled();
    await clock.pass(500);
    expect(explain.unit.answer).toBeUndefined();
    expect(api.asked).toEqual(['unit #2 conv2d 0', 'unit #2 conv2d 2']);
    api.held.splice(0).forEach((done) => done());
    await settled();
    expect(explain.unit.answer?.unit.place).toBe(2);
  });

  it('keeps the class that a drawing is meant to be, at first the likeliest', async () => {
    session.picture = { kind: 'drawing' };
    await press(square(1, 0, 0, 'mapGradients'));
    expect(api.asked[0]).toBe('gradient drawing conv2d 0 1');
    explain.meant = 0;
    explain.refresh();
    await clock.pass(1000);
    expect(api.asked.at(-1)).toBe('gradient drawing flatten 0 0');
  });

  it('says what the engine says', async () => {
    api.explainUnit = () => Promise.reject(new Error('conv2d: expected a place below 147.'));
    await press(square(1, 0, 0));
    expect(explain.unit.problem).toBe('conv2d: expected a place below 147.');
    expect(explain.unit.answer).toBeUndefined();
  });

  it('is gone when the next network has no such layer', async () => {
    await press(square(1, 0, 0));
    const setUp = setUpOf(2, experimentOf(presets[1]!, 'xo'));
    session.setUp = { ...setUp, layers: setUp.layers.slice(1) };
    explain = new Explain(api, session, view, () => new LiveQuestion(0, clock));
    explain.subject = { kind: 'unit', layer: 'conv2d', place: 0 };
    explain.refresh();
    expect(explain.subject).toBeUndefined();
    expect(view.pinned).toBeUndefined();
  });
});

describe('stepping', () => {
  it('moves the square within its map, and is not taken for a press', async () => {
    await press(square(1, 6, 5));
    expect(explain.positions()).toEqual({ height: 7, width: 7, count: 49, at: 47 });
    explain.moveTo(48);
    expect(view.pinned).toEqual(square(1, 6, 6));
    explain.follow(view.pinned);
    expect(explain.subject).toEqual({ kind: 'unit', layer: 'conv2d', place: 48 });
  });
});

describe('marks', () => {
  it('show the field in the picture, the unit, its filter and all that it feeds', async () => {
    await press(square(1, 2, 3));
    explain.refreshReach();
    expect(explain.marks().get('conv2d maps')).toEqual([
      { tone: 'self', tile: 1, part: 0, row: 2, column: 3, height: 1, width: 1 },
    ]);
    await settled();
    const marks = explain.marks();
    expect(marks.get('input maps')).toEqual([
      { tone: 'reads', tile: 0, row: 2, column: 3, height: 3, width: 3 },
    ]);
    expect(marks.get('conv2d maps')).toHaveLength(1);
    expect(marks.get('conv2d filters')).toEqual([
      { tone: 'reads', tile: 1, row: 0, column: 0, height: 3, width: 3 },
    ]);
    expect(marks.get('dense maps')).toEqual([
      { tone: 'feeds', tile: 0, row: 0, column: 0, height: 2, width: 1 },
    ]);
    expect(marks.get('input mapGradients')).toEqual(marks.get('input maps'));
  });

  it('show the maps between which a weight stands', async () => {
    await press(square(0, 1, 1, 'filters'));
    const marks = explain.marks();
    expect(marks.get('conv2d filters')).toMatchObject([
      { tone: 'self', tile: 0, row: 1, column: 1 },
    ]);
    expect(marks.get('conv2d maps')).toMatchObject([
      { tone: 'feeds', tile: 0, height: 7, width: 7 },
    ]);
    expect(marks.get('input maps')).toMatchObject([{ tone: 'reads', height: 9, width: 9 }]);
  });
});

describe('the walk back', () => {
  it('goes from the loss to one weight and its update, along the largest gradient', async () => {
    const walk = new Walk(api, session, explain);
    await walk.start();
    expect(walk.stop).toMatchObject({
      title: 'Loss to score',
      // The picture is an X, but O has the larger share: both are 0.75 away, the label comes first.
      subject: { kind: 'unit', layer: 'dense', place: 0 },
    });
    expect(walk.total).toBe(4);
    expect(explain.direction).toBe('backwards');
    await walk.next();
    // Of the strongest weights on values that are not 0; the largest gradient is that of the last.
    expect(walk.stop).toMatchObject({
      title: 'Through the dense layer',
      subject: { kind: 'unit', layer: 'conv2d', place: 146 },
    });
    await walk.next();
    expect(walk.stop).toMatchObject({
      title: 'To one weight',
      subject: { kind: 'weight', parameter: 'conv2d.weight' },
      focus: 'uses',
    });
    await walk.next();
    expect(walk.stop?.focus).toBe('update');
    expect(walk.atEnd).toBe(true);
    await walk.next();
    walk.previous();
    expect(walk.stop?.focus).toBe('uses');
    expect(walk.total).toBe(4);
    walk.end();
    expect(walk.stop).toBeUndefined();
  });

  it('stops where an answer comes after the run is over', async () => {
    const walk = new Walk(api, session, explain);
    api.held = [];
    const started = walk.start();
    await settled();
    session.run = 2;
    api.held.splice(0).forEach((done) => done());
    await started;
    expect(walk.stop).toBeUndefined();
    expect(walk.busy).toBe(false);
  });
});
