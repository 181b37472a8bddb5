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
  /** Sums of colour times opacity times area, and of opacity times area. */
  private readonly sums: Float32Array;
  /** The same of one line, and room for what its last pixel has too much. */
  private readonly narrow: Float32Array;
  private readonly colours: number;
  private readonly clear: boolean;

  constructor(
    private readonly form: Form,
    most: number,
  ) {
    const { channels } = form;
    [this.width, this.height] = reducedSize(form.width, form.height, most);
    this.columns = places(form.width, this.width);
    this.rows = places(form.height, this.height);
    this.clear = channels === 2 || channels === 4;
    this.colours = channels - (this.clear ? 1 : 0);
    this.sums = new Float32Array(this.width * this.height * channels);
    this.narrow = new Float32Array((this.width + 1) * channels);
  }

  put(values: Uint8Array | Uint16Array, count: number, y: number, x: number, dx: number): void {
    const { columns, rows, narrow, colours, clear } = this;
    const { channels } = this.form;
    narrow.fill(0);
    for (let i = 0; i < count; ++i) {
      const at = x + i * dx;
      const share = columns.share[at]!;
      const from = i * channels;
      const to = columns.first[at]! * channels;
      const opacity = clear ? values[from + colours]! : 1;
      for (let c = 0; c < channels; ++c) {
        const value = c < colours ? opacity * values[from + c]! : opacity;
        narrow[to + c]! += share * value;
        if (share < 1) narrow[to + channels + c]! += (1 - share) * value;
      }
    }
    const share = rows.share[y]!;
    this.addLine(rows.first[y]!, share);
    if (share < 1) this.addLine(rows.first[y]! + 1, 1 - share);
  }

  private addLine(row: number, share: number): void {
    if (row >= this.height) return;
    const { narrow, sums } = this;
    const length = this.width * this.form.channels;
    for (let i = 0; i < length; ++i) sums[row * length + i]! += share * narrow[i]!;
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
