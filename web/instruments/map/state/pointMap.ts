/** Points of a map: where they are on the canvas, how they are drawn, and which is at a place. */

/** From the map's units to CSS pixels: x * scale + left, y * scale + top. */
export interface MapFrame {
  scale: number;
  left: number;
  top: number;
}

export interface Size {
  width: number;
  height: number;
}

/** Both axes to one scale, so that distances can be compared; everything in, with a margin. */
export function fitPoints(places: Float32Array, { width, height }: Size, margin = 22): MapFrame {
  let [minX, maxX, minY, maxY] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let i = 0; i < places.length; i += 2) {
    minX = Math.min(minX, places[i]!);
    maxX = Math.max(maxX, places[i]!);
    minY = Math.min(minY, places[i + 1]!);
    maxY = Math.max(maxY, places[i + 1]!);
  }
  const spread = Math.max(maxX - minX, 1e-12);
  const spreadY = Math.max(maxY - minY, 1e-12);
  const scale = Math.min((width - 2 * margin) / spread, (height - 2 * margin) / spreadY);
  if (!(scale > 0) || !Number.isFinite(scale)) {
    return { scale: 1, left: width / 2, top: height / 2 };
  }
  return {
    scale,
    left: width / 2 - ((minX + maxX) / 2) * scale,
    top: height / 2 - ((minY + maxY) / 2) * scale,
  };
}

/** Zoom about a place of the canvas. */
export function zoomed(frame: MapFrame, factor: number, x: number, y: number): MapFrame {
  return {
    scale: frame.scale * factor,
    left: x - (x - frame.left) * factor,
    top: y - (y - frame.top) * factor,
  };
}

/** The shown point nearest to a place, in reach of it. */
export function pointAt(
  places: Float32Array,
  shown: (point: number) => boolean,
  frame: MapFrame,
  x: number,
  y: number,
  reach = 14,
): number | undefined {
  let best: number | undefined;
  let nearest = reach;
  for (let point = 0; point < places.length / 2; ++point) {
    if (!shown(point)) continue;
    const [px, py] = placeOf(places, point, frame);
    const distance = Math.hypot(px - x, py - y);
    if (distance < nearest) [best, nearest] = [point, distance];
  }
  return best;
}

/** The next shown point in a direction: near, and more ahead than aside. */
export function pointTowards(
  places: Float32Array,
  shown: (point: number) => boolean,
  from: number,
  [right, down]: readonly [number, number],
): number {
  let best = from;
  let least = Infinity;
  for (let point = 0; point < places.length / 2; ++point) {
    if (point === from || !shown(point)) continue;
    const x = places[2 * point]! - places[2 * from]!;
    const y = places[2 * point + 1]! - places[2 * from + 1]!;
    const ahead = x * right + y * down;
    const aside = Math.abs(x * down) + Math.abs(y * right);
    if (ahead <= 0 || aside > ahead) continue;
    const cost = ahead + 2 * aside;
    if (cost < least) [best, least] = [point, cost];
  }
  return best;
}

export function placeOf(places: Float32Array, point: number, frame: MapFrame): [number, number] {
  return [
    places[2 * point]! * frame.scale + frame.left,
    places[2 * point + 1]! * frame.scale + frame.top,
  ];
}

/** Median place of each class's points: where its name is written. NaN without points. */
export function classMiddles(
  places: Float32Array,
  labels: Uint8Array,
  classes: number,
): [number, number][] {
  return Array.from({ length: classes }, (_, label) => {
    const points = [...labels.keys()].filter((point) => labels[point] === label);
    const middle = (axis: number): number => {
      const sorted = points.map((point) => places[2 * point + axis]!).sort((a, b) => a - b);
      return sorted[Math.floor(sorted.length / 2)] ?? NaN;
    };
    return [middle(0), middle(1)];
  });
}

