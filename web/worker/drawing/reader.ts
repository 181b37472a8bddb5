import type { Engine, Model } from 'receptive';
import type { DataSetInfo, Drawing } from '../../protocol/data-sets';
import type { DrawingAnswer } from '../../protocol/messages';
import { largestOf } from '../../protocol/numbers';
import {
  stageNames,
  type Reading,
  type ReadingReport,
  type StageName,
} from '../../protocol/reading';
import { figuresOn, prepareFigure, preparePicture, type PreparedFigure } from './drawings';

/** Generated drawings that the stages are measured on, the same for each of them. */
const measuredDrawings = 300;
const measuredSeed = 77;

type DrawingEngine = Pick<Engine, 'prepareStrokes' | 'prepareDrawing' | 'figuresOf' | 'drawnDigit'>;

/** Reads drawings with the network of a run. */
export class DrawingReader {
  constructor(
    private readonly engine: DrawingEngine,
    private readonly model: Pick<Model, 'predict'>,
    private readonly info: DataSetInfo,
  ) {}

  /** What the network takes each figure of a drawing for. */
  read(drawing: Drawing, reading: Reading): Omit<DrawingAnswer, 'run' | 'step'> {
    const { info } = this;
    const { prepared, last } = this.prepare(drawing, reading);
    const { stages } = prepared[last]!;
    return {
      empty: prepared.every((figure) => figure.empty),
      height: info.height,
      width: info.width,
      figures: prepared.map(({ image, box, empty }) => ({
        image,
        box,
        probabilities: empty
          ? new Float32Array(info.classNames.length)
          : this.model.predict(image).slice(),
      })),
      focus: last,
      ...(stages && { stages }),
    };
  }

  private prepare(
    { strokes: drawn, picture }: Drawing,
    reading: Reading,
  ): { prepared: PreparedFigure[]; last: number } {
    const { engine, info } = this;
    if (picture) return { prepared: [preparePicture(engine, info, picture, reading)], last: 0 };
    const { figures, last } = figuresOn(engine, drawn, reading.several);
    return {
      prepared: figures.map((strokes) => prepareFigure(engine, info, strokes, reading)),
      last,
    };
  }

  /**
   * Counts how many generated drawings are read right with the stages as set, and with each of them
   * switched. Gives way after every few drawings.
   */
  async measure(
    reading: Reading,
    giveWay: () => Promise<void>,
  ): Promise<Omit<ReadingReport, 'run' | 'step'>> {
    if (!readsDigits(this.info)) {
      throw new Error(
        'The stages are measured with generated digits; this data has other classes.',
      );
    }
    const variants = new Map<StageName | 'asSet', Reading>([['asSet', reading]]);
    for (const stage of stageNames) variants.set(stage, { ...reading, [stage]: !reading[stage] });
    const right = new Map<StageName | 'asSet', number>();
    for (let index = 0; index < measuredDrawings; ++index) {
      const { label, strokes } = this.engine.drawnDigit({ seed: measuredSeed, index });
      for (const [name, variant] of variants) {
        const { image } = prepareFigure(this.engine, this.info, strokes, variant);
        if (largestOf(this.model.predict(image)) === label) {
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
}

/** Whether the classes are the ten digits in their order. */
export function readsDigits({ classNames }: Pick<DataSetInfo, 'classNames'>): boolean {
  return classNames.length === 10 && classNames.every((name, i) => name === String(i));
}
