import { type Engine, type LossSpec, type Model, load } from 'receptive';
import { beforeAll, describe, expect, it } from 'vitest';
import { someValues } from './support/examples.js';

let engine: Engine;
beforeAll(async () => {
  engine = await load();
});

/** After some steps on X and O, with an optimizer that remembers. */
function trainedModel(): { model: Model; image: Float32Array } {
  const model = engine.model({
    input: [1, 9, 9],
    seed: 4,
    optimizer: { type: 'adam', learningRate: 0.01 },
    layers: [
      { type: 'conv2d', name: 'conv', filters: 3, kernelSize: 3, padding: 'same' },
      { type: 'relu' },
      { type: 'maxPooling2d', name: 'pool', poolSize: 2, ceilMode: true },
      { type: 'flatten' },
      { type: 'dense', name: 'votes', units: 2 },
      { type: 'softmax' },
    ],
  });
  const data = engine.xo({ count: 20, seed: 2 });
  for (let step = 0; step < 4; ++step) model.trainBatch(data.images, data.labels);
  return { model, image: data.images.slice(0, 81) };
}

const product = (a: Float32Array, b: Float32Array): number =>
  a.reduce((sum, value, i) => sum + value * b[i]!, 0);

describe('a unit explained', () => {
  it('is a sum of what it reads, padding and bias included', () => {
    const { model, image } = trainedModel();
    // Map 1, row 0, column 0: five of the nine pixels are padding.
    const unit = model.explain.unit(image, 'conv', 81);
    expect(unit).toMatchObject({
      layer: 'conv',
      type: 'conv2d',
      place: 81,
      position: [1, 0, 0],
      rule: 'weightedSum',
      window: {
        kernel: [3, 3],
        strides: [1, 1],
        dilation: [1, 1],
        origin: [-1, -1],
        reads: [1, 9, 9],
      },
      bias: { parameter: 'conv.bias', place: 1 },
    });
    const [reads] = unit.reads;
    expect(reads).toMatchObject({ layer: 'input', parameter: 'conv.weight' });
    expect([...reads!.places]).toEqual([-1, -1, -1, -1, 0, 1, -1, 9, 10]);
    expect([...reads!.values.slice(4, 6)]).toEqual([...image.slice(0, 2)]);
    expect([...reads!.weights!]).toEqual([9, 10, 11, 12, 13, 14, 15, 16, 17]);
    const sum = product(reads!.values, reads!.factors!) + unit.bias!.value;
    expect(unit.value).toBeCloseTo(sum, 6);
    expect(unit.activation).toBeCloseTo(sum, 5);
    expect(unit.activation).toBe(model.inspect(image)['conv']!.activation[81]);
  });

  it('names the winner of a max, the slope of a function, the sum of a softmax', () => {
    const { model, image } = trainedModel();
    const pool = model.explain.unit(image, 'pool', 0);
    expect(pool.rule).toBe('max');
    const values = [...pool.reads[0]!.values];
    expect(values[[...pool.reads[0]!.places].indexOf(pool.winner!)]).toBe(Math.max(...values));
    const relu = model.explain.unit(image, 'relu', 5);
    expect(relu.numbers['slope']).toBe(relu.reads[0]!.values[0]! > 0 ? 1 : 0);
    const softmax = model.explain.unit(image, 'softmax', 1);
    expect(softmax.rule).toBe('softmax');
    const { x, largest, sumOfExponentials } = softmax.numbers;
    expect(softmax.value).toBeCloseTo(Math.exp(x! - largest!) / sumOfExponentials!, 12);
    expect(model.explain.unit(image, 'input', 40)).toMatchObject({
      rule: 'constant',
      type: 'input',
      value: image[40],
      reads: [],
    });
  });
});

describe('a gradient explained', () => {
  it('is a sum over all that read the unit', () => {
    const { model, image } = trainedModel();
    const held = model.inspect(image, { label: 1 });
    for (const layer of ['input', 'conv', 'relu', 'pool', 'flatten']) {
      const { activation, gradient } = held[layer]!;
      for (let place = 0; place < activation.length; place += 7) {
        const found = model.explain.gradient(image, 1, layer, place);
        expect(found.parts.length).toBe(1);
        const [part] = found.parts;
        expect(product(part!.gradients, part!.factors)).toBeCloseTo(gradient![place]!, 5);
        expect(found.sum).toBeCloseTo(gradient![place]!, 5);
        if (layer !== 'flatten') expect(found.gradient).toBe(gradient![place]);
      }
    }
  });

  it('begins with probability - target', () => {
    const { model, image } = trainedModel();
    const votes = model.explain.gradient(image, 1, 'votes', 1);
    expect(votes.parts).toEqual([]);
    expect(votes.ofLoss).toMatchObject({ loss: 'softmaxCrossEntropy', target: 1 });
    expect(votes.sum).toBeCloseTo(votes.ofLoss!.probability! - 1, 12);
    expect(votes.gradient).toBeCloseTo(votes.sum, 6);
    expect(votes.pictureLoss).toBeCloseTo(-Math.log(votes.answer[1]!), 5);
    expect([...votes.answer]).toEqual([...model.predict(image)]);
    const softmax = model.explain.gradient(image, 1, 'softmax', 1);
    expect(softmax.ofLoss).toBeDefined();
    expect(softmax.sum).toBeCloseTo(-1 / softmax.ofLoss!.probability!, 10);
  });
});

