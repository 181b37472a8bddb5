import type { Engine, Model } from 'receptive';
import type { DataSetInfo } from '../../protocol/data-sets';
import { largestOf } from '../../protocol/numbers';
import {
  stageNames,
  type Reading,
  type ReadingReport,
  type StageName,
} from '../../protocol/reading';
import { prepareFigure } from './drawings';
import { readsDigits } from './reader';

/** Generated drawings that the stages are measured on, the same for each of them. */
const measuredDrawings = 300;
const measuredSeed = 77;

/**
 * Counts how many generated drawings a network reads right with the stages as set, and with each of
 * them switched. Gives way after every few drawings.
 */
export async function measureReading(
  engine: Pick<Engine, 'prepareStrokes' | 'drawnDigit'>,
  model: Pick<Model, 'predict'>,
  info: DataSetInfo,
  reading: Reading,
  giveWay: () => Promise<void>,
): Promise<Omit<ReadingReport, 'run' | 'step'>> {
  if (!readsDigits(info)) {
    throw new Error('The stages are measured with generated digits; this data has other classes.');
  }
  const variants = new Map<StageName | 'asSet', Reading>([['asSet', reading]]);
  for (const stage of stageNames) variants.set(stage, { ...reading, [stage]: !reading[stage] });
  const right = new Map<StageName | 'asSet', number>();
  for (let index = 0; index < measuredDrawings; ++index) {
    const { label, strokes } = engine.drawnDigit({ seed: measuredSeed, index });
    for (const [name, variant] of variants) {
      const { image } = prepareFigure(engine, info, strokes, variant);
      if (largestOf(model.predict(image)) === label) {
        right.set(name, (right.get(name) ?? 0) + 1);
      }
    }
    if (index % 10 === 9) await giveWay();
  }
  const share = (name: StageName | 'asSet') => (right.get(name) ?? 0) / measuredDrawings;
  return {
    drawings: measuredDrawings,
    asSet: share('asSet'),
    switched: {
      pen: share('pen'),
      crop: share('crop'),
      scale: share('scale'),
      centre: share('centre'),
    },
  };
}
