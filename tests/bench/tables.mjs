// The results as Markdown, for the README.
import { kernelTables, nativeTable, peakTable } from './tables/kernels.mjs';
import { inferenceTable, scalingTable, trainingTables } from './tables/nets.mjs';

/** @param {import('./measure.mjs').Results} results */
export function tables(results) {
  const { machine, leftOut } = results;
  const parts = [
    `${machine.processor}, ${machine.cores} cores, ${machine.browser}, ${machine.date}` +
      `${machine.quick ? ', a quick run' : ''}; load ${machine.load.join(' to ')}. ` +
      `Pictures: ${machine.data} (X/O: generated). Each figure is the best of several short rounds; ` +
      'in each round every contender has its turn. 1 multiply-add = 2 FLOP.',
    ...leftOut.map((line) => `Left out: ${line}`),
    peakTable(results),
    ...trainingTables(results),
    inferenceTable(results),
    scalingTable(results),
    nativeTable(results),
    ...kernelTables(results),
  ];
  return `\n${parts.filter((part) => part !== '').join('\n\n')}\n`;
}
