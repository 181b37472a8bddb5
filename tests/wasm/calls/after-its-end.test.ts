import { beforeAll, describe, expect, it } from 'vitest';
import { callOf, expectRefusal, outcome } from './calling.js';
import { newLooking } from './looking-stages.js';
import { subjects } from './subjects.js';
import { image, newWorld, spec, start } from './world.js';

// What was disposed of is refused by every call, and by whoever is given it.

beforeAll(start);

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
    const set = made.engine.xoDataset({ count: 6 });
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
