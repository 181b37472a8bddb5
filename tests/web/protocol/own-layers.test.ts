import type { LayerSpec } from 'receptive';
import { describe, expect, it } from 'vitest';
import { encodeLayers } from '../../../web/protocol/layers-text';
import { decodeLayers, parseLayers } from '../../../web/protocol/read-layers';

const residual: LayerSpec[] = [
  { type: 'conv2d', filters: 8, kernelSize: 3, padding: 'same', activation: 'relu' },
  { type: 'conv2d', name: 'second', filters: 8, kernelSize: [3, 5], padding: 'same' },
  { type: 'add', inputs: ['conv2d', 'second'] },
  { type: 'dropout', rate: 0.25 },
  { type: 'dense', units: 10, useBias: false },
];

function problemOf(text: string): string {
  const decoded = decodeLayers(text);
  return 'problem' in decoded ? decoded.problem : '';
}

describe('a network of one’s own in a link', () => {
  it('reads well, and needs no escapes in an address', () => {
    const text = encodeLayers(residual);
    expect(text).toBe(
      'conv2d filters 8 kernelSize 3 padding same activation relu' +
        '*conv2d name second filters 8 kernelSize .3.5 padding same' +
        '*add inputs .conv2d.second*dropout rate 0.25*dense units 10 useBias false',
    );
    const query = new URLSearchParams({ layers: text }).toString();
    expect(query).not.toContain('%');
    expect(new URLSearchParams(query).get('layers')).toBe(text);
    expect(decodeLayers(text)).toEqual({ layers: residual });
  });

  it('carries whatever JSON can', () => {
    // Whether a value will do is not the link's business.
    const layers = [
      {
        type: 'conv2d',
        name: 'a layer*with .signs%',
        kernelValues: [1.5, -2e-7],
        kernelSize: ['a', 1],
        padding: { deep: [null, 'true', 'two words'] },
        activation: 'true',
        kernelInitializer: '',
        groups: null,
        biasValues: [],
        strides: [5],
        dilationRate: [-3, 4],
        connections: '012 123\n0,1,12',
        filters: 123456789012,
        fanOutScale: 1e-300,
      },
      { type: 'dense', units: ['0', '1'] },
    ] as unknown as LayerSpec[];
    expect(decodeLayers(encodeLayers(layers))).toEqual({ layers });
    const query = new URLSearchParams({ layers: encodeLayers(layers) }).toString();
    expect(decodeLayers(new URLSearchParams(query).get('layers')!)).toEqual({ layers });
  });

  it('says what is wrong with a stranger’s text', () => {
    expect(problemOf('')).toMatch(/layer 1 has no type/);
    expect(problemOf('conv2d filters')).toMatch(/conv2d: an argument has no value/);
    expect(problemOf('conv2d filters 3*<script> a b')).toMatch(/layer 2 has no type/);
    expect(problemOf('conv2d __proto__ 3')).toMatch(/no argument '__proto__'/);
    expect(problemOf('conv2d type dense')).toMatch(/no argument 'type'/);
    expect(problemOf('conv2d filters %7B')).toMatch(/cannot be read/);
    expect(problemOf('conv2d filters 1e')).toMatch(/cannot be read/);
    expect(problemOf('add inputs 3')).toBe('layer 1 has inputs that are no array of names');
    expect(problemOf('relu*add inputs .1.2')).toBe('layer 2 has inputs that are no array of names');
    expect(problemOf('conv2d name 3')).toBe('layer 1 has a name that is no text');
    expect(problemOf('relu*conv2e filters 3')).toBe(
      "layer 2 has a type that there is not: 'conv2e'",
    );
    expect(problemOf('conv2d filter 3')).toBe("layer 1 (conv2d) has no argument 'filter'");
    expect(problemOf('relu*'.repeat(200))).toMatch(/more than 120 layers/);
    expect(problemOf('a'.repeat(9000))).toMatch(/longer than 8000/);
  });

  it('is not led into depths', () => {
    const deep = encodeURIComponent('['.repeat(800) + ']'.repeat(800));
    expect(problemOf(`conv2d filters ${deep}`)).toMatch(/conv2d: filters cannot be read/);
    expect(problemOf('conv2d filters %E0%A4')).toMatch(/conv2d: filters cannot be read/);
  });

  it('is not taken in by names of objects', () => {
    expect(problemOf('conv2d constructor 1')).toMatch(/no argument 'constructor'/);
    expect(problemOf('constructor name a')).toMatch(/a type that there is not: 'constructor'/);
  });
});

describe('a network that is pasted', () => {
  it('is an array of layers, or something that has layers', () => {
    const layers = [{ type: 'flatten' }, { type: 'dense', units: 2 }];
    expect(parseLayers(JSON.stringify(layers))).toEqual({ layers });
    expect(parseLayers(JSON.stringify({ input: [1, 9, 9], layers }))).toEqual({ layers });
  });

  it('may hold brackets in its texts, and whole characters', () => {
    const layers = [{ type: 'relu', name: `${'['.repeat(40)}"\\{ 😀` }];
    expect(parseLayers(JSON.stringify(layers))).toEqual({ layers });
  });

  it.each([
    ['no JSON', '[', /no JSON/],
    ['a number', '3', /array of layers/],
    ['an array of numbers', '[3]', /layer 1 is no object with a type/],
    ['without a type', '[{"units": 3}]', /layer 1 is no object with a type/],
    ['reading a text', '[{"type": "add", "inputs": "a"}]', /inputs that are no array/],
    ['a trick', '[{"type": "relu", "__proto__": {}}]', /no argument '__proto__'/],
    [
      'deep',
      '['.repeat(20_000) + ']'.repeat(20_000),
      /^its brackets are more than 16 levels deep$/,
    ],
    [
      'deep in a layer',
      `[{"type": "relu", "a": ${'{"b":'.repeat(20)}1${'}'.repeat(20)}}]`,
      /more than 16 levels deep/,
    ],
    ['of half a character', '[{"type": "relu", "name": "a\\ud800"}]', /half a character/],
    ['of half a character, written', '[{"type": "relu", "a\ud800": 1}]', /half a character/],
    ['endless', JSON.stringify(Array(130).fill({ type: 'relu' })), /more than 120/],
  ])('is refused when it is %s', (_, text, problem) => {
    const parsed = parseLayers(text);
    expect('problem' in parsed && parsed.problem).toMatch(problem);
  });
});
