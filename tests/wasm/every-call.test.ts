import {
  type Engine,
  type EngineDataset,
  type FeatureSpace,
  load,
  type Model,
  type ModelSpec,
  ReceptiveError,
  type ShiftProbe,
  type SlidingNetwork,
} from 'receptive';
import * as filesPackage from 'receptive/files';
import * as enginePackage from 'receptive';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callsOf, outcome, readingsOf } from './support/every-call.js';
import { someValues } from './support/examples.js';
import { imagesAndLabels } from './support/idx-files.js';
import { wrongValues } from './support/wrong-values.js';

// Every call of the package, found at run time: with everything wrong in every place, after its
// object was disposed of, twice at once, and from within a call. What cannot be done is refused by a
// ReceptiveError that says what was expected and what was found; the engine answers as before.

const spec: ModelSpec = {
  input: [1, 9, 9],
  layers: [
    { type: 'conv2d', filters: 3, kernelSize: 3, activation: 'relu' },
    { type: 'maxPooling2d' },
    { type: 'dropout', name: 'drop', rate: 0.1 },
    { type: 'flatten' },
    { type: 'dense', units: 2 },
  ],
  seed: 7,
  batchSize: 4,
};
const image = someValues(81);
const strokes = [
  [
    [0.2, 0.2, 0.5],
    [0.8, 0.8, 0.5],
  ],
];
const table = new TextEncoder().encode(
  ['label,a,b,c,d,e,f,g,h,i']
    .concat(Array.from({ length: 20 }, (_, i) => `${i % 2},${i},7,200,9,1,2,3,4,5`))
    .join('\n'),
);
const idx = imagesAndLabels(6);

type Given = readonly unknown[];
/** Right arguments of each call, made anew each time. */
type Table = Record<string, () => Given>;

interface Subject {
  /** The object, with all that its calls need; where these follow each other, made anew each time. */
  on: () => object;
  calls: Table;
  /** Read like fields. */
  readings?: string[];
}

let engine: Engine;
let model: Model;
let data: EngineDataset;
let sliding: SlidingNetwork;
let space: FeatureSpace;
let shifts: ShiftProbe;
let files: filesPackage.FilesEngine;

interface World {
  engine: Engine;
  model: Model;
  data: EngineDataset;
  sliding: SlidingNetwork;
  space: FeatureSpace;
  shifts: ShiftProbe;
}

async function newWorld(): Promise<World> {
  const made = await load({ variant: 'simd' });
  const set = made.xoDataset({ count: 6 });
  const net = made.model(spec);
  net.setTrainingData(set);
  net.step();
  const slid = net.features.slide(spec, 12, 12);
  slid.run();
  slid.measureInk();
  const features = net.features.space(5);
  features.read(set, Uint32Array.of(0, 1, 2, 3, 4), 0);
  features.beginAxes();
  features.beginUnfolding();
  features.prepareUnfolding(5);
  return {
    engine: made,
    model: net,
    data: set,
    sliding: slid,
    space: features,
    shifts: net.features.shifts(),
  };
}

beforeAll(async () => {
  ({ engine, model, data, sliding, space, shifts } = await newWorld());
  files = await filesPackage.loadFiles();
});
afterAll(() => engine.dispose());

const ascent = { range: [0, 1], rate: 0.1, decay: 0, blurEvery: 4, blur: 0.5, jitter: 1, seed: 1 };
const picture = () => ({
  width: 2,
  height: 2,
  channels: 1,
  bits: 8,
  data: Uint8Array.of(0, 90, 180, 255),
});

