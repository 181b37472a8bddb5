import type { ChoiceName, Findings } from '../../../protocol/looking';
import { sizeOf } from '../data-words';
import { count } from '../../words/format';

/** The names of the comboboxes. */
export const choiceTitles: Record<ChoiceName, string> = {
  set: 'Which set',
  labels: 'Labels',
  test: 'Test set',
  size: 'Size',
  fit: 'Fit',
  turn: 'Turn',
  ink: 'Ink',
  colour: 'Colour',
  values: 'Values',
};

/** A class of a set of the visitor's own, as it is called. */
export interface ForClass {
  set: string;
  name: string;
}

/** 200 pictures of 28×28 pixels, grey, in 10 classes; 50 more for testing. */
export function whatItIs(findings: Findings, forClass?: ForClass): string {
  const { trainCount, testCount, classes } = findings;
  const all = trainCount + testCount;
  if (all === 0) return 'No pictures.';
  const size = sizeOf(findings);
  if (forClass) {
    return `${pictures(all)} for the class “${forClass.name}” of “${forClass.set}”, brought to ${size}.`;
  }
  if (classes.length === 0) return `${pictures(all)} of ${size}.`;
  const kinds = classes.length === 1 ? 'one class' : `${count(classes.length)} classes`;
  if (trainCount === 0) return `${pictures(all)} of ${size}, in ${kinds}, all for testing.`;
  const test = testCount === 0 ? 'none' : `${count(testCount)} more`;
  return `${pictures(trainCount)} of ${size}, in ${kinds}; ${test} for testing.`;
}

function pictures(number: number): string {
  return number === 1 ? 'One picture' : `${count(number)} pictures`;
}
