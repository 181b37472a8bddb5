import type { DrawingOptions, Engine, PreparedDrawing } from 'receptive';
import type { DataSetInfo, Drawing } from '../shared/messages';

/**
 * How a drawing becomes a picture like those of the data set. MNIST: the ink's longer side is 20 of
 * 28 pixels, its centre of mass in the middle (LeCun et al. 1998). X and O: as large as the plain
 * figures of the generator, 7 of 9 pixels, the box in the middle.
 */
export function drawingOptions(data: DataSetInfo): DrawingOptions {
  if (data.channels !== 1 || data.height !== data.width) {
    throw new Error(
      'Drawings need pictures of one channel that are as high as wide; this data has ' +
        `${data.channels} x ${data.height} x ${data.width}.`,
    );
  }
  const side = data.height;
  if (data.id === 'xo' || data.id === 'xo28') {
    return { side, box: Math.round((side * 7) / 9), centre: 'box', range: data.range };
  }
  return { side, box: Math.round((side * 20) / 28), centre: 'mass', range: data.range };
}

/** Checks the drawing's size before the engine sees it. */
export function prepareDrawing(
  engine: Pick<Engine, 'prepareDrawing'>,
  data: DataSetInfo,
  drawing: Drawing,
): PreparedDrawing {
  const { ink, height, width } = drawing;
  if (ink.length !== height * width) {
    throw new Error(
      `The drawing should have ${height} x ${width} = ${height * width} values of ink, found ` +
        `${ink.length}.`,
    );
  }
  return engine.prepareDrawing(ink, height, width, drawingOptions(data));
}