/** A looking on its way. */
const stages = [
  'begin',
  'reading',
  'read',
  'found',
  'taking',
  'given',
  'taken',
  'pictures',
] as const;
type Stage = (typeof stages)[number];
function newLooking(at: Stage) {
  const looking = files.look();
  if (at === 'begin') return looking;
  if (at === 'pictures') {
    for (let i = 0; i < 20; ++i) {
      const path = `${i % 2 ? 'cats' : 'dogs'}/${i}.png`;
      looking.addPicture({ path, width: 2, height: 2 });
    }
    looking.nextWish();
    for (const file of looking.wantedSamples()) {
      looking.sample(file, picture() as filesPackage.DecodedPicture);
    }
    looking.find({});
    looking.take();
    return looking;
  }
  looking.add('pets.csv', table.length, table);
  looking.nextWish();
  if (at === 'reading') return looking;
  looking.content(table);
  looking.contentEnd();
  looking.nextWish();
  if (at === 'read') return looking;
  looking.find({});
  if (at === 'found') return looking;
  looking.take();
  if (at === 'taking') return looking;
  looking.takeContent(0, table, each);
  if (at === 'given') return looking;
  looking.takeContentEnd(0, each);
  return looking;
}
const each = () => undefined;

const none = () => [];
const subjects: Record<string, Subject> = {
  engine: {
    on: () => engine,
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
      loadModel: () => [model.saveWeights(), { batchSize: 4 }],
      modelRemarks: () => [model.saveWeights()],
      presets: none,
      memory: none,
      dispose: none,
    },
  },
  model: {
    on: () => model,
    readings: ['batchSize'],
    calls: {
      trainBatch: () => [image, Uint8Array.of(1)],
      setTrainingData: () => [data],
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
      evaluateDataset: () => [data, 0, 6],
      predictDataset: () => [data, 0, 6],
      parameters: none,
      parameter: () => ['dense.bias'],
      setParameter: () => ['dense.bias', new Float32Array(2)],
      inspect: () => [image, { label: 1 }],
      matchWeights: () => [model.saveWeights()],
      loadWeights: () => [model.saveWeights()],
      saveWeights: () => [{ network: 'mine', step: 3 }],
      checkpoint: none,
      restore: () => [model.checkpoint()],
      layers: none,
      memory: none,
      dispose: none,
    },
  },
  'model.editing': {
    on: () => model.editing,
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
    on: () => model.explain,
    calls: {
      unit: () => [image, 'conv2d', 3],
      gradient: () => [image, 0, 'conv2d', 3],
      weight: () => [image, 0, 'conv2d.weight', 3, { limit: 10 }],
      reach: () => ['conv2d', 3],
    },
  },
  'model.features': {
    on: () => model.features,
    calls: { space: () => [5], slide: () => [spec, 20, 20, [0, 1]], shifts: none },
  },
  'model.health': {
    on: () => model.health,
    calls: {
      examine: () => [
        data,
        { pictures: 4, histograms: true, weightsBefore: model.health.weights() },
      ],
      weights: none,
      answers: () => [data, 0, 6],
      scoringParameters: none,
    },
  },
  'model.looks': {
    on: () => model.looks,
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
      findTop: () => [model.looks.topTable(['conv2d'], 2), data, 0, 6],
    },
  },
  data: {
    on: () => data,
    calls: { example: () => [4], read: () => [0, 6], bytes: () => [0, 6], dispose: none },
  },
  sliding: {
    on: () => sliding,
    calls: {
      clear: none,
      lay: () => [data, 4, 0, 0],
      draw: () => [strokes, 2],
      scatter: () => [2, 5, 1],
      canvas: none,
      run: none,
      scores: none,
      answers: none,
      crops: () => [0, 1],
      measureInk: none,
      inkOf: () => [data, 4],
      peaks: () => [new Uint8Array(sliding.rows * sliding.columns), 0.5],
      dispose: none,
    },
  },
  space: {
    on: () => space,
    calls: {
      take: none,
      read: () => [data, Uint32Array.of(4, 1, 2, 3), 1],
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
    on: () => shifts,
    calls: { look: () => [image, 2, 0], shift: () => [image, 2, 1, 0], dispose: none },
  },
  files: {
    on: () => files,
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

type Call = (...given: unknown[]) => unknown;
const callOf = (object: object, name: string): Call =>
  ((object as Record<string, unknown>)[name] as Call).bind(object);

/** What was thrown is a refusal, in words. */
function expectRefusal(thrown: unknown, title: string): void {
  expect(thrown, title).toBeInstanceOf(ReceptiveError);
  const { code, message } = thrown as ReceptiveError;
  expect(code, `${title}: ${message}`).not.toBe('internal');
  expect(message, title).toMatch(/^\S.*: .*expected .+, found .+/s);
}

/** Calls rightly what needs a step before it, so that what follows is there. */
function called(subject: Subject, name: string, given: readonly unknown[]): Call {
  return () => callOf(subject.on(), name)(...given);
}

/** The arguments with one of them, or a part of one, replaced. */
function* wronged(right: () => Given): Generator<[place: string, Given]> {
  const count = right().length;
  for (let at = 0; at < count; ++at) {
    for (const [kind, make] of Object.entries(wrongValues)) {
      const given = [...right()];
      given[at] = make();
      yield [`${at} ${kind}`, given];
    }
    for (const key of partsOf(right()[at])) {
      for (const [kind, make] of Object.entries(wrongValues)) {
        const given = [...right()];
        const whole = given[at] as object;
        given[at] = Array.isArray(whole)
          ? Object.assign([...(whole as unknown[])], { [key]: make() })
          : { ...whole, [key]: make() };
        yield [`${at}.${key} ${kind}`, given];
      }
    }
  }
}

function partsOf(value: unknown): string[] {
  if (Array.isArray(value)) return ['0'];
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return [];
  return 'dispose' in value ? [] : Object.keys(value);
}

const everyCall = Object.entries(subjects).flatMap(([where, subject]) =>
  Object.keys(subject.calls).map((name) => [`${where}.${name}`, subject, name] as const),
);

describe('the list of calls', () => {
  it('has every call and every reading of every object, and no other', () => {
    const lookings = Object.keys(subjects).filter((name) => name.includes('looking'));
    for (const [where, subject] of Object.entries(subjects)) {
      if (lookings.includes(where)) continue;
      const object = subject.on();
      expect(callsOf(object), where).toEqual(Object.keys(subject.calls).sort());
      expect(readingsOf(object), where).toEqual(subject.readings ?? []);
    }
    const ofLookings = lookings.flatMap((name) => Object.keys(subjects[name]!.calls));
    expect(callsOf(newLooking('begin'))).toEqual(ofLookings.sort());
  });

  it('has every object that another one holds', () => {
    const held = Object.entries(model).filter(([, part]) => typeof part === 'object');
    expect(held.map(([name]) => `model.${name}`).sort()).toEqual(
      Object.keys(subjects).filter((name) => name.startsWith('model.')),
    );
  });

  it('has every function of the package', () => {
    const functions = (module: object) =>
      Object.entries(module).flatMap(([name, value]) => (typeof value === 'function' ? name : []));
    expect(functions(enginePackage).sort()).toEqual(['ReceptiveError', 'load', 'variants']);
    expect(functions(filesPackage)).toEqual(['loadFiles']);
  });
});

describe('called rightly', () => {
  it.each(everyCall.filter(([title]) => !title.endsWith('.dispose')))(
    '%s does its work',
    async (_title, subject, name) => {
      const { thrown } = await outcome(called(subject, name, subject.calls[name]!()));
      expect(thrown).toBeUndefined();
    },
  );
});

describe('called with what is wrong', () => {
  it.each(everyCall)('%s refuses it in words', async (title, subject, name) => {
    const right = subject.calls[name]!;
    let before = model.predict(image);
    for (const [place, given] of wronged(right)) {
      const { value, thrown } = await outcome(called(subject, name, given));
      if (thrown === undefined) {
        // It was right after all (a large seed, a text that may be any), and may have changed something.
        if (typeof value === 'object' && value !== null && 'dispose' in value) {
          (value as { dispose(): void }).dispose();
        }
        model.reset(7);
        before = model.predict(image);
        continue;
      }
      expectRefusal(thrown, `${title} ${place}`);
      expect(model.predict(image), `${title} ${place}`).toEqual(before);
    }
  });

  it('load, loadFiles and variants do so too', async () => {
    for (const [place, [given]] of wronged(() => [{ variant: 'simd', threads: 1 }])) {
      const { value, thrown } = await outcome(() => load(given as object));
      if (thrown === undefined) (value as Engine).dispose();
      else expectRefusal(thrown, `load ${place}`);
    }
  });
});

describe('called after its end', () => {
  it('every call of what was disposed says so, and an end twice is one end', async () => {
    const made = await newWorld();
    const ends: [string, { dispose(): void }][] = [
      ['shifts', made.shifts],
      ['space', made.space],
      ['sliding', made.sliding],
      ['data', made.data],
    ];
    const before = made.model.predict(image);
    for (const [where, object] of ends) {
      object.dispose();
      object.dispose();
      await expectGone(where, object);
      expect(made.model.predict(image)).toEqual(before);
    }
    // A set that is gone is no argument either.
    for (const call of [made.model.setTrainingData, made.model.evaluateDataset]) {
      const { thrown } = await outcome(() => call(made.data));
      expect(String(thrown)).toContain(
        'data: expected a live data set, found one that was disposed',
      );
    }
    const [other, slid] = [made.model.features.space(5), made.model.features.slide(spec, 9, 9)];
    const probe = made.model.features.shifts();
    made.model.dispose();
    made.model.dispose();
    for (const [where, object] of [
      ['model', made.model],
      ['model.editing', made.model.editing],
      ['model.explain', made.model.explain],
      ['model.features', made.model.features],
      ['model.health', made.model.health],
      ['model.looks', made.model.looks],
      ['space', other],
      ['sliding', slid],
      ['shifts', probe],
    ] as const) {
      await expectGone(where, object);
    }
    const set = made.engine.xoDataset({ count: 3 });
    made.engine.dispose();
    made.engine.dispose();
    await expectGone('engine', made.engine);
    await expectGone('data', set);
    set.dispose();
    for (const at of ['begin', 'reading', 'taking'] as const) {
      const looking = newLooking(at);
      looking.dispose();
      looking.dispose();
      for (const [where, subject] of Object.entries(subjects)) {
        if (where.includes('looking')) await expectGone(where, looking, subject);
      }
    }
  });

  async function expectGone(where: string, object: object, subject = subjects[where]!) {
    for (const [name, right] of Object.entries(subject.calls)) {
      if (name === 'dispose') continue;
      const { thrown } = await outcome(() => callOf(object, name)(...right()));
      expectRefusal(thrown, `${where}.${name}`);
      // What needs no engine at all may first look at its arguments, and find those disposed.
      expect(String(thrown), `${where}.${name}`).toMatch(/found one that was disposed$/);
    }
    for (const name of subject.readings ?? []) {
      const { thrown } = await outcome(() => (object as Record<string, unknown>)[name]);
      expectRefusal(thrown, `${where}.${name}`);
    }
  }
});

describe('called twice at once', () => {
  it('what takes its time gives the same twice', async () => {
    for (const name of ['readIdx', 'idxDataset'] as const) {
      const [first, second] = await Promise.all([
        engine[name](idx.images, idx.labels),
        engine[name](idx.images, idx.labels),
      ]);
      const content = (found: object) =>
        'read' in found ? (found as EngineDataset).read() : found;
      expect(content(first)).toEqual(content(second));
    }
    const engines = await Promise.all([load({ variant: 'simd' }), load({ variant: 'simd' })]);
    for (const one of engines) {
      expect(one.model(spec).predict(image)).toHaveLength(2);
      one.dispose();
    }
    const both = await Promise.all([filesPackage.loadFiles(), filesPackage.loadFiles()]);
    expect(both[0]).not.toBe(both[1]);
  });

  it('what is disposed of, or loses its bytes, while a call is under way, is refused in words', async () => {
    const packed = (await import('./support/idx-files.js')).gzip;
    const made = await load({ variant: 'simd' });
    const late = made.idxDataset(packed(idx.images), packed(idx.labels));
    made.dispose();
    expectRefusal((await outcome(() => late)).thrown, 'an engine that ended');

    const images = packed(idx.images);
    const labels = packed(idx.labels);
    const robbed = engine.readIdx(images, labels);
    structuredClone(images.buffer, { transfer: [images.buffer as ArrayBuffer] });
    structuredClone(labels.buffer, { transfer: [labels.buffer as ArrayBuffer] });
    expectRefusal((await outcome(() => robbed)).thrown, 'bytes that were transferred');
  });

  it('a taking may be ended, and begun again, by whoever is told of a picture', () => {
    const looking = newLooking('given');
    let told = 0;
    looking.takeContentEnd(0, () => {
      told += 1;
      looking.dispose();
    });
    expect(told).toBe(20);
    const again = newLooking('given');
    again.takeContentEnd(0, () => {
      again.find({});
    });
    expectRefusal(
      thrownBy(() => again.takeContent(0, table, each)),
      'a taking that a look has ended',
    );
    again.dispose();
    const nested = newLooking('pictures');
    const places: number[] = [];
    nested.takePicture(0, picture() as filesPackage.DecodedPicture, (one) => {
      places.push(one.place);
      if (places.length < 3) {
        nested.takePicture(places.length, picture() as filesPackage.DecodedPicture, ({ place }) => {
          places.push(place);
        });
      }
    });
    expect(places.length).toBe(2);
    nested.dispose();
  });

  it('what a caller throws from within reaches the caller as it is', () => {
    const mine = new TypeError('mine');
    const looking = newLooking('given');
    const throws = () => {
      throw mine;
    };
    expect(thrownBy(() => looking.takeContentEnd(0, throws))).toBe(mine);
    looking.dispose();
  });

  function thrownBy(call: () => unknown): unknown {
    try {
      call();
    } catch (thrown) {
      return thrown;
    }
    throw new Error('nothing was thrown');
  }
});

describe('called in another order', () => {
  it('a looking refuses what does not follow, in words', async () => {
    const order = Object.entries(subjects).filter(([where]) => where.includes('looking'));
    for (const state of stages) {
      for (const [, subject] of order) {
        for (const [name, right] of Object.entries(subject.calls)) {
          const looking = newLooking(state);
          // Twice: what follows once may not follow again.
          for (let times = 0; times < 2; ++times) {
            const { thrown } = await outcome(() => callOf(looking, name)(...right()));
            if (thrown !== undefined) expectTold(thrown, `${state}: ${name}`);
          }
          looking.dispose();
        }
      }
    }
    // What is wrong with files is told in sentences of its own.
    function expectTold(thrown: unknown, title: string): void {
      expect(thrown, title).toBeInstanceOf(ReceptiveError);
      expect((thrown as ReceptiveError).code, title).not.toBe('internal');
    }
  });

  it('a feature space and a sliding network do so too', async () => {
    const fresh = {
      space: () => model.features.space(5),
      sliding: () => model.features.slide(spec, 12, 12),
    };
    for (const [where, make] of Object.entries(fresh)) {
      for (const [name, right] of Object.entries(subjects[where]!.calls)) {
        const object = make();
        const { thrown } = await outcome(() => callOf(object, name)(...right()));
        if (thrown !== undefined) expectRefusal(thrown, `${where}.${name}`);
        object.dispose();
      }
    }
  });
});
