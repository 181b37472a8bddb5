import * as v from 'valibot';
import {
  isDataSet,
  isKept,
  longestClassName,
  mostClasses,
  type DataApi,
  type DataSetId,
  type KeptId,
  type Photograph,
  type PickedFile,
} from '../data-sets';
import type { Guarded } from '../door';
import { checkedFurther, colour, index, run, stroke } from '../given';
import { choiceNames, type Choices } from '../looking';

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

/** More letters than any option has. */
const longestChoice = 200;
const choice = v.pipe(
  text,
  v.check(({ length }) => length <= longestChoice, `it has more than ${longestChoice} letters`),
);
const classNames = v.pipe(
  v.array(text),
  v.check(({ length }) => length <= mostClasses, `it has more than ${mostClasses} names`),
  v.check(
    (names) => names.every((name) => name.trim() !== '' && name.length <= longestClassName),
    `a class has a name of 1 to ${longestClassName} letters`,
  ),
  v.check(
    (names) => new Set(names.map((name) => name.trim())).size === names.length,
    'two classes have one name',
  ),
);
const choices = checkedFurther<Choices>(
  v.object({
    ...Object.fromEntries(choiceNames.map((name) => [name, v.exactOptional(choice)])),
    classNames: v.exactOptional(classNames),
  }),
);
/** More pixels than a camera has that is asked for a small picture. */
const longestPhotograph = 4096;
const drawn = v.object({
  strokes: v.array(stroke),
  colours: v.exactOptional(v.array(colour)),
});

const photograph = checkedFurther<Photograph>(
  v.pipe(
    v.object({ width: size, height: size, data: v.instance(Uint8ClampedArray) }),
    v.check(
      ({ width, height, data }) =>
        Math.max(width, height) <= longestPhotograph && data.length === 4 * width * height,
      `it is not a picture of up to ${longestPhotograph} pixels a side`,
    ),
  ),
);

const picked = checkedFurther<PickedFile>(v.object({ file: v.instance(Blob), path: text }));

/** What each command about data sets is given. */
export const dataCommands: Guarded<DataApi> = {
  mnistAvailability: [],
  loadMnist: [v.picklist(['folder', 'kept', 'download']), callback],
  cancelLoading: [],
  dataSets: [],
  lookAtFiles: [v.array(picked), v.optional(v.object({ id: own, label: index })), callback],
  lookAtFolder: [callback],
  lookAgain: [choices],
  takeFiles: [choices, callback],
  forgetFiles: [],
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
  addDrawing: [own, index, drawn],
  photograph: [own, photograph, v.optional(v.picklist(['dark', 'light']))],
  addPicture: [own, index, v.instance(Uint8Array)],
  tryPicture: [id, picked],
  penColours: [id],
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
