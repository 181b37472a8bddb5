import { decodeExperiment } from '../../../web/protocol/read-link';
import type { LayerInfo, Preset } from 'receptive';
import type {
  DrawingAnswer,
  EngineInfo,
  Frame,
  FrameRequest,
  SetUp,
  WorkerApi,
} from '../../../web/protocol/messages';
import type { Experiment } from '../../../web/protocol/experiment';
import { DataDouble } from './data-double';

export const presets: Preset[] = ['three', 'softmax'].map((name) => ({
  name,
  title: name,
  description: '',
  source: '',
  data: name === 'three' ? ['xo'] : ['xo', 'mnist'],
  spec: { input: [1, 9, 9], layers: [], optimizer: 'sgd' },
  epochs: 1,
  columns: [],
}));

export const engineInfo: EngineInfo = {
  variant: 'simd',
  threads: 1,
  variants: [],
  processors: 2,
  presets,
  loadMilliseconds: 1,
};

/** What layers say of themselves that these tests do not look at. */
const costs = {
  connections: 0,
  multiplyAdds: 0,
  activationBytes: 0,
  receptiveField: [1, 1],
  stride: [1, 1],
  offset: [0, 0],
  role: 'keepsMaps',
  silent: false,
  paintable: false,
  keepsMeasure: false,
} satisfies Partial<LayerInfo>;

export const layers: LayerInfo[] = [
  {
    name: 'conv2d',
    type: 'conv2d',
    inputs: ['input'],
    outputShape: [3, 7, 7],
    parameterCount: 30,
    parameters: [
      { name: 'conv2d.weight', shape: [3, 1, 3, 3] },
      { name: 'conv2d.bias', shape: [3] },
    ],
    settings: { filters: 3, kernelSize: [3, 3], strides: [1, 1], padding: 'valid' },
    ...costs,
    role: 'weighs',
    paintable: true,
  },
  {
    name: 'flatten',
    type: 'flatten',
    inputs: ['conv2d'],
    outputShape: [147, 1, 1],
    parameterCount: 0,
    parameters: [],
    settings: {},
    ...costs,
    role: 'rearranges',
    silent: true,
  },
  {
    name: 'dense',
    type: 'dense',
    inputs: ['flatten'],
    outputShape: [2, 1, 1],
    parameterCount: 296,
    parameters: [
      { name: 'dense.weight', shape: [2, 147] },
      { name: 'dense.bias', shape: [2] },
    ],
    settings: { units: 2 },
    ...costs,
    role: 'weighs',
    paintable: true,
  },
];

export function setUpOf(run: number, experiment: Experiment): SetUp {
  return {
    run,
    experiment,
    data: {
      id: experiment.data,
      title: 'X and O',
      channels: 1,
      height: 9,
      width: 9,
      classNames: ['X', 'O'],
      trainCount: 1000,
      testCount: 4,
      range: [-1, 1],
      origin: 'Drawn.',
    },
    layers,
    parameterCount: 326,
    memoryBytes: 1000,
    stepsPerEpoch: 100,
    testLabels: Uint8Array.of(1, 1, 0, 1),
  };
}

export function frameOf(run: number, step: number, running: boolean): Frame {
  return {
    run,
    running,
    step,
    epoch: step / 100,
    loss: 0.5,
    trainAccuracy: 0.9,
    testAccuracy: NaN,
    testLoss: NaN,
    testExamples: 0,
    testStep: -1,
    examplesPerSecond: NaN,
    threadsInUse: { threads: 1, busy: false },
    training: [{ step, loss: 0.5, accuracy: 0.9 }],
    test: [],
    changes: [],
    input: { total: 1, indices: [0], height: 9, width: 9, values: new Float32Array(81) },
    layers: [],
    label: 0,
    probabilities: Float32Array.of(0.5, 0.5),
  };
}

/** A worker that does as it is told, and writes down what that was. */
export class WorkerDouble extends DataDouble implements WorkerApi {
  running = false;
  stepCount = 0;
  private slow = false;
  run = 0;
  requests: FrameRequest[] = [];
  /** Drawings that wait for their answer. */
  readonly drawings: ((answer: DrawingAnswer) => void)[] = [];

  load: WorkerApi['load'] = ({ link = '' } = {}) =>
    Promise.resolve({ ...engineInfo, asked: decodeExperiment(link, engineInfo.presets) });

  useEngine: WorkerApi['useEngine'] = async (choice) => {
    this.told(`useEngine ${choice.variant} ${choice.threads ?? ''}`.trim());
    return { ...engineInfo, variant: 'simd-threads', threads: choice.threads ?? 2 };
  };

  setUp: WorkerApi['setUp'] = async (run, experiment) => {
    this.told(`setUp ${experiment.network}`);
    await Promise.resolve();
    this.run = run;
    this.running = false;
    this.stepCount = 0;
    return setUpOf(run, experiment);
  };

  train: WorkerApi['train'] = async (_run, speed = 'full') => {
    this.told(`train ${speed}`);
    this.running = true;
    this.slow = speed === 'slow';
  };

  pause: WorkerApi['pause'] = async () => {
    this.told('pause');
    this.running = false;
  };

  step: WorkerApi['step'] = async () => {
    this.told('step');
    this.running = false;
    this.stepCount += 1;
  };

  advance: WorkerApi['advance'] = async () => {
    if (this.running && this.slow) this.stepCount += 1;
  };

  clear: WorkerApi['clear'] = async (place) => this.told(`clear ${place}`);

  change: WorkerApi['change'] = async (_run, change) =>
    this.told(`change ${JSON.stringify(change)}`);

  frame: WorkerApi['frame'] = (request) => {
    this.requests.push(request);
    if (this.running && !this.slow) this.stepCount += 10;
    return Promise.resolve(frameOf(this.run, this.stepCount, this.running));
  };

  draw: WorkerApi['draw'] = () => {
    this.told('draw');
    return new Promise((resolve) => this.drawings.push(resolve));
  };

  measureReading: WorkerApi['measureReading'] = () =>
    Promise.reject(new Error('Not in this test.'));
  pretrained: WorkerApi['pretrained'] = () => Promise.resolve(undefined);
  augmented: WorkerApi['augmented'] = () => Promise.resolve([]);
}

/** Lets everything happen that is waiting in the queue of promises. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 30; ++i) await Promise.resolve();
}
