import * as v from 'valibot';
import { isDataSet, isKept, type DataApi, type DataSetId, type KeptId } from '../data-sets';
import type { Guarded } from '../door';
import { index, run, stroke } from '../given';

const text = v.string();
const id = v.pipe(text, v.check(isDataSet, 'no data set')) as unknown as v.GenericSchema<
  unknown,
  DataSetId
>;
const own = v.pipe(text, v.check(isKept, 'no kept data set')) as unknown as v.GenericSchema<
  unknown,
  KeptId
>;
const split = v.picklist(['train', 'test']);
const seen = v.object({ split, version: text });
const size = v.pipe(index, v.minValue(1));
/** A channel to a function of the page. */
const callback = v.custom<never>((value) => typeof value === 'function');

/** What each command about data sets is given. */
export const dataCommands: Guarded<DataApi> = {
  mnistAvailability: [],
  loadMnist: [v.picklist(['folder', 'kept', 'download']), callback],
  cancelLoading: [],
  dataSets: [],
  openFiles: [v.array(v.object({ file: v.instance(Blob), path: text })) as never, callback],
  createSet: [
    v.object({
      title: text,
      classNames: v.array(text),
      channels: v.picklist([1, 3]),
      height: size,
      width: size,
    }),
  ],
  renameSet: [
    own,
    v.object({ title: v.exactOptional(text), classNames: v.exactOptional(v.array(text)) }),
  ],
  removeSet: [own],
  exportSet: [id],
  addDrawing: [own, index, v.object({ strokes: v.array(stroke) })],
  addPicture: [own, index, v.instance(Uint8Array)],
  summarise: [id],
  browse: [
    v.object({
      id,
      split,
      label: v.exactOptional(index),
      run: v.exactOptional(run),
      mistakes: v.exactOptional(v.boolean()),
      first: index,
      count: index,
    }),
  ],
  relabel: [id, seen, index, index],
  removePictures: [id, seen, v.array(index)],
  undoChange: [own],
};
