import type { AttributionAnswer, Model } from 'receptive';
import { paperAndInk } from '../../../protocol/paint';
import type { AttributionQuestion } from '../commands';
import {
  layersWithMaps,
  type QuickAttribution,
  type QuickMethod,
  type SlowAttribution,
  type SlowMethod,
} from '../protocol';
import { Pace } from '../../../worker/host/measuring';
import type { Look } from '../../../worker/host/run-host';
import { withWeights } from './run-looks';
import { bytesOf } from './bytes';
import { describeMap } from './strongest-places';
import { tellable } from './tellable';

/** Noisy copies of SmoothGrad, and their noise as a share of the way from black to white. */
const copies = 32;
const noise = 0.15;
/** Places along the longer side of an occlusion map, at most. */
const mostPlaces = 40;
/** Milliseconds that one piece of slow work may take. */
const pieceMilliseconds = 12;

/** Gradient methods for two classes: one pass forward, two backward for each. */
export function quickAttribution(
  look: Look,
  question: AttributionQuestion,
): Promise<QuickAttribution> {
  const { image, label } = look.picture(question.picture);
  const { range } = look.data.info;
  return withWeights(look, question.weights, (model) => {
    const classes = chooseClasses(model, image, question.classes);
    const camLayer = camLayerOf(look, question.camLayer);
    const answer = model.looks.attribute(image, classes, camLayer ? { camLayer } : {});
    return {
      run: look.run,
      step: look.step,
      weights: question.weights,
      label: label ?? -1,
      picture: bytesOf(image, range),
      probabilities: answer.answers,
      scores: tellable(answer.scores),
      classes,
      ...mapsOf(answer, look),
    };
  });
}

/** Smooth and occlusion: many passes, with turns for the others in between. */
export function slowAttribution(
  look: Look,
  method: SlowMethod,
  question: AttributionQuestion,
  isNewest: () => boolean,
): Promise<SlowAttribution | undefined> {
  const { image } = look.picture(question.picture);
  return withWeights(look, question.weights, async (model) => {
    const classes = chooseClasses(model, image, question.classes);
    const about = {
      run: look.run,
      step: look.step,
      weights: question.weights,
      method,
      classes,
    };
    const work = method === 'smooth' ? smooth : occlusion;
    return await work({ look, model, image, classes, isNewest, about });
  });
}

interface SlowWork {
  look: Look;
  model: Model;
  image: Float32Array;
  classes: [number, number];
  isNewest: () => boolean;
  about: Pick<SlowAttribution, 'run' | 'step' | 'weights' | 'method' | 'classes'>;
}

async function smooth(work: SlowWork): Promise<SlowAttribution | undefined> {
  const { look, model, image, classes, about } = work;
  const { range } = look.data.info;
  const sigma = noise * (range[1] - range[0]);
  const pace = new Pace(pieceMilliseconds);
  let milliseconds = 0;
  const maps: Float32Array[] = [];
  for (const index of classes) {
    let mean: Float32Array | undefined;
    for (let first = 0; first < copies;) {
      if (!(await mayGoOn(work))) return undefined;
      const count = Math.min(pace.count, copies - first);
      const start = performance.now();
      const options = { sigma, count, first, ...(mean ? { mean } : {}) };
      mean = tellable(model.looks.smooth(image, index, options));
      const took = performance.now() - start;
      pace.record(count, took);
      milliseconds += took;
      first += count;
    }
    maps.push(mean!);
  }
  return {
    ...about,
    maps: maps.map((values, i) => describeMap(classes[i]!, values, look.data.info)),
    noise: { copies, share: noise },
    milliseconds,
  };
}

async function occlusion(work: SlowWork): Promise<SlowAttribution | undefined> {
  const { look, model, image, classes, about } = work;
  const { info } = look.data;
  const { channels, height, width, range } = info;
  const side = Math.max(height, width);
  const size = Math.max(3, 2 * Math.floor(side / 12) + 1);
  const stride = Math.ceil(side / mostPlaces);
  // Black would be a colour of its own in a photograph.
  const paper = channels === 1 ? paperAndInk(info)[0] : (range[0] + range[1]) / 2;
  const [rows, columns] = [Math.ceil(height / stride), Math.ceil(width / stride)];
  const places = rows * columns;
  const pace = new Pace(pieceMilliseconds);
  const maps = classes.map(() => new Float32Array(places));
  let milliseconds = 0;
  for (let first = 0; first < places;) {
    if (!(await mayGoOn(work))) return undefined;
    const count = Math.min(pace.count, places - first);
    const start = performance.now();
    const drops = model.looks.occlude(image, { size, stride, paper, first, count });
    const took = performance.now() - start;
    pace.record(count, took);
    milliseconds += took;
    classes.forEach((index, i) => {
      maps[i]!.set(drops.subarray(index * count, (index + 1) * count), first);
    });
    first += count;
  }
  return {
    ...about,
    maps: maps.map((values, i) => {
      const whole = spread(values, columns, stride, { height, width });
      return describeMap(classes[i]!, whole, { height, width });
    }),
    square: { size, stride },
    milliseconds,
  };
}

/** Each place as large as its stride. */
function spread(
  values: Float32Array,
  columns: number,
  stride: number,
  { height, width }: { height: number; width: number },
): Float32Array {
  if (stride === 1) return values;
  return Float32Array.from({ length: height * width }, (_, i) => {
    const row = Math.floor(Math.floor(i / width) / stride);
    return values[row * columns + Math.floor((i % width) / stride)]!;
  });
}

async function mayGoOn({ look, isNewest }: SlowWork): Promise<boolean> {
  await look.giveWay();
  return isNewest();
}

/** Those asked for; the others are the likeliest that are left. */
function chooseClasses(
  model: Model,
  image: Float32Array,
  [first, second]: AttributionQuestion['classes'],
): [number, number] {
  if (first !== undefined && second !== undefined) return [first, second];
  const probabilities = model.looks.attribute(image, []).answers;
  const order = Array.from(probabilities, (_, i) => i);
  order.sort((a, b) => probabilities[b]! - probabilities[a]! || a - b);
  const left = order.filter((index) => index !== first && index !== second);
  return [first ?? left.shift()!, second ?? left.shift()!];
}

function camLayerOf(look: Look, wanted: string | undefined): string | undefined {
  const layers = layersWithMaps(look.layers);
  return (layers.find((layer) => layer.name === wanted) ?? layers.at(-1))?.name;
}

function mapsOf(answer: AttributionAnswer, look: Look): Pick<QuickAttribution, 'maps' | 'cam'> {
  const { info } = look.data;
  const all: Record<QuickMethod, Float32Array[]> = {
    gradient: answer.classes.map((one) => one.gradient),
    guided: answer.classes.map((one) => one.guided),
    timesInput: answer.classes.map((one) => one.gradientTimesInput),
    cam: answer.classes.flatMap((one) => (one.cam ? [one.cam.enlarged] : [])),
  };
  const maps: QuickAttribution['maps'] = {};
  for (const [method, values] of Object.entries(all) as [QuickMethod, Float32Array[]][]) {
    if (values.length === 0) continue;
    maps[method] = values.map((one, i) => describeMap(answer.classes[i]!.class, one, info));
  }
  const { cam } = answer.classes[0]!;
  if (!cam) return { maps };
  const { layer, height, width } = cam;
  const small = answer.classes.map((one) => one.cam!.map);
  return { maps, cam: { layer, height, width, maps: small } };
}
