import { type Engine, load } from 'receptive';
import * as enginePackage from 'receptive';
import * as filesPackage from 'receptive/files';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Call, callOf, callsOf, expectRefusal, outcome, readingsOf } from './calling.js';
import { newLooking } from './looking-stages.js';
import { type Given, type Subject, subjects } from './subjects.js';
import { here, image, start } from './world.js';
import { wrongValues } from './wrong-values.js';

// Every call of the package, found at run time, with everything wrong in every place. What cannot be
// done is refused by a ReceptiveError that says what was expected and what was found; the engine
// answers as before.

beforeAll(start);
afterAll(() => here.engine.dispose());

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
    const held = Object.entries(here.model).filter(([, part]) => typeof part === 'object');
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
    let before = here.model.predict(image);
    for (const [place, given] of wronged(right)) {
      const { value, thrown } = await outcome(called(subject, name, given));
      if (thrown === undefined) {
        // It was right after all (a large seed, a text that may be any), and may have changed something.
        if (typeof value === 'object' && value !== null && 'dispose' in value) {
          (value as { dispose(): void }).dispose();
        }
        here.model.reset(7);
        before = here.model.predict(image);
        continue;
      }
      expectRefusal(thrown, `${title} ${place}`);
      expect(here.model.predict(image), `${title} ${place}`).toEqual(before);
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
