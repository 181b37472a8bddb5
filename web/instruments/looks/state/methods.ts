import { isDark, type DataSetInfo } from '../../../protocol/data-sets';
import type { AttributionMethod } from '../protocol';

/** What a student should know of a method before reading its maps. */
export interface MethodText {
  id: AttributionMethod;
  title: string;
  /** Many passes: not while the network trains at full speed. */
  slow: boolean;
  /** How it is made. */
  made: string;
  /** How to read it. */
  read: string;
  formula: string;
  source: string;
}

/** In the order in which they are shown. @param set Words for pictures in ink, or in colours. */
export function methodTexts(set: Pick<DataSetInfo, 'channels' | 'paint'>): MethodText[] {
  const colours = set.channels === 3;
  // Gradients are by the value, and where ink is dark more of it is a smaller one.
  const more = colours || isDark(set.paint) ? 'brighter pixels' : 'more ink';
  const paper = colours ? 'grey' : 'paper';
  return [
    {
      id: 'gradient',
      title: 'Gradient',
      slow: false,
      made: 'One pass backwards, from the score of the class to every pixel.',
      read: `Orange: ${more} here would raise the score. Blue: it would lower it. It says what would change the answer, not what the answer was made of.`,
      formula: 'map = ∂S/∂x, S the score of the class before the softmax',
      source: 'Simonyan, Vedaldi and Zisserman 2014, “Deep inside convolutional networks”',
    },
    {
      id: 'guided',
      title: 'Guided',
      slow: false,
      made: 'The same way back, but each relu passes on only what is positive.',
      read: 'Clean lines, because all that speaks against is dropped on the way. The price: it looks much the same for every class, so it shows what is in the picture rather than why.',
      formula: 'at each relu: ∂S/∂x = ∂S/∂y where x > 0 and ∂S/∂y > 0, else 0',
      source: 'Springenberg, Dosovitskiy, Brox and Riedmiller 2015, “Striving for simplicity”',
    },
    {
      id: 'timesInput',
      title: 'Gradient × pixel',
      slow: false,
      made: 'The gradient, times the value that the pixel has.',
      read: 'Orange: what is there speaks for the class. Blue: against it. Pixels of value 0 stay empty, however much the network would care.',
      formula: 'map = x · ∂S/∂x',
      source: 'Shrikumar, Greenside and Kundaje 2017, “Learning important features”',
    },
    {
      id: 'smooth',
      title: 'Smooth',
      slow: true,
      made: 'The mean gradient of 32 copies of the picture, each with other noise on it.',
      read: 'Read it as the gradient. What only one exact picture would show is gone; what stays holds for its neighbours, too.',
      formula: 'map = mean of ∂S/∂x at x + noise, standard deviation 15 % of the range',
      source: 'Smilkov, Thorat, Kim, Viégas and Wattenberg 2017, “SmoothGrad”',
    },
    {
      id: 'occlusion',
      title: 'Occlusion',
      slow: true,
      made: `A square of ${paper} is laid over every place in turn, and the network is asked again.`,
      read: 'Orange: with this place covered the class becomes less likely, so the network needs it. Blue: covering it helps the class. No gradient: it was really tried.',
      formula: 'map = P(class | picture) − P(class | picture with a square there)',
      source: 'Zeiler and Fergus 2014, “Visualizing and understanding convolutional networks”',
    },
    {
      id: 'cam',
      title: 'Grad-CAM',
      slow: false,
      made: 'The maps of one layer, added up, each by how much it speaks for the class.',
      read: 'Orange: where the layer found what speaks for the class. It never shows what speaks against, and is as coarse as the layer.',
      formula: 'map = max(0, Σ aₖ·Aₖ), aₖ the mean of ∂S/∂Aₖ over map k',
      source: 'Selvaraju et al. 2017, “Grad-CAM”',
    },
  ];
}

/** What none of them can tell. */
export const caution =
  'A map that looks sensible proves little. Adebayo et al. 2018 (“Sanity checks for saliency maps”) ' +
  'put random weights into trained networks, and some methods hardly noticed: guided backpropagation ' +
  'still drew the outlines. What stays the same with random weights was never learned.';
