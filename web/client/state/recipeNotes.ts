import type { ModelSpec, RecipePart } from 'receptive';

/** What a preset's recipe does besides the settings that the page shows, in sentences. */
export function recipeNotes(spec: ModelSpec): string {
  return [scheduleNote(spec.schedule), averagingNote(spec.averaging)]
    .filter((note) => note !== '')
    .join(' ');
}

function argument(part: RecipePart<string>, name: string): unknown {
  return typeof part === 'string' ? undefined : part[name];
}

function typeOf(part: RecipePart<string> | undefined): string | undefined {
  return typeof part === 'string' ? part : part?.type;
}

function scheduleNote(schedule: ModelSpec['schedule']): string {
  if (schedule === undefined) return '';
  const epochs = argument(schedule, 'epochs');
  switch (typeOf(schedule)) {
    case 'step':
      return `The learning rate is the start: it is multiplied by ${argument(schedule, 'rate') ?? 0.1} every ${argument(schedule, 'every')} epochs.`;
    case 'exponential':
      return `The learning rate is the start: it is multiplied by ${argument(schedule, 'rate')} each epoch.`;
    case 'cosine':
      return `The learning rate is the start: it falls to 0 over ${epochs === 1 ? 'one epoch' : `${epochs} epochs`}.`;
    case 'oneCycle':
      return `The learning rate is the peak: it rises to it and falls to 0 over ${epochs === 1 ? 'one epoch' : `${epochs} epochs`}.`;
    default:
      return '';
  }
}

function averagingNote(averaging: ModelSpec['averaging']): string {
  const type = typeOf(averaging);
  return type === undefined || type === 'none' ? '' : 'Tests use an average of the weights.';
}
