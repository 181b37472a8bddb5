import type { WeightMatch } from 'receptive';
import { beforeEach, describe, expect, it } from 'vitest';
import { DataSource } from '../../../../web/client/data/source.svelte';
import { KeptRuns } from '../../../../web/client/keep/kept-runs.svelte';
import { Keeping } from '../../../../web/client/keep/keeping.svelte';
import { ShownRun } from '../../../../web/client/run/shown-run.svelte';
import type { KeepApi, ListedRun, ModelFileRemarks } from '../../../../web/protocol/keep';
import type { PageApi } from '../../../../web/protocol/page-api';
import { decodeExperiment } from '../../../../web/protocol/read-link';
import { WorkerDouble, engineInfo, setUpOf } from '../worker-double';

/** Weights under the network's own names. */
const own: WeightMatch = {
  pairs: [{ parameter: 'dense.weight', tensor: 'dense.weight', type: 'F32' }],
  leftOut: [],
  ownNames: true,
};
const renamed: WeightMatch = {
  pairs: [{ parameter: 'dense.weight', tensor: 'fc.weight', type: 'F16' }],
  leftOut: ['fc.steps'],
  ownNames: false,
};

/** The worker's double, which also opens model files. */
class OpeningDouble extends WorkerDouble {
  remarks: ModelFileRemarks | Error = {};
  /** Why weights do not fit. */
  misfit: Error | undefined;

  override setUp: PageApi['setUp'] = async (run, experiment, place, weights) => {
    void place;
    this.told(`setUp ${experiment.data} ${experiment.network}${weights ? ' with weights' : ''}`);
    await Promise.resolve();
    if (weights && this.misfit) throw this.misfit;
    return setUpOf(run, experiment);
  };

  checkModelFile: KeepApi['checkModelFile'] = async () => {
    this.told('checkModelFile');
    if (this.remarks instanceof Error) throw this.remarks;
    return this.remarks;
  };

  /** What another program's file says. */
  foreign: WeightMatch | Error = own;

  matchModelFile: KeepApi['matchModelFile'] = async () => {
    this.told('matchModelFile');
    if (this.foreign instanceof Error) throw this.foreign;
    return this.foreign;
  };

  resumeRun: KeepApi['resumeRun'] = () => Promise.resolve();

  keptRuns: KeepApi['keptRuns'] = () => Promise.resolve({ runs: [] });
}

/** As the worker reads it from the link in the file. */
const link = (data: string, network = 'softmax') => {
  return decodeExperiment(`data=${data}&network=${network}`, engineInfo.presets).experiment;
};
const reads = { input: [1, 28, 28] as [number, number, number], classes: 10 };
/** As the engine's errors arrive here. */
const formatError = (message: string) => Object.assign(new Error(message), { code: 'format' });
const file = new File([new Uint8Array(4)], 'net.safetensors');

let worker: OpeningDouble;
let session: ShownRun;
let keeping: Keeping;
let runs: KeptRuns;

beforeEach(async () => {
  worker = new OpeningDouble();
  session = new ShownRun(worker, () => undefined);
  const data = new DataSource(worker, session);
  keeping = new Keeping(worker as unknown as KeepApi, session, data);
  runs = new KeptRuns(session, data, keeping);
  await session.build((await session.load('', 'http://127.0.0.1/'))!);
  keeping.open = true;
  session.alert = 'Something of before.';
  worker.calls = [];
});

