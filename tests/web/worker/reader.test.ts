import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { DataSetInfo, Stroke } from '../../../web/protocol/data-sets';
import { fullReading } from '../../../web/protocol/reading';
import { DataSet } from '../../../web/worker/data/data-set';
import { Pretrained } from '../../../web/worker/drawing/pretrained';
import { largestOf } from '../../../web/protocol/numbers';
import { measureReading } from '../../../web/worker/drawing/measure-reading';
import { coloured, DrawingReader } from '../../../web/worker/drawing/reader';
import { engine } from './watched-engine';

const file = readFileSync(
  new URL('../../../web/client/public/pretrained/digit-reader.safetensors', import.meta.url),
);
const digitNames = Array.from({ length: 10 }, (_, i) => String(i));
const info: DataSetInfo = {
  id: 'digits',
  title: 'Digits',
  channels: 1,
  height: 28,
  width: 28,
  classNames: digitNames,
  trainCount: 200,
  testCount: 200,
  range: [0, 1],
  origin: 'made here',
};
const now = () => Promise.resolve();

const model = engine.loadModel(new Uint8Array(file));

/** A generated digit, made smaller and moved. */
function drawn(index: number, scale: number, right: number): { label: number; strokes: Stroke[] } {
  const { label, strokes } = engine.drawnDigit({ seed: 5, index });
  const points = strokes.flat();
  const left = Math.min(...points.map(([x]) => x));
  const top = Math.min(...points.map(([, y]) => y));
  const extent = Math.max(...points.map(([x, y]) => Math.max(x - left, y - top)));
  const place = (value: number, first: number) => ((value - first) / extent) * scale;
  return {
    label,
    strokes: strokes.map((stroke) =>
      stroke.map(([x, y, pressure]) => [right + place(x, left), 0.3 + place(y, top), pressure]),
    ),
  };
}

describe('a drawing', () => {
  it('of one digit is read as that, with its place on the pad', () => {
    const reader = new DrawingReader(engine, model, info);
    let right = 0;
    for (let index = 0; index < 40; ++index) {
      const { label, strokes } = drawn(index, 0.5, 0.3);
      const answer = reader.read({ strokes }, fullReading);
      const { probabilities, box } = answer.figures[answer.focus]!;
      if (answer.figures.length === 1 && largestOf(probabilities) === label) right += 1;
      const [left, top, width, height] = box;
      expect(Math.max(width, height)).toBeGreaterThan(0.3);
      expect(left).toBeGreaterThan(0.2);
      expect(top).toBeGreaterThan(0.2);
    }
    expect(right).toBeGreaterThanOrEqual(34);
  });

  it('of two digits is read one by one, the last one drawn in front', () => {
    const reader = new DrawingReader(engine, model, info);
    const one = drawn(1, 0.3, 0.6);
    const other = drawn(2, 0.3, 0.05);
    const drawing = { strokes: [...one.strokes, ...other.strokes] };
    const answer = reader.read(drawing, fullReading);
    expect(answer.figures).toHaveLength(2);
    expect(answer.focus).toBe(0);
    expect(answer.figures[0]!.box[0]).toBeLessThan(answer.figures[1]!.box[0]);
    const whole = reader.read(drawing, { ...fullReading, several: false });
    expect(whole.figures).toHaveLength(1);
  });

  it('that is empty has no answer', () => {
    const answer = new DrawingReader(engine, model, info).read({ strokes: [] }, fullReading);
    expect(answer.empty).toBe(true);
    expect(answer.figures[0]!.probabilities.every((share) => share === 0)).toBe(true);
  });

  it('for a set in colour is ink on white paper', async () => {
    await coloured();
    const inColour: DataSetInfo = { ...info, id: 'kept:mine', channels: 3, classNames: ['a', 'b'] };
    const spec = { input: [3, 28, 28] as [number, number, number], layers: [] };
    const two = engine.model({ ...spec, layers: [{ type: 'dense', units: 2 }] });
    const { image } = new DrawingReader(engine, two, inColour).read(
      { strokes: drawn(3, 0.5, 0.3).strokes },
      fullReading,
    ).figures[0]!;
    expect(image.length).toBe(3 * 784);
    expect(image[0]).toBe(1);
    expect(Math.min(...image)).toBe(0);
  });

  it('stage by stage is worth what is measured, with turns for others in between', async () => {
    let turns = 0;
    const report = await measureReading(engine, model, info, fullReading, async () => {
      turns += 1;
    });
    expect(report.drawings).toBe(300);
    expect(report.asSet).toBeGreaterThan(0.85);
    expect(report.switched.scale).toBeLessThan(report.asSet);
    expect(turns).toBe(30);
    const letters = { ...info, classNames: ['X', 'O'] };
    await expect(measureReading(engine, model, letters, fullReading, now)).rejects.toThrow(
      'measured with generated digits',
    );
  });
});

describe('the pretrained net', () => {
  const data = (about: Partial<DataSetInfo> = {}) => {
    const make = () => engine.digitsDataset({ count: 200, seed: 8 });
    return new DataSet({ ...info, ...about }, make(), make());
  };
  const from = (answer: () => Response) =>
    new Pretrained(engine, 'http://127.0.0.1/site/', (async (address: URL) => {
      expect(String(address)).toBe('http://127.0.0.1/site/pretrained/digit-reader.safetensors');
      return answer();
    }) as unknown as typeof fetch);

  it('is fetched when it is wanted, measured on the data, and answers', async () => {
    const pretrained = from(() => new Response(file));
    const image = new Float32Array(784);
    expect(pretrained.answer(info, image)).toBeUndefined();
    const about = await pretrained.describe(data(), now);
    expect(about).toMatchObject({ testExamples: 200 });
    expect(about!.testAccuracy).toBeGreaterThan(0.9);
    expect(about!.command).toContain('--preset digit-reader');
    expect(pretrained.answer(info, image)).toHaveLength(10);
  });

  it('keeps out of data that it does not fit', async () => {
    const pretrained = from(() => new Response(file));
    expect(await pretrained.describe(data({ classNames: ['X', 'O'] }), now)).toBeUndefined();
    expect(await pretrained.describe(data({ range: [-1, 1] }), now)).toBeUndefined();
  });

  it('is done without where it cannot be had or is broken', async () => {
    expect(await from(() => new Response('', { status: 404 })).describe(data(), now)).toBe(
      undefined,
    );
    const cut = from(() => new Response(file.subarray(0, 5000)));
    expect(await cut.describe(data(), now)).toBeUndefined();
    expect(cut.answer(info, new Float32Array(784))).toBeUndefined();
  });
});
