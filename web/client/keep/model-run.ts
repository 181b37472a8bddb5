import type { WeightMatch } from 'receptive';
import type { Experiment } from '../../protocol/experiment';
import { problemOf } from '../../protocol/errors';
import type { ModelFileRemarks } from '../../protocol/keep';
import type { SetUp } from '../../protocol/messages';
import { sizeOf } from '../data/data-words';

/** The run that a model file is opened into. */
export type ModelRun =
  | {
      experiment: Experiment;
      /** What the visitor should know of it, in a sentence or two. */
      note?: string;
    }
  | { problem: string; note?: undefined };

/**
 * Where its data set is not here, it is shown on pictures of the same size and as many classes.
 *
 * @param linked The experiment that the file comes from.
 * @param here Whether its data set can be had without asking anybody.
 * @param present The run that the page shows.
 */
export function runForModel(
  linked: Experiment,
  here: boolean,
  reads: ModelFileRemarks['reads'],
  present: Pick<SetUp, 'data'> | undefined,
): ModelRun {
  if (here) return { experiment: linked };
  // The generator's digits are made in MNIST's form.
  if (linked.data === 'mnist') {
    const note =
      'This model was trained on MNIST, which is not here yet: it is shown on Digits, which the page ' +
      'makes itself. Get MNIST (choose it as the data set) and open the file again to see it there.';
    return { experiment: { ...linked, data: 'digits' }, note };
  }
  const data = present?.data;
  if (data && reads && fits(data, reads)) {
    const note =
      'This model was trained on a data set that this browser does not have: it is shown on ' +
      `${data.title}, which has pictures of the same size and as many classes.`;
    return { experiment: { ...linked, data: data.id }, note };
  }
  const [channels, height, width] = reads?.input ?? [0, 0, 0];
  const pictures = reads
    ? ` It reads ${sizeOf({ channels, height, width })}, and tells ${reads.classes} classes apart.`
    : '';
  return {
    problem:
      'This model was trained on a data set that this browser does not have, and the present one has ' +
      `other pictures.${pictures} Open its data set first, then this file again.`,
  };
}

/** What became of a file's tensors, where that is not as one would expect. */
export function matchNote({ pairs, leftOut }: WeightMatch): string {
  const types = [...new Set(pairs.map(({ type }) => type))].filter((type) => type !== 'F32');
  const became = types.includes('F64') ? 'rounded' : 'widened';
  const sentences = [
    ...(types.length > 0 ? [`Its weights were ${types.join(' and ')}, ${became} to float32.`] : []),
    ...(leftOut.length > 0 ? [`Left out, as it holds no weights: ${leftOut.join(', ')}.`] : []),
  ];
  return sentences.join(' ');
}

const refusals = {
  broken: 'This model file cannot be read',
  chosen: 'The weights in this file do not fit the chosen network',
  named: 'The weights in this file are not those of the network that it names',
};

/** Throws what the engine said of a file again, with what it means in front. */
export function refuse(what: keyof typeof refusals): (error: unknown) => never {
  return (error) => {
    const { code, message } = problemOf(error);
    throw code === 'format' ? new Error(`${refusals[what]}. In detail: ${message}.`) : error;
  };
}

function fits(
  { channels, height, width, classNames }: SetUp['data'],
  { input, classes }: NonNullable<ModelFileRemarks['reads']>,
): boolean {
  return [channels, height, width].join() === input.join() && classNames.length === classes;
}
