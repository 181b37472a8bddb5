// Inputs to begin with, for each fuzzer: good files of every kind that a reader knows, and the words
// of its format. From these libFuzzer finds its way to the rest.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateRawSync, gzipSync } from 'node:zlib';

/** @typedef {{ seeds: Buffer[], words: string[] }} Corpus */

const bytes = (/** @type {number[]} */ ...values) => Buffer.from(values);
const count = (/** @type {number} */ length) => Buffer.from(Array.from({ length }, (_, i) => i));
const uint16 = (/** @type {number} */ value) => bytes(value & 255, value >> 8);

/** As tests/fuzz/input.h cuts them apart; the last one has no length. */
function files(/** @type {Buffer[]} */ ...parts) {
  const last = parts.length - 1;
  return Buffer.concat(
    parts.flatMap((part, i) => (i < last ? [uint16(part.length), part] : [part])),
  );
}

/**
 * @param {number[]} shape
 * @param {number} [type]
 */
function idx(shape, type = 8) {
  const sizes = shape.map((size) => bytes(size >>> 24, size >>> 16, size >>> 8, size));
  const values = count(shape.reduce((product, size) => product * size, 1));
  return Buffer.concat([bytes(0, 0, type, shape.length), ...sizes, values]);
}

/** @returns {Corpus} */
function idxCorpus() {
  const pair = (/** @type {number[]} */ shape, classes = 0) =>
    Buffer.concat([bytes(classes), files(idx(shape), idx(shape.slice(0, 1)))]);
  return {
    seeds: [pair([3, 2, 4]), pair([1, 28, 28], 10), pair([5, 3, 2, 2]), pair([2, 1, 1], 2)],
    words: ['\\x00\\x00\\x08\\x01', '\\x00\\x00\\x08\\x03', '\\x00\\x00\\x08\\x04', '\\x1f\\x8b'],
  };
}

/** @returns {Corpus} */
function tableCorpus() {
  const tables = [
    'label,a,b\n1,0,17\n0,255,254\n',
    'sep=;\r\n3;0;0,5\r\n7;1e-1;0\r\n',
    '"a" "b"\n"1" 5 0\n"2" 6 0\n',
    '# by hand\n0,1,2,3,target\n\n5,5,0,1,"a ""b""\n"\n,,,,\n1,NA,inf,,c,\n',
    'emotion,pixels,Usage\n0,70 80 82 1,Training\n1,"[1, 2, 3, 4]",Test\n',
    '  6.0000 -1.0000 0.5 \n5.0000 0.25 -.125\n',
    'a\tb\r1\t"1,5"\r2\t"1,234"\r',
    'file|label\na.png|cat\nb.png|dog\nc.png|cat\nd.png|dog',
  ];
  const utf16 = Buffer.from('\ufeffa\tb\r\n1\t0,5\r\n', 'utf16le');
  const files = [
    ...tables.map((table) => Buffer.from(table)),
    Buffer.from('label,x\ngrün,1\nweiß,2\n', 'latin1'),
    Buffer.from('\ufefflabel,x\ngrün,1\n😀,2\n'),
    utf16,
    Buffer.from(utf16).swap16(),
  ];
  return {
    seeds: files.map((file, i) => Buffer.concat([bytes(255, i), file])),
    words: [
      ...[
        'sep=;',
        'label',
        '\\x0d\\x0a',
        '\\xef\\xbb\\xbf',
        '\\xff\\xfe',
        '\\x00',
        'NaN',
        'NA',
        'null',
      ],
      ...[
        'inf',
        '1e99',
        '""',
        ',"',
        '",',
        '# ',
        '1,234',
        '0,5',
        '0.5',
        '1 2 3 4',
        '[',
        ']',
        ';;',
        '\\xfc',
      ],
    ],
  };
}

/**
 * @param {string} descr
 * @param {string} shape
 * @param {Buffer} values
 */
function npy(descr, shape, values, version = 1) {
  const dictionary = `{'descr': '${descr}', 'fortran_order': False, 'shape': ${shape}, }\n`;
  const length = bytes(dictionary.length & 255, dictionary.length >> 8);
  const start = [Buffer.from('\x93NUMPY', 'latin1'), bytes(version, 0), length];
  if (version > 1) start.push(bytes(0, 0));
  return Buffer.concat([...start, Buffer.from(dictionary), values]);
}

