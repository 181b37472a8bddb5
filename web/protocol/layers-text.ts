/**
 * A network of one's own as a short text that reads well in an address:
 *
 *     conv2d filters 8 kernelSize 3 activation relu*flatten*dense units 10
 *
 * Layers are separated by '*', a type and its arguments by spaces (which become '+' in an address). A
 * value is a number, true, false or a plain word; a list of words or whole numbers begins with a dot
 * (.conv2d.relu_1); anything else is JSON, escaped with '%'. These characters need no escape in a URL. A loss is written in the same way.
 */

export const word = /^[A-Za-z_][\w-]*$/;
/** Of a list. */
export const item = /^(?:[A-Za-z_][\w-]*|-?\d{1,9})$/;
export const number = /^-?(?:\d{1,15}(?:\.\d{1,17})?|\.\d{1,17})(?:e[+-]?\d{1,3})?$/i;
/** Words that would be read as something else. */
const taken = ['true', 'false', 'null'];

export function encodeLayers(layers: readonly { type: string }[]): string {
  return layers
    .map(({ type, ...settings }) => {
      const pairs = Object.entries(settings).filter(([, value]) => value !== undefined);
      return [type, ...pairs.flatMap(([name, value]) => [name, encodeValue(value)])].join(' ');
    })
    .join('*');
}

function encodeValue(value: unknown): string {
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number' && number.test(String(value))) return String(value);
  if (typeof value === 'string' && word.test(value) && !taken.includes(value)) return value;
  if (Array.isArray(value) && value.length > 0) {
    const items = value.map((one: unknown) =>
      typeof one === 'string' || typeof one === 'number' ? String(one) : '',
    );
    const same = value.every((one) => typeof one === typeof value[0]);
    const right = items.every(
      (one, i) => item.test(one) && isNumber(one) === (typeof value[i] === 'number'),
    );
    if (same && right) return items.map((one) => `.${one}`).join('');
  }
  return encodeURIComponent(JSON.stringify(value))
    .replace(/[*.!'()~]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)
    .replace(/^(?!%)/, '%20');
}

export function isNumber(item: string): boolean {
  return /^-?\d+$/.test(item);
}
