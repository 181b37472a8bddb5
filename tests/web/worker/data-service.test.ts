import { describe, expect, it } from 'vitest';
import type { KeptSet, NewSet } from '../../../web/protocol/data-sets';
import type { PictureReader } from '../../../web/worker/data/predictions';
import { drawingOptions } from '../../../web/worker/drawing/drawings';
import { dataVisit, nothing, opened, picked, seen } from './data-harness';
import { idx } from './idx-bytes';
import { engine } from './watched-engine';

const idxPair = (count = 50, classes = 3) => [
  picked('signs/a.idx', idx([count, 4, 4])),
  picked(
    'signs/b.idx',
    idx([count], (i) => i % classes),
  ),
];

const wanted: NewSet = {
  title: 'Signs',
  classNames: ['left', 'right'],
  channels: 1,
  height: 4,
  width: 4,
};
const drawing = { strokes: [[[0.5, 0.5, 0.5]]] } as const;

describe('opened files', () => {
  it('become a set of their own, which is kept', async () => {
    const { data, again, library } = dataVisit();
    const info = await opened(data, idxPair());
    expect(info).toMatchObject({ trainCount: 45, testCount: 5, range: [0, 1] });
    expect(info.id).toMatch(/^kept:/);
    expect(info.origin).toBe(
      'From signs/a.idx, signs/b.idx. A tenth of the pictures, of each class, is kept for testing.',
    );
    const next = again();
    const { kept } = await next.data.dataSets();
    expect(kept).toEqual([info]);
    expect(kept[0]!.title).toBe('signs');
    // Whose filters fit into 4 x 4 pixels.
    expect(kept[0]!.networks).toContain('softmax');
    expect(kept[0]!.networks).not.toContain('theano-lenet');
    expect(kept[0]!.bytes).toBe(50 * 17);
    expect(kept[0]!.lacks).toBeUndefined();
    const taken = await next.library.take({ data: info.id, difficulty: 0 });
    expect(taken.info.classNames).toEqual(['0', '1', '2']);
    expect(library.hasMnist).toBe(false);
  });

  it('leave everything as it was when they cannot be taken', async () => {
    const { data, setStore, watch } = dataVisit();
    const [images, labels] = [picked('a', idx([50, 4, 4])), picked('b', idx([49]))];
    await expect(data.lookAtFiles([images, labels], undefined, nothing)).rejects.toThrow(
      'a has 50 pictures and no labels: b has 49 labels; there should be as many.',
    );
    await expect(data.lookAtFiles([], undefined, nothing)).rejects.toThrow('no pictures');
    // One class can be looked at, and not be taken.
    const one = [
      images,
      picked(
        'labels',
        idx([50], () => 0),
      ),
    ];
    const looked = await data.lookAtFiles(one, undefined, nothing);
    expect(looked).toHaveProperty('findings.classes.length', 1);
    await expect(data.takeFiles({}, nothing)).rejects.toThrow('All pictures are of one class (0)');
    expect(setStore.sets.size).toBe(0);
    expect(watch.liveSets).toBe(0);
    expect((await data.dataSets()).kept).toEqual([]);
    // And the next ones are taken.
    await opened(data, idxPair());
  });

  it('are looked at again as often as one likes, and forgotten', async () => {
    const { data, setStore } = dataVisit();
    await data.lookAtFiles(idxPair(), undefined, nothing);
    const turned = await data.lookAgain({ turn: 'left', classNames: ['a', 'b', 'c'] });
    expect(turned.classes.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
    expect(turned.choices.find(({ name }) => name === 'turn')?.value).toBe('left');
    expect((await data.takeFiles({ classNames: ['a', 'b', 'c'] }, nothing)).classNames).toEqual([
      'a',
      'b',
      'c',
    ]);
    expect(setStore.sets.size).toBe(1);
    await expect(data.lookAgain({})).rejects.toThrow('open them again');
    await data.lookAtFiles(idxPair(), undefined, nothing);
    await data.forgetFiles();
    await expect(data.takeFiles({}, nothing)).rejects.toThrow('open them again');
  });

  it('come one load at a time, and can be given up; what was found before stays', async () => {
    const { data, setStore } = dataVisit();
    await data.lookAtFiles(idxPair(), undefined, nothing);
    const loading = data.lookAtFiles(idxPair(), undefined, nothing);
    const refused = expect(loading).rejects.toThrow('cancelled');
    await expect(data.lookAtFiles(idxPair(), undefined, nothing)).rejects.toThrow('loaded already');
    await data.cancelLoading();
    await refused;
    expect(setStore.sets.size).toBe(0);
    expect((await data.takeFiles({}, nothing)).trainCount).toBe(45);
  });

  it('that this page wrote are taken at once, and nothing in them is guessed', async () => {
    const { data } = dataVisit();
    // Dark pictures, and a name that would have others turned.
    const { id } = (await opened(data, idxPair())) as KeptSet;
    await data.renameSet(id, { title: 'emnist' });
    const before = await data.browse({ id, split: 'train', first: 0, count: 45 });
    const { name, bytes } = await data.exportSet(id);
    const looked = await data.lookAtFiles([picked(name, bytes)], undefined, nothing);
    expect(looked).toMatchObject({
      kind: 'taken',
      info: { title: 'emnist', trainCount: 45, testCount: 5, classNames: ['0', '1', '2'] },
    });
    const { info } = looked as Extract<typeof looked, { kind: 'taken' }>;
    const after = await data.browse({ id: info.id, split: 'train', first: 0, count: 45 });
    expect(after.pictures).toEqual(before.pictures);
  });
});

describe('a set that is drawn here', () => {
  it('begins empty, is drawn, and can be trained when it has what it needs', async () => {
    const { data, again, library } = dataVisit();
    let set = await data.createSet(wanted);
    await expect(data.exportSet(set.id)).rejects.toThrow('“Signs” cannot be exported yet');
    expect(set).toMatchObject({ id: 'kept:signs', trainCount: 0, testCount: 0, bytes: 0 });
    expect(set.lacks).toMatch('there are none yet');
    await expect(library.take({ data: set.id, difficulty: 0 })).rejects.toThrow('none yet');
    for (const label of [0, 1]) {
      for (let picture = 0; picture < 5; ++picture) {
        set = await data.addDrawing(set.id, label, drawing);
      }
    }
    expect(set).toMatchObject({ trainCount: 8, testCount: 2 });
    expect(set.lacks).toBeUndefined();
    expect((await data.exportSet(set.id)).name).toBe('Signs.npz');
    await data.renameSet(set.id, { title: '../“Meine” Bilder: 1/2' });
    expect((await data.exportSet(set.id)).name).toBe('-“Meine” Bilder- 1-2.npz');
    set = await data.undoChange(set.id);
    const { data: next } = again();
    const { train, canUndo, info } = await next.summarise(set.id);
    expect(train.counts).toEqual([4, 4]);
    // All pictures of a class are the same drawing.
    const { image } = engine.prepareStrokes(drawing.strokes, drawingOptions(set));
    const bytes = Uint8Array.from(image, (value) => Math.round(255 * value));
    expect(Math.max(...bytes)).toBeGreaterThan(100);
    expect(train.means).toEqual([bytes, bytes]);
    expect([canUndo, info]).toEqual([false, set]);
    (await library.take({ data: set.id, difficulty: 0 })).release();
  });

  it('takes pictures from a camera, and refuses what is none', async () => {
    const { data } = dataVisit();
    const { id } = await data.createSet({ ...wanted, channels: 3 });
    const pixels = Uint8Array.from({ length: 48 }, (_, i) => i);
    await data.addPicture(id, 1, pixels);
    expect((await data.browse({ id, split: 'train', first: 0, count: 5 })).pictures).toEqual([
      { index: 0, label: 1, pixels },
    ]);
    await expect(data.addPicture(id, 1, new Uint8Array(16))).rejects.toThrow('3 x 4 x 4 = 48');
    await expect(data.addPicture(id, 2, pixels)).rejects.toThrow('from 0 to 1, found 2');
    await expect(data.addDrawing(id, 0, { strokes: [] })).rejects.toThrow('The pad is empty');
    expect((await data.dataSets()).kept[0]).toMatchObject({ trainCount: 1 });
  });

  it('can be renamed, changed, changed back, and removed', async () => {
    const { data } = dataVisit();
    const { id } = await data.createSet(wanted);
    const names = { title: 'Turns', classNames: ['links', 'rechts', 'geradeaus'] };
    expect(await data.renameSet(id, names)).toMatchObject({ id, ...names });
    await expect(data.renameSet(id, { classNames: ['a'] })).rejects.toThrow('not taken away');
    await data.addPicture(id, 2, new Uint8Array(16));
    expect(await data.relabel(id, await seen(data, id), 0, 1)).toMatchObject({ id });
    expect((await data.summarise(id)).train.counts).toEqual([0, 1, 0]);
    expect(await data.removePictures(id, await seen(data, id), [0])).toMatchObject({
      trainCount: 0,
    });
    expect((await data.summarise(id)).canUndo).toBe(true);
    await data.undoChange(id);
    await data.undoChange(id);
    expect((await data.summarise(id)).train.counts).toEqual([0, 0, 1]);
    await data.undoChange(id);
    expect(await data.undoChange(id)).toMatchObject({
      title: 'Signs',
      classNames: ['left', 'right'],
    });
    await expect(data.undoChange(id)).rejects.toThrow('no change of this visit');
    await data.removeSet(id);
    await expect(data.summarise(id)).rejects.toThrow('no data set “signs”');
    expect((await data.dataSets()).kept).toEqual([]);
  });
});

describe('a set that is looked through in two tabs', () => {
  it('loses no picture that was not the one seen', async () => {
    const one = dataVisit();
    const { id } = await one.data.createSet(wanted);
    for (const shade of [10, 20, 30])
      await one.data.addPicture(id, 0, new Uint8Array(16).fill(shade));
    const two = one.again();
    const both = await seen(two.data, id);
    await one.data.removePictures(id, both, [0]);
    const late = [two.data.removePictures(id, both, [0]), two.data.relabel(id, both, 0, 1)];
    for (const refused of late) await expect(refused).rejects.toThrow('changed in another tab');
    const { pictures } = await two.data.browse({ id, split: 'train', first: 0, count: 5 });
    expect(pictures.map(({ pixels, label }) => [pixels[0], label])).toEqual([
      [20, 0],
      [30, 0],
    ]);
    // What is seen now can be changed.
    expect(await two.data.removePictures(id, await seen(two.data, id), [0])).toMatchObject({
      trainCount: 1,
    });
  });
});

describe('a generated set', () => {
  it('is looked at, and stays as it is: a kept copy takes the changes', async () => {
    const { data, library, watch } = dataVisit();
    const { info, test, canUndo } = await data.summarise('digits');
    expect(info).toMatchObject({ id: 'digits', trainCount: 12_000 });
    expect(test.counts).toEqual(Array(10).fill(200));
    expect(canUndo).toBe(false);
    const request = { id: 'digits', split: 'test', label: 3, first: 199, count: 5 } as const;
    const digits = await library.look('digits');
    const index = digits.testLabels().lastIndexOf(3);
    expect((await data.browse(request)).pictures).toEqual([
      { index, label: 3, pixels: digits.test.bytes(index, 1).pixels },
    ]);
    digits.release();
    const there = { split: 'test', version: '' } as const;
    const copy = (await data.relabel('digits', there, index, 4)) as KeptSet;
    expect(copy).toMatchObject({
      id: 'kept:digits-edited',
      title: 'Digits, edited',
      trainCount: 12_000,
    });
    expect((await data.summarise(copy.id)).test.counts).toEqual([
      200,
      200,
      200,
      199,
      201,
      ...Array(5).fill(200),
    ]);
    expect((await data.summarise('digits')).test.counts[3]).toBe(200);
    await data.undoChange(copy.id);
    expect((await data.summarise(copy.id)).test.counts[3]).toBe(200);
    const fewer = await data.removePictures('digits', { split: 'train', version: '' }, [0, 1]);
    expect(fewer).toMatchObject({ id: 'kept:digits-edited-2', trainCount: 11_998 });
    await expect(data.relabel('digits', there, 9999, 4)).rejects.toThrow('no picture 9999');
    expect((await data.dataSets()).kept.length).toBe(2);
    expect(watch.liveSets).toBe(2);
  });

  it('is read by the network of the run that is named', async () => {
    const { data, library, present } = dataVisit();
    const request = { id: 'xo', run: 1, split: 'test', first: 0, count: 4 } as const;
    await expect(data.browse({ ...request, mistakes: true })).rejects.toThrow(
      'Mistakes can be shown when the run is of this data set.',
    );
    const { train, test } = await library.look('xo');
    const model = engine.model({ input: [1, 9, 9], layers: [{ type: 'dense', units: 2 }] });
    model.setTrainingData(train);
    for (let step = 0; step < 5; ++step) model.step();
    const network: PictureReader = {
      run: 1,
      step: 5,
      data: { id: 'xo', channels: 1, height: 9, width: 9 },
      range: test.range,
      predict: (images) => model.predict(images),
    };
    present.network = network;
    const { images, labels } = test.read();
    const answers = model.predict(images);
    const says = Array.from(labels, (_, i) => (answers[2 * i + 1]! > answers[2 * i]! ? 1 : 0));
    const said = (await data.browse({ ...request, count: 500 })).pictures;
    expect(said.map(({ predicted }) => predicted)).toEqual(says);
    said.forEach(({ confidence }, i) => {
      expect(confidence).toBeCloseTo(Math.max(answers[2 * i]!, answers[2 * i + 1]!), 6);
    });
    const wrong = says.flatMap((one, i) => (one === labels[i] ? [] : [i]));
    expect(wrong.length).toBeGreaterThan(4);
    const { total, pictures } = await data.browse({ ...request, mistakes: true });
    expect([total, ...pictures.map(({ index }) => index)]).toEqual([
      wrong.length,
      ...wrong.slice(0, 4),
    ]);
    present.network = { ...network, data: { ...network.data, id: 'digits' } };
    expect((await data.browse(request)).pictures[0]!.predicted).toBeUndefined();
  });
});