describe('opening a model file', () => {
  it('checks the file, then begins a run with its weights', async () => {
    worker.remarks = { network: 'softmax', experiment: link('xo'), reads, match: own };
    await runs.openModel(file);
    expect(worker.calls).toEqual(['checkModelFile', 'setUp xo softmax with weights']);
    expect(keeping.opened).toEqual({ run: session.run, from: 'net.safetensors' });
    expect(keeping.open).toBe(false);
    expect(session.alert, 'what was wrong before').toBeUndefined();
  });

  it('of MNIST, which is not here, shows it on Digits and says so', async () => {
    worker.remarks = { network: 'softmax', experiment: link('mnist'), reads, match: own };
    await runs.openModel(file);
    expect(worker.calls.at(-1)).toBe('setUp digits softmax with weights');
    expect(keeping.opened?.note).toMatch(/MNIST, which is not here yet/);
  });

  it('of MNIST, which is kept here, brings it first', async () => {
    worker.available = { ...worker.available, kept: true };
    worker.remarks = { network: 'softmax', experiment: link('mnist'), reads, match: own };
    await runs.openModel(file);
    expect(worker.calls).toEqual([
      'checkModelFile',
      'loadMnist',
      'setUp mnist softmax with weights',
    ]);
    expect(keeping.opened?.note).toBeUndefined();
  });

  it('is remembered where the run is kept before it trains, and opened again', async () => {
    const kept = { id: 'a', experiment: session.experiment!, step: 0 } as ListedRun;
    await runs.openRun(kept);
    expect(keeping.opened).toEqual({ run: session.run, from: 'the run that was kept' });
    await runs.openRun({ ...kept, step: 5 });
    expect(keeping.opened?.run).not.toBe(session.run);
  });

  it('without a word on its network begins a run of the present one', async () => {
    const { run, experiment } = session;
    await runs.openModel(file);
    const { data, network } = experiment!;
    expect(worker.calls).toEqual([
      'checkModelFile',
      'matchModelFile',
      `setUp ${data} ${network} with weights`,
    ]);
    expect(session.run).toBeGreaterThan(run);
    expect(keeping.opened?.run).toBe(session.run);
    expect(keeping.opened?.note).toBeUndefined();
  });

  it('with names of another program waits until the visitor has seen where they go', async () => {
    worker.foreign = renamed;
    const { run } = session;
    for (const agrees of [false, true]) {
      const opening = runs.openModel(file);
      await expect.poll(() => runs.asked).toMatchObject({ from: file.name, match: renamed });
      expect(session.run).toBe(run);
      runs.asked!.answer(agrees);
      await opening;
      expect(runs.asked).toBeUndefined();
      expect(session.run > run).toBe(agrees);
    }
    expect(keeping.opened?.note).toBe(
      'Its weights were F16, widened to float32. Left out, as it holds no weights: fc.steps.',
    );
  });

  it.each<[string, () => void, RegExp]>([
    ['is no such file', () => (worker.remarks = new Error('No such file.')), /^No such file\.$/],
    [
      'is broken',
      () => (worker.remarks = formatError('expected more')),
      /^This model file cannot be read. In detail: expected more.$/,
    ],
    [
      'does not fit',
      () => {
        worker.remarks = { network: 'softmax', experiment: link('xo'), reads, match: own };
        worker.misfit = formatError('expected others');
      },
      /^The weights in this file are not those of the network that it names. .* expected others.$/,
    ],
    [
      'does not fit the present network',
      () => (worker.foreign = formatError('expected others')),
      /^The weights in this file do not fit the chosen network. .* expected others.$/,
    ],
    ['needs more memory', () => (worker.misfit = new Error('No room.')), /^No room\.$/],
    [
      'names a network that is not here',
      () =>
        (worker.remarks = { network: 'newer', experiment: link('xo', 'newer'), reads, match: own }),
      /network .* not .*here.*newer/,
    ],
    [
      'needs pictures that are not here',
      () =>
        (worker.remarks = { network: 'softmax', experiment: link('kept:gone'), reads, match: own }),
      /data set that this browser does not have/,
    ],
  ])('that %s is refused in the dialog, and the run goes on', async (_, prepare, problem) => {
    prepare();
    const { run, setUp, experiment } = session;
    await runs.openModel(file);
    expect(keeping.problem).toMatch(problem);
    expect(keeping.open).toBe(true);
    expect(keeping.opened).toBeUndefined();
    expect(session.alert, 'behind the dialog').toBe('Something of before.');
    expect([session.run, session.setUp, session.experiment]).toEqual([run, setUp, experiment]);
    expect(session.building).toBe(false);
  });
});
