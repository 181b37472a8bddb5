import { imagesAndLabels } from '../support/idx-files.js';
import { each, newLooking, picture, table } from './looking-stages.js';
import { here, image, spec } from './world.js';

// Every call of the package with right arguments; that none is missing is tested.

export type Given = readonly unknown[];
/** Right arguments of each call, made anew each time. */
export type Table = Record<string, () => Given>;

export interface Subject {
  /** The object, with all that its calls need; where these follow each other, made anew each time. */
  on: () => object;
  calls: Table;
  /** Read like fields. */
  readings?: string[];
}

export const strokes = [
  [
    [0.2, 0.2, 0.5],
    [0.8, 0.8, 0.5],
  ],
];

const idx = imagesAndLabels(6);
const ascent = { range: [0, 1], rate: 0.1, decay: 0, blurEvery: 4, blur: 0.5, jitter: 1, seed: 1 };
const none = () => [];
export const subjects: Record<string, Subject> = {
  engine: {
    on: () => here.engine,
    readings: ['threadsInUse'],
    calls: {
      model: () => [spec],
      readIdx: () => [idx.images, idx.labels, { classes: 3 }],
      idxDataset: () => [idx.images, idx.labels, { classes: 3 }],
      xo: () => [{ count: 3, seed: 1, size: 9, difficulty: 0.5 }],
      xoDataset: () => [{ count: 3, seed: 1, size: 9, difficulty: 0.5 }],
      digits: () => [{ count: 2, seed: 1 }],
      digitsDataset: () => [{ count: 2, seed: 1 }],
      drawnDigit: () => [{ seed: 1, index: 2 }],
      sentenceDataset: () => [{ count: 2, seed: 1 }],
      sentenceWords: none,
      prepareDrawing: () => [
        new Float32Array(81).fill(1, 30, 40),
        9,
        9,
        { side: 9, box: 7, crop: true, scale: true, centre: 'box', range: [0, 1] },
      ],
      prepareStrokes: () => [strokes, { pen: 'pad', side: 9, range: [0, 1] }],
      figuresOf: () => [strokes],
      bytesDataset: () => [
        {
          channels: 1,
          height: 2,
          width: 2,
          classNames: ['a', 'b'],
          pixels: new Uint8Array(8),
          labels: Uint8Array.of(0, 1),
          range: [0, 1],
          darkOnLight: false,
        },
      ],
      specProblem: () => [spec],
      describe: () => [spec],
      loadModel: () => [here.model.saveWeights(), { batchSize: 4 }],
      modelRemarks: () => [here.model.saveWeights()],
      presets: none,
      memory: none,
      dispose: none,
    },
  },
  model: {
    on: () => here.model,
    readings: ['batchSize'],
    calls: {
      trainBatch: () => [image, Uint8Array.of(1)],
      setTrainingData: () => [here.data],
      collectStatistics: none,
      step: none,
      setLearningRate: () => [0.01],
      setOptimizer: () => [{ type: 'sgd', learningRate: 0.01 }],
      setBatchSize: () => [4],
      setAugmentation: () => [{ rotation: 3 }],
      augmented: () => [image, { seed: 1, range: [0, 1] }],
      reset: () => [7],
      predict: () => [image],
      evaluate: () => [image, Uint8Array.of(1)],
      evaluateDataset: () => [here.data, 0, 6],
      predictDataset: () => [here.data, 0, 6],
      parameters: none,
      parameter: () => ['dense.bias'],
      setParameter: () => ['dense.bias', new Float32Array(2)],
      inspect: () => [image, { label: 1, layers: ['dense'] }],
      inspectedAnswer: () => {
        here.model.inspect(image);
        return [];
      },
      matchWeights: () => [here.model.saveWeights()],
      loadWeights: () => [here.model.saveWeights()],
      saveWeights: () => [{ network: 'mine', step: 3 }],
      checkpoint: none,
      restore: () => [here.model.checkpoint()],
      layers: none,
      memory: none,
      dispose: none,
    },
  },
  'model.editing': {
    on: () => here.model.editing,
    calls: {
      freeze: () => ['dense.bias', 0, 2],
      unfreeze: () => ['dense.bias', 0, 2],
      frozen: () => ['dense.bias'],
      setValues: () => ['dense.bias', 0, new Float32Array(2)],
      trackUpdates: () => [true],
      update: () => ['dense.bias'],
      setDropout: () => ['drop', 0.5],
    },
  },
  'model.explain': {
    on: () => here.model.explain,
    calls: {
      unit: () => [image, 'conv2d', 3],
      gradient: () => [image, 0, 'conv2d', 3],
      weight: () => [image, 0, 'conv2d.weight', 3, { limit: 10 }],
      reach: () => ['conv2d', 3],
    },
  },
  'model.features': {
    on: () => here.model.features,
    calls: { space: () => [5], slide: () => [spec, 20, 20, [0, 1]], shifts: none },
  },
  'model.health': {
    on: () => here.model.health,
    calls: {
      examine: () => [
        here.data,
        { pictures: 4, histograms: true, weightsBefore: here.model.health.weights() },
      ],
      weights: none,
      answers: () => [here.data, 0, 6],
      scoringParameters: none,
    },
  },
  'model.looks': {
    on: () => here.model.looks,
    calls: {
      attribute: () => [image, [0], { camLayer: 'conv2d' }],
      smooth: () => [
        image,
        0,
        { sigma: 0.1, count: 4, seed: 1, first: 4, mean: new Float32Array(81) },
      ],
      occlude: () => [image, { size: 3, stride: 2, paper: 0, first: 0, count: 25 }],
      startAscent: () => [3, { ...ascent, noise: 0.1 }],
      ascend: () => [image, { layer: 'conv2d', maps: [1] }, { ...ascent, firstStep: 0, steps: 1 }],
      topTable: () => [['conv2d'], 2],
      findTop: () => [here.model.looks.topTable(['conv2d'], 2), here.data, 0, 6],
    },
  },
  data: {
    on: () => here.data,
    calls: { example: () => [4], read: () => [0, 6], bytes: () => [0, 6], dispose: none },
  },
  sliding: {
    on: () => here.sliding,
    calls: {
      clear: none,
      lay: () => [here.data, 4, 0, 0],
      draw: () => [strokes, 2],
      scatter: () => [2, 5, 1],
      canvas: none,
      run: none,
      scores: none,
      answers: none,
      crops: () => [0, 1],
      measureInk: none,
      inkOf: () => [here.data, 4],
      peaks: () => [new Uint8Array(here.sliding.rows * here.sliding.columns), 0.5],
      dispose: none,
    },
  },
  space: {
    on: () => here.space,
    calls: {
      take: none,
      read: () => [here.data, Uint32Array.of(4, 1, 2, 3), 1],
      answers: none,
      beginAxes: none,
      iterateAxes: none,
      variances: none,
      project: none,
      measureClasses: () => [Uint8Array.of(0, 1, 1, 0, 1)],
      beginUnfolding: () => [{ perplexity: 2, seed: 1 }],
      prepareUnfolding: () => [5],
      unfold: none,
      divergence: none,
      unfolded: none,
      place: () => [image, 2],
      dispose: none,
    },
  },
  shifts: {
    on: () => here.shifts,
    calls: { look: () => [image, 2, 0], shift: () => [image, 2, 1, 0], dispose: none },
  },
  files: {
    on: () => here.files,
    readings: ['reservedBytes'],
    calls: {
      look: none,
      figureOnPaper: () => [{ channels: 1, height: 2, width: 2, pixels: new Uint8Array(4) }],
    },
  },
  looking: {
    on: () => newLooking('begin'),
    calls: {
      forSet: () => [{ channels: 1, height: 2, width: 2, dark: false, className: 'a' }],
      add: () => ['pets.csv', table.length, table],
      addPicture: () => [{ path: 'a/1.png', width: 2, height: 2 }],
      addBroken: () => ['a/1.png', 'a/1.png is cut short.'],
      nextWish: none,
      wantedSamples: none,
      dispose: none,
    },
  },
  'a looking that reads': {
    on: () => newLooking('reading'),
    calls: { content: () => [table], contentOver: none, contentEnd: () => [''] },
  },
  'a looking that has read': {
    on: () => newLooking('read'),
    calls: { find: () => [{ labels: 'column 0', classNames: ['a', 'b'] }] },
  },
  'a looking that has found': {
    on: () => newLooking('found'),
    calls: { take: none },
  },
  'a looking that takes': {
    on: () => newLooking('taking'),
    calls: { takeContent: () => [0, table, each] },
  },
  'a looking that was given all': {
    on: () => newLooking('given'),
    calls: { takeContentEnd: () => [0, each] },
  },
  'a looking that has taken': {
    on: () => newLooking('taken'),
    calls: { finish: none },
  },
  'a looking that takes pictures': {
    on: () => newLooking('pictures'),
    calls: {
      sample: () => [0, picture()],
      takePicture: () => [0, picture(), each],
    },
  },
};
