import { inWords } from '../format';
import { shapeOf, type Network, type Subject } from './subject';

/** One stop of the way back from the loss to a weight. */
export interface WalkStop {
  title: string;
  /** What happens here, in a sentence. */
  says: string;
  subject: Subject;
  /** Which side of a weight is told of: how its gradient adds up, or what the optimizer does. */
  focus?: 'uses' | 'update';
}

export function lossStop(network: Network, layer: string, place: number, target: number): WalkStop {
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

const words: Record<string, { title: string; says: string }> = {
  dense: {
    title: 'Through the dense layer',
    says: 'Every unit that read this number sends its own gradient back, multiplied with the weight between the two.',
  },
  radialBasis: {
    title: 'Through the distances',
    says: 'Each distance pulls this number towards its prototype or pushes it away.',
  },
  maxPooling2d: {
    title: 'Through the pooling',
    says: 'Only the winner of a window gets its gradient; the others had no say.',
  },
  averagePooling2d: {
    title: 'Through the pooling',
    says: 'The gradient of the mean is divided evenly among the squares of the window.',
  },
  subsampling2d: {
    title: 'Through the pooling',
    says: 'Each square of the window gets the gradient, times the one weight of the map.',
  },
  relu: {
    title: 'Through the relu',
    says: 'Where the number was above 0 the gradient passes unchanged; elsewhere it stops.',
  },
  tanh: {
    title: 'Through the tanh',
    says: 'The gradient is multiplied with the slope of the curve here: flat ends let little through.',
  },
  scaledTanh: {
    title: 'Through the tanh',
    says: 'The gradient is multiplied with the slope of the curve here: flat ends let little through.',
  },
  sigmoid: {
    title: 'Through the sigmoid',
    says: 'The gradient is multiplied with the slope of the curve here, a quarter at most.',
  },
  batchNormalization: {
    title: 'Through the normalization',
    says: 'The gradient is multiplied with γ and divided by the deviation.',
  },
  add: {
    title: 'Through the sum',
    says: 'A sum hands its gradient to both of its inputs as it is: the short cut of a residual block.',
  },
  concatenate: {
    title: 'Through the join',
    says: 'Joined maps get back what belongs to them, unchanged.',
  },
};

const convolution = {
  title: 'Through the convolution',
  says: 'Every place whose window covers this square sends its gradient back: a full convolution with the flipped filter.',
};

export function gradientStop(
  network: Network,
  layer: string,
  place: number,
  reader: string,
): WalkStop {
  const told = words[reader] ?? (/conv/i.test(reader) ? convolution : undefined);
  const shape = shapeOf(network, layer);
  const much = shape && shape[0] > 1 && shape[1] * shape[2] > 1;
  return {
    title: told?.title ?? `Through ${reader}`,
    says: `${told?.says ?? 'The gradient goes back by the chain rule.'}${much ? ' Shown is the largest.' : ''}`,
    subject: { kind: 'unit', layer, place },
  };
}

export function usesStop(network: Network, subject: Subject & { kind: 'weight' }): WalkStop {
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
