// A net with its starting weights as the bytes of an ONNX model: a protocol buffer of the messages
// and field numbers of https://github.com/onnx/onnx/blob/main/onnx/onnx.proto.
import { operations, size, startingWeights } from '../nets.mjs';

/** @typedef {{ name: string, bytes: Uint8Array }} Attribute */

/** @param {number} value @returns {number[]} seven bits a byte, the lowest first */
function varint(value) {
  const bytes = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128);
  return [...bytes, rest];
}

const number = (/** @type {number} */ field, /** @type {number} */ value) =>
  Uint8Array.from([...varint(field * 8), ...varint(value)]);

/** @param {number} field @param {...(string | Uint8Array)} parts */
function message(field, ...parts) {
  const content = join(parts);
  return join([Uint8Array.from([...varint(field * 8 + 2), ...varint(content.length)]), content]);
}

/** @param {(string | Uint8Array)[]} parts */
function join(parts) {
  const encoder = new TextEncoder();
  const list = parts.map((part) => (typeof part === 'string' ? encoder.encode(part) : part));
  const all = new Uint8Array(list.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of list) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** TensorProto: dims 1, data_type 2 (1 is float), name 8, raw_data 9. */
function tensor(
  /** @type {string} */ name,
  /** @type {number[]} */ shape,
  /** @type {Float32Array} */ values,
) {
  const raw = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return join([
    ...shape.map((extent) => number(1, extent)),
    number(2, 1),
    message(8, name),
    message(9, raw),
  ]);
}

/** AttributeProto: name 1, i 3, ints 8, type 20 (2 is an integer, 7 a list of them). */
function attribute(/** @type {string} */ name, /** @type {number | number[]} */ value) {
  if (typeof value === 'number') return join([message(1, name), number(3, value), number(20, 2)]);
  return join([message(1, name), ...value.map((one) => number(8, one)), number(20, 7)]);
}

/**
 * NodeProto: input 1, output 2, op_type 4, attribute 5.
 * @param {string} type
 * @param {string[]} inputs
 * @param {string} output
 * @param {Record<string, number | number[]>} attributes
 */
function node(type, inputs, output, attributes = {}) {
  return join([
    ...inputs.map((name) => message(1, name)),
    message(2, output),
    message(4, type),
    ...Object.entries(attributes).map(([name, value]) => message(5, attribute(name, value))),
  ]);
}

/** ValueInfoProto: name 1, type 2 { tensor_type 1 { elem_type 1, shape 2 { dim 1 { value 1 }}}}. */
function valueInfo(/** @type {string} */ name, /** @type {number[]} */ shape) {
  const dims = shape.map((extent) => message(1, number(1, extent)));
  return join([message(1, name), message(2, message(1, number(1, 1), message(2, ...dims)))]);
}

/**
 * @param {import('../nets.mjs').Net} net
 * @param {number} batch
 * @returns {Uint8Array} input 'x' (N, C, H, W), output 'p' (N, classes): probabilities
 */
export function onnxModel(net, batch) {
  const weights = startingWeights(net);
  /** @type {Uint8Array[]} */
  const initializers = [];
  /** @type {Uint8Array[]} */
  const nodes = [];
  let x = 'x';
  /** @param {string} type @param {string[]} more @param {Record<string, number | number[]>} [attributes] */
  const add = (type, more, attributes) => {
    const y = `y${nodes.length}`;
    nodes.push(node(type, [x, ...more], y, attributes));
    x = y;
  };
  for (const { kind, name, input, output, kernel, padding } of operations(net)) {
    if (kind === 'conv' || kind === 'dense') {
      const from = kind === 'conv' ? [input[0], kernel, kernel] : [size(input)];
      const weight = weights.get(`${name}.weight`) ?? new Float32Array();
      const bias = weights.get(`${name}.bias`) ?? new Float32Array();
      initializers.push(tensor(`${name}.weight`, [output[0], ...from], weight));
      initializers.push(tensor(`${name}.bias`, [output[0]], bias));
    }
    const own = [`${name}.weight`, `${name}.bias`];
    if (kind === 'conv') {
      const pads = [padding, padding, padding, padding];
      add('Conv', own, { kernel_shape: [kernel, kernel], pads });
    } else if (kind === 'dense') {
      add('Flatten', [], { axis: 1 });
      add('Gemm', own, { transB: 1 });
    } else if (kind === 'pool') {
      add('MaxPool', [], { kernel_shape: [kernel, kernel], strides: [kernel, kernel] });
    } else if (kind === 'relu' || kind === 'tanh') {
      add(kind === 'relu' ? 'Relu' : 'Tanh', []);
    }
  }
  nodes.push(node('Softmax', [x], 'p', { axis: 1 }));
  // GraphProto: node 1, name 2, initializer 5, input 11, output 12.
  const graph = join([
    ...nodes.map((one) => message(1, one)),
    message(2, net.name),
    ...initializers.map((one) => message(5, one)),
    message(11, valueInfo('x', [batch, ...net.input])),
    message(12, valueInfo('p', [batch, net.classes])),
  ]);
  // ModelProto: ir_version 1, graph 7, opset_import 8 { version 2 }.
  return join([number(1, 8), message(7, graph), message(8, number(2, 17))]);
}
