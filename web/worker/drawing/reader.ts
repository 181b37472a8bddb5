import type { Engine, Model } from 'receptive';
import type { DataSetInfo, Drawing } from '../../protocol/data-sets';
import type { DrawingAnswer } from '../../protocol/messages';
import type { Reading } from '../../protocol/reading';
import { late } from '../../protocol/late';
import { figuresOn, prepareFigure, preparePicture, type PreparedFigure } from './drawings';

type DrawingEngine = Pick<Engine, 'prepareStrokes' | 'prepareDrawing' | 'figuresOf' | 'drawnDigit'>;

/** Has to be here where pictures are in colour. */
export const coloured = late(() => import('./coloured'));

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
    drawing: Drawing,
    reading: Reading,
  ): { prepared: PreparedFigure[]; last: number } {
    const { engine, info } = this;
    const { strokes: drawn, picture } = drawing;
    if (!picture && info.channels === 3) {
      const { here } = coloured;
      if (!here) throw new Error('What reads drawings in colour is not here yet.');
      return { prepared: [here.prepareColoured(engine, info, drawing)], last: 0 };
    }
    if (picture) return { prepared: [preparePicture(engine, info, picture, reading)], last: 0 };
    const { figures, last } = figuresOn(engine, drawn, reading.several);
    return {
      prepared: figures.map((strokes) => prepareFigure(engine, info, strokes, reading)),
      last,
    };
  }
}

/** Whether the classes are the ten digits in their order. */
export function readsDigits({ classNames }: Pick<DataSetInfo, 'classNames'>): boolean {
  return classNames.length === 10 && classNames.every((name, i) => name === String(i));
}
