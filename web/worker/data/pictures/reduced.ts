import { type Picture, reducedSize } from './picture';

/** What takes pixels as they come: the values of every `dx`th pixel of row `y`, from `x` on. */
export interface Canvas {
  put(values: Uint8Array | Uint16Array, count: number, y: number, x: number, dx: number): void;
  picture(): Picture;
}

interface Form {
  width: number;
  height: number;
  channels: Picture['channels'];
  bits: 8 | 16;
}

/** Keeps pixels as they are, or reduces them where a side has more than `most`. */
export function canvas(form: Form, most: number): Canvas {
  return Math.max(form.width, form.height) <= most ? new Exact(form) : new Reduced(form, most);
}

const room = (bits: 8 | 16, length: number) =>
  bits === 16 ? new Uint16Array(length) : new Uint8Array(length);

class Exact implements Canvas {
  private readonly data: Uint8Array | Uint16Array;

  constructor(private readonly form: Form) {
    this.data = room(form.bits, form.width * form.height * form.channels);
  }

  put(values: Uint8Array | Uint16Array, count: number, y: number, x: number, dx: number): void {
    const { width, channels } = this.form;
    const { data } = this;
    const start = (y * width + x) * channels;
    if (dx === 1) {
      data.set(values, start);
      return;
    }
    for (let i = 0; i < count; ++i) {
      for (let c = 0; c < channels; ++c) {
        data[start + i * dx * channels + c] = values[i * channels + c]!;
      }
    }
  }

  picture(): Picture {
    return { ...this.form, data: this.data };
  }
}

/** Of a pixel, the place in the result that it begins in, and the share of it that lies there. */
interface Places {
  first: Uint32Array;
  share: Float32Array;
}

function places(from: number, to: number): Places {
  const first = new Uint32Array(from);
  const share = new Float32Array(from);
  for (let i = 0; i < from; ++i) {
    const place = Math.floor((i * to) / from);
    first[i] = place;
    share[i] = Math.min(1, ((place + 1) * from) / to - i);
  }
  return { first, share };
}

/**
 * Each pixel of the result is the mean of the area that it covers. By hand, line by line, because a
 * canvas would alter values, and because a photograph of 100 megapixels is then never in memory.
 * Colours count by their opacity: what cannot be seen must not show afterwards.
 */
class Reduced implements Canvas {
  private readonly width: number;
  private readonly height: number;
  private readonly columns: Places;
  private readonly rows: Places;
  /** Sums of colour times opacity times area; and of area or opacity times area. */
  private readonly sums: Float32Array;
  private readonly colours: number;
  private readonly clear: boolean;

  constructor(
    private readonly form: Form,
    most: number,
  ) {
    [this.width, this.height] = reducedSize(form.width, form.height, most);
    this.columns = places(form.width, this.width);
    this.rows = places(form.height, this.height);
    this.clear = form.channels === 2 || form.channels === 4;
    this.colours = form.channels - (this.clear ? 1 : 0);
    this.sums = new Float32Array(this.width * this.height * form.channels);
  }

  put(values: Uint8Array | Uint16Array, count: number, y: number, x: number, dx: number): void {
    const { width, height, columns, rows } = this;
    const row = rows.first[y]!;
    const above = rows.share[y]!;
    for (let i = 0; i < count; ++i) {
      const at = x + i * dx;
      const column = columns.first[at]!;
      const left = columns.share[at]!;
      const place = row * width + column;
      this.add(values, i, place, above * left);
      const right = left < 1 && column + 1 < width;
      const below = above < 1 && row + 1 < height;
      if (right) this.add(values, i, place + 1, above * (1 - left));
      if (below) this.add(values, i, place + width, (1 - above) * left);
      if (right && below) this.add(values, i, place + width + 1, (1 - above) * (1 - left));
    }
  }

  private add(values: Uint8Array | Uint16Array, i: number, place: number, area: number): void {
    const { colours, sums } = this;
    const { channels } = this.form;
    const from = i * channels;
    const to = place * channels;
    const weight = this.clear ? area * values[from + colours]! : area;
    for (let c = 0; c < colours; ++c) sums[to + c]! += weight * values[from + c]!;
    if (this.clear) sums[to + colours]! += weight;
  }

  picture(): Picture {
    const { width, height, sums, colours } = this;
    const { channels, bits } = this.form;
    // Pixels of the source in one of the result.
    const area = (this.form.width * this.form.height) / (width * height);
    const data = room(bits, sums.length);
    for (let at = 0; at < sums.length; at += channels) {
      const weight = this.clear ? sums[at + colours]! : area;
      for (let c = 0; c < colours; ++c)
        data[at + c] = weight > 0 ? sums[at + c]! / weight + 0.5 : 0;
      if (this.clear) data[at + colours] = weight / area + 0.5;
    }
    return { width, height, channels, bits, data };
  }
}
