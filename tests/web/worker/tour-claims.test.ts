import { load, type Engine, type LayerInfo, type LayerSpec } from 'receptive';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { largestChange } from '../../../web/instruments/tours/state/sum-text';
import { tours } from '../../../web/instruments/tours/words';
import type {
  NudgeFigure,
  ShiftFigure,
  SizesFigure,
  SlidingFigure,
  TourFigure,
} from '../../../web/instruments/tours/words/tour';
import type { LessonApi, LessonNet } from '../../../web/instruments/tours/protocol';
import { shrinkKinds } from '../../../web/instruments/slide/protocol';
import { lessonsService } from '../../../web/instruments/tours/worker/lessons-service';

// Every sentence of the tours that has a number in it is computed here: by the engine on the net of
// the figure beside it, or by plain loops. A sentence that nobody computes fails the last test.

let engine: Engine;
let api: LessonApi;

beforeAll(async () => {
  engine = await load({ variant: 'simd' });
  api = lessonsService({
    engine: () => Promise.resolve(engine),
    of: () => {
      throw new Error('A lesson needs no run.');
    },
    onRun: () => () => undefined,
  });
});
afterAll(() => engine.dispose());

function figure<F extends TourFigure>(tour: string, step: number): F {
  return tours.find(({ id }) => id === tour)!.steps[step]!.figure as F;
}

async function values(net: LessonNet, layer: string): Promise<number[]> {
  const { layers } = await api.lesson(net);
  return Array.from(layers.find(({ name }) => name === layer)!.values);
}

async function given(tour: string, step: number): Promise<number[]> {
  const { net, layer } = figure<SlidingFigure>(tour, step);
  return values(net, layer);
}

async function shapes(tour: string, step: number) {
  const { net, layer } = figure<SlidingFigure>(tour, step);
  const { layers } = await api.lesson(net);
  const at = layers.findIndex(({ name }) => name === layer);
  return { reads: layers[at - 1]!.shape, gives: layers[at]!.shape };
}

const rounded = (value: number): number => Math.round(value * 100) / 100;
const sum = (list: ArrayLike<number>): number => Array.from(list).reduce((a, b) => a + b, 0);
const match = (a: readonly number[], b: readonly number[]): number =>
  sum(a.map((value, i) => value * b[i]!)) / 9;
const xoNet = (): LessonNet => figure<SlidingFigure>('xo', 2).net;
const filter = (at: number): number[] =>
  Array.from(xoNet().values!['match.weight']!.slice(at * 9, at * 9 + 9), (w) => Math.sign(w));
const diagonal = [0, 1, 2, 3, 4, 5, 6];

/** The bumps of the shift figure, moved on by so many pixels, through its rows. */
async function shifted(row: number, pixels: number): Promise<number[]> {
  const { image, rows } = figure<ShiftFigure>('pooling', 2);
  const moved = image.map((_, i) => image[(i + pixels) % image.length]!);
  const { layers } = await api.lesson({ ...rows[row]!.net, image: moved });
  return Array.from(layers.at(-1)!.values);
}

async function nudged(change: (net: LessonNet) => LessonNet): Promise<number> {
  const { net, layer } = figure<NudgeFigure>('backwards', 1);
  return sum(await values(change(net), layer));
}
const raisedInput = (place: number, by = 1): Promise<number> =>
  nudged((net) => ({ ...net, image: net.image.map((x, i) => (i === place ? x + by : x)) }));
const raisedWeight = (place: number, by = 1): Promise<number> =>
  nudged((net) => {
    const weights = net.values!['filter.weight']!.map((w, i) => (i === place ? w + by : w));
    return { ...net, values: { 'filter.weight': weights } };
  });

/** What is known of the last of these layers, in a network on a picture of 32 x 32. */
function lastOf(layers: LayerSpec[]): LayerInfo {
  const votes: LayerSpec[] = [{ type: 'globalMaxPooling2d' }, { type: 'dense', units: 2 }];
  const model = engine.model({ input: [1, 32, 32], layers: [...layers, ...votes] });
  const last = model.layers().at(-3)!;
  model.dispose();
  return last;
}