/** @returns {Corpus} */
function arrayCorpus() {
  const turned = (/** @type {Buffer} */ file) =>
    Buffer.from(file.toString('latin1').replace('False', 'True '), 'latin1');
  const floats = (/** @type {number[]} */ ...values) =>
    Buffer.from(new Float32Array(values).buffer);
  const letters = Buffer.from(new Uint32Array([97, 98, 0x20ac, 0]).buffer);
  const records = (/** @type {number} */ labels) =>
    Buffer.concat([0, 1].map((label) => Buffer.alloc(labels + 3072, label)));
  const files = [
    ...[8, 9].map((type) => idx([3, 2, 2], type)),
    Buffer.concat([bytes(0, 0, 12, 2, 0, 0, 0, 1, 0, 0, 0, 2), count(8)]),
    npy('|u1', '(2, 2, 2)', count(8), 2),
    npy('|b1', '(3, 3)', bytes(0, 1, 0, 1, 0, 0, 0, 0, 1), 3),
    npy('<f4', '(2, 2)', floats(0, 1, 1, 0)),
    turned(npy('>f4', '(1, 2, 2)', floats(0, 0.5, NaN, 1))),
    npy('<f2', '(4,)', count(8)),
    npy('<f8', '()', count(8)),
    npy('>i2', '(2, 2)', count(8)),
    npy('<u8', '(1, 1)', count(8)),
    npy('<U2', '(2,)', letters),
    npy('|S2', '(2, 1)', bytes(97, 0, 98, 99)),
    npy('|u1', '(0, 28, 28)', Buffer.alloc(0)),
    records(1),
    records(2),
  ];
  return {
    seeds: files.flatMap((file, i) => [
      Buffer.concat([bytes(0, 0), file]),
      Buffer.concat([bytes(1, 1 + (i % 9)), file]),
    ]),
    words: [
      ...["'descr'", "'fortran_order'", "'shape'", 'True', 'False', '|u1', '<f8', '>i4', '<U9'],
      ...['|S3', '|b1', '<f2', '|O', '<c8', '<M8[ns]', '1099511627776', '(2, 2)', '()'],
      ...['\\x93NUMPY\\x01\\x00', '\\x00\\x00\\x08\\x03', '\\x00\\x00\\x0e\\x02'],
    ],
  };
}

/**
 * Sets of small files, as tests/fuzz/looking_fuzzer.cpp cuts them apart.
 * @returns {Corpus}
 */
