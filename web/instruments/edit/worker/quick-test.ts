import type { QuickTest } from '../protocol';
import { Measurement, Pace, quickExamples } from '../../../worker/host/measuring';
import type { Session } from '../../../worker/host/run-host';

/** Pictures that show how long one takes. */
const firstPiece = 20;
/** No figure is made on fewer. */
const fewest = 100;

/**
 * A measurement on pictures spread over the test set that takes about `milliseconds` at most. Messages
 * and training have their turns meanwhile.
 */
export async function quickTest(
  session: Session,
  milliseconds: number,
  now: () => number = () => performance.now(),
): Promise<QuickTest> {
  const { run, data, network, progress } = session;
  const { test } = data;
  const step = progress.steps;
  const evaluate = (first: number, count: number) =>
    network.model.evaluateDataset(test, first, count);
  const pace = new Pace();
  const timed = (work: () => void, examples: number): void => {
    const start = now();
    work();
    pace.record(examples, now() - start);
  };
  const some = Math.min(firstPiece, test.count);
  timed(() => void evaluate(0, some), some);
  const affordable = Math.max(fewest, Math.floor(milliseconds / pace.cost(1) / 50) * 50);
  const examples = Math.min(affordable, quickExamples, test.count);
  const measurement = new Measurement(step, examples, test.count, evaluate);
  for (;;) {
    await session.giveWay();
    const before = measurement.done;
    let point: ReturnType<Measurement['advance']>;
    const count = Math.min(pace.count, examples - before);
    timed(() => (point = measurement.advance(count)), count);
    if (point) {
      const { accuracy, loss } = point;
      return { run, step, accuracy, loss, examples };
    }
  }
}
