import { readFileSync } from 'node:fs';
import { load, variants, type Engine, type Model } from 'receptive';
import { beforeAll, describe, expect, it } from 'vitest';
import { experimentOf, ownNetwork } from '../../../../web/protocol/experiment';
import { decodeExperiment } from '../../../../web/protocol/read-link';
import { checkModelFile, modelBytes, modelFileName } from '../../../../web/worker/keep/model-file';
import { Service } from '../../../../web/worker/host/service';
import { memorySets, memoryStore } from '../memory-store';
import { request, turns } from '../service-harness';

let engine: Engine;
let model: Model;
beforeAll(async () => {
  engine = await load();
  model = engine.model({ ...three().spec, seed: 77 });
});

function three() {
  return engine.presets().find(({ name }) => name === 'xo-three-filters')!;
}

/** A header of safetensors, and nothing behind it. */
function file(header: unknown, length?: number): Uint8Array {
  const text = new TextEncoder().encode(
    typeof header === 'string' ? header : JSON.stringify(header),
  );
  const bytes = new Uint8Array(8 + text.length);
  new DataView(bytes.buffer).setUint32(0, length ?? text.length, true);
  bytes.set(text, 8);
  return bytes;
}

const linked = () => decodeExperiment('data=xo', engine.presets()).experiment;

describe('a model file that is opened', () => {
  it('says what it was trained as, and what its network reads', () => {
    const spec = { ...three().spec, seed: 77 };
    const saved = model.saveWeights({
      network: three().name,
      data: 'xo',
      difficulty: 0.2,
      step: 3,
    });
    const { match, ...told } = checkModelFile(engine, saved);
    expect(told).toEqual({
      network: three().name,
      experiment: { ...experimentOf({ ...three(), spec }, 'xo', 77), difficulty: 0.2 },
      reads: { input: [1, 9, 9], classes: 2 },
    });
    expect(match!.ownNames).toBe(true);
  });

  it('of an earlier page says it as a link', () => {
    const saved = model.saveWeights({ network: 'three', link: 'data=xo', step: 3 });
    expect(checkModelFile(engine, saved)).toMatchObject({
      network: 'three',
      experiment: linked(),
      reads: { input: [1, 9, 9], classes: 2 },
    });
  });

  it('of the command line goes to a data set by its size; a network of its own stays one', () => {
    const read = (input: [number, number, number], units: number, network?: string) => {
      const own = engine.model({ input, layers: [{ type: 'dense', units }], seed: 4 });
      const remarks = checkModelFile(engine, own.saveWeights(network ? { network } : {}));
      own.dispose();
      return [remarks.experiment!.data, remarks.network, remarks.experiment!.spec.seed];
    };
    expect(read([1, 9, 9], 2)).toEqual(['xo', ownNetwork, 4]);
    expect(read([1, 28, 28], 2)).toEqual(['xo28', ownNetwork, 4]);
    expect(read([1, 28, 28], 10, 'lenet5')).toEqual(['mnist', ownNetwork, 4]);
    expect(read([3, 8, 8], 4)).toEqual(['kept:unnamed', ownNetwork, 4]);
    const small = engine.presets().find(({ name }) => name === 'small')!;
    const preset = engine.model(small.spec);
    const { experiment } = checkModelFile(engine, preset.saveWeights({ network: 'small' }));
    expect(experiment).toEqual(experimentOf(small, 'mnist'));
    preset.dispose();
  });

  // As `receptive train --save` wrote it until November 2026; it comes with the page.
  it('of an earlier command line is opened too', () => {
    const address = '../../../../web/client/public/pretrained/digit-reader.safetensors';
    const bytes = new Uint8Array(readFileSync(new URL(address, import.meta.url)));
    const preset = engine.presets().find(({ name }) => name === 'digit-reader')!;
    expect(checkModelFile(engine, bytes).experiment).toEqual(experimentOf(preset, 'mnist'));
  });

  it('is read to its end: what is broken is refused before anything is changed', () => {
    const saved = model.saveWeights({ network: 'three' });
    expect(() => checkModelFile(engine, saved.slice(0, -4))).toThrow(/model file/);
    const broken = saved.slice();
    new DataView(broken.buffer).setFloat32(broken.length - 4, NaN, true);
    expect(() => checkModelFile(engine, broken)).toThrow(/finite/);
    const other = model.saveWeights({
      spec: { input: [1, 9, 9], layers: [{ type: 'dense', units: 2 }] },
    });
    expect(() => checkModelFile(engine, other)).toThrow(/dense.weight/);
  });

  it('says nothing where another program made it', () => {
    for (const header of [{}, { __metadata__: {} }, { __metadata__: { network: 'five' } }]) {
      expect(checkModelFile(engine, file(header))).toEqual({});
    }
  });

  it('is refused where it is something else', () => {
    for (const bytes of [
      new Uint8Array(0),
      new Uint8Array(8).fill(255),
      file('{'),
      file('null'),
      file([]),
      file('['.repeat(50_000)),
      file({}, 4_000_000_000),
      file({ __metadata__: { network: 5 } }),
    ]) {
      expect(() => checkModelFile(engine, bytes)).toThrow(/^model file: expected /);
    }
  });
});