function lookingCorpus() {
  // Places among the fuzzer's words and endings.
  const [train, test, val, x, y] = /** @type {const} */ ([0, 1, 2, 3, 4]);
  const [images, labels, batch1, cat, dog] = /** @type {const} */ ([5, 6, 7, 8, 9]);
  const emnist = 10;
  const [npyEnd, csvEnd, txtEnd, binEnd, pngEnd] = /** @type {const} */ ([1, 2, 3, 4, 5]);
  const path = (/** @type {number[]} */ parts, /** @type {number} */ end, slash = 0) =>
    bytes(...parts.flatMap((part, i) => (i === 0 ? [part, parts.length - 1] : [slash, part])), end);
  const file = (
    /** @type {number[]} */ parts,
    /** @type {number} */ end,
    /** @type {Buffer | string} */ content,
  ) => {
    const body = Buffer.from(content);
    return Buffer.concat([path(parts, end, 1), bytes(1), uint16(body.length), body]);
  };
  const picture = (/** @type {number[]} */ parts, /** @type {number[]} */ ...form) =>
    Buffer.concat([path(parts, pngEnd), bytes(1, ...form)]);
  const set = (/** @type {Buffer[]} */ ...parts) =>
    Buffer.concat([bytes(50, 0, parts.length - 1), ...parts, bytes(2, 1, 1, 2, 0, 1)]);
  const inTurn = (/** @type {number} */ length) =>
    Buffer.from(Array.from({ length }, (_, i) => i % 3));
  // The fuzzer's words from x on.
  const named = ['x', 'y', 'images', 'labels', 'data_batch_1', 'cat', 'dog', 'emnist', 'letters'];
  const rows = (/** @type {(i: number) => string} */ row) =>
    Array.from({ length: 20 }, (_, i) => row(i)).join('\n');
  const pixels = (/** @type {number} */ i, between = ',') =>
    Array.from({ length: 9 }, (_, p) => (p * 31 + i * 7) % 256).join(between);
  return {
    seeds: [
      set(
        file([x, train], npyEnd, npy('|u1', '(20, 4, 4)', count(320))),
        file([y, train], npyEnd, npy('|u1', '(20,)', inTurn(20))),
        file([x, test], npyEnd, npy('|u1', '(5, 4, 4)', count(80))),
        file([y, test], npyEnd, npy('|u1', '(5,)', inTurn(5))),
      ),
      set(
        file([emnist, train, images], 0, idx([20, 3, 3])),
        file([emnist, train, labels], 0, Buffer.concat([idx([20]).subarray(0, 8), inTurn(20)])),
        file([emnist], txtEnd, '0 65\n1 66\n2 67\n'),
      ),
      set(
        file([images], npyEnd, npy('|u1', '(3, 3, 20)', count(180))),
        file([labels], npyEnd, npy('|u1', '(20,)', inTurn(20))),
      ),
      set(file([train], csvEnd, `label,${pixels(0)}\n${rows((i) => `${i % 3},${pixels(i)}`)}`)),
      set(
        file(
          [train],
          csvEnd,
          rows((i) => `${pixels(i)},${i % 3}`),
        ),
        file(
          [test],
          csvEnd,
          rows((i) => `${pixels(i)},${i % 2}`),
        ),
      ),
      set(
        file(
          [train],
          csvEnd,
          `emotion,pixels,Usage\n${rows((i) => `${i % 3},${pixels(i, ' ')},${i % 4 ? 'Training' : 'Test'}`)}`,
        ),
      ),
      set(
        file([batch1], binEnd, Buffer.concat([inTurn(1), Buffer.alloc(3072, 9)])),
        file([batch1], binEnd, Buffer.concat([inTurn(1), Buffer.alloc(3072, 7)])),
      ),
      set(
        ...Array.from({ length: 22 }, (_, i) =>
          picture([i % 4 ? train : val, i % 2 ? cat : dog], 5 + (i % 3), 7, i % 4, i % 2, i, 9),
        ),
      ),
      set(
        ...named.map((_, i) => picture([train, x + i], 5, 7, i % 4, i % 2, i, 9)),
        file(
          [labels],
          csvEnd,
          `id,label,split\n${named.map((name, i) => `${name},${i % 3},${i % 4 ? 'train' : 'test'}\n`).join('')}cat,1,train\nfox,2,\n`,
        ),
      ),
    ],
    words: ['label', 'pixels', 'Usage', 'Training', 'Test', '\\x93NUMPY\\x01\\x00', '|u1', '<f4'],
  };
}

