import { type Engine, type Model, type ModelSpec, load } from 'receptive';
import { beforeAll, describe, expect, it } from 'vitest';
import { largestDifference, smallNet, someValues } from './support/examples.js';

let engine: Engine;
beforeAll(async () => {
  engine = await load();
});

describe('layers', () => {
  it('tell names, shapes and parameters', () => {
    const layers = engine.model(smallNet).layers();
    expect(layers.map((layer) => [layer.name, layer.type, layer.inputs])).toEqual([
      ['conv2d', 'conv2d', ['input']],
      ['conv2d_relu', 'relu', ['conv2d']],
      ['maxPooling2d', 'maxPooling2d', ['conv2d_relu']],
      ['flatten', 'flatten', ['maxPooling2d']],
      ['dense', 'dense', ['flatten']],
    ]);
    expect(layers.map((layer) => layer.outputShape)).toEqual([
      [3, 7, 7],
      [3, 7, 7],
      [3, 4, 4],
      [48, 1, 1],
      [2, 1, 1],
    ]);
    expect(layers.map((layer) => layer.parameterCount)).toEqual([30, 0, 0, 0, 98]);
    expect(layers[0]!.settings).toMatchObject({ kernelSize: [3, 3], strides: [1, 1] });
  });

  it('are copies: changing them changes nothing', () => {
    const model = engine.model(smallNet);
    model.layers()[0]!.outputShape[0] = 99;
    model.layers()[0]!.parameters.length = 0;
    expect(model.layers()[0]!.outputShape).toEqual([3, 7, 7]);
    expect(model.layers()[0]!.parameters.length).toBe(2);
  });
});

describe('parameters', () => {
  it('have the shapes (OC, IC, KH, KW) and (out, in), and zero gradients before the first step', () => {
    const parameters = engine.model(smallNet).parameters();
    expect(parameters.map(({ name, shape }) => [name, shape])).toEqual([
      ['conv2d.weight', [3, 1, 3, 3]],
      ['conv2d.bias', [3]],
      ['dense.weight', [2, 48]],
      ['dense.bias', [2]],
    ]);
    for (const { shape, value, gradient } of parameters) {
      const size = shape.reduce((product, extent) => product * extent, 1);
      expect([value.length, gradient.length]).toEqual([size, size]);
      expect(gradient.every((entry) => entry === 0)).toBe(true);
    }
  });

  it('are set and read back bit by bit, as copies', () => {
    const model = engine.model(smallNet);
    for (const { name, value } of model.parameters()) {
      const wanted = someValues(value.length, name.length);
      const given = wanted.slice();
      model.setParameter(name, given);
      given.fill(0);
      model.parameter(name).value.fill(0);
      expect(model.parameter(name).value).toEqual(wanted);
    }
    expect(model.parameter('dense.bias')).toEqual(model.parameters()[3]);
  });

  it('take views with an offset', () => {
    const model = engine.model(smallNet);
    const values = someValues(10);
    model.setParameter('conv2d.bias', values.subarray(4, 7));
    expect(model.parameter('conv2d.bias').value).toEqual(values.slice(4, 7));
  });
});

describe("Brohrer's X (worked examples, section 1)", () => {
  const A = [1, -1, -1, -1, 1, -1, -1, -1, 1];
  const B = [1, -1, 1, -1, 1, -1, 1, -1, 1];
  const C = [-1, -1, 1, -1, 1, -1, 1, -1, -1];

  it('gives the feature maps of the course for the three filters', () => {
    const model = engine.model(smallNet);
    model.setParameter(
      'conv2d.weight',
      Float32Array.from([...A, ...B, ...C], (v) => v / 9),
    );
    model.setParameter('conv2d.bias', new Float32Array(3));
    const { images, labels } = engine.xo({ count: 2, difficulty: 0 });
    const at = labels.indexOf(0) * 81;
    const seen = model.inspect(images.subarray(at, at + 81));
    // prettier-ignore
    expect(largestDifference(seen['conv2d']!.activation.subarray(0, 49), [
      0.78, -0.11, 0.11, 0.33, 0.56, -0.11, 0.33,
      -0.11, 1.0, -0.11, 0.33, -0.11, 0.11, -0.11,
      0.11, -0.11, 1.0, -0.33, 0.11, -0.11, 0.56,
      0.33, 0.33, -0.33, 0.56, -0.33, 0.33, 0.33,
      0.56, -0.11, 0.11, -0.33, 1.0, -0.11, 0.11,
      -0.11, 0.11, -0.11, 0.33, -0.11, 1.0, -0.11,
      0.33, -0.11, 0.56, 0.33, 0.11, -0.11, 0.78,
    ])).toBeLessThan(0.005);
    // prettier-ignore
    expect(largestDifference(seen['maxPooling2d']!.activation, [
      1.0, 0.33, 0.56, 0.33, 0.33, 1.0, 0.33, 0.56, 0.56, 0.33, 1.0, 0.11, 0.33, 0.56, 0.11, 0.78,
      0.56, 0.33, 0.56, 0.33, 0.33, 1.0, 0.56, 0.11, 0.56, 0.56, 0.56, 0.11, 0.33, 0.11, 0.11, 0.33,
      0.33, 0.56, 1.0, 0.78, 0.56, 0.56, 1.0, 0.33, 1.0, 1.0, 0.11, 0.56, 0.78, 0.33, 0.56, 0.33,
    ])).toBeLessThan(0.005);
  });
});