export interface PointPicture {
  places: Float32Array;
  labels: Uint8Array;
  /** What the network says of each. */
  predicted: Uint8Array;
  /** Those that are taken for another class get a ring. */
  rings: boolean;
  names: readonly string[];
  colours: readonly string[];
  shown: (point: number) => boolean;
  /** Written at every point instead of a dot. */
  letters: boolean;
  frame: MapFrame;
  /** The point that is looked at. */
  cursor: number | undefined;
  drawing: readonly [number, number] | undefined;
  /** Points that are joined to the drawing. */
  neighbours: readonly number[];
  ink: string;
  paper: string;
  accent: string;
  family: string;
}

/** @param ratio device pixels of a CSS pixel. */
export function paintPoints(
  canvas: HTMLCanvasElement,
  size: Size,
  ratio: number,
  picture: PointPicture,
): void {
  const { places, labels, frame, names, colours } = picture;
  const width = Math.round(size.width * ratio);
  const height = Math.round(size.height * ratio);
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const context = canvas.getContext('2d');
  if (!context) return;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, size.width, size.height);
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.font = `600 12px ${picture.family}`;
  for (let point = 0; point < labels.length; ++point) {
    if (!picture.shown(point)) continue;
    const [x, y] = placeOf(places, point, frame);
    if (x < -20 || y < -20 || x > size.width + 20 || y > size.height + 20) continue;
    const label = labels[point]!;
    context.fillStyle = colours[label % colours.length]!;
    if (picture.letters) {
      context.fillText(names[label] ?? '', x, y);
    } else {
      context.globalAlpha = 0.8;
      context.beginPath();
      context.arc(x, y, 2.8, 0, 2 * Math.PI);
      context.fill();
      context.globalAlpha = 1;
    }
    if (picture.rings && picture.predicted[point] !== label) {
      ring(context, x, y, 6.5, picture.ink, 1.1);
    }
  }
  if (!picture.letters) writeNames(context, picture);
  markDrawing(context, picture);
  if (picture.cursor !== undefined) {
    const [x, y] = placeOf(places, picture.cursor, frame);
    ring(context, x, y, 10, picture.accent, 2.5);
  }
}

function writeNames(context: CanvasRenderingContext2D, picture: PointPicture): void {
  const { places, labels, names, colours, frame } = picture;
  context.lineJoin = 'round';
  context.font = `700 19px ${picture.family}`;
  const middles = classMiddles(places, labels, names.length);
  for (const [label, [x, y]] of middles.entries()) {
    const first = labels.indexOf(label);
    if (Number.isNaN(x) || !picture.shown(first)) continue;
    const [left, top] = [x * frame.scale + frame.left, y * frame.scale + frame.top];
    context.strokeStyle = picture.paper;
    context.lineWidth = 5;
    context.strokeText(names[label]!, left, top);
    context.fillStyle = colours[label % colours.length]!;
    context.fillText(names[label]!, left, top);
  }
}

function markDrawing(context: CanvasRenderingContext2D, picture: PointPicture): void {
  const { drawing, frame } = picture;
  if (!drawing) return;
  const x = drawing[0] * frame.scale + frame.left;
  const y = drawing[1] * frame.scale + frame.top;
  context.strokeStyle = picture.accent;
  context.lineWidth = 1;
  for (const point of picture.neighbours) {
    context.beginPath();
    context.moveTo(x, y);
    context.lineTo(...placeOf(picture.places, point, frame));
    context.stroke();
  }
  // A cross in a square, unlike any point.
  context.fillStyle = picture.paper;
  context.fillRect(x - 7, y - 7, 14, 14);
  context.lineWidth = 2;
  context.strokeRect(x - 7, y - 7, 14, 14);
  context.beginPath();
  context.moveTo(x - 4, y);
  context.lineTo(x + 4, y);
  context.moveTo(x, y - 4);
  context.lineTo(x, y + 4);
  context.stroke();
}

function ring(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  radius: number,
  colour: string,
  width: number,
): void {
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.stroke();
}