/** @returns {Corpus} */
function safetensorsCorpus() {
  // Shapes of the network in safetensors_fuzzer.cpp, under names of several programs.
  const conv = { weight: [2, 2, 3, 3], bias: [2] };
  const dense = { weight: [3, 32], bias: [3] };
  const norm = (/** @type {string[]} */ ...names) =>
    Object.fromEntries(names.map((name) => [name, [2]]));
  const own = {
    conv2d: conv,
    batchNormalization: norm('gamma', 'beta', 'movingMean', 'movingVariance'),
    conv2d_1: conv,
    dense,
  };
  const sequential = {
    10: dense,
    0: conv,
    1: norm('weight', 'bias', 'running_mean', 'running_var'),
    3: conv,
  };
  const channelsLast = { c1: { weight: [2, 3, 3, 2], bias: [2] }, fc: { weight: [32, 3] } };
  const trained = Object.fromEntries(
    Object.entries(own).map(([layer, tensors]) => [
      layer,
      Object.fromEntries(
        Object.entries(tensors).flatMap(([name, shape]) => [
          [name, shape],
          [`${name}.trained`, shape],
        ]),
      ),
    ]),
  );
  const remarks = {
    spec: '{"input":[2,4,4],"fit":{}}',
    network: 'small',
    classes: '["a","b"]',
    range: '[0,1]',
    step: '20',
    averaged: '3',
    testAccuracy: '0.5',
    seed: '7',
    digitWidth: '12',
  };
  const widths = { F32: 4, F16: 2, BF16: 2, F64: 8 };
  const file = (
    /** @type {Record<string, Record<string, number[]>>} */ layers,
    /** @type {object} */ metadata,
    type = /** @type {keyof typeof widths} */ ('F32'),
  ) => {
    /** @type {Record<string, unknown>} */
    const header = { __metadata__: metadata };
    let end = 0;
    for (const [layer, tensors] of Object.entries(layers)) {
      for (const [name, shape] of Object.entries(tensors)) {
        const start = end;
        end += (widths[type] ?? 0) * shape.reduce((product, size) => product * size, 1);
        header[`${layer}.${name}`] = { dtype: type, shape, data_offsets: [start, end] };
      }
    }
    header['1.num_batches_tracked'] = { dtype: 'I64', shape: [], data_offsets: [end, end + 8] };
    const text = Buffer.from(JSON.stringify(header));
    const values = Buffer.alloc(end + 8, 10);
    return Buffer.concat([uint16(text.length), Buffer.alloc(6), text, values]);
  };
  /** As a copy in text mode has it. */
  const asText = (/** @type {Buffer} */ whole) =>
    Buffer.from([...whole].flatMap((byte) => (byte === 10 ? [13, 10] : [byte])));
  return {
    seeds: [
      file(own, remarks),
      file(own, {}, 'F16'),
      file(trained, remarks),
      file(sequential, { format: 'pt' }, 'BF16'),
      file(sequential, {}, 'F64'),
      file(channelsLast, { format: 'mlx' }),
      file(channelsLast, {}),
      asText(file(own, {})),
      file({}, {}),
    ],
    words: [
      ...['__metadata__', 'dtype', 'shape', 'data_offsets', 'F32', 'F16', 'BF16', 'F64', 'I64'],
      ...['weight', 'bias', 'gamma', 'running_mean', 'kernel:0', '.trained', 'format', 'mlx'],
      ...Object.keys(remarks),
      ...['\\x0d\\x0a', 'version https://git-lfs', 'PK\\x03\\x04'],
    ],
  };
}

/** @returns {Corpus} */
function modelSpecCorpus() {
  const conv = { type: 'conv2d', filters: 2, kernelSize: [3, 3], activation: 'relu' };
  const dense = { type: 'dense', units: 3, activation: 'softmax' };
  const pool = { type: 'maxPooling2d', poolSize: 2, strides: [2, 2], padding: 'same' };
  /** @type {object[][]} */
  const nets = [
    [conv, pool, { type: 'flatten' }, dense],
    [
      { ...conv, name: 'a', padding: 'same', dilationRate: 2 },
      { type: 'batchNormalization', momentum: 0.9 },
      { ...conv, name: 'b', padding: 'same' },
      { ...conv, weightsOf: 'b', padding: 'same', trainable: false },
      { type: 'averagePooling2d' },
      { type: 'dropout', rate: 0.5 },
      dense,
    ],
    [
      { ...conv, name: 'left' },
      { ...conv, name: 'right', inputs: ['input'], useBias: false },
      { type: 'concatenate', inputs: ['left', 'right'] },
      { type: 'globalAveragePooling2d' },
      dense,
    ],
    [
      { type: 'zeroPadding2d', padding: [1, 2] },
      { type: 'conv2dTranspose', filters: 2, kernelSize: 2, strides: 2 },
      { type: 'depthwiseConv2d', kernelSize: 3, depthMultiplier: 2 },
      { type: 'locallyConnected2d', filters: 1, kernelSize: 2 },
      { type: 'reshape', targetShape: [-1, 1, 1] },
      dense,
    ],
    [{ type: 'recurrentConv2d', filters: 2, kernelSize: 3, steps: 2 }, dense],
    [{ type: 'subsampling2d' }, { ...conv, connections: '0 0' }, { type: 'radialBasis', units: 2 }],
  ];
  const recipe = {
    loss: { type: 'hinge', margin: 1 },
    optimizer: { type: 'sgd', learningRate: 0.1, momentum: 0.9, nesterov: true },
    schedule: { type: 'cosine', epochs: 3 },
    averaging: 'exponential',
    penalty: { l1: 0.1, l2: 0 },
    augmentation: { rotation: 10, scale: 0.1, shear: 0.1, shift: 1, elastic: 1, smoothness: 4 },
    fit: { validation: 10, patience: 2 },
    seed: 7,
    batchSize: 8,
  };
  const others =
    'abs blurPooling2d ceilMode conv1d depthRadius elu embedding globalMaxPooling1d groups ' +
    'inputDim kernelInitializer kernelValues l2Pooling2d leakyRelu localContrastNormalization ' +
    'localResponseNormalization negativeSlope normalize outputDim prototypes rescaling ' +
    'scaledTanh sigmoid spatialDropout2d switches window';
  const words = new Set(`${JSON.stringify([nets, recipe])} ${others}`.match(/[a-zA-Z]\w+/g));
  return {
    seeds: nets.flatMap((layers) => [
      Buffer.from(JSON.stringify({ input: [1, 12, 12], layers })),
      Buffer.from(JSON.stringify({ input: [3, 9, 9], layers, ...recipe })),
    ]),
    words: [...[...words].map((word) => `\\"${word}\\"`), '2147483647', '-1', '1e999', 'null'],
  };
}

