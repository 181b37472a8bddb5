// How long the main thread is kept busy at a stretch.

/** @typedef {import('playwright-core').Browser} Browser */
/** @typedef {import('playwright-core').Page} Page */
/** @typedef {{ name: string, ph: string, pid: number, tid: number, ts: number, dur?: number, tdur?: number, args: any }} TraceEvent */

/** Runs in the page: collects what the browser itself calls long (50 ms and more). */
export function observeTasks() {
  const found = {
    longTasks: /** @type {number[]} */ ([]),
    longFrames: /** @type {number[]} */ ([]),
  };
  /** @type {any} */ (window).observedTasks = found;
  /** @param {string} type @param {number[]} list */
  const observe = (type, list) => {
    if (!PerformanceObserver.supportedEntryTypes.includes(type)) return;
    new PerformanceObserver((entries) => {
      for (const entry of entries.getEntries()) list.push(entry.duration);
    }).observe({ type });
  };
  observe('longtask', found.longTasks);
  observe('long-animation-frame', found.longFrames);
}

/**
 * The page's main thread while something is done: what its observers saw, and from a trace the
 * longest tasks of all in milliseconds, which also tells how far below 50 ms they are: by the clock,
 * and in time of the processor, which other programs on a busy machine do not lengthen.
 * @param {Browser} browser
 * @param {Page} page with `observeTasks` in it
 * @param {() => Promise<void>} action
 */
export async function tasksOf(browser, page, action) {
  await page.evaluate(() => {
    const { observedTasks } = /** @type {any} */ (window);
    observedTasks.longTasks.length = 0;
    observedTasks.longFrames.length = 0;
  });
  await browser.startTracing(page, { categories: ['toplevel', '__metadata'] });
  const start = Date.now();
  await action();
  const trace = await browser.stopTracing();
  const observed = await page.evaluate(() => /** @type {any} */ (window).observedTasks);
  const tasks = mainThreadTasks(JSON.parse(trace.toString('utf8')).traceEvents);
  const clock = tasks.map(({ dur = 0 }) => dur / 1000).sort((a, b) => b - a);
  const work = tasks.map(({ tdur = NaN }) => tdur / 1000).sort((a, b) => b - a);
  const seconds = (Date.now() - start) / 1000;
  const share = (/** @type {number[]} */ list) =>
    round(list.reduce((total, one) => total + one, 0) / 1000 / seconds);
  return {
    longTasksOver50: observed.longTasks.length,
    longestLongTask: Math.max(0, ...observed.longTasks),
    longFramesOver50: observed.longFrames.length,
    longestLongFrame: Math.max(0, ...observed.longFrames),
    longestTask: round(clock[0] ?? NaN),
    tenthLongestTask: round(clock[9] ?? NaN),
    busyShare: share(clock),
    longestTaskOfProcessor: round(work[0] ?? NaN),
    tenthLongestTaskOfProcessor: round(work[9] ?? NaN),
    busyShareOfProcessor: share(work),
  };
}

/**
 * The tasks of the renderer's main thread that had most to do.
 * @param {TraceEvent[]} events
 */
function mainThreadTasks(events) {
  const mains = events
    .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
    .map(({ pid, tid }) => `${pid} ${tid}`);
  /** @type {Map<string, TraceEvent[]>} */
  const byThread = new Map(mains.map((thread) => [thread, []]));
  for (const event of events) {
    if (event.ph !== 'X' || event.name !== 'ThreadControllerImpl::RunTask') continue;
    byThread.get(`${event.pid} ${event.tid}`)?.push(event);
  }
  const sum = (/** @type {TraceEvent[]} */ list) =>
    list.reduce((total, { dur = 0 }) => total + dur, 0);
  return [...byThread.values()].sort((a, b) => sum(b) - sum(a))[0] ?? [];
}

/**
 * The tasks of a page's process, by its main thread and by the worker that had most of them: when
 * each began and how long it took in milliseconds by the clock, and what of that the processor gave.
 * @param {Buffer} trace of the categories toplevel and __metadata
 * @param {number} pid
 */
export function traceTasks(trace, pid) {
  /** @type {TraceEvent[]} */
  const events = JSON.parse(trace.toString('utf8')).traceEvents;
  /** @param {string} thread */
  const tasksOf = (thread) => {
    const named = events.filter(
      ({ name, pid: of, args }) => of === pid && name === 'thread_name' && args.name === thread,
    );
    const lists = named.map(({ tid }) =>
      events.filter(
        ({ pid: of, tid: on, ph, name }) =>
          of === pid && on === tid && ph === 'X' && name === 'ThreadControllerImpl::RunTask',
      ),
    );
    // Threads that only compute have a few, and endless ones.
    const [most = []] = lists.sort((a, b) => b.length - a.length);
    return most.map(({ ts, dur = 0, tdur = NaN }) => ({
      at: ts / 1000,
      clock: dur / 1000,
      processor: tdur / 1000,
    }));
  };
  return { page: tasksOf('CrRendererMain'), worker: tasksOf('DedicatedWorker thread') };
}

/** @param {number} value */
function round(value) {
  return Number(value.toPrecision(3));
}
