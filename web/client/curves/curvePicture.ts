import { placeOn, type Axis } from './curveAxes';
import type { CurveColumns } from '../run/curves';

/** Around the curves, in CSS pixels: the numbers of the axes are left and below. */
export const margins = { top: 6, right: 18, bottom: 22, left: 38 };

export interface CurveColours {
  text: string;
  grid: string;
  train: string;
  smooth: string;
  test: string;
}

/** Numbers beside an axis, and where their lines are. */
export interface Ticks {
  at: readonly number[];
  text: (tick: number) => string;
}

export interface CurvePicture {
  columns: CurveColumns;
  /** Steps at which the recipe was changed. */
  changes: readonly number[];
  steps: Axis;
  values: Axis;
  stepTicks: Ticks;
  valueTicks: Ticks;
  colours: CurveColours;
  /** CSS name of the font family. */
  font: string;
  /** Of the whole picture, in CSS pixels. */
  width: number;
  height: number;
  /** Device pixels for each of them. */
  ratio: number;
}

/** Draws a training curve with its axes. */
export function drawCurves(canvas: HTMLCanvasElement, picture: CurvePicture): void {
  const { width, height, ratio, colours, columns, steps, values } = picture;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const context = canvas.getContext('2d');
  if (!context) return;
  context.scale(ratio, ratio);
  const box = {
    left: margins.left,
    top: margins.top,
    width: Math.max(1, width - margins.left - margins.right),
    height: Math.max(1, height - margins.top - margins.bottom),
  };
  /** In the middle of a device pixel, so that thin lines are sharp. */
  const sharp = (at: number): number => (Math.round(at * ratio) + 0.5) / ratio;
  const x = (step: number): number => box.left + placeOn(steps, step) * box.width;
  const y = (value: number): number => {
    return box.top + (1 - placeOn(values, Math.min(value, values.high))) * box.height;
  };
  const line = (fromX: number, fromY: number, toX: number, toY: number): void => {
    context.beginPath();
    context.moveTo(fromX, fromY);
    context.lineTo(toX, toY);
    context.stroke();
  };
  const [right, bottom] = [box.left + box.width, box.top + box.height];

  context.font = `11px ${picture.font}`;
  context.fillStyle = colours.text;
  context.strokeStyle = colours.grid;
  context.lineWidth = 1 / ratio;
  context.textAlign = 'center';
  context.textBaseline = 'top';
  for (const tick of picture.stepTicks.at) {
    line(sharp(x(tick)), box.top, sharp(x(tick)), bottom);
    context.fillText(picture.stepTicks.text(tick), x(tick), bottom + 5);
  }
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  for (const tick of picture.valueTicks.at) {
    line(box.left, sharp(y(tick)), right, sharp(y(tick)));
    context.fillText(picture.valueTicks.text(tick), box.left - 4, y(tick));
  }

  context.beginPath();
  context.rect(box.left, 0, box.width, height);
  context.clip();
  /** A gap ends a line, unless it is bridged. Answers with the places of all values. */
  const curve = (
    column: readonly (number | null)[],
    colour: string,
    lineWidth: number,
    bridged = false,
  ): [number, number][] => {
    const places: [number, number][] = [];
    context.beginPath();
    let pen = false;
    column.forEach((value, i) => {
      const place: [number, number] = [x(columns.steps[i]!), value === null ? NaN : y(value)];
      if (!place.every(Number.isFinite)) {
        pen &&= bridged;
        return;
      }
      if (pen) context.lineTo(...place);
      else context.moveTo(...place);
      pen = true;
      places.push(place);
    });
    context.strokeStyle = colour;
    context.lineWidth = lineWidth;
    context.stroke();
    return places;
  };
  context.lineJoin = 'round';
  curve(columns.train, colours.train, 1);
  curve(columns.smooth, colours.smooth, 1.75);
  context.fillStyle = colours.test;
  for (const [left, top] of curve(columns.test, colours.test, 1, true)) {
    context.beginPath();
    context.arc(left, top, 2.5, 0, 2 * Math.PI);
    context.fill();
  }

  context.strokeStyle = colours.text;
  context.lineWidth = 1;
  context.setLineDash([3, 3]);
  for (const step of picture.changes) line(sharp(x(step)), box.top, sharp(x(step)), bottom);
}