describe('inspect', () => {
  it('shows every layer and the picture, with gradients only for a label', () => {
    const model = engine.model({ ...smallNet, layers: [...smallNet.layers, { type: 'softmax' }] });
    const image = someValues(81);
    const plain = model.inspect(image);
    expect(Object.keys(plain)).toEqual(['input', ...model.layers().map((layer) => layer.name)]);
    expect(plain['input']).toEqual({ shape: [1, 9, 9], activation: image });
    expect(Object.values(plain).some((layer) => 'gradient' in layer)).toBe(false);
    expect(plain['softmax']!.activation).toEqual(model.predict(image));

    const labelled = model.inspect(image, { label: 1 });
    for (const [name, { shape, activation, gradient }] of Object.entries(labelled)) {
      const size = shape.reduce((product, extent) => product * extent, 1);
      expect(activation.length).toBe(size);
      // A softmax at the end is part of the loss: the gradient begins at the scores.
      if (name !== 'softmax') expect(gradient?.length).toBe(size);
    }
    const [x, o] = model.predict(image);
    expect(largestDifference(labelled['dense']!.gradient!, [x!, o! - 1])).toBeLessThan(1e-6);
  });

  it('copies only the layers that are asked for, and answers from the same pass', () => {
    const model = engine.model({ ...smallNet, averaging: { type: 'exponential', decay: 0.5 } });
    const image = someValues(81);
    model.trainBatch(image, Uint8Array.of(1));
    const whole = model.inspect(image, { label: 1 });
    const some = model.inspect(image, { label: 1, layers: ['dense'] });
    expect(Object.keys(some)).toEqual(['input', 'dense']);
    expect(some['dense']).toEqual(whole['dense']);
    expect(Object.keys(model.inspect(image, { layers: [] }))).toEqual(['input']);
    // With a label and without: as predict, by the average of the weights.
    expect(model.inspectedAnswer()).toEqual(model.predict(image));
    model.inspect(image, { label: 1 });
    expect(model.inspectedAnswer()).toEqual(model.predict(image));
  });

  it('lets layers have any name', () => {
    const [convolution, ...others] = smallNet.layers;
    const layers = [{ ...convolution!, name: '__proto__' }, ...others];
    const seen = engine.model({ ...smallNet, layers }).inspect(someValues(81));
    expect(Object.keys(seen)).toContain('__proto__');
  });
});

describe('gradients', () => {
  /** Without kinks, so that central differences hold. */
  const smooth: ModelSpec = {
    input: [2, 6, 6],
    layers: [
      { type: 'conv2d', filters: 3, kernelSize: 3, padding: 'same', activation: 'tanh' },
      { type: 'averagePooling2d', poolSize: 2 },
      { type: 'conv2d', filters: 4, kernelSize: 2, activation: 'sigmoid' },
      { type: 'flatten' },
      { type: 'dense', units: 3 },
    ],
    optimizer: { type: 'sgd', learningRate: 0 },
    seed: 3,
  };
  const images = someValues(5 * 72, 11);
  const labels = Uint8Array.of(0, 1, 2, 1, 0);
  const distance = 1e-2;

  function lossWith(model: Model, name: string, value: Float32Array): number {
    model.setParameter(name, value);
    return model.evaluate(images, labels).loss;
  }

  it('agree with central differences, read through a step at rate 0', () => {
    const model = engine.model(smooth);
    const before = model.parameters();
    model.trainBatch(images, labels);
    for (const [i, { name, value, gradient }] of model.parameters().entries()) {
      expect(value).toEqual(before[i]!.value);
      let error = 0;
      let size = 0;
      for (let entry = 0; entry < value.length; ++entry) {
        const moved = value.slice();
        moved[entry] = value[entry]! + distance;
        const above = lossWith(model, name, moved);
        moved[entry] = value[entry]! - distance;
        const numerical = (above - lossWith(model, name, moved)) / (2 * distance);
        error += (numerical - gradient[entry]!) ** 2;
        size += numerical ** 2 + gradient[entry]! ** 2;
      }
      model.setParameter(name, value);
      expect(Math.sqrt(error / size), name).toBeLessThan(2e-3);
    }
  });

  it('of the picture agree with central differences too', () => {
    const model = engine.model(smooth);
    const image = images.slice(0, 72);
    const gradient = model.inspect(image, { label: 2 })['input']!.gradient!;
    const label = Uint8Array.of(2);
    const numerical = Float32Array.from(image, (value, i) => {
      const moved = image.slice();
      moved[i] = value + distance;
      const above = model.evaluate(moved, label).loss;
      moved[i] = value - distance;
      return (above - model.evaluate(moved, label).loss) / (2 * distance);
    });
    expect(largestDifference(gradient, numerical)).toBeLessThan(1e-4);
  });
});
