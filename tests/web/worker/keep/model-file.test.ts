import { load, variants, type Engine, type Model } from 'receptive';
import { beforeAll, describe, expect, it } from 'vitest';
import { experimentOf } from '../../../../web/protocol/experiment';
import { decodeExperiment } from '../../../../web/protocol/read-link';
import { checkModelFile, modelFileName } from '../../../../web/worker/keep/model-file';
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

describe('a model file that is opened', () => {
  it('says what it comes from, and what its network reads', () => {
    const saved = model.saveWeights({ network: 'three', link: 'data=xo', step: '3' });
    expect(checkModelFile(engine, saved)).toEqual({
      network: 'three',
      experiment: decodeExperiment('data=xo', engine.presets()).experiment,
      reads: { input: [1, 9, 9], classes: 2 },
    });
  });

  it('is read to its end: what is broken is refused before anything is changed', () => {
    const saved = model.saveWeights({ network: 'three' });
    expect(() => checkModelFile(engine, saved.slice(0, -4))).toThrow(/model file/);
    const broken = saved.slice();
    new DataView(broken.buffer).setFloat32(broken.length - 4, NaN, true);
    expect(() => checkModelFile(engine, broken)).toThrow(/finite/);
    const other = model.saveWeights({
      spec: JSON.stringify({ input: [1, 9, 9], layers: [{ type: 'dense', units: 2 }] }),
    });
    expect(() => checkModelFile(engine, other)).toThrow(/dense.weight/);
    const deep = `{"input": ${'['.repeat(20_000)}${']'.repeat(20_000)}, "layers": []}`;
    expect(() => checkModelFile(engine, model.saveWeights({ spec: deep }))).toThrow(
      /specification/,
    );
  });

  it('says nothing where another program made it', () => {
    const metadata = { network: 5, link: {}, spec: [] };
    for (const header of [{}, { __metadata__: {} }, { __metadata__: metadata }]) {
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
    ]) {
      expect(() => checkModelFile(engine, bytes)).toThrow(/^This is no model file/);
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
      mnist: { store: memoryStore() },
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
