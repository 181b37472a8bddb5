import type { ModelSpec } from 'receptive';
import { ruleOf } from 'receptive/catalogue/declaration';
import { schedules } from 'receptive/catalogue/recipe';

/** What a preset's recipe does besides the settings that the page shows, in sentences. */
export function recipeNotes(spec: ModelSpec): string {
  return [scheduleNote(spec.schedule), averagingNote(spec.averaging)]
    .filter((note) => note !== '')
    .join(' ');
}

function typeOf(part: string | { type: string } | undefined): string | undefined {
  return typeof part === 'string' ? part : part?.type;
}

function scheduleNote(schedule: ModelSpec['schedule']): string {
  if (schedule === undefined || typeof schedule === 'string') return '';
  const start = 'The learning rate is the start: it';
  const over = (epochs: number) => (epochs === 1 ? 'one epoch' : `${epochs} epochs`);
  switch (schedule.type) {
    case 'step': {
      const { rate = ruleOf(schedules.step, 'rate').default, every } = schedule;
      return `${start} is multiplied by ${rate} every ${every} epochs.`;
    }
    case 'exponential':
      return `${start} is multiplied by ${schedule.rate} each epoch.`;
    case 'cosine':
      return `${start} falls to 0 over ${over(schedule.epochs)}.`;
    case 'oneCycle':
      return `The learning rate is the peak: it rises to it and falls to 0 over ${over(schedule.epochs)}.`;
    case 'constant':
      return '';
  }
}

function averagingNote(averaging: ModelSpec['averaging']): string {
  const type = typeOf(averaging);
  if (type === undefined || type === 'none') return '';
  return (
    'Answers and maps are of averaged weights; ' +
    'filters, gradients and updates of the trained ones.'
  );
}