/** @returns {Corpus} */
function jsonCorpus() {
  const texts = [
    '{"a":[1,-2.5e+3,0.1,1e-7,true,false,null],"b":{"c":"d"},"a":{}}',
    '["\\u00e9\\ud83d\\ude00\\n\\"\\\\","é€😀",""]',
    '[18446744073709551615,-9223372036854775808,123456789012345678901234567890,-0]',
    '[9007199254740993.0,5e-324,1.7976931348623157e308,0.30000000000000004]',
    ' [ [ [ ] , { } ] ] ',
  ];
  return {
    seeds: texts.map((text) => Buffer.from(text)),
    words: [
      'true',
      'null',
      '\\"',
      '\\\\ud83d',
      '\\\\ude00',
      'e+',
      '1e308',
      '\\xed\\xa0\\x80',
      '\\xef\\xbb\\xbf',
    ],
  };
}

/**
 * Pieces for tests/fuzz/checkpoint_fuzzer.cpp to put into a good file: where, how many bytes go, and
 * what comes.
 * @returns {Corpus}
 */
function checkpointCorpus() {
  const change = (/** @type {[number, number, string][]} */ ...pieces) =>
    Buffer.concat([
      bytes(1),
      ...pieces.map(([at, gone, text]) =>
        Buffer.concat([uint16(at), bytes(gone, text.length), Buffer.from(text, 'latin1')]),
      ),
    ]);
  const words = ['"steps":', '"optimizer":{"type":', '"sgd"', '"frozen":[[0,4]]', '"averaged":-1'];
  return {
    seeds: [
      bytes(1),
      bytes(0),
      change([0, 0, '']),
      change([1, 1, 'x']),
      change([40, 0, ' '], [80, 3, '1e9']),
      change([600, 4, '\x00\x00\xc0\x7f']),
      ...words.map((text, i) => change([30 * i + 2, text.length, text])),
    ],
    words: [
      ...['network', 'seed', 'steps', 'epochs', 'cursor', 'examples', 'batchSize', 'optimizer'],
      ...['learningRate', 'optimizerSteps', 'memory', 'averaged', 'frozen', 'dropout', 'momentum'],
      ...['adam', 'rmsprop', 'adagrad', '9007199254740993', '1e999', '-1', 'null', '[]', '{}'],
    ].map((word) => word.replace(/"/g, '\\"')),
  };
}

/**
 * Strokes as tests/fuzz/drawing_fuzzer.cpp reads them.
 * @returns {Corpus}
 */
function drawingCorpus() {
  const point = (/** @type {number} */ x, /** @type {number} */ y) => bytes(x, 0, y, 0, 0);
  const line = Buffer.concat([point(20, 20), point(90, 90), point(180, 60), point(200, 200)]);
  const head = (/** @type {number[]} */ ...lengths) => bytes(0, lengths.length, ...lengths, 0);
  const wide = (/** @type {number} */ bits) =>
    bytes(255, bits >>> 24, (bits >>> 16) & 255, (bits >>> 8) & 255, bits & 255);
  const options = bytes(27, 1, 19, 0, 0, 0, 40, 0);
  return {
    seeds: [
      Buffer.concat([head(4), line, options]),
      Buffer.concat([bytes(1, 2, 4, 1, 0), line, point(100, 30), options]),
      Buffer.concat([head(1), point(100, 100), options]),
      // Places and a pressure that are no numbers, or far away.
      Buffer.concat([head(1), wide(0x7fc00000), wide(0x3f000000), bytes(0)]),
      Buffer.concat([head(1), point(10, 10).subarray(0, 4), bytes(200), wide(0x40000000)]),
      Buffer.concat([head(1), wide(0x7f800000), wide(0xff7fffff), bytes(0)]),
      bytes(0, 0, 0),
      bytes(0, 1, 255, 0),
    ],
    words: [],
  };
}

/**
 * Decoded pictures as tests/fuzz/picture_fuzzer.cpp reads them.
 * @returns {Corpus}
 */
function pictureCorpus() {
  const inked = Buffer.alloc(400, 230);
  for (let i = 0; i < 12; ++i) inked.fill(20, i * 20 + 88, i * 20 + 91);
  const head = (/** @type {number} */ side, /** @type {number} */ channels, kind = 0) =>
    bytes(side, side, channels, 1 - kind, 255, kind, kind, 27, 27, 1);
  return {
    seeds: [
      ...[1, 2, 3, 4].map((channels) => Buffer.concat([head(20, channels), inked])),
      Buffer.concat([head(20, 1, 1), inked]),
      Buffer.concat([head(1, 1), bytes(0)]),
      Buffer.concat([head(39, 3), bytes(1, 2, 3)]),
    ],
    words: [],
  };
}

/**
 * A ZIP archive.
 * @param {[name: string, content: Buffer, method: 0 | 8][]} entries
 */
function zip(...entries) {
  /** @type {Buffer[]} */
  const parts = [];
  /** @type {Buffer[]} */
  const directory = [];
  const uint32 = (/** @type {number} */ value) =>
    Buffer.concat([uint16(value & 65535), uint16(value >>> 16)]);
  let at = 0;
  for (const [name, content, method] of entries) {
    const packed = method === 0 ? content : deflateRawSync(content);
    const sizes = [uint32(crc32(content)), uint32(packed.length), uint32(content.length)];
    const common = [uint16(0), uint16(method), uint32(0), ...sizes, uint16(name.length), uint16(0)];
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), uint16(20), ...common]);
    parts.push(local, Buffer.from(name), packed);
    directory.push(
      Buffer.concat([Buffer.from('PK\x01\x02'), uint16(20), uint16(20), ...common]),
      Buffer.concat([uint16(0), uint16(0), uint16(0), uint32(0), uint32(at), Buffer.from(name)]),
    );
    at += local.length + name.length + packed.length;
  }
  const list = Buffer.concat(directory);
  const counts = [uint16(0), uint16(0), uint16(entries.length), uint16(entries.length)];
  const end = [Buffer.from('PK\x05\x06'), ...counts, uint32(list.length), uint32(at), uint16(0)];
  return Buffer.concat([...parts, list, ...end]);
}

