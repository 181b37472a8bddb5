/** A component of a frame, or of a scan with the tables that it is read by. */
export interface Component {
  id: number;
  /** Blocks of 8 x 8 side by side and above each other in a unit. */
  across: number;
  down: number;
}

export interface Frame {
  width: number;
  height: number;
  /** Sequential and with Huffman's codes, as most are. */
  plain: boolean;
  /** Of a kind that browsers show: 8 bits, sequential or progressive, Huffman's codes. */
  usual: boolean;
  components: Component[];
}

/** What must be known to read a scan's bits. */
export interface Scan {
  /** Where its bits begin. */
  at: number;
  parts: { component: Component; dc: Codes; ac: Codes }[];
  /** Units between two restarts; 0 without any. */
  restart: number;
}

/** A table of Huffman's codes (ITU-T T.81, section F.2.2.3). */
export interface Codes {
  /** Of each length from 1: the first code behind those of that length, and what to add for its place. */
  behind: number[];
  offset: number[];
  symbols: Uint8Array;
}

/** Of what a DHT segment says: how many codes of each length, and what they stand for. */
export function codesOf(counts: Uint8Array, symbols: Uint8Array): Codes {
  const behind: number[] = [];
  const offset: number[] = [];
  let [code, place] = [0, 0];
  for (const count of counts) {
    offset.push(place - code);
    code += count;
    place += count;
    behind.push(code);
    code *= 2;
  }
  return { behind, offset, symbols };
}

/** Thrown where bits are missing, or are none of a scan. */
class OutOfBits extends Error {}

/** The bits of a scan: behind 0xff stands a zero that is none of them. */
class Bits {
  private held = 0;
  private left = 0;

  constructor(
    private readonly bytes: Uint8Array,
    private at: number,
  ) {}

  take(count: number): void {
    for (let i = 0; i < count; ++i) this.bit();
  }

  symbol({ behind, offset, symbols }: Codes): number {
    let code = 0;
    for (let length = 0; length < 16; ++length) {
      code = 2 * code + this.bit();
      if (code < behind[length]!) return symbols[code + offset[length]!]!;
    }
    throw new OutOfBits();
  }

  /** Goes behind the next marker of a restart. */
  restart(): void {
    this.left = 0;
    const marker = this.bytes[this.at + 1];
    const found = this.bytes[this.at] === 0xff && marker! >= 0xd0 && marker! <= 0xd7;
    if (!found) throw new OutOfBits();
    this.at += 2;
  }

  private bit(): number {
    if (this.left === 0) {
      const byte = this.bytes[this.at];
      const marker = byte === 0xff && this.bytes[this.at + 1] !== 0;
      if (byte === undefined || marker) throw new OutOfBits();
      this.at += byte === 0xff ? 2 : 1;
      this.held = byte;
      this.left = 8;
    }
    this.left -= 1;
    return (this.held >> this.left) & 1;
  }
}

/**
 * Whether all blocks of a scan are there: its bits are read as a decoder does, but for what they say.
 * So a picture that lacks its end marker alone is told from one that is cut short, which decoders
 * fill up with grey.
 */
export function isWhole(bytes: Uint8Array, frame: Frame, { at, parts, restart }: Scan): boolean {
  const bits = new Bits(bytes, at);
  const most = (side: 'across' | 'down') => Math.max(...frame.components.map((one) => one[side]));
  const [across, down] = [most('across'), most('down')];
  const alone = parts.length === 1 ? parts[0]!.component : undefined;
  const units = alone
    ? Math.ceil((frame.width * alone.across) / across / 8) *
      Math.ceil((frame.height * alone.down) / down / 8)
    : Math.ceil(frame.width / across / 8) * Math.ceil(frame.height / down / 8);
  try {
    for (let unit = 0; unit < units; ++unit) {
      if (restart > 0 && unit > 0 && unit % restart === 0) bits.restart();
      for (const { component, dc, ac } of parts) {
        const blocks = alone ? 1 : component.across * component.down;
        for (let block = 0; block < blocks; ++block) readBlock(bits, dc, ac);
      }
    }
  } catch (error) {
    if (error instanceof OutOfBits) return false;
    throw error;
  }
  return true;
}

/** One value of the block's mean, and runs of zeros between 63 others (sections F.2.2.1 and 2). */
function readBlock(bits: Bits, dc: Codes, ac: Codes): void {
  bits.take(bits.symbol(dc));
  for (let value = 1; value < 64;) {
    const symbol = bits.symbol(ac);
    const [zeros, size] = [symbol >> 4, symbol & 15];
    if (size === 0 && zeros < 15) return;
    value += zeros + 1;
    bits.take(size);
  }
}
