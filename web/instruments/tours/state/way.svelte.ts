import type { Frame } from '../../../protocol/messages';
import { builtInIds } from '../../../protocol/data-sets';
import { experimentOf } from '../../../protocol/experiment';
import type { Way } from '../words/tour';
import { describeColumns, type Column } from '../../../client/paint/columns';
import { pictureData } from '../../../client/paint/pictures';
import type { LookedAt } from '../../host';
import type { PageView } from '../../host';
import type { Hover } from '../../../client/paint/hover';

type Kind = 'maps' | 'mapGradients';

/**
 * A telling square: the strongest of the last layer that still has maps; of a network without, the
 * strongest of its last layer.
 */
export function tellingSquare(
  columns: readonly Column[],
  frame: Frame,
  kind: Kind,
): Hover | undefined {
  const layers = columns.filter((column) => column.layer);
  const chosen = layers.filter(hasMaps).at(-1) ?? layers.at(-1);
  const data = chosen && pictureData(frame, chosen, kind);
  if (!chosen || !data || data.values.length === 0) return undefined;
  let best = 0;
  data.values.forEach((value, i) => {
    if (Math.abs(value) > Math.abs(data.values[best]!)) best = i;
  });
  const { length, width } = chosen.maps;
  const index = best % length;
  const [row, left] = [Math.floor(index / width), index % width];
  const place = { tile: Math.floor(best / length), part: 0, row, column: left, index };
  return { column: chosen.name, kind, place };
}

function hasMaps({ layer }: Column): boolean {
  const [, height, width] = layer?.outputShape ?? [1, 1, 1];
  return height * width > 1;
}

/** Which of the networks that a way speaks of is loaded and has been trained; undefined: none. */
export function trainedOf({ after }: Way, session: LookedAt): string | undefined {
  const { setUp, frame, engine } = session;
  const found = after?.networks.find((name) => name === setUp?.experiment.network);
  const digits = setUp?.data.classNames.length === 10;
  if (!found || !digits || !frame || frame.run !== setUp?.run || frame.step === 0) return undefined;
  return engine?.presets.find(({ name }) => name === found)?.title;
}

/**
 * Goes where a step of a tour leads; the network that is loaded stays, unless another is named.
 *
 * @param bring Brings a picture into sight that a pressed square makes speak: a column and its kind.
 */
export async function goAlong(
  way: Way,
  session: LookedAt,
  view: PageView,
  bring: (column: string, kind: Kind) => void,
): Promise<void> {
  const { experiment, stage, fields, press } = way;
  const preset = session.engine?.presets.find(({ name }) => name === experiment?.network);
  const data = builtInIds.find((id) => id === experiment?.data);
  const there = session.experiment;
  if (preset && data && (there?.network !== preset.name || there.data !== data)) {
    if (!(await session.build(experimentOf(preset, data)))) return;
  }
  view.fields = { ...view.fields, ...fields };
  if (press) {
    view.selected = undefined;
    view.mode = press === 'gradient' ? 'gradients' : 'values';
    view.filterKind = press === 'gradient' ? 'gradients' : 'weights';
    // Of a drawing nobody knows what it is meant to be.
    if (press === 'gradient' && session.picture.kind === 'drawing') session.showLastTest();
  }
  view.stage = stage;
  if (!press) return;
  const kind: Kind = press === 'gradient' ? 'mapGradients' : 'maps';
  const square = await whenSeen(session, view, kind);
  if (!square || view.stage !== stage) return;
  view.pinned = square;
  // A field is seen in the picture, a gradient where it was pressed.
  bring(kind === 'maps' ? 'input' : square.column, kind);
}

/** The square, as soon as a frame shows it; nothing when another tab is opened before. */
function whenSeen(session: LookedAt, view: PageView, kind: Kind): Promise<Hover | undefined> {
  return new Promise((found) => {
    const stop = $effect.root(() => {
      $effect(() => {
        const { setUp, frame } = session;
        const seen = setUp && frame?.run === setUp.run && frame.layers.length > 0;
        const square = seen ? tellingSquare(describeColumns(setUp), frame, kind) : undefined;
        if (!square && view.stage === 'network') return;
        found(square);
        queueMicrotask(() => stop());
      });
    });
  });
}
