// Every layer that TensorFlow.js has, and some that are put together from its operations so that it
// works out their gradients, on random configurations.
import './support/tensorflow.js';
import { type Engine, load } from 'receptive';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { activations } from './layers/activations.js';
import { convolutions } from './layers/convolutions.js';
import { composed } from './layers/composed.js';
import { others } from './layers/others.js';
import { poolings } from './layers/pooling.js';
import { compareLayer } from './support/compare.js';
import { Random } from './support/random.js';
import { Tally } from './support/tally.js';

const tally = new Tally();
let engine: Engine;
beforeAll(async () => {
  engine = await load();
});
afterAll(() => console.log(`layers: ${tally}`));

describe('layers, their values and gradients as in TensorFlow.js', () => {
  [...convolutions, ...poolings, ...activations, ...others, ...composed].forEach((peer, index) => {
    it(`${peer.name}: ${peer.count} configurations`, () => {
      const random = new Random(1000 + index);
      for (let i = 0; i < peer.count; ++i) {
        const configuration = peer.configure(random);
        const difference = compareLayer(engine, peer.name, configuration, random, tally);
        // Float32 on both sides; the most where the terms of a gradient all but cancel.
        expect(difference, JSON.stringify(configuration)).toBeLessThan(2e-4);
      }
    });
  });
});
