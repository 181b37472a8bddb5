import type { Frame, SetUp } from '../../protocol/messages';
import { count, percent } from './format';
import {
  firstFilters,
  invitation,
  isFixed,
  shortName,
  thingsOf,
  type Situation,
} from './narration';

/** What is told of a network that has begun to learn. */
export function tellProgress(situation: Situation, frame: Frame): string {
  const { setUp, drawn, opened, warning } = situation;
  const things = thingsOf(setUp);
  const more = opened ? 'more ' : '';
  const seen = `${count(Math.round(frame.epoch * setUp.data.trainCount))} ${more}examples`;
  // The test set is measured now and then; while the network changes, the last batches know more.
  const tested = !frame.running && Number.isFinite(frame.testAccuracy);
  const accuracy = tested ? frame.testAccuracy : frame.trainAccuracy;
  // 99.8 % is not 100 %.
  const digits = accuracy > 0.99 && accuracy < 1 ? 1 : 0;
  const right = Number.isFinite(accuracy)
    ? `${percent(accuracy, digits)} right after ${seen}.`
    : '';
  const chance = 1 / setUp.data.classNames.length;
  if (accuracy >= goodEnough(setUp)) {
    const next = drawn ? 'Clear the pad and draw another.' : invitation(setUp);
    return [right, became(situation), next].filter(Boolean).join(' ');
  }
  if (!frame.running) {
    return `${right} Paused${things ? ': point at any square to read its number' : ''}. Train goes on from here.`;
  }
  const dead = deadLayer(setUp, frame);
  if (dead) {
    return `${right} Every map of ${dead} is 0 for this picture, and 0 lets no gradient through. If it stays so: lower the learning rate and press Reset.`;
  }
  if (!(accuracy > chance * 1.5)) {
    if (warning) return `${right} ${warning.text} ${warning.advice}`;
    return `${right} Every batch nudges the weights against their gradient; the loss has to fall first.`;
  }
  return situation.moved
    ? `${right} Watch the filters take shape as the loss falls.`
    : `${right} The curves show how the loss falls.`;
}

/** A layer of which nothing is left for the shown picture, and which then passes no gradient on. */
function deadLayer(setUp: SetUp, frame: Frame): string | undefined {
  const dead = setUp.layers.find(
    ({ name, fate }) =>
      fate === 'dies' &&
      frame.layers.some((layer) => layer.name === name && layer.limits.values === 0),
  );
  return dead?.name;
}

/** Only what the numbers show: nothing here has looked at what the filters look like. */
function became({ setUp, moved, opened, resumed, spec }: Situation): string {
  if (opened) return `It began with the weights of ${shortName(opened)}.`;
  const first = firstFilters(setUp);
  if (!first) {
    const single = setUp.layers.filter(({ parameters }) => parameters.length > 0).length === 1;
    return single ? 'Its weights are pictures of what speaks for each class.' : '';
  }
  if (moved === undefined) return '';
  if (!moved) return 'The filters are as they were; what reads them has learned.';
  const random = !resumed && !first.written && !isFixed(first.layer, spec);
  return random ? 'The filters are no longer random.' : 'The filters have changed.';
}

function goodEnough(setUp: SetUp): number {
  return setUp.data.classNames.length <= 2 ? 0.95 : 0.9;
}
