import type { LayerInfo, UnitArithmetic } from 'receptive';
import { layerTitle } from '../../../client/words/layerTitles';
import { inWords } from '../../../client/words/format';
import { layerOf, shapeOf, type ShownNetwork, type Subject } from './subject';

/** One stop of the way back from the loss to a weight. */
export interface WalkStop {
  title: string;
  /** What happens here, in a sentence. */
  says: string;
  subject: Subject;
  /** Which side of a weight is told of: how its gradient adds up, or what the optimizer does. */
  focus?: 'uses' | 'update';
}

export function lossStop(
  network: ShownNetwork,
  layer: string,
  place: number,
  target: number,
): WalkStop {
  const { classNames } = network.setUp.data;
  const name = classNames[place] ?? place + 1;
  return {
    title: 'Loss to score',
    says:
      place === target
        ? `The picture is ${classNames[target]!}. What its score lacks comes back: a higher score would make the loss smaller.`
        : `The picture is ${classNames[target]!}, so every vote for ${name} is too much, and comes back as a positive gradient.`,
    subject: { kind: 'unit', layer, place },
  };
}

const bends: Record<NonNullable<LayerInfo['fate']>, string> = {
  dies: 'Where the number was above 0 the gradient passes unchanged; elsewhere it stops.',
  saturates:
    'The gradient is multiplied with the slope of the curve here: flat ends let little through.',
};

/** What a layer does to a gradient follows from how it computes its values. */
function passing(
  { rule, type, window, reads }: UnitArithmetic,
  fate: LayerInfo['fate'],
): Pick<WalkStop, 'title' | 'says'> {
  const pooling = 'Through the pooling';
  switch (rule) {
    case 'weightedSum':
      return window
        ? {
            title: 'Through the convolution',
            says: 'Every place whose window covers this square sends its gradient back: a full convolution with the flipped filter.',
          }
        : {
            title: 'Through the dense layer',
            says: 'Every unit that read this number sends its own gradient back, multiplied with the weight between the two.',
          };
    case 'distance':
      return {
        title: 'Through the distances',
        says: 'Each distance pulls this number towards its prototype or pushes it away.',
      };
    case 'max':
      return {
        title: pooling,
        says: 'Only the winner of a window gets its gradient; the others had no say.',
      };
    case 'mean':
      return {
        title: pooling,
        says: reads[0]?.parameter
          ? 'Each square of the window gets the gradient, times the one weight of the map.'
          : 'The gradient of the mean is divided among the squares of the window.',
      };
    case 'rootOfSquares':
      return {
        title: pooling,
        says: 'Each square of the window gets its part of the gradient: its number divided by the root.',
      };
    case 'function':
      return {
        title: `Through the ${layerTitle(type)}`,
        says: fate ? bends[fate] : 'The gradient is multiplied with the slope of the curve here.',
      };
    case 'normalize':
      return {
        title: 'Through the normalization',
        says: 'The gradient is multiplied with how much the normalized value follows this one.',
      };
    case 'sum':
      return {
        title: 'Through the sum',
        says: 'A sum hands its gradient to all of its inputs as it is: the short cut of a residual block.',
      };
    case 'copy':
      return {
        title: `Through the ${layerTitle(type)}`,
        says: 'What was only moved gets its gradient back, unchanged.',
      };
    default:
      return {
        title: `Through the ${layerTitle(type)}`,
        says: 'The gradient goes back by the chain rule.',
      };
  }
}

/** @param reader The unit that the way came from: it reads this one. */
export function gradientStop(
  network: ShownNetwork,
  layer: string,
  place: number,
  reader: UnitArithmetic,
): WalkStop {
  const { title, says } = passing(reader, layerOf(network, reader.layer)?.fate);
  const shape = shapeOf(network, layer);
  const much = shape && shape[0] > 1 && shape[1] * shape[2] > 1;
  return {
    title,
    says: `${says}${much ? ' Shown is the largest.' : ''}`,
    subject: { kind: 'unit', layer, place },
  };
}

export function usesStop(network: ShownNetwork, subject: Subject & { kind: 'weight' }): WalkStop {
  const shape = shapeOf(network, subject.layer);
  const places = shape ? shape[1] * shape[2] : 1;
  return {
    title: 'To one weight',
    says:
      places > 1
        ? `One weight is used at ${places < 11 ? inWords(places) : places} places. At each, the gradient there times what it was multiplied with; all of them added up are its gradient.`
        : 'Its gradient is the gradient of its unit times the number that it was multiplied with.',
    subject,
    focus: 'uses',
  };
}

export function updateStop(subject: Subject): WalkStop {
  return {
    title: 'The optimizer’s step',
    says: 'The optimizer moves the weight a little against its mean gradient over a batch. Then the next pictures come.',
    subject,
    focus: 'update',
  };
}