describe('a loss that weighs classes', () => {
  it('is explained with the weight of the label', () => {
    const net = (loss: LossSpec) =>
      engine.model({
        input: [1, 9, 9],
        seed: 4,
        loss,
        layers: [{ type: 'dense', name: 'votes', units: 2 }, { type: 'softmax' }],
      });
    const plain = net({ type: 'softmaxCrossEntropy' });
    const weighted = net({ type: 'softmaxCrossEntropy', classWeight: [0.5, 3] });
    const { images } = engine.xo({ count: 1, seed: 2 });
    for (const label of [0, 1]) {
      const found = weighted.explain.gradient(images, label, 'votes', 0);
      const without = plain.explain.gradient(images, label, 'votes', 0);
      const weight = [0.5, 3][label]!;
      expect(found.ofLoss).toEqual({ ...without.ofLoss, weight });
      expect(without.ofLoss).not.toHaveProperty('weight');
      const { probability, target } = found.ofLoss!;
      expect(found.sum).toBeCloseTo(weight * (probability! - target!), 12);
      expect(found.gradient).toBeCloseTo(found.sum, 6);
      expect(found.pictureLoss).toBeCloseTo(weight * without.pictureLoss, 6);
      const { numeric, analytic } = weighted.explain.weight(images, label, 'votes.bias', 0);
      expect(analytic).toBeCloseTo(found.sum, 6);
      expect(numeric.gradient).toBeCloseTo(found.sum, 2);
    }
  });
});

describe('a weight explained', () => {
  it('is a sum over its uses, checked by differences, with the optimizer at the ready', () => {
    const { model, image } = trainedModel();
    const before = model.parameters().map(({ value }) => value);
    const weight = model.explain.weight(image, 1, 'conv.weight', 4);
    expect(weight).toMatchObject({ parameter: 'conv.weight', place: 4, layer: 'conv' });
    expect(weight.value).toBe(before[0]![4]);
    expect(weight.uses.total).toBe(81);
    expect(weight.uses.layers).toEqual(['conv']);
    expect(weight.uses.layerOf.length).toBe(81);
    expect(product(weight.uses.gradients, weight.uses.values)).toBeCloseTo(weight.analytic, 5);
    expect(weight.sum).toBeCloseTo(weight.analytic, 5);
    const { numeric } = weight;
    expect(numeric.gradient).toBeCloseTo(
      (numeric.lossAbove - numeric.lossBelow) / (2 * numeric.step),
      10,
    );
    if (numeric.note === undefined) expect(numeric.relativeError).toBeLessThan(0.01);
    expect(weight.update).toMatchObject({ optimizer: 'adam', learningRate: 0.01 });
    expect(weight.update.memory.map(({ name }) => name)).toEqual(['firstMoment', 'secondMoment']);
    expect(weight.update.after).not.toBe(weight.update.before);
    expect(model.parameters().map(({ value }) => value)).toEqual(before);
  });

  it('lists no more uses than asked for, the largest first', () => {
    const { model, image } = trainedModel();
    const { uses } = model.explain.weight(image, 0, 'conv.bias', 0, { limit: 3 });
    expect(uses.total).toBe(81);
    expect(uses.outputs.length).toBe(3);
    expect([...uses.inputs]).toEqual([-1, -1, -1]);
    expect([...uses.values]).toEqual([1, 1, 1]);
    const sizes = [...uses.gradients].map(Math.abs);
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
  });
});

describe('reach', () => {
  it('marks what a unit reads and what it goes into', () => {
    const { model } = trainedModel();
    const reach = model.explain.reach('pool', 0);
    expect(Object.keys(reach)).toEqual(['input', ...model.layers().map(({ name }) => name)]);
    // 2x2 of the map, and 3x3 around each of them, less the padding.
    expect(reach['conv']!.reduce((sum, mark) => sum + mark, 0)).toBe(4);
    expect(reach['input']!.reduce((sum, mark) => sum + mark, 0)).toBe(9);
    expect(reach['pool']![0]).toBe(3);
    expect([...reach['votes']!]).toEqual([2, 2]);
  });
});

describe('what cannot be explained', () => {
  it('is refused in words', () => {
    const { model, image } = trainedModel();
    const { explain } = model;
    expect(() => explain.unit(image, 'nowhere', 0)).toThrow(
      "layer: expected 'input' or one of conv, relu, pool, flatten, votes, softmax, found",
    );
    expect(() => explain.unit(image, 'pool', 75)).toThrow(
      'place in pool: expected a whole number from 0 to 74, found 75',
    );
    expect(() => explain.reach('input', -1)).toThrow('place in input: expected');
    expect(() => explain.gradient(image, 2, 'conv', 0)).toThrow('label: expected');
    expect(() => explain.weight(image, 0, 'conv.bias', 3)).toThrow('place in conv.bias: expected');
    expect(() => explain.weight(image, 0, 'conv.scale', 0)).toThrow('parameter: expected one of');
    expect(() => explain.unit(someValues(80, 1), 'conv', 0)).toThrow('image');
  });
});