describe('a run that begins with the weights of a file', () => {
  const experiment = () => experimentOf(three(), 'xo');

  async function worker(): Promise<Service> {
    const made = new Service({
      loadEngine: () => Promise.resolve(engine),
      variants,
      processors: 2,
      turns,
      site: 'http://127.0.0.1:9/',
      mnist: async () => ({ store: memoryStore() }),
      sets: { store: memorySets() },
    });
    await made.setUp(1, experiment());
    await made.step(1);
    return made;
  }

  it('has them, and is kept for them', async () => {
    const service = await worker();
    let changes = 0;
    service.host.onRun((session) => session.onChange(() => (changes += 1)));
    await service.setUp(2, experiment(), 'a', model.saveWeights());
    expect(changes).toBe(1);
    const { network } = service.host.of(2);
    expect(network.model.parameter('conv2d.weight').value).toEqual(
      model.parameter('conv2d.weight').value,
    );
  });

  it('is saved without the figure of a measurement that is no number', async () => {
    const session = (await worker()).host.of(1);
    await expect.poll(() => session.isMeasuring).toBe(false);
    const saved = (accuracy: number) => {
      const tested = { step: session.progress.steps, loss: 1, accuracy, examples: 500 };
      const measured = Object.create(session, { tested: { value: tested } }) as typeof session;
      return engine.modelRemarks(modelBytes(measured)).testAccuracy;
    };
    expect([saved(0.75), saved(NaN)]).toEqual([0.75, undefined]);
  });

  it('is measured at once on the whole test set, and tells whoever keeps it', async () => {
    const service = await worker();
    let told = 0;
    service.host.onRun((session) => session.onChange(() => (told += 1)));
    await service.setUp(2, experiment(), 'a', model.saveWeights());
    expect(service.host.of(2).isMeasuring).toBe(true);
    const { network, data } = service.host.of(2);
    const measured = async () => (await service.frame(request(2))).testExamples;
    await expect.poll(measured).toBe(data.test.count);
    const frame = await service.frame(request(2));
    expect(frame.step).toBe(0);
    expect(frame.loss, 'of no training').toBeNaN();
    expect(frame.testAccuracy).toBeCloseTo(network.model.evaluateDataset(data.test).accuracy, 6);
    expect(told).toBeGreaterThan(1);
  });

  it('is not begun where they do not fit: the run before goes on', async () => {
    const service = await worker();
    const other = engine.model({ input: [1, 9, 9], layers: [{ type: 'dense', units: 2 }] });
    await expect(service.setUp(2, experiment(), 'a', other.saveWeights())).rejects.toMatchObject({
      code: 'format',
    });
    await service.step(1);
    expect((await service.frame(request(1))).step).toBe(2);
  });
});

it('a model file has a plain name', () => {
  expect(modelFileName('three-filters', 'My “digits”, 2', 40)).toBe(
    'three-filters-my-digits-2-step-40.safetensors',
  );
});
