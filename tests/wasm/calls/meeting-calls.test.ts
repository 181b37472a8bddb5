import { type EngineDataset, load, ReceptiveError } from 'receptive';
import { loadFiles } from 'receptive/files';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gzip, imagesAndLabels } from '../support/idx-files.js';
import { callOf, expectRefusal, outcome } from './calling.js';
import { each, newLooking, picture, stages, table } from './looking-stages.js';
import { subjects } from './subjects.js';
import { here, image, spec, start } from './world.js';

// Calls that meet: twice at once, from within another one, and in an order that nobody meant.

const idx = imagesAndLabels(6);
beforeAll(start);
afterAll(() => here.engine.dispose());

describe('called twice at once', () => {
  it('what takes its time gives the same twice', async () => {
    for (const name of ['readIdx', 'idxDataset'] as const) {
      const [first, second] = await Promise.all([
        here.engine[name](idx.images, idx.labels),
        here.engine[name](idx.images, idx.labels),
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
    const both = await Promise.all([loadFiles(), loadFiles()]);
    expect(both[0]).not.toBe(both[1]);
  });

  it('what is disposed of, or loses its bytes, while a call is under way, is refused in words', async () => {
    const made = await load({ variant: 'simd' });
    const late = made.idxDataset(gzip(idx.images), gzip(idx.labels));
    made.dispose();
    expectRefusal((await outcome(() => late)).thrown, 'an engine that ended');

    const images = gzip(idx.images);
    const labels = gzip(idx.labels);
    const robbed = here.engine.readIdx(images, labels);
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
    nested.takePicture(0, picture(), (one) => {
      places.push(one.place);
      if (places.length < 3) {
        nested.takePicture(places.length, picture(), ({ place }) => {
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
      space: () => here.model.features.space(5),
      sliding: () => here.model.features.slide(spec, 12, 12),
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
