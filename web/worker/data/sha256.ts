/**
 * SHA-256 (FIPS 180-4) in plain arithmetic, for pages that came over http from another computer:
 * browsers give `crypto.subtle` to secure origins only. About ten times slower than that.
 */
export function sha256(bytes: Uint8Array): Uint8Array {
  const { roundConstants, initial } = constants();
  const hash = initial.slice();
  const schedule = new Int32Array(64);
  const tail = padding(bytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const wholeBlocks = Math.floor(bytes.length / 64);
  for (let block = 0; block < wholeBlocks; ++block) {
    digestBlock(view, block * 64, hash, schedule, roundConstants);
  }
  const tailView = new DataView(tail.buffer);
  for (let offset = 0; offset < tail.length; offset += 64) {
    digestBlock(tailView, offset, hash, schedule, roundConstants);
  }
  const digest = new DataView(new ArrayBuffer(32));
  hash.forEach((word, place) => digest.setInt32(place * 4, word));
  return new Uint8Array(digest.buffer);
}

/** What is left after the whole blocks, a bit 1, zeros, and the length in bits (section 5.1.1). */
function padding(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const rest = bytes.length % 64;
  const tail = new Uint8Array(rest < 56 ? 64 : 128);
  tail.set(bytes.subarray(bytes.length - rest));
  tail[rest] = 0x80;
  new DataView(tail.buffer).setBigUint64(tail.length - 8, BigInt(bytes.length) * 8n);
  return tail;
}

/** Section 6.2.2. Sums wrap in 32 bits through `| 0`. */
function digestBlock(
  view: DataView,
  offset: number,
  hash: Int32Array,
  schedule: Int32Array,
  roundConstants: Int32Array,
): void {
  for (let t = 0; t < 16; ++t) schedule[t] = view.getInt32(offset + t * 4);
  for (let t = 16; t < 64; ++t) {
    const w15 = schedule[t - 15]!;
    const w2 = schedule[t - 2]!;
    const s0 = rotate(w15, 7) ^ rotate(w15, 18) ^ (w15 >>> 3);
    const s1 = rotate(w2, 17) ^ rotate(w2, 19) ^ (w2 >>> 10);
    schedule[t] = (schedule[t - 16]! + s0 + schedule[t - 7]! + s1) | 0;
  }
  let a = hash[0]!;
  let b = hash[1]!;
  let c = hash[2]!;
  let d = hash[3]!;
  let e = hash[4]!;
  let f = hash[5]!;
  let g = hash[6]!;
  let h = hash[7]!;
  for (let t = 0; t < 64; ++t) {
    const s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    const choice = (e & f) ^ (~e & g);
    const first = (h + s1 + choice + roundConstants[t]! + schedule[t]!) | 0;
    const s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
    const majority = (a & b) ^ (a & c) ^ (b & c);
    h = g;
    g = f;
    f = e;
    e = (d + first) | 0;
    d = c;
    c = b;
    b = a;
    a = (first + s0 + majority) | 0;
  }
  const words = [a, b, c, d, e, f, g, h];
  for (let i = 0; i < 8; ++i) hash[i] = (hash[i]! + words[i]!) | 0;
}

function rotate(word: number, bits: number): number {
  return (word >>> bits) | (word << (32 - bits));
}

/**
 * The first 32 bits of the fractional parts of the cube roots of the first 64 primes, and of the
 * square roots of the first eight (sections 4.2.2 and 5.3.3). Found with whole numbers, so that no
 * rounding of `Math.cbrt` comes in.
 */
function constants(): { roundConstants: Int32Array; initial: Int32Array } {
  const primes: number[] = [];
  for (let n = 2; primes.length < 64; ++n) {
    if (primes.every((prime) => n % prime !== 0)) primes.push(n);
  }
  const fraction = (prime: number, power: bigint) => {
    // Largest r with r^power <= prime * 2^(32 power), by halving; its low 32 bits are the fraction.
    const target = BigInt(prime) << (32n * power);
    let low = 0n;
    let high = 1n << 40n;
    while (high - low > 1n) {
      const middle = (low + high) >> 1n;
      if (middle ** power <= target) low = middle;
      else high = middle;
    }
    return Number(BigInt.asIntN(32, low));
  };
  return {
    roundConstants: Int32Array.from(primes, (prime) => fraction(prime, 3n)),
    initial: Int32Array.from(primes.slice(0, 8), (prime) => fraction(prime, 2n)),
  };
}
