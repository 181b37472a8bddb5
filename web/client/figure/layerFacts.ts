import { paperAndInk } from '../../protocol/data-sets';
import type { SetUp } from '../../protocol/messages';
import { count } from '../words/format';
import { rateOf, settingsOf } from '../paint/columnWords';
import { shapeText, type Column } from '../paint/columns';

export interface Fact {
  name: string;
  value: string;
}

/** What is known of a layer, for its close-up. */
export function layerFacts(column: Column, setUp: Pick<SetUp, 'data'>): Fact[] {
  const { layer } = column;
  if (!layer) {
    const { channels, range } = setUp.data;
    const [name, ends] =
      channels > 1 ? ['dark, light', range] : ['paper, ink', paperAndInk(setUp.data)];
    return [
      { name: 'shape', value: `${column.shape} (height × width × colours)` },
      { name, value: ends.join(', ').replace(/-/g, '−') },
      { name: 'pictures', value: setUp.data.origin },
    ];
  }
  const facts: Fact[] = [{ name: 'gives', value: shapeText(layer.outputShape) }];
  const [height, width] = layer.receptiveField;
  facts.push({ name: 'receptive field', value: `${height}×${width} pixels of the picture` });
  const shapes = layer.parameters.map(
    ({ name, shape }) => `${name.slice(name.lastIndexOf('.') + 1)} ${shape.join('×')}`,
  );
  facts.push({
    name: 'parameters',
    value: layer.weightsOf
      ? `those of ${layer.weightsOf}`
      : layer.parameterCount > 0
        ? `${count(layer.parameterCount)}: ${shapes.join(', ')}`
        : 'none',
  });
  if (layer.connections > 0) facts.push({ name: 'connections', value: count(layer.connections) });
  const settings = settingsOf(layer);
  if (settings.length > 0) facts.push({ name: 'settings', value: settings.join(', ') });
  if (column.between.length > 0) {
    facts.push({
      name: 'before it',
      value: column.between.map((one) => `${one.type}${rateOf(one)}`).join(', '),
    });
  }
  return facts;
}
