import { type Engine, load, type ModelSpec, ReceptiveError } from 'receptive';
import { beforeAll, describe, expect, it } from 'vitest';
import { smallNet } from './support/examples.js';

let engine: Engine;
beforeAll(async () => {
  engine = await load();
});

function thrown(call: () => unknown): ReceptiveError {
  try {
    call();
  } catch (error) {
    expect(error).toBeInstanceOf(ReceptiveError);
    return error as ReceptiveError;
  }
  throw new Error('nothing was thrown');
}

describe('an error', () => {
  it('of the core crosses with its parts', () => {
    const spec: ModelSpec = {
      ...smallNet,
      layers: [{ type: 'conv2d', name: 'first', filters: 0, kernelSize: 3 }],
    };
    const error = thrown(() => engine.model(spec));
    expect(error.code).toBe('spec');
    expect({ ...error }).toMatchObject({ where: 'first', argument: 'filters', found: '0' });
    expect(error.message).toBe(
      `${error.where}: ${error.argument}: expected ${error.expected}, found ${error.found}`,
    );
  });

  it('of the package has the same parts', () => {
    const error = thrown(() => engine.xo({ count: 0 }));
    expect({ ...error }).toEqual({
      code: 'argument',
      argument: 'count',
      expected: 'a whole number from 1 to 2147483647',
      found: '0',
    });
    expect(error.message).toBe('count: expected a whole number from 1 to 2147483647, found 0');
  });

  it('says what kind it is: bytes that are no file, training that cannot go on', () => {
    const model = engine.model({ ...smallNet, optimizer: { type: 'sgd', learningRate: 1e30 } });
    expect(thrown(() => model.loadWeights(new Uint8Array(3))).code).toBe('format');
    expect(thrown(() => engine.loadModel(new Uint8Array(30))).code).toBe('format');
    const { images, labels } = engine.xo({ count: 16 });
    const diverge = () => {
      for (let i = 0; i < 50; ++i) model.trainBatch(images, labels);
    };
    expect(thrown(diverge).code).toBe('divergence');
    model.dispose();
  });
});