interface Claim {
  says: string[];
  holds: () => Promise<void> | void;
}

const claims: Record<string, Claim[]> = {
  xo: [
    {
      says: [
        'This X has 9×9 pixels: ink is 1, paper is −1.',
        'The filter A is a piece of a stroke that falls to the right, 3×3 numbers, each divided by 9 so that a perfect match adds up to 1.',
      ],
      holds: () => {
        const { net } = figure<SlidingFigure>('xo', 0);
        expect(net.spec.input).toEqual([1, 9, 9]);
        expect([...new Set(net.image)].sort()).toEqual([-1, 1]);
        expect(filter(0)).toEqual([1, -1, -1, -1, 1, -1, -1, -1, 1]);
        expect(net.values!['match.weight']!.map((w) => Math.abs(w))).toEqual(Array(9).fill(1 / 9));
        expect(match(filter(0), filter(0))).toBeCloseTo(1);
      },
    },
    {
      says: [
        'Where all nine pixels agree, the sum is 1.',
        'The mirror image of the stroke agrees in five of the nine and gives 0.11; −1 would be its negative, ink for paper and paper for ink.',
      ],
      holds: async () => {
        const mirrored = filter(0).map((_, i) => filter(0)[Math.floor(i / 3) * 3 + (2 - (i % 3))]!);
        const same = mirrored.filter((value, i) => value === filter(0)[i]).length;
        expect(same).toBe(5);
        expect(rounded(match(mirrored, filter(0)))).toBe(0.11);
        expect(
          match(
            filter(0).map((value) => -value),
            filter(0),
          ),
        ).toBeCloseTo(-1);
        // The map beside it: on the stroke, and on the other one, which is the mirror image.
        const map = await given('xo', 0);
        expect([map[8], map[12]].map((value) => rounded(value!))).toEqual([1, 0.11]);
      },
    },
    {
      says: [
        'The same nine weights slide over the whole picture, and every sum is written down where it was made.',
        'The 7×7 numbers are the feature map of A: large along the stroke that A looks like.',
        'The corner has 0.78, which is 7/9.',
        'Some books print 0.77: they cut the digits off instead of rounding.',
      ],
      holds: async () => {
        expect((await shapes('xo', 1)).gives).toEqual([1, 7, 7]);
        const map = await given('xo', 1);
        expect(figure<SlidingFigure>('xo', 1).net.values!['match.weight']!.length).toBe(9);
        const on = diagonal.map((i) => map[i * 7 + i]!);
        const off = map.filter((_, i) => i % 8 !== 0);
        // The middle, where the strokes cross, is less like a stroke than the rest of it.
        expect(on.filter((value) => value > Math.max(...off)).length).toBeGreaterThanOrEqual(6);
        expect(map[0]).toBeCloseTo(7 / 9);
        expect([rounded(7 / 9), Math.trunc(700 / 9) / 100]).toEqual([0.78, 0.77]);
      },
    },
    {
      says: [
        'Each makes a map of its own from the same picture: B finds only the middle of the X, C the other diagonal.',
      ],
      holds: async () => {
        const maps = await given('xo', 2);
        const whole = (map: number): number[] =>
          maps.slice(map * 49, map * 49 + 49).flatMap((value, i) => (value > 0.99 ? [i] : []));
        expect(whole(1)).toEqual([3 * 7 + 3]);
        expect(whole(2).length).toBe(4);
        for (const at of whole(2)) expect(Math.floor(at / 7) + (at % 7)).toBe(6);
      },
    },
    {
      says: [
        'A negative number means that more pixels differ from the filter than agree with it.',
        'ReLU makes it 0 and leaves the rest: max(0, x).',
      ],
      holds: async () => {
        const map = await given('xo', 1);
        const { image } = figure<SlidingFigure>('xo', 1).net;
        map.forEach((value, i) => {
          const at = (u: number): number =>
            image[(Math.floor(i / 7) + Math.floor(u / 3)) * 9 + (i % 7) + (u % 3)]!;
          const agree = filter(0).filter((weight, u) => weight === at(u)).length;
          expect(value < 0).toBe(9 - agree > agree);
        });
        expect(await given('xo', 3)).toEqual(map.map((value) => Math.max(0, value)));
      },
    },
    {
      says: [
        'Of every 2×2 window only the largest number goes on; at the edge the window hangs over and takes what is there.',
        'The 7×7 map becomes 4×4, and the diagonal can still be seen.',
      ],
      holds: async () => {
        const { reads, gives } = await shapes('xo', 4);
        expect([reads, gives]).toEqual([
          [1, 7, 7],
          [1, 4, 4],
        ]);
        const before = await given('xo', 3);
        const pooled = await given('xo', 4);
        pooled.forEach((value, i) => {
          const [row, column] = [2 * Math.floor(i / 4), 2 * (i % 4)];
          const window = before.filter((_, at) => {
            const [r, c] = [Math.floor(at / 7), at % 7];
            return r >= row && r < row + 2 && c >= column && c < column + 2;
          });
          expect(value).toBe(Math.max(...window));
        });
        const off = pooled.filter((_, i) => i % 5 !== 0);
        for (const i of [0, 5, 10, 15]) expect(pooled[i]).toBeGreaterThan(Math.max(...off));
      },
    },
    {
      says: [
        'The three pooled maps, 48 numbers, are what the two votes are made of: each number pushes for X or for O, by a weight that the network learns.',
        'Here they are learned in the page, with these three filters held as they are.',
        'When it is right, choose the network “Three filters” and watch it find filters of its own.',
      ],
      holds: async () => {
        expect((await given('xo', 5)).length).toBe(48);
        const presets = engine.presets();
        const made = presets.find(({ name }) => name === 'xo-hand-made')!;
        const model = engine.model(made.spec);
        expect(model.layers().at(-1)!.outputShape).toEqual([2, 1, 1]);
        expect(model.parameter('dense.weight').shape).toEqual([2, 48]);
        // The same three filters, and they stay.
        const before = model.parameter('conv2d.weight').value;
        xoNet().values!['match.weight']!.forEach((w, i) => expect(before[i]).toBeCloseTo(w, 6));
        model.setTrainingData(engine.xoDataset({ count: 64, seed: 1 }));
        const votes = model.parameter('dense.weight').value;
        model.step();
        expect(model.parameter('conv2d.weight').value).toEqual(before);
        expect(model.parameter('dense.weight').value).not.toEqual(votes);
        model.dispose();
        const own = presets.find(({ title }) => title === 'Three filters')!;
        expect(own.spec.layers[0]).not.toHaveProperty('kernelValues');
      },
    },
  ],
  convolution: [
    {
      says: [
        'Seven numbers, and a filter that takes the left neighbour twice, the middle with a minus, and a tenth of the right one.',
        'The filter fits at five places, so there are five answers.',
      ],
      holds: async () => {
        const { image } = figure<SlidingFigure>('convolution', 0).net;
        expect(image.length).toBe(7);
        const answers = await given('convolution', 0);
        expect(answers.length).toBe(5);
        answers.forEach((value, i) =>
          expect(value).toBeCloseTo(2 * image[i]! - image[i + 1]! + image[i + 2]! / 10, 5),
        );
      },
    },
    {
      says: [
        'With one zero on each side the filter can stand with its middle on every number, and seven give seven.',
        'The price: the two outer answers are made partly of zeros that nobody measured.',
      ],
      holds: async () => {
        const { net, layer } = figure<SlidingFigure>('convolution', 1);
        expect((await given('convolution', 1)).length).toBe(7);
        const padded = await Promise.all(
          Array.from({ length: 7 }, async (_, at) => {
            const { reads } = await api.lessonUnit(net, layer, at);
            return reads[0]!.places.filter((place) => place < 0).length;
          }),
        );
        expect(padded).toEqual([1, 0, 0, 0, 0, 0, 1]);
      },
    },
    {
      says: [
        'Four numbers cannot be centred.',
        '“Same” padding then puts one zero more on the right: one on the left, two on the right.',
        'Libraries differ here; this one does as Keras and SAS do.',
      ],
      holds: async () => {
        const { net, layer } = figure<SlidingFigure>('convolution', 2);
        expect(net.values!['filter.weight']!.length).toBe(4);
        const [first, last] = await Promise.all([0, 6].map((at) => api.lessonUnit(net, layer, at)));
        expect(first!.window!.origin[1]).toBe(-1);
        expect(last!.window!.origin[1] + 4 - 7).toBe(2);
        // The numbers that SAS's documentation prints for it.
        expect((await given('convolution', 2)).map((value) => Number(value.toFixed(1)))).toEqual([
          28.4, 5.6, 27.1, 26.5, 7.3, 7.2, 4,
        ]);
      },
    },
    {
      says: [
        'A colour picture has three channels, and so has every filter: what the three give is added to one number.',
        'With stride 2 the filter jumps two pixels at a time.',
        'Here 5×5×3 becomes 3×3×2: two filters, padding 1, stride 2, each with a bias.',
      ],
      holds: async () => {
        const { net } = figure<SlidingFigure>('convolution', 3);
        const { reads, gives } = await shapes('convolution', 3);
        expect([reads, gives]).toEqual([
          [3, 5, 5],
          [2, 3, 3],
        ]);
        const weights = net.values!['conv.weight']!;
        const bias = net.values!['conv.bias']!;
        expect([weights.length, bias.length]).toEqual([2 * 3 * 9, 2]);
        (await given('convolution', 3)).forEach((value, at) => {
          const [map, row, column] = [Math.floor(at / 9), Math.floor(at / 3) % 3, at % 3];
          let total = bias[map]!;
          for (let c = 0; c < 3; ++c) {
            for (let u = 0; u < 9; ++u) {
              const [r, k] = [2 * row - 1 + Math.floor(u / 3), 2 * column - 1 + (u % 3)];
              if (r < 0 || r > 4 || k < 0 || k > 4) continue;
              total += net.image[c * 25 + r * 5 + k]! * weights[(map * 3 + c) * 9 + u]!;
            }
          }
          expect(value).toBeCloseTo(total, 4);
        });
      },
    },
    {
      says: [
        'Along each side: (W − F + 2P) / S + 1, with the width W, the filter F, the padding P on each side and the stride S.',
        'Where it does not come out even, the last pixels are never read, and the engine says what would mend it.',
      ],
      holds: async () => {
        for (const row of figure<SizesFigure>('convolution', 4).rows) {
          const { width, filter: size, padding, stride } = row;
          const exact = (width - size + 2 * padding) / stride + 1;
          const { layers } = await api.lesson({
            spec: {
              input: [1, 1, width],
              layers: [
                {
                  type: 'conv2d',
                  filters: 2,
                  kernelSize: [1, size],
                  strides: [1, stride],
                  padding: [0, 0, padding, padding],
                },
              ],
            },
            image: Array.from({ length: width }, () => 0),
          });
          const last = layers.at(-1)!;
          expect(last.shape[2]).toBe(Math.floor(exact));
          expect(last.note !== undefined).toBe(!Number.isInteger(exact));
        }
      },
    },
  ],
  backwards: [
    {
      says: [
        'Five numbers, a filter of three ones, a zero on each side.',
        'The answers are 3, 6, 9, 12 and 9; let us call their sum, 39, the loss.',
      ],
      holds: async () => {
        const { net } = figure<SlidingFigure>('backwards', 0);
        expect([net.image.length, net.values!['filter.weight']]).toEqual([5, [1, 1, 1]]);
        expect(await given('backwards', 0)).toEqual([3, 6, 9, 12, 9]);
        expect(sum(await given('backwards', 0))).toBe(39);
      },
    },
    {
      says: [
        'Raise one number by 1 and compute everything again.',
        'The last input goes into two answers only: the sum becomes 41, so its gradient is 2.',
        'The first weight meets 0, 1, 2, 3 and 4: the sum becomes 49, its gradient is 10.',
        'The network is linear here, so a whole 1 is as good as a little.',
      ],
      holds: async () => {
        expect(await raisedInput(4)).toBe(41);
        expect(await raisedWeight(0)).toBe(49);
        expect(sum([0, 1, 2, 3, 4])).toBe(10);
        for (let i = 0; i < 3; ++i) {
          const little = ((await raisedWeight(i, 1 / 64)) - 39) * 64;
          expect(little).toBeCloseTo((await raisedWeight(i)) - 39, 2);
        }
      },
    },
    {
      says: [
        'Here all gradients of the answers are 1, and the flipped filter is 1, 1, 1.',
        'Compare with what raising the numbers gave: 2 3 3 3 2, and 10 15 14.',
      ],
      holds: async () => {
        const inputs = await Promise.all([0, 1, 2, 3, 4].map((i) => raisedInput(i)));
        expect(inputs.map((total) => total - 39)).toEqual([2, 3, 3, 3, 2]);
        const weights = await Promise.all([0, 1, 2].map((i) => raisedWeight(i)));
        expect(weights.map((total) => total - 39)).toEqual([10, 15, 14]);
        const { net } = figure<SlidingFigure>('backwards', 2);
        expect([net.image, net.values!['filter.weight']]).toEqual([
          [1, 1, 1, 1, 1],
          [1, 1, 1],
        ]);
        expect(await given('backwards', 2)).toEqual([2, 3, 3, 3, 2]);
      },
    },
    {
      says: [
        '“Walk” in that panel goes from the loss to one weight, layer by layer, whatever the network is made of.',
        'Press a weight of a filter to compare its gradient with a measured one, then and there, and to see what the optimizer will make of it.',
      ],
      // Each stop picks what the unit before reads: tests/web/client/explain.test.ts and
      // tests/browser/explain.test.ts walk.
      holds: () => undefined,
    },
  ],
  pooling: [
    {
      says: [
        'Of each 2×2 window only the largest value goes on: a quarter of the numbers is left, and the next layer has a quarter of the work.',
      ],
      holds: async () => {
        const { reads, gives } = await shapes('pooling', 0);
        expect((gives[1] * gives[2]) / (reads[1] * reads[2])).toBe(1 / 4);
        const conv: LayerSpec = { type: 'conv2d', filters: 2, kernelSize: 3, padding: 'same' };
        const work = (layers: LayerSpec[]): number => lastOf(layers).multiplyAdds;
        const ratio = work([{ type: 'maxPooling2d' }, conv]) / work([conv]);
        expect(ratio).toBeCloseTo(1 / 4, 1);
      },
    },
    {
      says: [
        'A 3×3 filter behind a 2×2 pooling sees 6×6 pixels of the map before it with the same nine weights.',
        'After three such pairs one number sees 22×22 pixels: a whole digit of MNIST.',
      ],
      holds: () => {
        const conv: LayerSpec = { type: 'conv2d', filters: 2, kernelSize: 3, padding: 'same' };
        const pool: LayerSpec = { type: 'maxPooling2d', poolSize: 2 };
        expect(lastOf([pool, conv]).receptiveField[0]).toBe(6);
        expect(lastOf([conv, pool, conv, pool, conv, pool]).receptiveField[0]).toBe(22);
        // MNIST's digits are scaled into 20 x 20 pixels.
        expect(22).toBeGreaterThanOrEqual(20);
      },
    },
    {
      says: [
        'Books say so, and it is half true.',
        'Move these bumps by one pixel: the windows stand still, so a bump that filled one window now touches two, and half of the pooled numbers jump from 0 to 1.',
        'The next pixel makes the other half jump to 0.',
        'The second row takes the largest at every place first, then blurs, and only then drops every other pixel.',
        'Its numbers change by a quarter with each pixel, not by 1.',
      ],
      holds: async () => {
        const max = await Promise.all([0, 1, 2].map((pixels) => shifted(0, pixels)));
        const jumps = (from: number, to: number, before: number[], now: number[]): number[] =>
          before.flatMap((value, i) => (value === from && now[i] === to ? [i] : []));
        const up = jumps(0, 1, max[0]!, max[1]!);
        const down = jumps(1, 0, max[1]!, max[2]!);
        expect([up.length, down.length]).toEqual([4, 4]);
        expect([...up, ...down].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
        // As the figure measures it, however often it is moved on.
        for (let pixels = 1; pixels <= 8; ++pixels) {
          const [before, now] = await Promise.all([shifted(1, pixels - 1), shifted(1, pixels)]);
          const change = largestChange(Float32Array.from(before), Float32Array.from(now));
          expect(rounded(change), `${pixels} pixels`).toBe(0.25);
        }
      },
    },
    {
      says: [
        'Slide & shift trains three small nets that differ in nothing but how their maps shrink, and moves the picture under them pixel by pixel.',
        'Drag it and watch the votes; below it, train the three and compare.',
      ],
      holds: () => expect(shrinkKinds.length).toBe(3),
    },
  ],
  ladder: [
    {
      says: ['Train them one after the other, on digits, in this page.'],
      holds: () => {
        const presets = engine.presets();
        const { kind } = figure('ladder', 0);
        expect(kind).toBe('ladder');
        const figureOfLadder = tours.find(({ id }) => id === 'ladder')!.steps[0]!.figure;
        if (figureOfLadder?.kind !== 'ladder') throw new Error('no ladder');
        expect(figureOfLadder.rungs.length).toBe(4);
        const layersOf = (rung: number) => {
          const { preset } = figureOfLadder.rungs[rung]!;
          const model = engine.model(presets.find(({ name }) => name === preset)!.spec);
          const layers = model.layers();
          model.dispose();
          return layers;
        };
        const weighing = (rung: number) => layersOf(rung).filter(({ role }) => role === 'weighs');
        // One weight for every pixel and class; a hidden layer of 128; two convolutions; more.
        expect(weighing(0).map(({ parameters }) => parameters[0]!.shape)).toEqual([[10, 784]]);
        expect(weighing(1).map(({ outputShape }) => outputShape[0])).toEqual([128, 10]);
        const convolutions = (rung: number): number[] =>
          weighing(rung).flatMap(({ parameters }) =>
            parameters[0]!.shape.length === 4 ? [parameters[0]!.shape[0]!] : [],
          );
        expect(convolutions(2).length).toBe(2);
        expect(sum(convolutions(3))).toBeGreaterThan(sum(convolutions(2)));
        const best = presets.find(({ name }) => name === figureOfLadder.rungs[3]!.preset)!;
        expect(best.spec.schedule).toMatchObject({ type: 'oneCycle' });
      },
    },
    {
      // Minutes of training on MNIST's files: README measures it.
      says: ['The 99 % of the title are of MNIST, on a fast computer.'],
      holds: () => undefined,
    },
  ],
};

const numbered =
  /\d|\b(one|two|three|four|five|six|seven|eight|nine|ten|half|quarter|twice|tenth)\b/i;

function sentences(tour: string): string[] {
  const { steps } = tours.find(({ id }) => id === tour)!;
  return steps.flatMap(({ text }) => text.flatMap((one) => one.split(/(?<=[.?!…]”?) (?=\S)/)));
}

for (const [tour, list] of Object.entries(claims)) {
  describe(`what the tour “${tour}” says`, () => {
    for (const { says, holds } of list) {
      it(`holds: ${says[0]!}`, async () => {
        // What is computed is what is said today.
        for (const sentence of says) expect(sentences(tour)).toContain(sentence);
        await holds();
      });
    }
  });
}

describe('the sentences with numbers', () => {
  it('are all computed above', () => {
    const computed = Object.values(claims).flatMap((list) => list.flatMap(({ says }) => says));
    const said = tours.flatMap(({ id }) => sentences(id)).filter((one) => numbered.test(one));
    expect(said.filter((sentence) => !computed.includes(sentence))).toEqual([]);
  });
});