/** @returns {Corpus} */
function packedCorpus() {
  const array = npy('|u1', '(2, 3)', count(6));
  return {
    seeds: [
      gzipSync(array),
      gzipSync(''),
      Buffer.concat([gzipSync('one'), gzipSync('two')]),
      zip(['x.npy', array, 0], ['y.npy', array, 8]),
      zip(['x.npy', Buffer.alloc(5000), 8]),
      zip(),
    ],
    words: ['PK\\x01\\x02', 'PK\\x03\\x04', 'PK\\x05\\x06', 'PK\\x06\\x06', 'PK\\x06\\x07'],
  };
}

/** What there is for each fuzzer, by its name. */
export const corpora = {
  json: jsonCorpus,
  array: arrayCorpus,
  idx: idxCorpus,
  table: tableCorpus,
  looking: lookingCorpus,
  safetensors: safetensorsCorpus,
  model_spec: modelSpecCorpus,
  checkpoint: checkpointCorpus,
  drawing: drawingCorpus,
  picture: pictureCorpus,
  packed: packedCorpus,
};

/**
 * Writes seeds to `<folder>/seeds` and words to `<folder>/words.dict`.
 * @param {keyof typeof corpora} name
 * @param {string} folder
 */
export function makeCorpus(name, folder) {
  const { seeds, words } = corpora[name]();
  rmSync(join(folder, 'seeds'), { recursive: true, force: true });
  mkdirSync(join(folder, 'seeds'), { recursive: true });
  seeds.forEach((seed, i) => writeFileSync(join(folder, 'seeds', `seed-${i}`), seed));
  writeFileSync(join(folder, 'words.dict'), words.map((word) => `"${word}"\n`).join(''));
}
